from datetime import datetime, timedelta

from probes.email.ending import AUTOMATIC
from probes.email.sorting.kind import LetterKind
from probes.event import Event, EventKind
from probes.measurement import Measurement, Status
from probes.timeline import Timeline
from probes.working_time import working_day_number, working_seconds
from scenarios.limits import ReplyLimit
from scenarios.organisation import Organisation


def measure_reply(
    timeline: Timeline,
    *,
    organisation: Organisation,
    touchpoint: str,
    sent_at: datetime,
    waited_s: float,
    limit: ReplyLimit | None = None,
    pace: float = 1.0,
) -> dict[str, Measurement]:
    """Return the reply's measurements of an attempt in writing, from its LETTER_ARRIVED events.

    `reply_time` in s from sending to the first letter of a person, in time or late; censored at `waited_s`
    (how long letters were waited for, in s) when none came. `reply_working_time` in s of the touchpoint's
    working hours, `reply_working_days` as the number of the working day by the method's `limit`.
    `acknowledgement_time` in s to the first automatic letter; not observed without one. `sent_at` is the
    moment of sending on the organisation's calendar and `pace` how many of its seconds pass in one of ours:
    both differ from the timeline's only in a demonstration.
    """
    person = _first(timeline, {LetterKind.PERSON})
    automatic = _first(timeline, AUTOMATIC)
    zero_s = sent_after_s(timeline)
    seconds = (max(person.offset_ms / 1000 - zero_s, 0.0) if person else waited_s) * pace
    status = Status.OBSERVED if person else Status.CENSORED
    sure = person.confidence if person else 1.0
    point = organisation.touchpoints[touchpoint]
    answered_at = sent_at + timedelta(seconds=seconds)
    worked = working_seconds(sent=sent_at, answered=answered_at, organisation=organisation, touchpoint=point)
    days = working_day_number(
        sent=sent_at,
        answered=answered_at,
        country=organisation.country,
        clock=organisation.clock,
        first_day=limit.first_day if limit else "next working day",
        send_before=limit.send_before.minute if limit and limit.send_before else None,
    )
    found = [
        Measurement("reply_time", seconds, "s", status, sure),
        Measurement("reply_working_time", worked, "s", status, sure),
        Measurement("reply_working_days", float(days), "count", status, sure),
        Measurement("acknowledgement_time", None, "s", Status.NOT_OBSERVED)
        if automatic is None
        else Measurement(
            "acknowledgement_time",
            max(automatic.offset_ms / 1000 - zero_s, 0.0) * pace,
            "s",
            confidence=automatic.confidence,
        ),
    ]
    return {each.name: each for each in found}


def sent_after_s(timeline: Timeline) -> float:
    """Return how many seconds after the timeline's start the question left: a form is filled in first."""
    for kind in (EventKind.SUBMITTED, EventKind.SUBMITTING, EventKind.SENT):
        if (event := timeline.first(kind)) is not None:
            return event.offset_ms / 1000
    return 0.0


def _first(timeline: Timeline, kinds: frozenset[LetterKind] | set[LetterKind]) -> Event | None:
    return next(
        (event for event in timeline.all(EventKind.LETTER_ARRIVED) if event.detail.get("letter") in kinds),
        None,
    )
