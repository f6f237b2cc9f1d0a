import pytest

from probes.event import EventKind
from probes.phone.line import SignalKind
from probes.phone.measure import measure

ALL_SAID = ["hello", "opening", "main-deadline", "late-application", "thanks"]


async def greets(far, *, rings=1.0):
    """Ring and answer."""
    await far.ring(rings)
    far.answer()
    await far.quiet(0.2)


async def talks(far, *, turns=4, first=1.5):
    """Greet, and answer the caller's turns: hello, opening, two facts."""
    await far.person(first)
    for _ in range(turns):
        await far.listen()
        await far.person(1.0)
    await far.listen()


def test_a_person_who_answers_at_once_is_heard_to_the_first_word(call):
    async def far(far):
        await greets(far)
        await talks(far)

    played = call(far)
    assert played.outcome == "answered_by_person"
    assert played.offset(EventKind.PERSON_ANSWERED) == 1.3
    assert played.line.said == ALL_SAID
    found = measure(played.timeline)
    assert round(found["answer_time"].value, 3) == 1.3
    assert (found["transfers"].value, found["transfers"].status) == (0, "observed")
    assert (found["queue_time"].value, found["menu_time"].value) == (0, 0)


def test_menu_queue_and_person_each_have_their_time(call):
    async def far(far):
        await greets(far)
        await far.recording(6.0, known=True, cut=True)
        await far.quiet(5.0) if not far.line.keys else None
        await far.recording(30.0, known=True, cut=True, prompt="r2")
        if len(far.line.keys) < 2:
            await far.key()
        await far.music(20.0)
        await far.recording(2.0, prompt="position")
        await far.music(10.0)
        await talks(far)

    played = call(far, menu="2 1")
    assert played.line.keys == ["2", "1"]
    assert played.outcome == "answered_by_person"
    found = measure(played.timeline)
    person = played.timeline.first(EventKind.PERSON_ANSWERED).offset_ms / 1000
    keys = [event.offset_ms / 1000 for event in played.timeline.all(EventKind.KEYS_SENT)]
    assert found["answer_time"].value == person
    assert round(found["queue_time"].value, 3) == round(person - keys[1], 3)
    assert round(keys[1] - 1.3, 1) >= round(found["menu_time"].value, 1) > 25
    assert played.timeline.all(EventKind.MENU_STARTED)[0].offset_ms == pytest.approx(1300)


def test_no_key_is_pressed_when_the_menu_was_skipped(call):
    async def far(far):
        await greets(far)
        await far.music(5.0)
        await talks(far)

    played = call(far, menu="2 1")
    assert played.line.keys == []
    assert played.outcome == "answered_by_person"


def test_it_waits_out_a_recording_that_pauses_for_breath(call):
    async def far(far):
        await greets(far)
        await far.recording(3.0)
        await far.quiet(1.2)
        await far.music(15.0)
        await talks(far)

    played = call(far)
    assert played.outcome == "answered_by_person"
    assert played.timeline.first(EventKind.PERSON_ANSWERED).offset_ms == pytest.approx(20_500, abs=1)
    assert played.line.said[-4:] == ALL_SAID[-4:]


def test_a_clerk_who_says_nothing_is_greeted(call):
    async def far(far):
        await greets(far)
        await far.listen()
        await talks(far, turns=3)

    played = call(far)
    assert played.outcome == "answered_by_person"
    assert played.line.said == ["hello", "opening", "main-deadline", "late-application", "thanks"]


def test_a_silent_clerk_is_asked_twice_and_thanked(call):
    async def far(far):
        await greets(far)
        await talks(far, turns=1)
        await far.quiet(100)

    played = call(far)
    assert played.outcome == "answered_by_person"
    assert played.line.said == ["hello", "opening", "still_there", "still_there", "thanks"]


def test_passed_on_it_waits_and_begins_anew(call):
    async def far(far):
        await greets(far)
        await far.person(1.5)
        await far.listen()
        await far.person(1.0)
        await far.listen()
        await far.person(1.5)  # "I shall pass you on"
        await far.quiet(0.5)
        await far.music(12.0)
        await far.tone("ringback", 6.0)
        await far.person(1.5)
        for _ in range(4):
            await far.listen()
            await far.person(1.0)
        await far.listen()

    played = call(far)
    assert played.outcome == "answered_by_person"
    assert played.line.said.count("opening") == 2
    assert played.line.said[-3:] == ["main-deadline", "late-application", "thanks"]
    assert measure(played.timeline)["hold_time"].value == pytest.approx(18.0)


