"""One letter as somebody reads it who has to say whose it is: safe words, decisions, why it is nobody's."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from django.db.models import Q, QuerySet

from probes.email.correlate import plain_case
from probes.email.letter import Letter as ReadLetter
from probes.email.letter import read_letter
from probes.email.sorting.case_number import find_case_number
from results.errors import EvidenceDamaged
from results.models import Attempt, Correspondence, Letter, LetterDecision, Touchpoint
from results.store import Store

LIKELY = 8
"""So many contacts that a letter may belong to are offered at most. Project's own choice."""

_LONGEST = 20_000
_MOST_IDS = 50


class Known(StrEnum):
    """How many contacts a letter's clue leads to."""

    NOTHING = "nothing"
    """The letter has no such clue."""
    NOBODY = "nobody"
    """It has one, and no contact is known by it."""
    ONE = "one"
    """One contact is known by it: since the letter came, or not from this sender."""
    SEVERAL = "several"
    """More than one: a wrong match would be worse than none."""


class Clue(NamedTuple):
    """What might have told whose it is: `address`, `thread` or `case`; what stands there; who has it."""

    name: str
    value: str
    known: Known


@dataclass(frozen=True, slots=True)
class LetterStory:
    """All that may be shown of a letter. `read` is None where its content was refused, emptied or damaged."""

    letter: Letter
    read: ReadLetter | None
    text: str
    """Its words without any HTML, 20,000 characters at most."""
    cut: bool
    """Whether it says more than that."""
    decisions: list[LetterDecision]
    """The newest first."""
    clues: tuple[Clue, ...]
    """Empty for a letter that belongs to an attempt."""


def letter_story(letter: Letter) -> LetterStory:
    """Read a letter, its decisions, and why it belongs to nobody. Nothing that it names is fetched."""
    read = _read(letter)
    text = read.text.strip() if read else ""
    return LetterStory(
        letter=letter,
        read=read,
        text=text[:_LONGEST],
        cut=len(text) > _LONGEST,
        decisions=list(letter.decisions.select_related("attempt__contact__campaign").order_by("-number")),
        clues=_clues(read) if read and letter.attempt_id is None else (),
    )


def likely_attempts(letter: Letter, *, among: QuerySet[Attempt], most: int = LIKELY) -> list[Attempt]:
    """Return attempts that a letter may belong to, one a contact, the one last sent first.

    Those of the organisation whose addresses lie in the sender's domain, sent before the letter came.
    """
    base = ".".join(letter.sender.rpartition("@")[2].split(".")[-2:])[:100]
    if "." not in base:
        return []
    houses = Touchpoint.objects.filter(address__iregex=rf"[@./]{re.escape(base)}($|[/:?#])")
    sent = among.filter(
        organisation__in=houses.values("organisation"),
        correspondence__isnull=False,
        started_at__lte=letter.received_at,
    )
    found: dict[int, Attempt] = {}
    for each in sent.select_related("contact__campaign", "organisation").order_by("-started_at")[: 3 * most]:
        found.setdefault(each.contact_id, each)
    return list(found.values())[:most]


def _read(letter: Letter) -> ReadLetter | None:
    if letter.refused or letter.purged_at is not None:
        return None
    try:
        return read_letter(Store().get(letter.sha256))
    except EvidenceDamaged:
        return None


def _clues(read: ReadLetter) -> tuple[Clue, ...]:
    ours = [each.address for each in read.recipients]
    number = find_case_number(subject=read.subject, text=read.text)
    cases = [number] if number else []
    thread = list(read.thread_ids[:_MOST_IDS])
    return (
        _clue("address", ours, lambda told: Q(address__in=[each.lower() for each in told])),
        _clue("thread", thread, lambda told: Q(message_id__in=told)),
        _clue("case", cases, lambda told: Q(case_numbers__contains=[*map(plain_case, told)])),
    )


def _clue(name: str, told: list[str], asks: Callable[[list[str]], Q]) -> Clue:
    if not told:
        return Clue(name, "", Known.NOTHING)
    count = len(Correspondence.objects.filter(asks(told)).values_list("pk", flat=True)[:2])
    return Clue(name, _short(told), (Known.NOBODY, Known.ONE, Known.SEVERAL)[count])


def _short(told: Iterable[str]) -> str:
    return ", ".join(list(told)[:3])[:200]
