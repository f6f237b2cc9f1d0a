from probes.event import EventKind
from probes.measurement import Measurement, Status
from probes.outcome import Outcome
from probes.timeline import Timeline

_MESSAGES = ("messenger", "sms")
_WAITED = frozenset(
    {Outcome.WAIT_LIMIT_REACHED, Outcome.NO_ANSWER, Outcome.NO_REPLY, Outcome.AUTO_REPLY_ONLY}
)


def measure_manual(timeline: Timeline) -> dict[str, Measurement]:
    """Derive what a logged contact can tell, in seconds from its start, as exact as the clock used.

    `answer_time` until a person was there · `queue_time` from taking a place to that · `reply_time` until a
    person's reply · `first_reply_time` from sending to a person's first reply (text messages, messages in an
    app) · `contact_time` to the end; and `transfers`. What was waited for in vain is `censored` at the time
    waited; what was not logged is `not_observed`.
    """
    person = timeline.first(EventKind.PERSON_ANSWERED)
    queue = timeline.first(EventKind.QUEUE_STARTED)
    replies = [
        each for each in timeline.all(EventKind.LETTER_ARRIVED) if each.detail.get("letter") == "person"
    ]
    sent = timeline.first(EventKind.SENT)
    sent_ms = sent.offset_ms if sent else 0.0
    last = max((event.offset_ms for event in timeline), default=0.0)
    in_vain = last if timeline.outcome in _WAITED and last > 0 else None
    # Whoever answers a message at once is a person who is there: either word may have been logged.
    written = sent is not None or bool(replies) or timeline.channel in _MESSAGES
    first = next((each.offset_ms for each in [*replies, person] if each is not None and written), None)
    began = queue.offset_ms if queue else 0.0
    found = [
        _time("answer_time", person.offset_ms if person else None, in_vain),
        _time(
            "queue_time",
            person.offset_ms - began if person and queue else None,
            last - began if queue else None,
        ),
        _time("reply_time", replies[0].offset_ms if replies else None, None),
        _time(
            "first_reply_time",
            None if first is None else first - sent_ms,
            in_vain - sent_ms if in_vain is not None and written else None,
        ),
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
