from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from results.models import RatingAnswer, RatingEvent, RatingSession
from results.rating.given_answer import GivenAnswer
from results.rating.kept_answers import given_of


@dataclass(frozen=True, slots=True)
class Tap:
    """An answer as somebody gave it.

    Attributes:
        key: a UUID that the browser made with the tap: the same key is the same tap, sent however often.
        item: the item answered.
        at: when it was tapped, by our clock.
        given: the item's whole answer from then on.
    """

    key: str
    item: str
    at: dt.datetime
    given: GivenAnswer


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of taps: those that changed an answer, and those that came too late to."""

    kept: tuple[str, ...]
    late: tuple[str, ...]


@transaction.atomic
def save_answers(*, session: int, taps: Sequence[Tap], now: dt.datetime) -> Saved:
    """Save taps, in whatever order and however often they arrive: nothing is lost and nothing doubled.

    Of two taps on an item the one tapped later counts, whichever arrives first (lost connections, two tabs,
    two telephones). The other one, and any that arrives after the rating was sent, is noted as `late`. A tap
    that says what stands there already is no change and leaves no trace.
    """
    row = RatingSession.objects.select_for_update().get(pk=session)
    known = set(
        RatingEvent.objects.filter(session=row, key__in=[tap.key for tap in taps]).values_list(
            "key", flat=True
        )
    )
    answers = {each.item: each for each in RatingAnswer.objects.filter(session=row)}
    kept: list[str] = []
    late: list[str] = []
    for tap in sorted(taps, key=lambda each: each.at):
        if tap.key in known:
            continue
        known.add(tap.key)
        before = answers.get(tap.item)
        was = given_of(before) if before else None
        if tap.given == (was or GivenAnswer()):
            # Said again: no change, but from then on it stands against what was tapped before.
            if before is not None and tap.at > before.answered_at:
                before.answered_at = tap.at
                before.save(update_fields=["answered_at"])
            continue
        event = RatingEvent(
            session=row,
            at=now,
            kind="changed" if before else "answered",
            item=tap.item,
            before=was.document() if was else None,
            after=tap.given.document(),
            language=row.language,
            key=tap.key,
            tapped_at=tap.at,
        )
        if row.state != "open" or (before is not None and tap.at < before.answered_at):
            event.kind = "late"
            late.append(tap.key)
        else:
            answers[tap.item] = _write(row, tap)
            kept.append(tap.key)
        event.save()
    return Saved(tuple(kept), tuple(late))


def _write(session: RatingSession, tap: Tap) -> RatingAnswer:
    given = tap.given
    answer, _made = RatingAnswer.objects.update_or_create(
        session=session,
        item=tap.item,
        defaults={
            "option": given.option,
            "number": given.number,
            "words": given.words,
            "not_applicable": given.not_applicable,
            "comment": given.comment,
            "answered_at": tap.at,
        },
    )
    return answer
