"""The pages made from the code are current, nothing is missing in them, and the whole builds strictly."""

import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml

from dashboards.reference.settings import SETTINGS
from probes.event import EventKind
from probes.outcome import Outcome
from tests.house.docs_blocks import ROOT
from tests.house.docs_runner import Zygote

REFERENCE = ROOT / "docs" / "reference"
ROOMS = ("scenarios", "probes", "results", "benchmark", "dashboards")
OURS = re.compile(r"[\"'](SVARTID_[A-Z_]+|DATABASE_URL)[\"']")
NO_SETTINGS = {
    "SVARTID_EMBEDDED": "a value of the Django settings",
    "SVARTID_STATE_FOLDER": "a value of the Django settings",
}
"""Names that look like settings and are none."""


def page(name: str) -> str:
    return (REFERENCE / name).read_text(encoding="utf-8")


@pytest.mark.timeout(400)
def test_pages_made_from_the_code_are_current(zygote: Zygote, tmp_path: Path):
    code, out = zygote.run(
        ["-m", "dashboards.reference", str(tmp_path)],
        folder=ROOT,
        environment={**os.environ, "SVARTID_STATE": str(tmp_path)},
    )
    assert code == 0, out
    made_now = {made.name: made.read_text(encoding="utf-8") for made in tmp_path.glob("*.md")}
    old = [name for name, text in made_now.items() if page(name) != text]
    assert old == [], "write them anew: .venv/bin/python -m dashboards.reference"
    kept = {path.name for path in REFERENCE.glob("*.md")} - {"README.md"}
    assert kept == set(made_now)


def test_every_column_of_the_record_is_explained():
    bare = [line for line in page("data.md").split("\n") if re.search(r"\| *\|$", line)]
    assert bare == [], "write what it holds below the column in its model, and make the pages anew"


def test_every_setting_that_the_code_reads_is_told():
    files = [path for room in ROOMS for path in (ROOT / room).rglob("*.py")]
    read = {
        name
        for path in files
        if path.parent.name != "reference"
        for name in OURS.findall(path.read_text(encoding="utf-8"))
    }
    told = {each.name for settings in SETTINGS.values() for each in settings}
    assert read - told - NO_SETTINGS.keys() == set(), "tell them in dashboards/reference/settings.py"
    assert told - read == set()


def test_every_outcome_and_every_event_is_told():
    assert [each for each in Outcome if f"| `{each}` |" not in page("outcomes.md")] == []
    assert [each for each in EventKind if f"| `{each}` |" not in page("events.md")] == []


def test_the_menu_names_every_page_and_no_other():
    menu = yaml.load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"), yaml.BaseLoader)["nav"]
    named = sorted(_leaves(menu))
    there = sorted(str(path.relative_to(ROOT / "docs")) for path in (ROOT / "docs").rglob("*.md"))
    assert named == there


@pytest.mark.timeout(400)
def test_the_documentation_builds_strictly_and_asks_nobody_else(tmp_path: Path):
    run = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", tmp_path / "site"],
        cwd=ROOT, capture_output=True, text=True, timeout=150, check=False,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"},
    )  # fmt: skip
    assert run.returncode == 0, run.stdout + run.stderr
    made = list((tmp_path / "site").rglob("*.html"))
    assert len(made) > 40
    asked = {url for path in made for url in _fetched(path) if re.match(r"(https?:)?//", url)}
    assert asked == set()


def test_pictures_are_light():
    pictures = [*(ROOT / "docs").rglob("*.png"), *(ROOT / "docs").rglob("*.svg")]
    assert [path.name for path in pictures if path.stat().st_size > 150_000] == []


def _leaves(menu: list) -> list[str]:
    found: list[str] = []
    for entry in menu:
        if isinstance(entry, str):
            found.append(entry)
        else:
            for value in entry.values():
                found += _leaves(value) if isinstance(value, list) else [value]
    return found


def _fetched(path: Path) -> list[str]:
    """Return what a browser fetches by itself when it shows a page."""
    found: list[str] = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            values = dict(attrs)
            if tag in ("script", "img", "iframe", "source", "audio", "video"):
                found.append(values.get("src") or "")
            if tag == "link" and values.get("rel") in (
                "stylesheet",
                "icon",
                "preconnect",
                "preload",
                "modulepreload",
            ):
                found.append(values.get("href") or "")

    Reader().feed(path.read_text(encoding="utf-8"))
    return found
