"""What public pages say, in Norwegian, Swedish and English.

They have a catalogue of their own, `words.toml`: what was published stays word for word as it was, whatever
becomes of the site's other words. A test holds the bytes of an old edition.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from dashboards.charts.words import Language

LANGUAGES: tuple[Language, ...] = ("nb", "sv", "en")
LANGUAGE_NAMES = {"nb": "Norsk", "sv": "Svenska", "en": "English"}
_FILE = Path(__file__).with_name("words.toml")


def public_words(key: str, language: Language, **values: object) -> str:
    """Return a text of the catalogue with its gaps filled; KeyError if there is none."""
    text = _catalogue()[key][language]
    return text.format(**values) if values else text


def class_title(slug: str, title: str, language: Language) -> str:
    """Say a class: in words of the library, else as the record names it, else by its short name."""
    known = _catalogue().get(f"class_{slug}")
    return known[language] if known else title or slug.replace("-", " ").capitalize()


def channel_title(slug: str, language: Language) -> str:
    """Say a channel; one that is not known by its short name."""
    known = _catalogue().get(slug)
    return known[language] if known else slug.replace("_", " ").capitalize()


@cache
def _catalogue() -> dict[str, dict[str, str]]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
