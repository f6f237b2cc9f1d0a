"""A frozen edition and what may become of it, each written as a folder once.

`tests/data/editions/2026.json` is never written again.
"""

from __future__ import annotations

import copy
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

import pytest

FROZEN = Path(__file__).parents[2] / "data" / "editions"
BASE = "https://award.example/2026/"
REASON = "Lyssnade först & svarade sedan.\n\nDet <em>hjälpte</em>."
HOSTILE = '=<script>alert(1)</script>"&'


class Edition(NamedTuple):
    """A written edition: its folder, its document, and what writing it told."""

    folder: Path
    document: dict[str, Any]
    told: dict[str, Any]


class Editions(NamedTuple):
    """The frozen edition; over a copy of it the same again, then one figure changed; and quite another.

    The frozen one is of the first format and says nothing of a licence; the changed one has none, the other
    one, and a jury's reason in Swedish alone. The other has no address, one class less, a letter for a name,
    and a name that would be markup.
    """

    first: Edition
    same: Edition
    changed: Edition
    other: Edition


@pytest.fixture(scope="session")
def editions(tmp_path_factory: pytest.TempPathFactory) -> Editions:
    """Write them all in one process, as `svartid publish` does."""
    document = json.loads((FROZEN / "2026.json").read_text(encoding="utf-8"))
    folder = tmp_path_factory.mktemp("editions")
    one, two, three = (folder / name for name in ("one", "two", "three"))
    changed, other = _changed(document), _other(document)
    steps = [
        {"document": document, "folder": str(one), "base": BASE, "copy": ""},
        {"document": document, "folder": str(two), "base": BASE, "copy": str(one)},
        {"document": changed, "folder": str(two), "base": BASE, "copy": ""},
        {"document": other, "folder": str(three), "base": "", "copy": str(one)},
    ]
    done = subprocess.run(
        [sys.executable, Path(__file__).with_name("write_edition.py")],
        input=json.dumps(steps),
        env={
            **os.environ,
            "SVARTID_STATE": str(folder / "state"),
            "DJANGO_SETTINGS_MODULE": "dashboards.settings",
        },
        capture_output=True, text=True, timeout=300, check=False, cwd=Path(__file__).parents[3],
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    return Editions(
        Edition(one, document, told[0]),
        Edition(two, document, told[1]),
        Edition(two, changed, told[2]),
        Edition(three, other, told[3]),
    )


@pytest.fixture
def edition(editions: Editions) -> Edition:
    return editions.first


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The first test waits for all folders: a minute on a busy machine."""
    for item in items:
        if "editions" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.timeout(400))


def _changed(document: dict[str, Any]) -> dict[str, Any]:
    made = copy.deepcopy(document)
    key = made["classes"][0]["rows"][0]["key"]
    made["organisations"][key]["areas"][0]["value"] = 77.77
    made["edition"]["licence"] = None
    return made


def _other(document: dict[str, Any]) -> dict[str, Any]:
    made = copy.deepcopy(document)
    gone = made["classes"].pop()
    keys = {row["key"] for row in gone["rows"]}
    made["prizes"] = [each for each in made["prizes"] if not keys & {*each["winners"], *each["level_with"]}]
    for key in keys:
        del made["organisations"][key]
    rows = made["classes"][0]["rows"]
    del made["organisations"][rows[-1]["key"]]
    rows[-1] |= {"key": "letter-a", "named": False, "nominee": False}
    rows[-1]["name"] = {"nb": "Virksomhet A", "sv": "Organisation A", "en": "Organisation A"}
    rows[0]["name"] = dict.fromkeys(("nb", "sv", "en"), HOSTILE)
    made["edition"]["named"] = "shortlist"
    made["edition"]["licence"] = {
        "id": "CC-BY-4.0",
        "title": "Creative Commons",
        "url": "https://cc.example/",
    }
    prize = next(each for each in made["prizes"] if each["kind"] == "class" and each["winners"])
    prize |= {"jury": True, "reason": {"sv": REASON}}
    return made
