import pytest
from stage import ShopperPhone

from probes.event import EventKind
from probes.phone.measure import measure
from probes.phone.sound.segment import SoundKind


async def answers(far):
    await far.ring(1.0)
    far.answer()
    await far.quiet(0.2)


async def queues(far, seconds=20.0):
    await answers(far)
    await far.recording(3.0, known=True)
    await far.music(seconds)


def opened(played):
    """When the way from the shopper to the organisation was first opened, s after INVITE."""
    return next((round(at - 1000, 2) for at, _, speaks in played.line.connects if speaks), None)


def test_the_shopper_is_rung_in_the_queue_and_connected_within_a_second_of_the_first_word(call):
    async def far(far):
        await queues(far)
        await far.person(2.0)
        await far.quiet(1.0)
        await far.person(20.0)
        far.hang_up()

    played = call(far, mode="bridged", shopper=ShopperPhone(answers_after=3.0))
    assert played.outcome == "answered_by_person"
    word = played.offset(EventKind.PERSON_ANSWERED)
    assert word == pytest.approx(24.3, abs=0.01)
    assert word < opened(played) < word + 1.0
    assert played.line.connects[0][1:] == (True, False)
    assert played.line.said == []
    assert played.offset(EventKind.SHOPPER_ANSWERED) < word
    assert played.timeline.first(EventKind.SHOPPER_HUNG_UP) is not None
    assert measure(played.timeline)["transfers"].value == 0


def test_an_unknown_recording_opens_the_way_and_music_closes_it_again(call):
    async def far(far):
        await queues(far, 5.0)
        await far.recording(4.0)
        await far.music(10.0)
        await far.person(30.0)
        far.hang_up()

    played = call(far, mode="bridged", shopper=ShopperPhone(answers_after=2.0))
    ways = [speaks for _, _, speaks in played.line.connects]
    assert ways == [False, True, False, True]
    assert played.outcome == "answered_by_person"
    assert played.offset(EventKind.PERSON_ANSWERED) == pytest.approx(23.3, abs=0.01)


def test_music_within_the_talk_keeps_the_shopper_on_the_line(call):
    async def far(far):
        await queues(far, 5.0)
        await far.person(2.0)
        await far.quiet(1.0)
        await far.person(5.0, live="person")
        await far.music(10.0)
        await far.person(5.0, live="person")
        far.hang_up()

    played = call(far, mode="bridged")
    assert [speaks for _, _, speaks in played.line.connects] == [False, True]
    assert measure(played.timeline)["hold_time"].value == pytest.approx(10.0)


def test_a_late_shopper_is_covered_by_a_courteous_word(call):
    async def far(far):
        await answers(far)
        await far.person(1.5)
        await far.listen()
        await far.person(1.0)
        await far.quiet(9.0)
        await far.person(5.0)
        far.hang_up()

    played = call(far, mode="bridged", shopper=ShopperPhone(answers_after=8.0))
    assert played.outcome == "answered_by_person"
    assert set(played.line.said) == {"one_moment"}
    assert opened(played) is not None
    assert played.offset(EventKind.SHOPPER_CONNECTED) > 8


def test_a_shopper_who_never_comes_is_excused_and_the_clerk_let_go(call):
    async def far(far):
        await answers(far)
        await far.person(1.5)
        while True:
            await far.listen()
            await far.person(1.0)

    played = call(far, mode="bridged", shopper=ShopperPhone(answers_after=None))
    assert played.outcome == "answered_by_person"
    assert played.line.said[-1] == "late"
    assert opened(played) is None
    assert played.timeline.first(EventKind.LIMIT_REACHED).detail["limit"] == "shopper"
    assert played.offset(EventKind.LIMIT_REACHED) < 1.3 + 20 + 5


def test_the_shopper_who_hangs_up_ends_the_call(call):
    async def far(far):
        await queues(far, 3.0)
        await far.person(2.0, live="person")
        await far.person(100.0, live="person")

    phone = ShopperPhone(answers_after=1.0, hangs_up_after=20.0)
    played = call(far, mode="bridged", shopper=phone)
    assert played.outcome == "answered_by_person"
    assert played.timeline.first(EventKind.HUNG_UP).detail["by"] == "caller"
    assert played.offset(EventKind.HUNG_UP) < played.offset(EventKind.SHOPPER_HUNG_UP) + 0.5
    assert measure(played.timeline)["talk_time"].status == "observed"


def test_a_shopper_who_gives_up_waiting_is_rung_again_and_once_more_for_a_person(call):
    async def far(far):
        await queues(far, 20.0)
        await far.person(30.0, live="person")
        far.hang_up()

    phone = ShopperPhone(answers_after=1.0, hangs_up_after=5.0)
    assert call(far, mode="bridged", shopper=phone).outcome == "answered_by_person"
    assert phone.rings == 3


def test_bridged_without_a_shopper_is_refused_before_dialling(call, enquiry):
    async def far(far):
        pass

    played = call(far, mode="bridged", options={"mode": "bridged"})
    assert played.outcome == "error"
    assert played.line is None or played.line.dialled == []


