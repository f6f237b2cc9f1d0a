from datetime import UTC, datetime

import pytest

from probes.event import Event, EventKind, Source
from probes.phone.transfers import Transfer, reconcile
from probes.timeline import Timeline

K = EventKind

PICKED_UP = (
    (0, K.DIALLED),
    (2, K.ANSWERED),
    (3, K.MUSIC_STARTED),
    (20, K.MUSIC_ENDED),
    (20.5, K.SPEECH_STARTED),
    (20.5, K.PERSON_ANSWERED),
    (23, K.SPEECH_ENDED),
)
"""A queue with music and the first person: the baseline."""

AWAY = ((40, K.MUSIC_STARTED), (50, K.MUSIC_ENDED))
RINGING = ((40, K.TONE_STARTED, {"tone": "ringback"}), (50, K.TONE_ENDED, {"tone": "ringback"}))


def concluded(*events):
    timeline = Timeline(
        channel="phone",
        started_at=datetime(2026, 12, 1, tzinfo=UTC),
        events=[
            Event(at * 1000, kind, Source.MEDIA, 1.0, *detail) for at, kind, *detail in (*PICKED_UP, *events)
        ],
    )
    return reconcile(timeline)


def voice(at, **detail):
    return (at, K.SPEECH_STARTED, {"speaker": "person", **detail})


def test_the_first_pick_up_is_no_transfer():
    assert concluded() == ()


def test_an_update_at_the_pick_up_is_no_transfer():
    assert concluded((20.9, K.IDENTITY_CHANGED, {"method": "UPDATE"}), (20.4, K.MEDIA_RESTARTED)) == ()


@pytest.mark.parametrize(
    ("events", "way"),
    [
        (((35, K.REFER_RECEIVED, {"accepted": True}), voice(41)), "refer"),
        (((35, K.REPLACED), voice(41)), "replaces"),
        (((35, K.IDENTITY_CHANGED, {"method": "INVITE"}), voice(41)), "reinvite"),
        ((*AWAY, voice(50.4, same_voice=False)), "inside"),
        ((*RINGING, voice(50.4)), "inside"),
    ],
)
def test_each_sign_alone_is_one_transfer(events, way):
    [transfer] = concluded(*events)
    assert transfer.way == way
    assert transfer.confidence >= 0.9


def test_a_redirect_before_the_answer_counts():
    [transfer] = concluded((1, K.REDIRECTED, {"status": 302, "accepted": True}))
    assert (transfer.way, transfer.at_ms) == ("redirect", 1000)


def test_a_refused_refer_is_none():
    assert concluded((35, K.REFER_RECEIVED, {"accepted": False})) == ()


def test_the_same_person_back_from_hold_is_a_hold():
    assert concluded(*AWAY, voice(50.4, same_voice=True)) == ()


def test_the_voice_may_be_told_among_the_reasons():
    assert concluded(*AWAY, voice(50.4, reasons=["answers", "same_voice"])) == ()
    [transfer] = concluded(*AWAY, voice(50.4, reasons=["answers", "another_voice"]))
    assert transfer.confidence >= 0.9


def test_a_call_that_ends_on_hold_is_none():
    assert concluded(*AWAY, (50.1, K.HUNG_UP)) == ()


def test_a_restart_of_the_media_alone_is_a_hint_and_no_transfer():
    assert concluded((35, K.MEDIA_RESTARTED), voice(36)) == ()


def test_signs_of_one_transfer_merge():
    [transfer] = concluded(
        *AWAY,
        (40.1, K.MEDIA_RESTARTED),
        (50.2, K.IDENTITY_CHANGED, {"method": "UPDATE"}),
        (50.21, K.IDENTITY_CHANGED, {"method": "UPDATE"}),
        voice(50.4, same_voice=False),
    )
    assert transfer.at_ms == 40_000
    assert set(transfer.signs) == {"music_then_voice", "media_restarted", "identity_changed"}
    assert transfer.confidence > 0.98


def test_two_transfers_are_two():
    found = concluded(
        *AWAY,
        voice(50.4, same_voice=False),
        (80, K.TONE_STARTED, {"tone": "ringback"}),
        (88, K.TONE_ENDED, {"tone": "ringback"}),
        voice(88.5),
    )
    assert [transfer.at_ms for transfer in found] == [40_000, 80_000]


def test_music_then_ringing_is_one():
    [transfer] = concluded(
        (40, K.MUSIC_STARTED),
        (45, K.MUSIC_ENDED),
        (45.2, K.TONE_STARTED, {"tone": "ringback"}),
        (50, K.TONE_ENDED, {"tone": "ringback"}),
        voice(50.4),
    )
    assert transfer.at_ms == 40_000


def test_it_becomes_an_event_of_the_timeline():
    event = Transfer(40_000.0, "inside", 0.9, ("music_then_voice",)).event()
    assert (event.kind, event.source, event.confidence) == (K.TRANSFERRED, Source.ANALYSIS, 0.9)
    assert event.detail == {"way": "inside", "signs": ["music_then_voice"]}
