import pytest

from probes.event import EventKind
from probes.outcome import Outcome
from probes.phone.conversation.endings import outcome_by_machine, outcome_unanswered
from probes.phone.conversation.heard import Heard
from probes.phone.line import Signal, SignalKind
from probes.phone.measure import measure
from probes.phone.sound.segment import SoundKind


async def answers(far):
    await far.ring(1.0)
    far.answer()
    await far.quiet(0.2)


@pytest.mark.parametrize(
    ("status", "cause", "rang", "outcome"),
    [
        (486, None, False, "busy"),
        (600, None, True, "busy"),
        (480, 17, False, "busy"),
        (603, None, False, "rejected"),
        (403, 21, False, "rejected"),
        (607, None, True, "rejected"),
        (503, None, False, "congestion"),
        (500, 34, False, "congestion"),
        (480, 34, True, "congestion"),
        (404, None, False, "unreachable"),
        (484, None, False, "unreachable"),
        (503, 1, False, "unreachable"),
        (480, None, False, "unreachable"),
        (408, None, False, "unreachable"),
        (None, None, False, "unreachable"),
        (480, None, True, "no_answer"),
        (408, None, True, "no_answer"),
        (480, 19, False, "no_answer"),
        (407, None, False, "error"),
        (488, None, False, "error"),
        (699, None, False, "rejected"),
        (599, None, False, "congestion"),
        (499, None, True, "unreachable"),
    ],
)
def test_each_refusal_has_its_outcome(status, cause, rang, outcome):
    ended = Signal(SignalKind.ENDED, 0, detail={"by": "organisation", "status": status, "cause": cause})
    assert outcome_unanswered(ended, rang=rang) == outcome


@pytest.mark.parametrize(("status", "outcome"), [(486, "busy"), (603, "rejected"), (503, "congestion")])
def test_a_refused_call_is_told_by_its_status(call, status, outcome):
    async def far(far):
        await far.quiet(0.2)
        await far.refuse(status)

    played = call(far)
    assert played.outcome == outcome
    found = measure(played.timeline)
    assert {name: m.status.value for name, m in found.items() if m.value is not None} == {
        "call_time": "observed"
    }


def test_ringing_to_the_limit_is_no_answer(call):
    async def far(far):
        await far.ring(1e6)

    played = call(far, wait_limit_s=45.0)
    assert played.outcome == "no_answer"
    assert played.offset(EventKind.LIMIT_REACHED) == 45.0
    assert played.offset(EventKind.HUNG_UP) == 45.0
    found = measure(played.timeline)
    assert (found["answer_time"].value, found["answer_time"].status) == (
        pytest.approx(45.0, abs=0.01),
        "censored",
    )
    assert found["ring_time"].value == pytest.approx(44.9, abs=0.01)
    assert found["ring_time"].status == "censored"
    assert found["queue_time"].value is None


def test_the_queue_that_outlasts_the_limit(call):
    async def far(far):
        await answers(far)
        await far.recording(3.0, known=True)
        await far.music(None)

    played = call(far, wait_limit_s=60.0)
    assert played.outcome == "wait_limit_reached"
    assert played.line.said == []
    assert played.offset(EventKind.HUNG_UP) == pytest.approx(60.0, abs=0.2)
    found = measure(played.timeline)
    assert found["answer_time"].status == "censored"
    assert found["queue_time"].status == "censored"
    assert found["queue_time"].value == pytest.approx(60.0 - 4.3, abs=0.2)


def test_a_queue_before_the_answer_is_waited_in_all_the_same(call):
    async def far(far):
        await far.ring(0.5)
        far.early_media()
        await far.music(None)

    played = call(far, wait_limit_s=30.0)
    assert played.outcome == "wait_limit_reached"


def test_a_night_message_is_closed(call):
    async def far(far):
        await answers(far)
        await far.recording(8.0)
        await far.quiet(0.5)
        far.hang_up()

    played = call(far, menu="2 1")
    assert played.outcome == "closed"
    assert measure(played.timeline)["answer_time"].status == "not_observed"


