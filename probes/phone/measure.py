from collections.abc import Callable

from probes.event import Event, EventKind
from probes.measurement import Measurement, Status
from probes.outcome import Outcome
from probes.phone.stretches import Span, conclude_stretches, spans
from probes.timeline import Timeline

_RINGS = (EventKind.RINGING, EventKind.PROGRESS, EventKind.EARLY_MEDIA)
_TALKING_STEPS = frozenset({"say", "ask", "stay", "bridge"})
_OUR_END = frozenset({Outcome.CANCELLED, Outcome.LOST, Outcome.ERROR})


def measure(timeline: Timeline) -> dict[str, Measurement]:
    """Derive every measurement of a telephone attempt from its timeline, by name.

    Seconds: `post_dial_delay` INVITE to the first sign of ringing · `ring_time` from there to 200 ·
    `menu_time` sum of the menus · `queue_time` waiting after the last menu · `answer_time` INVITE to
    the first word of a person · `hold_time` music, ringing and hold after that word · `talk_time` from
    that word to the end · `call_time` INVITE to the end. Counts: `transfers` after the first person,
    and redirections. What could not be seen is `not_observed`; what outlasted our looking is
    `censored` with the time reached. Neither is ever zero.
    """
    facts = _Facts(timeline)
    parts: tuple[Callable[[_Facts], Measurement], ...] = (
        _post_dial_delay,
        _ring_time,
        _menu_time,
        _queue_time,
        _answer_time,
        _hold_time,
        _talk_time,
        _call_time,
        _transfers,
    )
    return {measurement.name: measurement for measurement in (part(facts) for part in parts)}


class _Facts:
    """The few events everything is counted from."""

    def __init__(self, timeline: Timeline) -> None:
        if timeline.first(EventKind.MENU_STARTED, EventKind.QUEUE_STARTED) is None:
            concluded = conclude_stretches(timeline)
            timeline = Timeline(
                channel=timeline.channel,
                started_at=timeline.started_at,
                mode=timeline.mode,
                outcome=timeline.outcome,
                events=[*timeline.events, *concluded],
            )
        self.timeline = timeline
        self.answered = timeline.first(EventKind.ANSWERED)
        ringing = timeline.first(*_RINGS)
        late = ringing and self.answered and ringing.offset_ms > self.answered.offset_ms
        self.ringing = None if late else ringing
        self.person = timeline.first(EventKind.PERSON_ANSWERED)
        self.end = timeline.first(EventKind.HUNG_UP, EventKind.ENGINE_LOST)
        self.limit = timeline.first(EventKind.LIMIT_REACHED)
        self.dialled = timeline.first(EventKind.DIALLED)

    @property
    def we_stopped(self) -> float | None:
        """When we stopped looking, if it was we who did; ms."""
        if self.limit is not None:
            return self.limit.offset_ms
        if self.end is None or self.timeline.outcome in _OUR_END:
            return self.end.offset_ms if self.end else None
        return self.end.offset_ms if self.end.detail.get("by") == "caller" else None

    @property
    def talked(self) -> bool:
        """Whether the script stayed with the person, so that a passing-on could be seen."""
        if self.person is None or self.timeline.mode == "reach":
            return False
        steps = self.timeline.all(EventKind.STEP)
        return any(step.detail.get("step") in _TALKING_STEPS for step in steps)


def _post_dial_delay(facts: _Facts) -> Measurement:
    first = facts.ringing or facts.answered
    return _seconds("post_dial_delay", first.offset_ms if first and facts.dialled else None)


def _ring_time(facts: _Facts) -> Measurement:
    if facts.ringing is None:
        return _seconds("ring_time", 0.0 if facts.answered else None)
    if facts.answered is not None:
        return _seconds("ring_time", facts.answered.offset_ms - facts.ringing.offset_ms)
    return _censored("ring_time", facts.we_stopped, since=facts.ringing.offset_ms)


def _menu_time(facts: _Facts) -> Measurement:
    return _waiting("menu_time", facts, spans(facts.timeline, EventKind.MENU_STARTED, EventKind.MENU_ENDED))


