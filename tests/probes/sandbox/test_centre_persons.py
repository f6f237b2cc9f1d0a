"""Persons: how they talk, put on hold and pass on, and how it is signalled."""

import asyncio
import re

import numpy as np
import pytest

from probes.sandbox.behaviour import (
    Agent,
    Arrival,
    CentreBehaviour,
    Filler,
    Hold,
    Person,
    Queue,
    Transfer,
    seconds,
)
from probes.sandbox.sip.timers import Timers
from probes.sandbox.truth import Happening

FAST = Timers(t1=0.05, t2=0.2, t4=0.3)
EAGER = {"silent_first": seconds(0.05), "thinks": seconds(0.05), "hello_after": seconds(0.25)}
AGENTS = (Agent(id="anna", voice="a", name="Anna"), Agent(id="bo", voice="b", name="Bo"))


def centre(start="talk", entries=None, **stages):
    return CentreBehaviour(
        id="fjordvik",
        user="4710000100",
        start=start,
        arrival=Arrival(rings=seconds(0.02)),
        agents=AGENTS,
        stages=stages,
        entries=entries or {},
    )


@pytest.fixture
def open_town(open_town, plain_sounds):
    """Open a centre whose persons are brief."""
    plain_sounds.seconds = 0.2
    return lambda behaviour, **more: open_town(behaviour, sounds=plain_sounds, **more)


async def answered(town, user=None, **more):
    caller = town.caller(user)
    caller.invite(**more)
    caller.media_of(await caller.receive("SIP/2.0 200"))
    caller.ack()
    return caller


async def test_a_person_answers_turns_and_says_goodbye(open_town):
    town = await open_town(centre(talk=Person(turns=(1, 1), **EAGER)))
    caller = await answered(town)
    await town.event(caller, Happening.UTTERANCE_ENDED)
    await caller.speak(0.3)
    caller.reply(await caller.receive("BYE", within=6))
    moments = [
        event.detail["moment"] for event in town.truth(caller) if event.event is Happening.UTTERANCE_STARTED
    ]
    assert moments == ["greet", "answer", "close"]
    kinds = town.kinds(caller)
    assert kinds.count("person_started") == kinds.count("person_ended") == 1
    assert kinds.count("caller_spoke") == 1


async def test_a_silent_caller_is_asked_and_then_left(open_town):
    town = await open_town(centre(talk=Person(hellos=2, **EAGER)))
    caller = await answered(town)
    caller.reply(await caller.receive("BYE", within=8))
    moments = [
        event.detail["moment"] for event in town.truth(caller) if event.event is Happening.UTTERANCE_STARTED
    ]
    assert moments == ["greet", "hello", "hello", "close"]


async def test_a_person_who_waits_for_the_caller_to_speak(open_town):
    town = await open_town(
        centre(talk=Person(greets=False, silent_first=seconds(0.05), hello_after=seconds(3)))
    )
    caller = await answered(town)
    await asyncio.sleep(0.3)
    assert "utterance_started" not in town.kinds(caller)
    await caller.speak(0.3)
    started = await town.event(caller, Happening.PERSON_STARTED)
    assert started.detail["first"] is True


async def test_hold_by_reinvite_is_the_same_person_again(open_town):
    hold = Hold(after_turns=0, lasting=seconds(0.3), music="m", way="reinvite", ssrc_restart=True)
    town = await open_town(centre(talk=Person(turns=(1, 1), hold=hold, **EAGER)))
    caller = await answered(town)
    await town.event(caller, Happening.UTTERANCE_ENDED)
    await caller.speak(0.3)
    for direction in ("sendonly", "sendrecv"):
        request = await caller.receive("INVITE", within=6)
        assert f"a={direction}" in request
        caller.reply(request, body=caller.sdp("recvonly" if direction == "sendonly" else "sendrecv"))
        assert (await caller.receive("ACK")).startswith("ACK sip:4710000001@")
    caller.reply(await caller.receive("BYE", within=8))
    kinds = town.kinds(caller)
    assert kinds.count("person_started") == 1
    assert [kind for kind in kinds if kind in ("hold", "resume")] == ["hold", "resume"]
    assert kinds.count("ssrc_restart") == 2
    assert "transfer" not in kinds


FILLERS = (
    Filler(sound="music", lasting=seconds(0.2), music="m"),
    Filler(sound="ringback", lasting=seconds(0.25)),
)


