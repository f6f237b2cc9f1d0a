from probes.event import EventKind
from probes.measurement import Measurement, Status
from probes.outcome import Outcome
from probes.timeline import Timeline

_WAITED = frozenset({Outcome.WAIT_LIMIT_REACHED, Outcome.NO_ANSWER, Outcome.NO_REPLY})


def measure_manual(timeline: Timeline) -> dict[str, Measurement]:
    """Derive what a logged contact can tell, in seconds from its start, as exact as the clock used.

    `answer_time` until a person was there · `queue_time` from taking a place to that · `reply_time` until a
    person's reply · `contact_time` to the end; and `transfers`. What was waited for in vain is `censored` at
    the time waited; what was not logged is `not_observed`.
    """
    person = timeline.first(EventKind.PERSON_ANSWERED)
    queue = timeline.first(EventKind.QUEUE_STARTED)
    replies = [
        each for each in timeline.all(EventKind.LETTER_ARRIVED) if each.detail.get("letter") == "person"
    ]
    last = max((event.offset_ms for event in timeline), default=0.0)
    in_vain = last if timeline.outcome in _WAITED and last > 0 else None
    began = queue.offset_ms if queue else 0.0
    found = [
        _time("answer_time", person.offset_ms if person else None, in_vain),
        _time(
            "queue_time",
            person.offset_ms - began if person and queue else None,
            last - began if queue else None,
        ),
        _time("reply_time", replies[0].offset_ms if replies else None, None),
        _time("contact_time", last or None, None),
        Measurement("transfers", float(len(timeline.all(EventKind.TRANSFERRED))), "count")
        if person
        else Measurement("transfers", None, "count", Status.NOT_OBSERVED),
    ]
    return {each.name: each for each in found}


def _time(name: str, ms: float | None, in_vain_ms: float | None) -> Measurement:
    if ms is not None:
        return Measurement(name, ms / 1000, "s")
    if in_vain_ms is not None:
        return Measurement(name, in_vain_ms / 1000, "s", Status.CENSORED)
    return Measurement(name, None, "s", Status.NOT_OBSERVED)
