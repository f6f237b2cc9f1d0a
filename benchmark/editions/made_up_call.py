from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import numpy as np

from probes.event import Event, EventKind, Source
from probes.outcome import Outcome
from probes.timeline import Timeline

LIMIT_S = 600.0
"""How long a made-up caller waits."""


def made_up_call(
    *, started_at: dt.datetime, touchpoint: str, rng: np.random.Generator, answered: bool = True
) -> tuple[Timeline, Outcome]:
    """Make up a telephone call: it rings, a menu, a queue with music, a person who may pass it on.

    For examples and tests of pages; the times are drawn, and nobody was called.
    """
    kind, source = EventKind, Source
    events: list[Event] = []

    def add(at: float, what: EventKind, whence: Source, **detail: object) -> None:
        events.append(Event(offset_ms=round(1000 * at, 1), kind=what, source=whence, detail=detail))

    at = 0.0
    add(at, kind.DIALLED, source.SIGNALLING)
    at += rng.uniform(0.2, 1.2)
    add(at, kind.RINGING, source.SIGNALLING)
    at += rng.uniform(1.5, 9.0)
    add(at, kind.ANSWERED, source.SIGNALLING)
    at += 0.5
    add(at, kind.SPEECH_STARTED, source.MEDIA, speaker="recording")
    at += rng.uniform(6, 16)
    add(at, kind.SPEECH_ENDED, source.MEDIA, speaker="recording")
    at += 0.6
    add(at, kind.KEYS_SENT, source.CALLER, keys=str(rng.integers(1, 5)))
    at += 1.0
    add(at, kind.MUSIC_STARTED, source.MEDIA)
    at += float(rng.lognormal(3.6, 0.9)) if answered else LIMIT_S - at
    add(at, kind.MUSIC_ENDED, source.MEDIA)
    if not answered:
        add(at, kind.LIMIT_REACHED, source.CALLER)
        add(at + 0.1, kind.HUNG_UP, source.CALLER, by="caller")
        add(at + 0.2, kind.FINISHED, source.CALLER)
        return _timeline(started_at, touchpoint, events), Outcome.WAIT_LIMIT_REACHED
    at += 0.8
    add(at, kind.SPEECH_STARTED, source.MEDIA, speaker="person")
    add(at, kind.PERSON_ANSWERED, source.ANALYSIS)
    at += rng.uniform(2, 4)
    add(at, kind.SPEECH_ENDED, source.MEDIA, speaker="person")
    at = _talk(add, at, rng)
    if rng.random() < 0.3:
        add(at, kind.HELD, source.SIGNALLING)
        add(at + 0.2, kind.MUSIC_STARTED, source.MEDIA)
        at += rng.uniform(8, 45)
        add(at, kind.MUSIC_ENDED, source.MEDIA)
        add(at + 0.1, kind.RESUMED, source.SIGNALLING)
        add(at + 0.6, kind.TRANSFERRED, source.ANALYSIS, way="reinvite")
        at = _talk(add, at + 0.8, rng)
    add(at, kind.HUNG_UP, source.SIGNALLING, by="caller")
    add(at + 0.1, kind.FINISHED, source.CALLER)
    return _timeline(started_at, touchpoint, events), Outcome.ANSWERED_BY_PERSON


def _talk(add: Callable[..., None], at: float, rng: np.random.Generator) -> float:
    """Two turns of ours and of theirs; return when they end."""
    for _ in range(2):
        at += 0.6
        add(at, EventKind.STEP, Source.CALLER, step="ask")
        add(at, EventKind.SPOKE, Source.CALLER)
        at += rng.uniform(3, 7)
        add(at, EventKind.SPOKEN, Source.CALLER)
        at += 0.9
        add(at, EventKind.SPEECH_STARTED, Source.MEDIA, speaker="person")
        at += rng.uniform(6, 22)
        add(at, EventKind.SPEECH_ENDED, Source.MEDIA, speaker="person")
    return at


def _timeline(started_at: dt.datetime, touchpoint: str, events: list[Event]) -> Timeline:
    return Timeline(channel="phone", started_at=started_at, touchpoint=touchpoint, events=events)