def _queue_time(facts: _Facts) -> Measurement:
    found = spans(facts.timeline, EventKind.QUEUE_STARTED, EventKind.QUEUE_ENDED)
    if found and facts.person is None:
        return _censored("queue_time", _last(facts), since=found[-1].start_ms)
    return _waiting("queue_time", facts, found)


def _waiting(name: str, facts: _Facts, found: list[Span]) -> Measurement:
    if found:
        last = _last(facts) or 0.0
        total = sum(max(0.0, (last if s.end_ms is None else s.end_ms) - s.start_ms) for s in found)
        return _seconds(name, total, confidence=min(span.event.confidence for span in found))
    # Nothing of the kind: that is a zero only if somebody listened until a person came.
    return _seconds(name, 0.0 if facts.person else None)


def _answer_time(facts: _Facts) -> Measurement:
    if facts.person is not None:
        return _seconds("answer_time", facts.person.offset_ms, confidence=facts.person.confidence)
    if facts.timeline.outcome in (Outcome.WAIT_LIMIT_REACHED, Outcome.NO_ANSWER) or (
        facts.timeline.outcome in _OUR_END
    ):
        return _censored("answer_time", facts.we_stopped, since=0.0)
    # The organisation ended it: it did not merely take longer than we looked.
    return _seconds("answer_time", None)


def _hold_time(facts: _Facts) -> Measurement:
    if facts.person is None or not facts.talked:
        return _seconds("hold_time", None)
    kinds = (
        (EventKind.MUSIC_STARTED, EventKind.MUSIC_ENDED),
        (EventKind.TONE_STARTED, EventKind.TONE_ENDED),
        (EventKind.HELD, EventKind.RESUMED),
    )
    last = _last(facts) or facts.person.offset_ms
    found = [
        (span.start_ms, last if span.end_ms is None else span.end_ms)
        for started, ended in kinds
        for span in spans(facts.timeline, started, ended)
        if span.start_ms >= facts.person.offset_ms and span.event.detail.get("tone", "ringback") == "ringback"
    ]
    return _seconds("hold_time", _union(found))


def _talk_time(facts: _Facts) -> Measurement:
    if facts.person is None or not facts.talked or facts.end is None:
        return _seconds("talk_time", None)
    length = max(0.0, facts.end.offset_ms - facts.person.offset_ms)
    cut = facts.timeline.outcome in _OUR_END or facts.end.kind is EventKind.ENGINE_LOST or _talk_limit(facts)
    status = Status.CENSORED if cut else Status.OBSERVED
    return Measurement("talk_time", length / 1000, "s", status, facts.person.confidence)


def _call_time(facts: _Facts) -> Measurement:
    return _seconds("call_time", facts.end.offset_ms if facts.end and facts.dialled else None)


def _transfers(facts: _Facts) -> Measurement:
    if not facts.talked:
        return Measurement("transfers", None, "count", Status.NOT_OBSERVED)
    found: list[Event] = facts.timeline.all(EventKind.TRANSFERRED)
    cut = facts.timeline.outcome in _OUR_END or _talk_limit(facts)
    confidence = min((event.confidence for event in found), default=1.0)
    status = Status.CENSORED if cut else Status.OBSERVED
    return Measurement("transfers", float(len(found)), "count", status, confidence)


def _talk_limit(facts: _Facts) -> bool:
    return facts.limit is not None and facts.limit.detail.get("limit") in ("talk", "deadline")


def _last(facts: _Facts) -> float | None:
    return facts.we_stopped if facts.end is None else facts.end.offset_ms


def _union(found: list[tuple[float, float]]) -> float:
    total, reached = 0.0, float("-inf")
    for start, end in sorted(found):
        total += max(0.0, end - max(start, reached))
        reached = max(reached, end)
    return total


def _seconds(name: str, milliseconds: float | None, *, confidence: float = 1.0) -> Measurement:
    if milliseconds is None:
        return Measurement(name, None, "s", Status.NOT_OBSERVED)
    return Measurement(name, max(0.0, milliseconds) / 1000, "s", Status.OBSERVED, confidence)


def _censored(name: str, until_ms: float | None, *, since: float) -> Measurement:
    if until_ms is None:
        return Measurement(name, None, "s", Status.NOT_OBSERVED)
    return Measurement(name, max(0.0, until_ms - since) / 1000, "s", Status.CENSORED)
