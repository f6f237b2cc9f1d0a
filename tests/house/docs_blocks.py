"""The commands that the documentation shows, and what each page says about running them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGES = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    *sorted(page for page in (ROOT / "docs").rglob("*.md") if page.parent.name != "reference"),
]
"""Every page written by hand; those of the reference are made from the code and show no session."""

REMEDY = (
    "show commands in a ```console block, each after `$ `, and write above it one of\n"
    "  <!-- run: quick -->                     run by make test, within a second or so\n"
    "  <!-- run: long -->                      run by make proof\n"
    "  <!-- run: long, stays: WORDS -->        goes on until the page is done, once it has printed WORDS\n"
    "  <!-- run: long, beside: COMMAND -->     run by make proof while COMMAND goes on\n"
    "  <!-- run: long, or ends: 1 -->          it may end with 1, too: what it measures is the machine's\n"
    "  <!-- run: elsewhere: WHAT RUNS IT -->   run by a test or a target of its own\n"
    "  <!-- run: by hand: WHY -->              nothing can run it here"
)

_SAYS = re.compile(
    r"<!-- run: (?P<kind>quick|long|elsewhere|by hand)(?P<reason>: [^,>]{3,}[^>]*?)?"
    r"(?:, or ends: (?P<ends>[1-9]))?(?:, stays: (?P<stays>[^>]+?))?(?:, beside: (?P<beside>[^>]+?))? -->$"
)
_FILE = re.compile(r"<!-- file: (?P<name>[\w./-]+) -->$")
_COMMAND = re.compile(r"^\s*(\$ )?(\.venv/bin/|sudo |[A-Z_]+=\S+ )*(svartid|make|mkdocs) [a-z-]")


@dataclass(frozen=True)
class Command:
    """A command as typed, and the lines that the page shows as its answer."""

    text: str
    shown: tuple[str, ...]


@dataclass(frozen=True)
class Block:
    """A block of a page: commands to run, or a file to write."""

    page: Path
    line: int
    kind: str
    """quick, long, elsewhere, by hand; `file`; "" where the page says nothing."""
    commands: tuple[Command, ...] = ()
    ends: frozenset[int] = frozenset({0})
    """The exit codes with which its commands may end."""
    stays: str = ""
    beside: str = ""
    name: str = ""
    text: str = ""

    @property
    def where(self) -> str:
        return f"{self.page.relative_to(ROOT)}:{self.line}"


def blocks(page: Path) -> list[Block]:
    """Return the console blocks and files of a page, in order."""
    found = []
    for line, above, language, text in _fences(page.read_text(encoding="utf-8")):
        said, file = _SAYS.match(above), _FILE.match(above)
        if file:
            found.append(Block(page, line, "file", name=file["name"], text=text))
        elif language == "console":
            kind = said["kind"] if said else ""
            if said and bool(said["reason"]) != (kind in ("elsewhere", "by hand")):
                kind = ""
            ends = frozenset({0, int((said and said["ends"]) or 0)})
            more = {"stays": said["stays"] or "", "beside": said["beside"] or ""} if said else {}
            found.append(Block(page, line, kind, tuple(_commands(text)), ends, **more))
    return found


def loose_commands(page: Path) -> list[str]:
    """Return where a page shows a command outside a console block."""
    text = page.read_text(encoding="utf-8")
    inside = {
        number for line, _, _, body in _fences(text) for number in range(line, line + body.count("\n") + 2)
    }
    lines = enumerate(text.split("\n"), start=1)
    loose = [n for n, each in lines if n not in inside and each.startswith("    ") and _COMMAND.match(each)]
    loose += [
        line + n
        for line, _, language, body in _fences(text)
        for n, each in enumerate(body.split("\n"), start=1)
        if language in ("", "sh", "bash", "text") and _COMMAND.match(each)
    ]
    return [f"{page.relative_to(ROOT)}:{number}" for number in sorted(loose)]


def _fences(text: str) -> Iterator[tuple[int, str, str, str]]:
    """Yield each fence's line, what stands above it, its language and its text without the indentation."""
    lines = text.split("\n")
    at, above = 0, ""
    while at < len(lines):
        begun = re.match(r"^( *)```(\w*)", lines[at])
        if not begun:
            above = lines[at].strip() or above
            at += 1
            continue
        end = next(n for n in range(at + 1, len(lines)) if lines[n].strip() == "```")
        body = [each[len(begun[1]) :] for each in lines[at + 1 : end]]
        yield at + 1, above, begun[2], "\n".join(body) + "\n"
        at, above = end + 1, ""


def _commands(text: str) -> Iterator[Command]:
    parts = re.split(r"^\$ ", text, flags=re.MULTILINE)
    assert not parts[0].strip(), f"a console block begins with `$ `: {text}"
    for part in parts[1:]:
        typed, *answer = part.rstrip("\n").split("\n")
        yield Command(re.sub(r"\s+# .*$", "", typed).strip(), tuple(each for each in answer if each.strip()))
