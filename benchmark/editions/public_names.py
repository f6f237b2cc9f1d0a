"""Who is named in a published edition, and what the others are called."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from benchmark.editions.unnamed import letter_of, unnamed
from benchmark.ranking.words import Language
from results.models import Organisation, RankingRow

LANGUAGES: tuple[Language, ...] = ("nb", "sv", "en")
"""In which an edition is published."""
Names = Literal["all", "shortlist"]


@dataclass(frozen=True, slots=True)
class PublicName:
    """An organisation as everybody may call it.

    Attributes:
        key: its short name, or `letter-a` and so on where it is not named: it tells nothing.
        named: whether it is named.
        words: the name by language.
    """

    key: str
    named: bool
    words: Mapping[str, str]


def public_names(
    *, rows: Iterable[RankingRow], names: Names, prized: frozenset[int]
) -> dict[int, PublicName]:
    """Return what each organisation of an edition is called, by its id.

    By `shortlist` only those are named whom something good is said of: `prized`, nominees, and whoever may be
    the best of their class. All others are letters, in the order in which the classes rank them.

    Args:
        rows: the ranking's rows among classes, in the order in which they are read.
        names: who is named. prized: ids of all who won or share something.
    """
    found: dict[int, PublicName] = {}
    letters = 0
    for row in rows:
        praised = row.organisation_id in prized or {"nominee", "may_be_best"} & set(row.labels)
        if names == "all" or praised:
            found[row.organisation_id] = _named(row.organisation)
        else:
            words: dict[str, str] = {language: unnamed(letters, language=language) for language in LANGUAGES}
            key = f"letter-{letter_of(letters).lower()}"
            found[row.organisation_id] = PublicName(key, False, words)
            letters += 1
    return found


def _named(organisation: Organisation) -> PublicName:
    return PublicName(organisation.slug, True, dict.fromkeys(LANGUAGES, organisation.name))
