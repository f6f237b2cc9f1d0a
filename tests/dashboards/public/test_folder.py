"""An edition as a folder: the same bytes for ever, whole or not at all, and a changed byte is found."""

import hashlib
import re
import shutil
import subprocess
from pathlib import Path
from urllib.parse import unquote, urldefrag

import pytest
import tinyhtml5.parser

from dashboards.public.errors import NotOurFolder
from dashboards.public.folder import MANIFEST, check_folder, write_folder
from tests.dashboards.public.conftest import FROZEN


def sums(folder: Path) -> dict[str, str]:
    lines = (folder / MANIFEST).read_text(encoding="utf-8").splitlines()
    return {path: digest for digest, _, path in (line.partition("  ") for line in lines)}


def test_last_years_edition_still_builds_the_same_bytes(edition):
    """A change of words, look or numbers shows here. Pictures hang on the drawing library's version too."""
    frozen = dict(
        reversed(line.split("  "))
        for line in (FROZEN / "2026.SHA256SUMS").read_text(encoding="utf-8").splitlines()
    )
    made = {path: digest for path, digest in sums(edition.folder).items() if not path.endswith(".png")}
    assert made == frozen


def test_its_digest_is_that_of_the_document(edition):
    frozen = (FROZEN / "2026.json").read_bytes()
    assert edition.told["digest"] == hashlib.sha256(frozen).hexdigest()
    assert (edition.folder / "edition.json").read_bytes() == frozen


def test_the_checksums_are_those_of_sha256sum(edition, tmp_path):
    copied = tmp_path / "copied"
    shutil.copytree(edition.folder, copied)
    assert checked(copied) == (0, [])
    assert check_folder(copied).whole
    page = copied / "nb" / "index.html"
    content = bytearray(page.read_bytes())
    content[len(content) // 2] ^= 1
    page.write_bytes(content)
    (copied / "sv" / "method.html").unlink()
    (copied / "more.html").write_text("more")
    assert checked(copied) == (1, ["nb/index.html: FAILED", "sv/method.html: FAILED open or read"])
    found = check_folder(copied)
    assert (found.changed, found.missing, found.unknown) == (
        ("nb/index.html",), ("sv/method.html",), ("more.html",)
    )  # fmt: skip


def checked(folder: Path) -> tuple[int, list[str]]:
    done = subprocess.run(
        ["sha256sum", "--check", "--quiet", MANIFEST],
        cwd=folder, capture_output=True, text=True, check=False, env={"LC_ALL": "C", "PATH": "/usr/bin:/bin"},
    )  # fmt: skip
    return done.returncode, done.stdout.splitlines()


def test_a_change_of_one_figure_touches_only_what_shows_it(editions):
    before = {path: (editions.first.folder / path).stat().st_mtime_ns for path in sums(editions.first.folder)}
    assert editions.same.told == editions.first.told | {"written": [], "kept": len(before)}
    key = editions.changed.document["classes"][0]["rows"][0]["key"]
    pages = [f"{language}/organisation-{key}.html" for language in ("nb", "sv", "en")]
    # Every data page names the digest of the whole.
    also = [f"{language}/data.html" for language in ("nb", "sv", "en")]
    told = editions.changed.told
    assert sorted(told["written"]) == sorted([*pages, *also, "data/parts.csv", "edition.json"])
    folder = editions.changed.folder
    after = {path: (folder / path).stat().st_mtime_ns for path in sums(folder)}
    assert {path for path, at in after.items() if before.get(path) != at} == set(told["written"])
    assert check_folder(folder).whole


def test_what_is_no_longer_published_is_taken_away(editions):
    gone = editions.first.document["classes"][-1]
    folder = editions.other.folder
    assert f"nb/class-{gone['class']}.html" in editions.other.told["removed"]
    assert not (folder / f"nb/class-{gone['class']}.html").exists()
    assert check_folder(folder).whole


def test_an_interrupted_run_leaves_the_folder_as_it_was(tmp_path):
    folder = tmp_path / "award"
    write_folder(folder, paths=["a.txt", "b/c.txt"], make=lambda path: path.encode())

    def broken(path: str) -> bytes:
        if path == "b/c.txt":
            raise KeyboardInterrupt
        return b"new"

    with pytest.raises(KeyboardInterrupt):
        write_folder(folder, paths=["a.txt", "b/c.txt"], make=broken)
    assert (folder / "a.txt").read_bytes() == b"a.txt"
    assert check_folder(folder).whole
    assert [each.name for each in tmp_path.iterdir()] == ["award"]


def test_what_a_killed_run_left_is_swept_away(tmp_path):
    folder = tmp_path / "award"
    half = tmp_path / ".award.new-1"
    half.mkdir()
    (half / "a.txt").write_text("half")
    # On a system that cannot exchange folders a run may die between its two steps: the old one comes back.
    old = tmp_path / ".award.old-1"
    write_folder(old, paths=["a.txt"], make=lambda _path: b"old")
    write_folder(folder, paths=["a.txt"], make=lambda _path: b"old")
    assert (folder / "a.txt").read_bytes() == b"old"
    assert sorted(each.name for each in tmp_path.iterdir()) == ["award"]


def test_a_folder_of_somebody_elses_is_not_written_over(tmp_path):
    folder = tmp_path / "home"
    folder.mkdir()
    (folder / "thesis.txt").write_text("ten years")
    with pytest.raises(NotOurFolder, match=r"thesis\.txt"):
        write_folder(folder, paths=["a.txt"], make=lambda _path: b"a")
    assert [each.name for each in folder.iterdir()] == ["thesis.txt"]
    with pytest.raises(NotOurFolder, match="SHA256SUMS"):
        check_folder(folder)


def test_every_page_is_valid_html_and_every_link_leads_somewhere(edition):
    wrong = {}
    for page in sorted(edition.folder.rglob("*.html")):
        parser = tinyhtml5.parser.HTMLParser()
        content = page.read_bytes()
        parser.parse(content)
        text = content.decode()
        ids = re.findall(r'\bid="([^"]+)"', text)
        wrong[str(page.relative_to(edition.folder))] = [
            *parser.errors,
            *(each for each in set(ids) if ids.count(each) > 1),
            *(target for target in re.findall(r'(?:href|src)="([^"]+)"', text) if not leads(page, target)),
            *re.findall(r'<script(?! type="application/ld\+json")|style="|javascript:|\bon[a-z]+="', text),
        ]
    assert {page: each for page, each in wrong.items() if each} == {}
    assert len(wrong) == 1 + 3 * (4 + 2 + 8)


def leads(page: Path, target: str) -> bool:
    if target.startswith("https://"):
        return True
    path, place = urldefrag(unquote(target))
    found = page if not path else page.parent / path
    return found.is_file() and (not place or f'id="{place}"' in found.read_text(encoding="utf-8"))
