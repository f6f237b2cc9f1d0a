import re
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import fields
from functools import cache

from probes.email.sorting.our_matter import without_our_matter, without_our_subject
from probes.email.sorting.wording import Patterns, Wording
from probes.email.sorting.wordings import every_wording

Heard = Mapping[str, str]
"""Which signs a text gives, each with the language that gave it."""

_NAMES = tuple(field.name for field in fields(Wording) if field.name != "language")
_OF_SENTENCES = tuple(name for name in _NAMES if not name.startswith("subject_"))
_OF_SUBJECTS = tuple(name for name in _NAMES if name.startswith("subject_"))
_OF_A_PERSON = ("first_person", "answer", "advice", "handled", "asks")
_ROUTINE = frozenset(
    ("automatic", "do_not_reply", "received", "service", "away", "left", "undelivered", "delayed", "survey")
)
_IN_ENGLISH_ANYWHERE = frozenset(("automatic", "do_not_reply", "undelivered", "delayed"))
"""What servers write in English whatever the organisation's language."""

_SUPPOSED = re.compile(r"\b(?:hvis|dersom|viss|når|om|ifall|såfremt|if|when|once|jos|kun) $")
"""Before it nothing is told to have come: `if your application is received in time`."""


def signs_of_sentence(
    sentence: str, languages: AbstractSet[str], ours: AbstractSet[str] = frozenset()
) -> Heard:
    """Return the signs that one sentence gives, by the fields of `Wording`.

    A sentence that a machine is known by says nothing of a person: `I am on holiday` is an absence's I, and
    `How do I apply?` that of a list of questions. `ours` are the stems of what we wrote (`our_matter`).
    """
    found = without_our_matter(sentence, _signs(_OF_SENTENCES, sentence, languages), ours)
    if sentence.endswith("?"):
        found.pop("first_person", None)
    if _ROUTINE & found.keys():
        return {name: language for name, language in found.items() if name not in _OF_A_PERSON}
    return found


def signs_of_subject(subject: str, languages: AbstractSet[str]) -> Heard:
    """Return the signs that the subject gives."""
    return without_our_subject(_signs(_OF_SUBJECTS, subject[:500], languages | {"en"}))


def _signs(names: tuple[str, ...], text: str, languages: AbstractSet[str]) -> dict[str, str]:
    text = " ".join(text.lower().split())
    found: dict[str, str] = {}
    for name in names:
        for language, pattern in _compiled(name):
            anywhere = name == "subject_reply" or (language == "en" and name in _IN_ENGLISH_ANYWHERE)
            if not (anywhere or language in languages) or (match := pattern.search(text)) is None:
                continue
            if name == "received" and _SUPPOSED.search(text, 0, match.start()):
                continue
            found[name] = language
            break
    return found


@cache
def _compiled(name: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(_all(name))


def _all(name: str) -> Iterator[tuple[str, re.Pattern[str]]]:
    for wording in every_wording():
        patterns: Patterns = getattr(wording, name)
        if patterns:
            yield wording.language, re.compile("|".join(_anchored(pattern) for pattern in patterns))


def _anchored(pattern: str) -> str:
    return f"(?:{pattern})" if pattern.startswith("^") else rf"(?<!\w)(?:{pattern})"
