"""Every way in which a call may go before and without a talk."""

import re
from itertools import pairwise

import pytest

from probes.sandbox.behaviour import (
    Announce,
    Arrival,
    CentreBehaviour,
    Fault,
    HangUp,
    NoAnswer,
    Quiet,
    Redirect,
    Refuse,
    Tone,
    Voicemail,
    seconds,
)
from probes.sandbox.sip.timers import Timers
from probes.sandbox.truth import Happening

FAST = Timers(t1=0.05, t2=0.2, t4=0.3)


def centre(*stages, arrival=None, **more):
    names = [f"s{number}" for number in range(len(stages))]
    return CentreBehaviour(
        id="fjordvik",
        user="4710000100",
        start="s0",
        arrival=arrival or Arrival(rings=seconds(0.05)),
        stages=dict(zip(names, stages, strict=True)),
        **more,
    )


@pytest.mark.parametrize(
    ("stage", "line", "header"),
    [
        (Refuse(status=486, cause=17), "SIP/2.0 486 Busy Here", "Reason: Q.850;cause=17"),
        (Refuse(status=603), "SIP/2.0 603 Decline", ""),
        (
            Refuse(status=503, cause=34, retry_after_s=30),
            "SIP/2.0 503 Service Unavailable",
            "Retry-After: 30",
        ),
        (Refuse(status=480, reason="Closed now"), "SIP/2.0 480 Closed now", ""),
        (
            Redirect(to="sip:4710000199@127.0.0.1:5099"),
            "SIP/2.0 302",
            "Contact: <sip:4710000199@127.0.0.1:5099>",
        ),
    ],
)
async def test_a_final_answer_is_repeated_until_the_ack(open_town, stage, line, header):
    town = await open_town(centre(stage), timers=FAST)
    caller = town.caller()
    caller.invite()
    first = await caller.receive("SIP/2.0 3", "SIP/2.0 4", "SIP/2.0 5", "SIP/2.0 6")
    assert first.startswith(line)
    assert header in first
    assert await caller.receive(line) == first, "retransmitted, for no ACK came"
    caller.ack(same_branch=True)
    with pytest.raises(TimeoutError):
        await caller.receive(line, within=0.3)
    kinds = town.kinds(caller)
    assert "ringing_sent" not in kinds
    assert kinds[-2:] == ["redirected" if "302" in line else "refused", "ended"]


async def test_a_person_who_declines_lets_it_ring_first(open_town):
    town = await open_town(centre(Refuse(status=603, after_ringing=True)))
    caller = town.caller()
    caller.invite()
    await caller.receive("SIP/2.0 180")
    await caller.receive("SIP/2.0 603")
    caller.ack(same_branch=True)


async def test_no_answer_until_the_caller_cancels(open_town):
    town = await open_town(centre(NoAnswer()), timers=FAST)
    caller = town.caller()
    caller.invite()
    await caller.receive("SIP/2.0 180")
    caller.send(caller.request("CANCEL", plain_to=True))
    texts = [await caller.receive("SIP/2.0"), await caller.receive("SIP/2.0")]
    assert sorted(re.findall(r"SIP/2.0 (\d+)|CSeq: \d+ (\w+)", text)[0][0] for text in texts) == [
        "200",
        "487",
    ]
    caller.ack(same_branch=True)
    assert town.kinds(caller)[-2:] == ["cancelled", "ended"]


async def test_no_answer_gives_up_by_itself(open_town):
    town = await open_town(centre(NoAnswer(gives_up=seconds(0.1))))
    caller = town.caller()
    caller.invite()
    await caller.receive("SIP/2.0 480")
    caller.ack(same_branch=True)


async def test_a_busy_tone_after_200(open_town):
    town = await open_town(centre(Tone(tone="busy", lasting=seconds(0.5))))
    caller = town.caller()
    caller.invite()
    caller.media_of(await caller.receive("SIP/2.0 200"))
    caller.ack()
    assert len(await caller.listen(0.6)) in range(23, 29)
    caller.reply(await caller.receive("BYE"))
    assert [kind for kind in town.kinds(caller) if kind.startswith("tone")] == ["tone_started", "tone_ended"]


async def test_an_announcement_before_the_answer(open_town):
    town = await open_town(
        centre(
            Announce(prompt="closed", early=True, then="s1"),
            Refuse(status=480),
            arrival=Arrival(ringing=False),
        )
    )
    caller = town.caller()
    caller.invite()
    caller.media_of(await caller.receive("SIP/2.0 183"))
    heard = await caller.listen(0.3)
    assert any(set(packet.payload) != {0xD5} for packet in heard)
    await caller.receive("SIP/2.0 480", within=3)
    caller.ack(same_branch=True)
    kinds = town.kinds(caller)
    assert "ok_sent" not in kinds
    assert kinds.index("progress_sent") < kinds.index("prompt_started")