def test_a_sign_in_the_signalling_alone_counts_as_passing_on(call):
    async def far(far):
        await greets(far)
        await far.person(1.5)
        await far.listen()
        await far.person(1.0)
        await far.listen()
        await far.person(1.5)
        far.signal(SignalKind.IDENTITY_CHANGED, method="UPDATE", identity="9f")
        await far.quiet(1.5)
        await talks(far)

    assert call(far).line.said.count("opening") == 2


def test_a_refused_refer_is_no_passing_on(call):
    async def far(far):
        await greets(far)
        await far.person(1.5)
        await far.listen()
        far.signal(SignalKind.REFER_RECEIVED, host="evil.example", accepted=False)
        await far.person(1.0)
        for _ in range(3):
            await far.listen()
            await far.person(1.0)
        await far.listen()

    played = call(far)
    assert played.line.said.count("opening") == 1
    assert played.timeline.first(EventKind.REFER_REFUSED) is not None


def test_the_clerk_who_hangs_up_ends_the_talk(call):
    async def far(far):
        await greets(far)
        await talks(far, turns=2)
        far.hang_up()

    played = call(far)
    assert played.outcome == "answered_by_person"
    assert played.timeline.first(EventKind.HUNG_UP).detail["by"] == "organisation"
    assert measure(played.timeline)["talk_time"].status == "observed"


def test_the_longest_talk_ends_with_thanks(call):
    async def far(far):
        await greets(far)
        await far.person(1.5)
        while True:
            await far.listen()
            await far.person(30.0)

    played = call(far, talk_limit_s=60.0)
    assert played.outcome == "answered_by_person"
    assert played.timeline.first(EventKind.LIMIT_REACHED).detail == {"limit": "talk", "limit_s": 60.0}
    assert played.offset(EventKind.LIMIT_REACHED) == pytest.approx(61.3, abs=3.5)
    assert played.line.said[-1] == "thanks"
    assert measure(played.timeline)["talk_time"].status == "censored"


def test_reaching_a_person_ends_with_an_apology_and_sees_no_transfers(call):
    async def far(far):
        await greets(far)
        await far.person(1.5)
        await far.listen()
        await far.person(1.0)
        await far.quiet(30)

    played = call(far, mode="reach")
    assert played.outcome == "answered_by_person"
    assert played.line.said == ["hello", "apology"]
    found = measure(played.timeline)
    assert (found["transfers"].value, found["transfers"].status) == (None, "not_observed")
    assert (found["hold_time"].value, found["hold_time"].status) == (None, "not_observed")
    assert (found["talk_time"].value, found["talk_time"].status) == (None, "not_observed")


def test_a_recording_taken_for_a_person_is_left_again(call):
    """The far end's next sentence happens to fall into the turn; then the ear knows better."""

    async def far(far):
        await greets(far)
        first = far.now - far.line.media_at
        await far.recording(2.0)
        await far.listen()
        again = far.now - far.line.media_at
        await far.recording(2.0, prompt="r2")
        await far.quiet(2.0)
        for start in (first, again):
            far.line.ear_hears(
                type(far.truth[0])("speech", start, start + 2.0, 1.0, {"speaker": "recording"})
            )
        await far.quiet(10.0)
        await far.music(20.0)
        await talks(far)

    played = call(far)
    assert played.outcome == "answered_by_person"
    assert played.offset(EventKind.PERSON_ANSWERED) > 30
    assert played.line.said[-4:] == ALL_SAID[-4:]


def test_a_menu_that_did_not_hear_the_key_is_answered_again(call):
    async def far(far):
        await greets(far)
        await far.recording(4.0, known=True)
        await far.quiet(1.2)
        await far.recording(4.0, known=True)
        while len(far.line.keys) < 2:
            await far.quiet(0.1)
        await far.music(5.0)
        await talks(far)

    played = call(far, menu="2")
    assert played.line.keys == ["2", "2"]
    assert played.outcome == "answered_by_person"


def test_a_greeting_of_one_word_is_no_reason_to_wait_for_ever(call):
    async def far(far):
        await greets(far)
        await far.recording(0.6, known=True)
        await far.key()
        await far.music(5.0)
        await talks(far)

    assert call(far, menu="2").outcome == "answered_by_person"


def test_a_step_may_have_a_limit_of_its_own(call, enquiry):
    from scenarios.enquiry import Enquiry

    async def far(far):
        await greets(far)
        await far.music(None)

    document = enquiry.model_dump(exclude_none=True, mode="json") | {
        "phone": [{"expect": "greeting"}, {"wait_for": "person", "limit": "20 s"}, {"hang_up": "thanks"}]
    }
    played = call(far, enquiry=Enquiry.model_validate(document))
    assert played.outcome == "wait_limit_reached"
    assert played.timeline.first(EventKind.LIMIT_REACHED).detail == {"limit": "step", "limit_s": 20.0}