async def test_a_transfer_inside_the_exchange_changes_only_the_sound(open_town):
    town = await open_town(
        centre(
            talk=Person(passes_on="move", passes_on_unanswered=True, **EAGER),
            move=Transfer(way="inside", fillers=FILLERS, ssrc_restart=False, then="second"),
            second=Person(**EAGER),
        )
    )
    caller = await answered(town)
    heard = await caller.listen(2.0)
    await town.event(caller, Happening.TRANSFER)
    caller.bye()
    await caller.receive("SIP/2.0 200")
    assert len({packet.ssrc for packet in heard}) == 1
    truth = town.truth(caller)
    started = [event for event in truth if event.event is Happening.PERSON_STARTED]
    transfer = next(event for event in truth if event.event is Happening.TRANSFER)
    assert [event.detail["first"] for event in started] == [True, False]
    assert {event.detail["agent"] for event in started} == {"anna", "bo"}
    assert transfer.ns == started[1].ns
    assert transfer.detail == {
        "way": "inside",
        "agent": started[0].detail["agent"],
        "to": started[1].detail["agent"],
    }
    sounds = [event.event.value for event in truth if event.event.value in ("music_started", "tone_started")]
    assert sounds == ["music_started", "tone_started"]
    moments = [event.detail["moment"] for event in truth if event.event is Happening.UTTERANCE_STARTED]
    assert moments[:4] == ["greet", "hello", "pass_on", "greet_passed_on"]


async def test_an_attended_transfer_by_reinvite_moves_the_media(open_town):
    town = await open_town(
        centre(
            talk=Person(passes_on="move", passes_on_unanswered=True, **EAGER),
            move=Transfer(way="reinvite", fillers=FILLERS, then="second"),
            second=Person(**EAGER),
        )
    )
    caller = await answered(town)
    before = caller.far_rtp
    listening = asyncio.create_task(caller.listen(2.2))
    request = await caller.receive("INVITE", within=6)
    assert caller.media_of(request) != before
    identity = re.search(r'P-Asserted-Identity: "(\w+)" <sip:(\w+)@', request)
    caller.reply(request, body=caller.sdp())
    await caller.receive("ACK")
    heard = await listening
    transfer = await town.event(caller, Happening.TRANSFER)
    caller.bye()
    await caller.receive("SIP/2.0 200")
    assert identity is not None
    assert transfer.detail["to"] == identity[2]
    assert transfer.detail["way"] == "reinvite"
    assert len({packet.ssrc for packet in heard}) >= 3
    sent = next(event for event in town.truth(caller) if event.event is Happening.REINVITE_SENT)
    assert sent.detail["accepted"] is True


async def test_a_transfer_told_by_update(open_town):
    town = await open_town(
        centre(
            talk=Person(passes_on="move", passes_on_unanswered=True, **EAGER),
            move=Transfer(way="update", fillers=FILLERS[:1], then="second"),
            second=Person(**EAGER),
        )
    )
    caller = await answered(town)
    update = await caller.receive("UPDATE", within=6)
    assert "P-Asserted-Identity: " in update
    assert update.endswith("\r\n\r\n")
    caller.reply(update)
    await town.event(caller, Happening.TRANSFER)
    caller.bye()
    await caller.receive("SIP/2.0 200")


async def test_a_blind_transfer_by_refer_to_an_extension(open_town):
    town = await open_town(
        centre(
            talk=Person(passes_on="move", passes_on_unanswered=True, **EAGER),
            move=Transfer(way="refer", to="4710000101", replaces=True),
            second=Person(**EAGER),
            entries={"4710000101": "second"},
        ),
        timers=FAST,
    )
    caller = await answered(town)
    refer = await caller.receive("REFER", within=6)
    target = re.search(r"Refer-To: <(sip:4710000101@[\d.:]+)\?Replaces=([^>]+)>", refer)
    assert target is not None
    caller.reply(refer, "202 Accepted")
    replaces = re.sub(r"%(..)", lambda found: chr(int(found[1], 16)), target[2])
    other = town.caller("4710000101")
    other.invite(extra=f"Replaces: {replaces}\r\nReferred-By: <{town.centre.uri}>\r\n")
    await other.receive("SIP/2.0 200")
    other.ack()
    caller.cseq += 1
    fragment = "SIP/2.0 200 OK\r\n"
    caller.send(
        caller.request(
            "NOTIFY",
            fragment,
            branch="z9hG4bKnotify",
            extra="Event: refer\r\nSubscription-State: terminated\r\nContent-Type: message/sipfrag\r\n",
        )
    )
    caller.reply(await caller.receive("BYE"))
    first = await town.event(other, Happening.PERSON_STARTED)
    assert first.detail["first"] is True
    invite = town.truth(other)[0]
    assert invite.detail["referred_by"] == f"<{town.centre.uri}>"
    assert invite.detail["replaces"] is True
    transfer = next(event for event in town.truth(caller) if event.event is Happening.TRANSFER)
    sent = next(event for event in town.truth(caller) if event.event is Happening.REFER_SENT)
    assert transfer.detail["way"] == "refer"
    assert transfer.ns == sent.ns


