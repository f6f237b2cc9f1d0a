from datetime import UTC, datetime

import numpy as np
import pytest

from probes.event import Event, EventKind, Source
from probes.outcome import Outcome
from probes.phone.aftermath import sound_events
from probes.phone.conversation.heard import Heard
from probes.phone.second_hearing import KeptCall, hear_again
from probes.phone.sound.rehearsal.centre import Centre
from probes.phone.sound.rehearsal.play import play_call
from probes.phone.sound.rehearsal.score import hear
from probes.timeline import Timeline

ORIGIN_MS = 250.0


def kept(kind: str, seed: int, centre: Centre) -> tuple[KeptCall, float | None]:
    """A call as the instrument keeps it, heard alone, and the true first word in ms from the INVITE."""
    call = play_call(centre, kind, np.random.default_rng(seed))
    listener, segments = hear(call)
    heard = [Heard.of(segment, origin=ORIGIN_MS / 1000) for segment in segments]
    events = [
        Event(0.0, EventKind.DIALLED, Source.SIGNALLING),
        Event(100.0, EventKind.ANSWERED, Source.SIGNALLING),
        Event(ORIGIN_MS, EventKind.NOTE, Source.MEDIA, detail={"note": "features"}, evidence="features.bin"),
        *sound_events(heard),
        Event(99_000.0, EventKind.HUNG_UP, Source.SIGNALLING, detail={"by": "caller"}),
        Event(99_001.0, EventKind.FINISHED, Source.CALLER, detail={"outcome": "answered_by_person"}),
    ]
    timeline = Timeline(
        channel="phone",
        started_at=datetime(2026, 12, 1, tzinfo=UTC),
        outcome=Outcome.ANSWERED_BY_PERSON,
        events=events,
    )
    truth = None if call.person_s is None else call.person_s * 1000 + ORIGIN_MS
    return KeptCall(timeline, listener.features()), truth


def error_ms(timeline: Timeline, truth: float) -> float:
    person = timeline.first(EventKind.PERSON_ANSWERED)
    return abs(person.offset_ms - truth) if person else 99_999.0


@pytest.mark.usefixtures("espeak")
def test_calls_heard_beside_one_another_are_heard_no_worse_and_mostly_better():
    centre = Centre(7)
    calls = [kept("cut_message", seed, centre) for seed in range(5)]
    again = hear_again([call for call, _ in calls])
    alone = [error_ms(call.timeline, truth) for call, truth in calls]
    beside = [error_ms(new or call.timeline, truth) for new, (call, truth) in zip(again, calls, strict=True)]
    assert sum(error <= 300 for error in beside) > sum(error <= 300 for error in alone)
    assert sum(error <= 300 for error in beside) >= 4


@pytest.mark.usefixtures("espeak")
def test_what_is_heard_as_before_is_not_written_again():
    centre = Centre(5)
    calls = [kept("queue", seed, centre)[0] for seed in (1, 2)]
    first = hear_again(calls)
    renewed = [KeptCall(new or call.timeline, call.features) for new, call in zip(first, calls, strict=True)]
    assert hear_again(renewed) == [None, None]


@pytest.mark.usefixtures("espeak")
def test_one_call_has_nothing_beside_it_and_one_without_its_beginning_cannot_be_placed():
    call, _ = kept("queue", 1, Centre(5))
    call.timeline.events = [e for e in call.timeline.events if e.kind is not EventKind.NOTE]
    assert hear_again([call, call]) == [None, None]


@pytest.mark.usefixtures("espeak")
def test_what_only_the_shopper_knew_stays():
    call, _ = kept("night", 1, Centre(5))
    believed = Event(
        3000.0, EventKind.PERSON_ANSWERED, Source.MEDIA, 0.6, {"reasons": ["talked_with_the_shopper"]}
    )
    call.timeline.events = [e for e in call.timeline.events if e.kind is not EventKind.PERSON_ANSWERED] + [
        believed
    ]
    other, _ = kept("night", 2, Centre(5))
    assert hear_again([call, other])[0] is None
