from datetime import UTC, datetime

import pytest

from probes.event import Event, EventKind, Source
from probes.measurement import Measurement, Status
from probes.outcome import Outcome
from probes.phone.measure import measure
from probes.phone.stretches import conclude_stretches, spans
from probes.timeline import Timeline

K = EventKind


def timeline(*events, outcome=Outcome.ANSWERED_BY_PERSON, mode="automatic"):
    """Build a timeline of (seconds, kind) or (seconds, kind, detail)."""
    return Timeline(
        channel="phone",
        started_at=datetime(2026, 12, 1, tzinfo=UTC),
        outcome=outcome,
        mode=mode,
        events=[Event(at * 1000, kind, Source.MEDIA, 1.0, *detail) for at, kind, *detail in events],
    )


RECORDED = {"speaker": "recording"}
REACHED = (
    (0, K.DIALLED),
    (1, K.RINGING),
    (3, K.ANSWERED),
    (4, K.SPEECH_STARTED, RECORDED),
    (9, K.SPEECH_ENDED, RECORDED),
    (10, K.KEYS_SENT, {"keys": "2"}),
    (10.5, K.MUSIC_STARTED),
    (40, K.MUSIC_ENDED),
    (41, K.PERSON_ANSWERED),
    (42, K.STEP, {"step": "ask"}),
)


def stretches(*events, **more):
    concluded = conclude_stretches(timeline(*events, **more))
    return [(event.kind.value, event.offset_ms / 1000) for event in concluded]


def values(*events, **more):
    found = measure(timeline(*events, **more))
    return {name: (m.value, m.status.value) for name, m in found.items()}


def test_a_menu_reaches_from_its_prompt_to_the_keys_and_the_queue_from_there_to_the_person():
    assert stretches(*REACHED) == [
        ("menu_started", 4),
        ("menu_ended", 10),
        ("queue_started", 10),
        ("queue_ended", 41),
    ]


def test_a_prompt_that_the_key_did_not_stop_belongs_to_the_menu_to_its_end():
    events = [e for e in REACHED if e[1] not in (K.SPEECH_ENDED, K.MUSIC_STARTED)]
    events += [(14, K.SPEECH_ENDED, RECORDED), (14.5, K.MUSIC_STARTED)]
    assert stretches(*events)[:3] == [("menu_started", 4), ("menu_ended", 14), ("queue_started", 14)]


def test_without_a_menu_the_queue_begins_with_its_music():
    events = [e for e in REACHED if e[1] is not K.KEYS_SENT]
    assert stretches(*events) == [("queue_started", 10.5), ("queue_ended", 41)]


def test_a_person_who_answers_at_once_has_no_queue():
    assert stretches((0, K.DIALLED), (1, K.ANSWERED), (1.4, K.PERSON_ANSWERED)) == []


def test_a_long_silence_before_a_person_is_waiting_and_one_before_nobody_is_not():
    silent = ((0, K.DIALLED), (1, K.ANSWERED), (1.5, K.SILENCE_STARTED), (9, K.SILENCE_ENDED))
    assert stretches(*silent, (9, K.PERSON_ANSWERED)) == [("queue_started", 1.5), ("queue_ended", 9)]
    assert stretches(*silent, (9, K.HUNG_UP), outcome=Outcome.ANSWERED_BY_MACHINE_ONLY) == []


def test_the_parts_of_a_call_that_reached_a_person():
    found = values(*REACHED, (70, K.MUSIC_STARTED), (80, K.MUSIC_ENDED), (75, K.HELD), (85, K.RESUMED),
                   (86, K.TRANSFERRED), (100, K.HUNG_UP, {"by": "caller"}))  # fmt: skip
    assert found == {
        "post_dial_delay": (1, "observed"),
        "ring_time": (2, "observed"),
        "menu_time": (6, "observed"),
        "queue_time": (31, "observed"),
        "answer_time": (41, "observed"),
        "hold_time": (15, "observed"),
        "talk_time": (59, "observed"),
        "call_time": (100, "observed"),
        "transfers": (1, "observed"),
    }


@pytest.mark.parametrize("outcome", [Outcome.CANCELLED, Outcome.LOST])
def test_what_we_broke_off_is_censored(outcome):
    found = values(*REACHED[:8], (50, K.HUNG_UP, {"by": "caller"}), outcome=outcome)
    assert found["answer_time"] == (50, "censored")
    assert found["queue_time"] == (40, "censored")
    found = values(*REACHED, (50, K.HUNG_UP, {"by": "caller"}), outcome=outcome)
    assert found["talk_time"] == (9, "censored")
    assert found["transfers"] == (0, "censored")
    assert found["answer_time"] == (41, "observed")


def test_what_the_organisation_ended_did_not_merely_outlast_us():
    found = values(*REACHED[:5], (12, K.HUNG_UP, {"by": "organisation"}), outcome=Outcome.CLOSED)
    assert found["answer_time"] == (None, "not_observed")
    assert found["call_time"] == (12, "observed")


def test_confidence_is_carried_to_what_rests_on_it():
    made = timeline(*REACHED, (60, K.HUNG_UP, {"by": "caller"}))
    made.events = [
        Event(e.offset_ms, e.kind, e.source, 0.8 if e.kind is K.PERSON_ANSWERED else 1.0, e.detail)
        for e in made.events
    ]
    found = measure(made)
    assert (found["answer_time"].confidence, found["talk_time"].confidence) == (0.8, 0.8)
    assert found["ring_time"].confidence == 1.0


def test_a_value_is_missing_exactly_if_it_was_not_observed():
    with pytest.raises(ValueError, match="answer_time"):
        Measurement("answer_time", None, "s")
    with pytest.raises(ValueError, match="answer_time"):
        Measurement("answer_time", 0.0, "s", Status.NOT_OBSERVED)


def test_spans_bear_a_start_without_an_end_and_an_end_without_a_start():
    made = timeline((1, K.MUSIC_ENDED), (2, K.MUSIC_STARTED), (3, K.MUSIC_STARTED), (4, K.MUSIC_ENDED),
                    (5, K.MUSIC_STARTED))  # fmt: skip
    found = [(span.start_ms, span.end_ms) for span in spans(made, K.MUSIC_STARTED, K.MUSIC_ENDED)]
    assert found == [(2000, 3000), (3000, 4000), (5000, None)]
