from collections.abc import Iterator
from typing import NamedTuple

from probes.event import Event, EventKind, Source
from probes.timeline import Timeline

_LONG_SILENCE_MS = 2000.0
"""A silence this long between answer and person is waiting, though nothing plays (project's own choice)."""

_TAIL_MS = 30_000.0
"""A prompt that a key does not stop belongs to the menu to its end, if that comes within this time."""


class Span(NamedTuple):
    """A stretch of time in ms from the start; `end_ms` is None if it had not ended when the call did."""

    start_ms: float
    end_ms: float | None
    event: Event


def spans(timeline: Timeline, started: EventKind, ended: EventKind) -> list[Span]:
    """Pair the `…_started` and `…_ended` events of one kind, in order."""
    found: list[Span] = []
    open_: Event | None = None
    for event in timeline.all(started, ended):
        if event.kind is started:
            if open_ is not None:
                found.append(Span(open_.offset_ms, event.offset_ms, open_))
            open_ = event
        elif open_ is not None:
            found.append(Span(open_.offset_ms, event.offset_ms, open_))
            open_ = None
    if open_ is not None:
        found.append(Span(open_.offset_ms, None, open_))
    return found


def conclude_stretches(timeline: Timeline) -> list[Event]:
    """Conclude menus and the queue from what was heard and pressed before the first person.

    A menu reaches from its prompt's first sound to the keys, or to the prompt's end if the keys did
    not stop it. The queue begins with the music, ringing or long silence after the last menu (or after
    the answer) and ends with the person's first word, or with the call.
    """
    events: list[Event] = []
    person = timeline.first(EventKind.PERSON_ANSWERED)
    answered = timeline.first(EventKind.ANSWERED)
    end = timeline.first(EventKind.HUNG_UP, EventKind.ENGINE_LOST)
    until = person.offset_ms if person else end.offset_ms if end else None
    boundary = answered.offset_ms if answered else 0.0
    for started, ended in _menus(timeline, boundary, until):
        events += _pair(EventKind.MENU_STARTED, EventKind.MENU_ENDED, started, ended)
        boundary = ended
    queue = _queue_start(timeline, boundary, until, menus=bool(events))
    if queue is not None and until is not None:
        events += _pair(EventKind.QUEUE_STARTED, EventKind.QUEUE_ENDED, queue, until)
    return events


def _menus(timeline: Timeline, boundary: float, until: float | None) -> Iterator[tuple[float, float]]:
    speech = spans(timeline, EventKind.SPEECH_STARTED, EventKind.SPEECH_ENDED)
    keys = [e.offset_ms for e in timeline.all(EventKind.KEYS_SENT) if until is None or e.offset_ms < until]
    for number, key in enumerate(keys):
        before = [s for s in speech if s.start_ms < key and (s.end_ms or key) > boundary]
        if not before:
            continue
        started = max(boundary, before[0].start_ms)
        last = before[-1].end_ms
        following = keys[number + 1] if number + 1 < len(keys) else until
        ended = key
        if last is not None and key < last < key + _TAIL_MS and (following is None or last < following):
            ended = last
        yield started, ended
        boundary = ended


def _queue_start(timeline: Timeline, boundary: float, until: float | None, *, menus: bool) -> float | None:
    """Return when the waiting began, or None if there was none."""
    last = until if until is not None else float("inf")
    waits = spans(timeline, EventKind.MUSIC_STARTED, EventKind.MUSIC_ENDED)
    waits += [
        span
        for span in spans(timeline, EventKind.TONE_STARTED, EventKind.TONE_ENDED)
        if span.event.detail.get("tone") == "ringback" and timeline.first(EventKind.ANSWERED)
    ]
    waits += [
        span
        for span in spans(timeline, EventKind.SILENCE_STARTED, EventKind.SILENCE_ENDED)
        if (last if span.end_ms is None else min(span.end_ms, last)) - span.start_ms >= _LONG_SILENCE_MS
        # Silence is a queue only where somebody came; a voicemail and a dead line are silent too.
        and timeline.first(EventKind.PERSON_ANSWERED) is not None
    ]
    answered = timeline.first(EventKind.ANSWERED, EventKind.EARLY_MEDIA)
    if answered is None:
        return None
    begun = [
        max(span.start_ms, boundary)
        for span in waits
        if span.start_ms < last and (span.end_ms is None or span.end_ms > boundary)
    ]
    if not begun:
        return None
    # After a menu the caller waits from the moment the keys are in, whatever is played first.
    return boundary if menus else min(begun)


def _pair(started: EventKind, ended: EventKind, start_ms: float, end_ms: float) -> list[Event]:
    return [
        Event(start_ms, started, Source.ANALYSIS, confidence=0.9),
        Event(end_ms, ended, Source.ANALYSIS, confidence=0.9),
    ]
