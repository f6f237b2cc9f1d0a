"""Every command that the documentation shows is run, or says why it cannot be."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.house.docs_blocks import PAGES, REMEDY, ROOT, blocks, loose_commands
from tests.house.docs_runner import Sitting, Zygote, sitting, unseen

QUICK = [page for page in PAGES if any(block.kind == "quick" for block in blocks(page))]
LONG = [page for page in PAGES if any(block.kind == "long" for block in blocks(page))]


def named(page: Path) -> str:
    return str(page.relative_to(ROOT))


@pytest.fixture
def terminal(zygote: Zygote) -> Iterator[Sitting]:
    with sitting(zygote) as one:
        yield one


def test_every_block_of_commands_says_how_it_is_run():
    unsaid = [block.where for page in PAGES for block in blocks(page) if not block.kind]
    assert unsaid == [], f"{unsaid}\n{REMEDY}"


def test_commands_stand_in_console_blocks_only():
    loose = [where for page in PAGES for where in loose_commands(page)]
    assert loose == [], f"{loose}\n{REMEDY}"


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("<!-- run: quick -->", "quick"),
        ("<!-- run: long, beside: svartid sandbox up -->", "long"),
        ("<!-- run: long, or ends: 1 -->", "long"),
        ("<!-- run: long, or ends: badly -->", ""),
        ("<!-- run: elsewhere: tests/house/test_docs.py -->", "elsewhere"),
        ("<!-- run: by hand: needs a trunk, and an account -->", "by hand"),
        ("<!-- run: by hand -->", ""),
        ("<!-- run: quick: because -->", ""),
        ("<!-- run: sometimes -->", ""),
        ("", ""),
    ],
)
def test_what_a_page_says_of_a_block_is_understood_or_missed(said, kind, tmp_path):
    page = tmp_path / "page.md"
    page.write_text(
        f"Words.\n\n{said}\n\n```console\n$ svartid library  # all\nan answer\n```\n", encoding="utf-8"
    )
    [block] = blocks(page)
    assert block.kind == kind
    assert block.ends == ({0, 1} if "or ends: 1" in said else {0})
    assert [(each.text, each.shown) for each in block.commands] == [("svartid library", ("an answer",))]


def test_what_is_shown_must_be_printed_in_its_order():
    out = "one  line\nanother one here\nlast"
    assert unseen(("one line", "…", "another …", "last"), out) is None
    assert unseen(("last", "one line"), out) == "one line"
    assert unseen(("anoth",), out) == "anoth"


@pytest.mark.timeout(400)
@pytest.mark.parametrize("page", QUICK, ids=named)
def test_quick_commands_do_what_the_page_shows(page, terminal):
    terminal.type_all(blocks(page), ("quick",))


@pytest.mark.proof
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("page", LONG, ids=named)
def test_long_commands_do_what_the_page_shows(page, terminal):
    terminal.type_all(blocks(page), ("quick", "long"))
