from probes.event import Event, EventKind
from probes.measurement import Measurement, Status
from probes.outcome import Outcome
from probes.timeline import Timeline

_OUR_END = frozenset({Outcome.CANCELLED, Outcome.LOST, Outcome.ERROR})
_THEIRS = frozenset({"robot", "person", "undecided"})


def measure_chat(timeline: Timeline) -> dict[str, Measurement]:
    """Derive every measurement of a chat attempt from its timeline, by name.

    Seconds: `first_response` launch to the first words of robot or person · `queue_time` from the first sign
    of a queue until a person joined · `answer_time` launch to a person's first words · `response_time` and
    `slowest_response` mean and longest time from our words to the person's next ones · `talk_time` a
    person's first words to the end · `chat_time` launch to the end. Counts: `bot_turns` the robot's turns
    before a person's, `asked_for_person`, `transfers` after the first person. What could not be seen is
    `not_observed`; what outlasted our looking is `censored` with the time reached. Neither is ever zero.
    """
    facts = _Facts(timeline)
    found = (
        _first_response(facts),
        _bot_turns(facts),
        Measurement("asked_for_person", float(len(timeline.all(EventKind.PERSON_ASKED_FOR))), "count"),
        _queue_time(facts),
        _answer_time(facts),
        *_responses(facts),
        _talk_time(facts),
        _chat_time(facts),
        _transfers(facts),
    )
    return {measurement.name: measurement for measurement in found}


class _Facts:
    """The few events everything is counted from."""

    def __init__(self, timeline: Timeline) -> None:
        self.timeline = timeline
        self.launched = timeline.first(EventKind.CHAT_LAUNCHED)
        self.person = timeline.first(EventKind.PERSON_ANSWERED)
        self.closed = timeline.first(EventKind.CHAT_CLOSED)
        self.limit = timeline.first(EventKind.LIMIT_REACHED)
        self.turns = timeline.all(EventKind.CHAT_TURN)

    @property
    def end_ms(self) -> float | None:
        return None if self.closed is None else self.closed.offset_ms

    @property
    def we_stopped(self) -> bool:
        """Whether it was we who stopped looking before a person came."""
        if self.limit is not None or self.timeline.outcome in _OUR_END:
            return True
        return self.closed is not None and self.closed.detail.get("by") == "shopper"

    @property
    def cut(self) -> bool:
        """Whether the talk was ended by our instrument rather than by either side."""
        limit = None if self.limit is None else self.limit.detail.get("limit")
        return self.timeline.outcome in _OUR_END or limit in ("talk", "deadline")


def _first_response(facts: _Facts) -> Measurement:
    first = next((turn for turn in facts.turns if turn.detail.get("speaker") in _THEIRS), None)
    if first is not None:
        return _seconds("first_response", first.offset_ms)
    return _until_end("first_response", facts) if facts.launched else _seconds("first_response", None)


def _bot_turns(facts: _Facts) -> Measurement:
    if facts.launched is None:
        return Measurement("bot_turns", None, "count", Status.NOT_OBSERVED)
    until = facts.person.offset_ms if facts.person else float("inf")
    robots = [
        turn
        for turn in facts.turns
        if turn.detail.get("speaker") in ("robot", "undecided") and turn.offset_ms < until
    ]
    sure = min((turn.confidence for turn in robots), default=1.0)
    status = Status.CENSORED if facts.person is None and facts.we_stopped else Status.OBSERVED
    return Measurement("bot_turns", float(len(robots)), "count", status, sure)


def _queue_time(facts: _Facts) -> Measurement:
    started = facts.timeline.first(EventKind.QUEUE_STARTED)
    ended = facts.timeline.first(EventKind.QUEUE_ENDED)
    if started is None:
        # Nothing of a queue: that is a zero only if somebody came.
        return _seconds("queue_time", 0.0 if facts.person else None)
    if ended is not None:
        return _seconds("queue_time", ended.offset_ms - started.offset_ms)
    return _until_end("queue_time", facts, since=started.offset_ms)


def _answer_time(facts: _Facts) -> Measurement:
    if facts.person is not None:
        return _seconds("answer_time", facts.person.offset_ms, confidence=facts.person.confidence)
    # If the organisation ended it, it did not merely take longer than we looked.
    return _until_end("answer_time", facts) if facts.we_stopped else _seconds("answer_time", None)


def _responses(facts: _Facts) -> tuple[Measurement, Measurement]:
    """From our last words to the person's next ones, each time the turn passes over."""
    found: list[tuple[float, float]] = []
    asked: Event | None = None
    for turn in facts.turns:
        speaker = turn.detail.get("speaker")
        met = facts.person is not None and turn.offset_ms >= facts.person.offset_ms
        if speaker == "shopper":
            asked = turn if met else None
        elif speaker == "person" and asked is not None:
            found.append((turn.offset_ms - asked.offset_ms, turn.confidence))
            asked = None
    if not found:
        return _seconds("response_time", None), _seconds("slowest_response", None)
    sure = min(confidence for _, confidence in found)
    times = [time for time, _ in found]
    mean = sum(times) / len(times)
    return (
        _seconds("response_time", mean, confidence=sure),
        _seconds("slowest_response", max(times), confidence=sure),
    )


def _talk_time(facts: _Facts) -> Measurement:
    if facts.person is None or facts.end_ms is None:
        return _seconds("talk_time", None)
    length = max(0.0, facts.end_ms - facts.person.offset_ms) / 1000
    status = Status.CENSORED if facts.cut else Status.OBSERVED
    return Measurement("talk_time", length, "s", status, facts.person.confidence)


def _chat_time(facts: _Facts) -> Measurement:
    return _seconds("chat_time", facts.end_ms if facts.launched else None)


def _transfers(facts: _Facts) -> Measurement:
    if facts.person is None:
        return Measurement("transfers", None, "count", Status.NOT_OBSERVED)
    found = facts.timeline.all(EventKind.TRANSFERRED)
    sure = min((event.confidence for event in found), default=1.0)
    status = Status.CENSORED if facts.cut else Status.OBSERVED
    return Measurement("transfers", float(len(found)), "count", status, sure)


def _seconds(name: str, milliseconds: float | None, *, confidence: float = 1.0) -> Measurement:
    if milliseconds is None:
        return Measurement(name, None, "s", Status.NOT_OBSERVED)
    return Measurement(name, max(0.0, milliseconds) / 1000, "s", Status.OBSERVED, confidence)


def _until_end(name: str, facts: _Facts, *, since: float = 0.0) -> Measurement:
    reached = facts.limit.offset_ms if facts.limit is not None else facts.end_ms
    if reached is None:
        return _seconds(name, None)
    return Measurement(name, max(0.0, reached - since) / 1000, "s", Status.CENSORED)