async def test_a_refused_refer_is_no_transfer(open_town):
    town = await open_town(
        centre(
            talk=Person(passes_on="move", passes_on_unanswered=True, **EAGER),
            move=Transfer(way="refer", to="4710000199"),
        )
    )
    caller = await answered(town)
    caller.reply(await caller.receive("REFER", within=6), "603 Decline")
    caller.reply(await caller.receive("BYE"))
    kinds = town.kinds(caller)
    assert "transfer" not in kinds
    assert "transfer_failed" in kinds


@pytest.mark.parametrize("early", [False, True])
async def test_a_queue_with_messages_a_pick_up_in_mid_message_and_identity(open_town, early):
    queue = Queue(
        music="m",
        wait=seconds(0.95),
        early=early,
        messages=("position_{position}",),
        first_message=seconds(0.2),
        message_every=seconds(0.3),
        position=(3, 3),
        cuts_in=True,
        ssrc_restart=True,
        identity=True,
        then="talk",
    )
    town = await open_town(centre("queue", queue=queue, talk=Person(**EAGER)))
    caller = town.caller()
    caller.invite()
    caller.media_of(await caller.receive("SIP/2.0 183" if early else "SIP/2.0 200"))
    if early:
        answer = await caller.receive("SIP/2.0 200")
        assert "P-Asserted-Identity: " in answer
    caller.ack()
    if not early:
        update = await caller.receive("UPDATE")
        caller.reply(update)
    await town.event(caller, Happening.PERSON_STARTED)
    caller.bye()
    await caller.receive("SIP/2.0 200")
    truth = town.truth(caller)
    positions = [event.detail["name"] for event in truth if event.event is Happening.POSITION_STARTED]
    assert positions == ["position_3", "position_2"]
    music = [event for event in truth if event.event in (Happening.MUSIC_STARTED, Happening.MUSIC_ENDED)]
    assert len(music) == 4
    assert "ssrc_restart" in town.kinds(caller)
    waited = next(e.ns for e in truth if e.event is Happening.QUEUE_LEFT) - next(
        e.ns for e in truth if e.event is Happening.QUEUE_ENTERED
    )
    assert abs(waited / 1e9 - 0.95) < 0.1


async def test_the_caller_holds_and_comes_back(open_town):
    town = await open_town(centre(talk=Person(hello_after=seconds(5))))
    caller = await answered(town)
    await town.event(caller, Happening.UTTERANCE_ENDED)
    for direction, packets in (("sendonly", False), ("sendrecv", True)):
        caller.cseq += 1
        caller.send(caller.request("INVITE", caller.sdp(direction), branch=f"z9hG4bK{direction}"))
        answer = await caller.receive("SIP/2.0 200")
        assert ("a=recvonly" if direction == "sendonly" else "a=sendrecv") in answer
        caller.ack()
        await caller.listen(0.05)
        assert bool(await caller.listen(0.2)) is packets
    caller.bye()
    await caller.receive("SIP/2.0 200")
    kinds = town.kinds(caller)
    assert [kind for kind in kinds if kind.startswith("caller_")] == ["caller_held", "caller_resumed"]


async def test_calls_draw_differently_from_one_seed(open_town, tmp_path):
    town = await open_town(centre(talk=Person(silent_first=seconds(0.0, 0.5))))
    waits = []
    for _ in range(4):
        caller = await answered(town)
        took = await town.event(caller, Happening.PERSON_TOOK)
        word = await town.event(caller, Happening.PERSON_STARTED)
        waits.append((word.ns - took.ns) / 1e6)
        caller.bye()
        await caller.receive("SIP/2.0 200")
    assert np.ptp(waits) > 30


async def test_two_offers_at_once_are_a_glare_and_tried_again(open_town):
    hold = Hold(after_turns=0, lasting=seconds(0.2), music="m", way="reinvite")
    town = await open_town(centre(talk=Person(turns=(1, 1), hold=hold, **EAGER)), timers=FAST)
    caller = await answered(town)
    await town.event(caller, Happening.UTTERANCE_ENDED)
    await caller.speak(0.3)
    theirs = await caller.receive("INVITE", within=6)
    caller.cseq += 1
    caller.send(caller.request("INVITE", caller.sdp(), branch="z9hG4bKglare"))
    assert await caller.receive("SIP/2.0 491")
    caller.send(caller.request("ACK", branch="z9hG4bKglare"))
    caller.reply(theirs, "491 Request Pending")
    await caller.receive("ACK")
    again = await caller.receive("INVITE", within=6)
    assert re.search(r"CSeq: (\d+)", again)[1] > re.search(r"CSeq: (\d+)", theirs)[1]
    caller.reply(again, body=caller.sdp())
    await caller.receive("ACK")
