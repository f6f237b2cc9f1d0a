"""What an organisation is called that is not named, and names put into sentences kept without them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from benchmark.ranking.words import Language

_OTHER: dict[Language, str] = {"nb": "Virksomhet", "sv": "Organisation", "en": "Organisation"}


def letter_of(place: int) -> str:
    """Count in letters from 0: A, B … Z, AA, AB and so on."""
    text = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        text = chr(ord("A") + rest) + text
    return text


def unnamed(place: int, *, language: Language) -> str:
    """Return what the one at `place` (from 0) of those who are not named is called."""
    return f"{_OTHER[language]} {letter_of(place)}"


def in_names(text: str, *, slugs: Mapping[str, str]) -> str:
    """Put names into a sentence that was kept with the organisations' short names.

    Args:
        slugs: what each is called by its short name; whoever is not in it stays as it is.
    """
    if not slugs:
        return text
    longest = "|".join(re.escape(slug) for slug in sorted(slugs, key=len, reverse=True))
    return re.sub(rf"(?<![\w-])(?:{longest})(?![\w-])", lambda hit: slugs[hit[0]], text)
