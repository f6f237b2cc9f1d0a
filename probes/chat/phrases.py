import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from scenarios.yaml_reader import read

_FOLDER = Path(__file__).parent / "words"
_LONGEST = 2000
"""So much of a message is read: what gives its author away stands early, and a page may be hostile."""


def plain(text: str) -> str:
    """Return words as the phrases know them: small letters, one space between them, straight apostrophes."""
    text = text[:_LONGEST].replace("’", "'").replace("´", "'").replace("\u00ad", "")
    return " ".join(text.lower().split())


def says(what: str, text: str) -> bool:
    """Return whether a message says something of a kind, in any language known (`not_understood`, …).

    `text` has been through `plain`. Raises KeyError for a kind that no language has.
    """
    return _phrases()[what].search(text) is not None


def kinds() -> tuple[str, ...]:
    """Return the kinds of phrases there are, in order."""
    return tuple(sorted(_phrases()))


@cache
def _phrases() -> Mapping[str, re.Pattern[str]]:
    """One expression a kind: the languages of the Nordic countries borrow so much that all are looked for."""
    found: dict[str, list[str]] = {}
    for path in sorted(_FOLDER.glob("*.yaml")):
        for kind, patterns in read(path.read_bytes(), path.name).value.items():
            found.setdefault(kind, []).extend(patterns)
    return {kind: re.compile("|".join(f"(?:{one})" for one in each)) for kind, each in found.items()}