async def test_early_ringback_then_an_answer(open_town):
    behaviour = centre(Announce(prompt="night"), arrival=Arrival(early_ringback=True, rings=seconds(0.3)))
    town = await open_town(behaviour)
    caller = town.caller()
    caller.invite()
    early = await caller.receive("SIP/2.0 183")
    answer = await caller.receive("SIP/2.0 200")
    assert caller.media_of(early) == caller.media_of(answer)
    caller.ack()
    caller.reply(await caller.receive("BYE"))
    sounds = [kind for kind in town.kinds(caller) if kind.startswith(("tone", "prompt"))]
    assert sounds == ["tone_started", "tone_ended", "prompt_started", "prompt_ended"]


async def test_a_night_message_is_played_to_its_end_then_bye(open_town):
    town = await open_town(centre(Announce(prompt="night")))
    caller = town.caller()
    caller.invite()
    await caller.receive("SIP/2.0 200")
    caller.ack()
    caller.reply(await caller.receive("BYE"))
    truth = town.truth(caller)
    at = {event.event: event for event in truth}
    played_ms = (at[Happening.PROMPT_ENDED].ns - at[Happening.PROMPT_STARTED].ns) / 1e6
    assert abs(played_ms - 400) < 25
    assert at[Happening.ENDED].detail == {"by": "organisation"}


async def test_voicemail_beeps_and_hangs_up_after_silence(open_town):
    town = await open_town(
        centre(Voicemail(prompt="leave", records=seconds(5), stops_after_silence=seconds(0.4)))
    )
    caller = town.caller()
    caller.invite()
    caller.media_of(await caller.receive("SIP/2.0 200"))
    caller.ack()
    await town.event(caller, Happening.TONE_ENDED)
    await caller.speak(0.3)
    caller.reply(await caller.receive("BYE"))
    kinds = town.kinds(caller)
    assert [kind for kind in kinds if kind.endswith(("started", "spoke", "paused"))] == [
        "prompt_started",
        "tone_started",
        "caller_spoke",
        "caller_paused",
    ]
    assert {"prompt_ended", "tone_ended"} <= set(kinds)


@pytest.mark.parametrize("rtp", [True, False])
async def test_silence_with_and_without_packets(open_town, rtp):
    town = await open_town(centre(Quiet(lasting=seconds(0.4), rtp=rtp)))
    caller = town.caller()
    caller.invite()
    caller.media_of(await caller.receive("SIP/2.0 200"))
    caller.ack()
    assert (len(await caller.listen(0.3)) > 10) is rtp
    caller.reply(await caller.receive("BYE"))


async def test_the_far_end_vanishes_without_bye(open_town):
    town = await open_town(centre(Quiet(lasting=seconds(0.1), then="s1"), HangUp(vanish=True)), timers=FAST)
    caller = town.caller()
    caller.invite()
    caller.media_of(await caller.receive("SIP/2.0 200"))
    caller.ack()
    await town.event(caller, Happening.VANISHED)
    await caller.listen(0.1)
    assert await caller.listen(0.2) == []
    caller.bye()
    with pytest.raises(TimeoutError):
        await caller.receive("SIP/2.0", within=0.3)
    other = town.caller()
    other.invite()
    await other.receive("SIP/2.0 200")


async def test_lost_rtp_and_a_dropped_call(open_town):
    faults = (
        Fault("rtp_lost", after=seconds(0.2), lasting=seconds(0.3)),
        Fault("dropped", after=seconds(0.8)),
    )
    town = await open_town(centre(Quiet(lasting=seconds(9), faults=faults)))
    caller = town.caller()
    caller.invite()
    caller.media_of(await caller.receive("SIP/2.0 200"))
    caller.ack()
    heard = await caller.listen(0.75)
    gaps = [
        (after.sequence - before.sequence, (after.ns - before.ns) / 1e6) for before, after in pairwise(heard)
    ]
    steps = [(step, ms) for step, ms in gaps if step != 1]
    assert len(steps) == 1
    assert steps[0][0] in range(14, 18)
    assert 280 < steps[0][1] < 380
    caller.reply(await caller.receive("BYE"))
    kinds = [kind for kind in town.kinds(caller) if kind.startswith(("rtp", "bye"))]
    assert kinds == ["rtp_stopped", "rtp_resumed", "bye_sent"]


async def test_a_missing_recording_ends_one_call_with_one_sentence(open_town, capsys):
    town = await open_town(centre(Announce(prompt="missing")))
    caller = town.caller()
    caller.invite()
    await caller.receive("SIP/2.0 200")
    caller.ack()
    caller.reply(await caller.receive("BYE"))
    assert capsys.readouterr().err == "centre fjordvik: prompt missing nb: the town has no such sound\n"