def test_a_night_message_stays_closed_though_keys_were_pressed(call):
    async def far(far):
        await answers(far)
        await far.recording(8.0)
        await far.quiet(2.0)
        far.hang_up()

    played = call(far, menu="2 1")
    assert played.line.keys == ["2"]
    assert played.outcome == "closed"


def test_a_menu_that_hangs_up_is_a_machine(call):
    async def far(far):
        await answers(far)
        await far.recording(5.0, known=True)
        await far.quiet(4.0)
        await far.recording(5.0, known=True)
        await far.quiet(4.0)
        far.hang_up()

    assert call(far).outcome == "answered_by_machine_only"


def test_a_queue_that_drops_us_is_a_machine(call):
    async def far(far):
        await answers(far)
        await far.recording(5.0, known=True)
        await far.music(20.0)
        far.hang_up()

    assert call(far).outcome == "answered_by_machine_only"


def test_a_voicemail_is_left_at_its_beep(call):
    async def far(far):
        await answers(far)
        await far.recording(4.0)
        await far.quiet(0.4)
        await far.tone("beep", 0.4)
        await far.quiet(60)

    played = call(far)
    assert played.outcome == "answered_by_machine_only"
    assert played.line.said == []
    assert played.offset(EventKind.HUNG_UP) < 8


@pytest.mark.parametrize(
    ("tone", "outcome"), [("busy", "busy"), ("congestion", "congestion"), ("sit", "unreachable")]
)
def test_a_dead_tone_after_200_tells_the_outcome(call, tone, outcome):
    async def far(far):
        await answers(far)
        await far.tone(tone, None)

    played = call(far)
    assert played.outcome == outcome
    assert played.offset(EventKind.HUNG_UP) < 5


def test_the_engine_that_dies_loses_the_call(call):
    async def far(far):
        await answers(far)
        await far.music(5.0)
        far.line.lose()

    played = call(far)
    assert played.outcome == "lost"
    assert [e.detail for e in played.timeline.all(EventKind.ENGINE_LOST)] == [{"exit": 139}]
    assert measure(played.timeline)["answer_time"].status == "censored"


def test_the_deadline_hangs_up_whatever_happens(call):
    async def far(far):
        await answers(far)
        await far.music(None)

    played = call(far, wait_limit_s=100.0, deadline_s=20.0)
    assert played.outcome == "error"
    assert played.line.hung_up_at == pytest.approx(1020.0, abs=0.1)
    assert played.timeline.first(EventKind.MUSIC_STARTED) is not None


def test_a_network_that_breaks_loses_a_call_in_the_queue(call):
    async def far(far):
        await answers(far)
        await far.music(5.0)
        await far.refuse(408, by="network")

    assert call(far).outcome == "lost"


def test_a_network_that_breaks_in_a_talk_keeps_the_person(call):
    async def far(far):
        await answers(far)
        await far.person(1.5)
        await far.listen()
        await far.person(1.0)
        await far.refuse(408, by="network")

    assert call(far).outcome == "answered_by_person"


def test_a_person_is_not_called_on_without_hearing_them(call):
    async def far(far):
        await answers(far)
        await far.music(5.0)
        far.line._ear.put_nowait(None)
        await far.music(None)

    played = call(far)
    assert played.outcome == "lost"
    assert played.timeline.first(EventKind.ENGINE_LOST).detail == {
        "reason": "the analysis of the sound died in mid-call"
    }
    assert played.offset(EventKind.HUNG_UP) < 7.5


def test_a_message_known_in_two_pieces_is_played_once_and_one_repeated_is_played_twice():
    def heard(*times):
        detail = {"speaker": "recording", "prompt": "a"}
        return [Heard(SoundKind.SPEECH, start, end, 1.0, detail) for start, end in times]

    assert outcome_by_machine(heard((1, 3), (3.4, 5)), keys_sent=()) is Outcome.CLOSED
    assert outcome_by_machine(heard((1, 3), (7, 9)), keys_sent=()) is Outcome.ANSWERED_BY_MACHINE_ONLY