def test_the_shopper_is_rung_as_soon_as_the_organisation_rings(call):
    async def far(far):
        await far.ring(4.0)
        far.answer()
        await far.person(30.0, live="person")
        far.hang_up()

    played = call(far, mode="bridged", shopper=ShopperPhone(answers_after=3.0))
    answered = played.offset(EventKind.ANSWERED)
    assert played.offset(EventKind.SHOPPER_RINGING) < 0.3
    assert played.offset(EventKind.SHOPPER_ANSWERED) < answered
    assert opened(played) < answered + 1.0
    assert played.line.said == []


def test_what_the_ear_only_infers_to_be_a_recording_stays_connected(call):
    async def far(far):
        await queues(far, 5.0)
        await far.recording(4.0)
        live = {"speaker": "recording", "reasons": ["monologue"]}
        await far.sound(SoundKind.SPEECH, 15.0, live=live, speaker="person")
        far.hang_up()

    assert [speaks for _, _, speaks in call(far, mode="bridged").line.connects] == [False, True]


def test_whoever_speaks_when_music_is_over_is_connected_though_the_ear_is_late(call):
    async def far(far):
        await queues(far, 5.0)
        await far.recording(3.0)
        await far.music(0.6)
        await far.person(20.0)
        far.hang_up()

    ways = [speaks for _, _, speaks in call(far, mode="bridged").line.connects]
    assert ways == [False, True, False, True]


def test_a_shopper_who_declines_is_excused_soon(call):
    async def far(far):
        await queues(far, 8.0)
        await far.person(1.5, live="person")
        while True:
            await far.listen()
            await far.person(1.0)

    phone = ShopperPhone(declines_after=0.5)
    played = call(far, mode="bridged", shopper=phone)
    assert phone.rings == 3
    assert played.line.said[-1] == "late"
    person = played.offset(EventKind.PERSON_ANSWERED)
    assert played.offset(EventKind.HUNG_UP) < person + 12.0
    assert played.outcome == "answered_by_person"


def test_the_robot_never_talks_over_the_shopper_when_the_talk_has_lasted_too_long(call):
    async def far(far):
        await queues(far, 3.0)
        await far.person(300.0, live="person")

    played = call(far, mode="bridged", talk_limit_s=20.0)
    assert played.timeline.first(EventKind.LIMIT_REACHED).detail["limit"] == "talk"
    assert played.line.connects[-1][1:] == (False, False)
    assert played.line.said_to_shopper == played.line.said == ["apology"]
    spoke = played.offset(EventKind.SPOKE)
    assert played.line.connects[-1][0] - 1000 <= spoke + 0.01


def test_a_shopper_whose_phone_vanishes_is_excused(call):
    async def far(far):
        await queues(far, 3.0)
        await far.person(2.0, live="person")
        await far.quiet(100.0)

    phone = ShopperPhone(hangs_up_after=20.0, by="network")
    played = call(far, mode="bridged", shopper=phone)
    assert played.line.said == ["apology"]
    assert played.outcome == "answered_by_person"
    assert phone.rings == 1


def test_a_voicemail_is_no_person_for_the_shopper_to_talk_to(call):
    async def far(far):
        await answers(far)
        await far.recording(4.0)
        await far.tone("beep", 0.4)
        await far.quiet(60.0)

    played = call(far, mode="bridged")
    assert played.outcome == "answered_by_machine_only"
    assert played.timeline.first(EventKind.HUNG_UP).detail["by"] == "caller"


def test_a_menu_that_heard_no_key_gets_it_again(call):
    async def far(far):
        await answers(far)
        await far.recording(3.0, known=True, prompt="menu")
        await far.key()
        await far.quiet(2.0)
        await far.recording(3.0, known=True, prompt="menu")
        await far.key()
        await far.music(3.0)
        await far.person(10.0, live="person")
        far.hang_up()

    played = call(far, mode="bridged", menu="9")
    assert played.line.keys == ["9", "9"]
    assert played.outcome == "answered_by_person"


def test_a_talk_that_the_ear_took_for_a_recording_is_the_shoppers_word(call):
    async def far(far):
        await queues(far, 3.0)
        wrong = {"speaker": "recording", "reasons": ["nothing_answers"]}
        for _ in range(3):
            await far.sound(SoundKind.SPEECH, 5.0, live=wrong, **wrong)
            await far.quiet(3.0)
        far.hang_up()

    phone = ShopperPhone(speaks=((10.0, 11.5), (18.0, 19.5)))
    played = call(far, mode="bridged", shopper=phone)
    assert played.outcome == "answered_by_person"
    person = played.timeline.first(EventKind.PERSON_ANSWERED)
    assert person.detail["reasons"] == ["talked_with_the_shopper"]
    assert person.confidence == 0.6
    silent = call(far, mode="bridged", shopper=ShopperPhone())
    assert silent.outcome == "answered_by_machine_only"
