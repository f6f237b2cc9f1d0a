"""How an attempt that awaits a letter ends."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from probes.email.arrived import ArrivedLetter
from probes.email.sorting.kind import LetterKind
from probes.outcome import Outcome

AUTOMATIC = frozenset({LetterKind.ACKNOWLEDGEMENT, LetterKind.CASE_NUMBER, LetterKind.OUT_OF_OFFICE})
"""Kinds of letters that say that the question arrived, and answer nothing."""


class Ending(NamedTuple):
    """How an attempt ended, and when."""

    outcome: Outcome
    at: datetime


def ending_of(letters: Iterable[ArrivedLetter], *, due_at: datetime, now: datetime) -> Ending | None:
    """Return how an attempt ends that awaits letters until `due_at`; None as long as it goes on.

    The first letter of a person in time ends it (`replied`). A bounce ends it (`unreachable`) unless a
    person wrote before. At `due_at` it is `auto_reply_only` if a machine had answered in time, else
    `no_reply`; letters after that change nothing. `now` may lie behind the letters' own moments.
    """
    in_time = sorted(
        (letter for letter in letters if letter.received_at <= due_at), key=lambda each: each.received_at
    )
    for letter in in_time:
        if letter.kind == LetterKind.PERSON:
            return Ending(Outcome.REPLIED, letter.received_at)
        if letter.kind == LetterKind.BOUNCE:
            return Ending(Outcome.UNREACHABLE, letter.received_at)
    if now <= due_at:
        return None
    automatic = any(letter.kind in AUTOMATIC for letter in in_time)
    return Ending(Outcome.AUTO_REPLY_ONLY if automatic else Outcome.NO_REPLY, due_at)
