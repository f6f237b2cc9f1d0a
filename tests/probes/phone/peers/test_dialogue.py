"""What an exchange does inside a call that has been answered, as SIPp does it."""

import asyncio

import pytest

from probes.phone.line import Line, SignalKind
from tests.probes.phone.peers.calls import Told, call, hang_up_after, with_peer
from tests.probes.phone.peers.scenario import (
    answer_invite,
    ask,
    expect,
    expect_reply,
    invited,
    pause,
    reply,
    reply_inside,
    scenario,
    stream,
)

pytestmark = pytest.mark.asyncio(loop_scope="module")

ANSWER = (
    invited(),
    reply(180),
    pause(50),
    reply(200, sdp=True, retransmit_ms=500),
    expect("ACK"),
    stream("voice.al"),
)
ANSWERED = ["invite_sent", "ringing", "answered", "confirmed"]
THEIR_END = {"by": "organisation", "status": 200, "cause": None}
OUR_END = {"by": "caller", "status": 200, "cause": None}
KARI = 'P-Asserted-Identity: "Kari" <sip:+4710000002@fjordvik.example>'
OLA = 'P-Asserted-Identity: "Ola" <sip:+4710000003@fjordvik.example>'


def goodbye(cseq: int = 90, *headers: str) -> str:
    return ask("BYE", *headers, cseq=cseq) + expect_reply(200)


def offer(*headers: str, cseq: int, sdp: str = "sendrecv") -> str:
    asked = ask("INVITE", *headers, cseq=cseq, sdp=sdp, version=cseq + 1)
    return asked + expect_reply(100, optional=True) + expect_reply(200) + ask("ACK", cseq=cseq)


async def test_the_far_end_says_goodbye(lines, organisation):
    far = organisation(scenario(*ANSWER, pause(300), goodbye(90, 'Reason: Q.850;cause=16;text="Normal"')))
    told = await call(lines, far.uri)
    assert told.kinds == [*ANSWERED, "ended"]
    assert told.end == THEIR_END | {"cause": 16}
    assert far.finished() == 0


async def test_we_say_goodbye(lines, organisation):
    far = organisation(scenario(*ANSWER, expect("BYE"), reply_inside(200)))
    told = await call(lines, far.uri, hang_up_after(0.2))
    assert told.kinds == [*ANSWERED, "ended"]
    assert told.end == OUR_END
    assert far.finished() == 0


async def test_hold_and_resume_by_re_invite(lines, organisation):
    far = organisation(
        scenario(
            *ANSWER,
            pause(100),
            offer(cseq=1, sdp="sendonly"),
            pause(300),
            offer(cseq=2),
            pause(200),
            goodbye(),
        )
    )
    told = await call(lines, far.uri)
    assert told.kinds == [*ANSWERED, "held", "resumed", "ended"]
    held = told.one(SignalKind.RESUMED).at_ns - told.one(SignalKind.HELD).at_ns
    assert 0.29e9 < held < 0.36e9
    assert (told.end, far.finished()) == (THEIR_END, 0)


async def test_a_re_invite_with_another_identity(lines, organisation):
    far = organisation(scenario(*ANSWER, pause(100), offer(KARI, cseq=1), pause(100), goodbye()))
    told = await call(lines, far.uri)
    assert told.kinds == [*ANSWERED, "identity_changed", "ended"]
    detail = told.one(SignalKind.IDENTITY_CHANGED).detail
    assert detail["method"] == "INVITE"
    assert sorted(detail) == ["identity", "method"]
    assert "Kari" not in str(detail["identity"])


async def test_updates_with_another_identity(lines, organisation):
    twice = (
        ask("UPDATE", KARI, cseq=1),
        expect_reply(200),
        ask("UPDATE", KARI, cseq=2),
        expect_reply(200),
        pause(600),
    )
    far = organisation(
        scenario(*ANSWER, *twice, ask("UPDATE", OLA, cseq=3), expect_reply(200), pause(100), goodbye())
    )
    told = await call(lines, far.uri)
    assert told.kinds == [*ANSWERED, "identity_changed", "identity_changed", "ended"]
    methods = [
        signal.detail["method"] for signal in told.signals if signal.kind is SignalKind.IDENTITY_CHANGED
    ]
    assert (methods, far.finished()) == (["UPDATE", "UPDATE"], 0)


async def test_a_transfer_to_an_allowed_place_is_followed(lines, organisation):
    second = organisation(scenario(*ANSWER, pause(300), goodbye()))
    first = organisation(
        scenario(
            *ANSWER,
            pause(100),
            ask("REFER", f"Refer-To: <{second.uri}>", "Referred-By: <sip:agent@fjordvik.example>", cseq=1),
            expect_reply(202),
            expect("NOTIFY"),
            reply_inside(200),
            expect("NOTIFY"),
            reply_inside(200),
            goodbye(),
        )
    )
    told = await call(lines, first.uri, refer_allowed=("127.0.0.1",))
    assert told.spine == [*ANSWERED, "refer_received", "refer_done", "ended"]
    assert dict(told.one(SignalKind.REFER_RECEIVED).detail) == {"host": "127.0.0.1", "accepted": True}
    assert told.one(SignalKind.REFER_DONE).detail["status"] == 200
    assert (told.end, second.finished(), first.finished()) == (THEIR_END, 0, 0)


@pytest.mark.parametrize(
    "target", ["sip:+4710000001@elsewhere.example", "sip:113@127.0.0.1", "sip:+47820@127.0.0.1"]
)
async def test_a_transfer_elsewhere_is_declined_and_the_talk_goes_on(lines, organisation, target):
    far = organisation(
        scenario(
            *ANSWER, ask("REFER", f"Refer-To: <{target}>", cseq=1), expect_reply(603), pause(200), goodbye()
        )
    )
    told = await call(lines, far.uri, refer_allowed=("127.0.0.1",))
    assert told.kinds == [*ANSWERED, "refer_received", "ended"]
    assert told.one(SignalKind.REFER_RECEIVED).detail["accepted"] is False
    assert (told.end, far.finished()) == (THEIR_END, 0)


async def test_a_transfer_to_somebody_busy_leaves_the_talk_as_it_was(lines, organisation):
    second = organisation(scenario(invited(), reply(486), expect("ACK")))
    first = organisation(
        scenario(
            *ANSWER,
            ask("REFER", f"Refer-To: <{second.uri}>", cseq=1),
            expect_reply(202),
            expect("NOTIFY"),
            reply_inside(200),
            expect("NOTIFY"),
            reply_inside(200),
            pause(200),
            goodbye(),
        )
    )
    told = await call(lines, first.uri, refer_allowed=("127.0.0.1",))
    assert told.kinds == [*ANSWERED, "refer_received", "refer_done", "ended"]
    assert told.one(SignalKind.REFER_DONE).detail["status"] == 486
    assert (told.end, first.finished()) == (THEIR_END, 0)


async def test_a_200_sent_three_times_is_one_answer(lines, peer):
    async def answer() -> None:
        invite = await peer.expect("INVITE")
        for _ in range(3):
            peer.reply(invite, "200 OK", sdp=True)
            peer.forget(await peer.expect("ACK"))
        peer.ask(invite, "BYE")

    told = await with_peer(answer(), call(lines, peer.uri))
    assert told.kinds == ["invite_sent", "answered", "confirmed", "ended"]
    assert told.end == THEIR_END


async def test_ringing_told_again_and_again_is_told_once(lines, organisation):
    rings = (reply(180), reply(180), reply(183), reply(180), reply(181))
    far = organisation(
        scenario(invited(), *rings, reply(200, sdp=True), expect("ACK"), pause(100), goodbye())
    )
    told = await call(lines, far.uri)
    assert told.kinds == ["invite_sent", "ringing", "progress", "answered", "confirmed", "ended"]


async def test_an_answer_is_known_by_its_branch_and_not_by_its_number(lines, organisation):
    far = organisation(
        scenario(
            invited(),
            reply(180),
            answer_invite(200, sdp=True, number="7777"),
            expect("ACK"),
            pause(100),
            goodbye(),
        )
    )
    told = await call(lines, far.uri)
    assert told.kinds == [*ANSWERED, "ended"]  # RFC 3261 section 17.1.3: branch and method match, no more
    assert (told.end, far.finished()) == (THEIR_END, 0)


async def test_a_goodbye_out_of_sequence_does_not_end_the_talk(lines, peer):
    async def answer() -> None:
        invite = await peer.expect("INVITE")
        peer.reply(invite, "200 OK", sdp=True)
        await peer.expect("ACK")
        peer.ask(invite, "UPDATE", cseq=10)
        await peer.expect("200", cseq="10 UPDATE")
        peer.ask(invite, "BYE", cseq=3)
        await peer.expect("500", cseq="3 BYE")
        await asyncio.sleep(0.3)
        peer.ask(invite, "BYE", cseq=11)
        await peer.expect("200", cseq="11 BYE")

    told = await with_peer(answer(), call(lines, peer.uri))
    assert told.kinds == ["invite_sent", "answered", "confirmed", "ended"]
    assert told.signals[-1].at_ns - told.one(SignalKind.CONFIRMED).at_ns > 0.29e9


async def test_an_acknowledgement_that_was_lost_is_sent_again(lines, peer):
    async def answer() -> None:
        invite = await peer.expect("INVITE")
        peer.reply(invite, "200 OK", sdp=True)
        first = await peer.expect("ACK")
        peer.forget(first)
        await asyncio.sleep(0.5)
        peer.reply(invite, "200 OK", sdp=True)
        assert (await peer.expect("ACK")).text == first.text
        peer.ask(invite, "BYE")

    told = await with_peer(answer(), call(lines, peer.uri))
    assert told.kinds == ["invite_sent", "answered", "confirmed", "ended"]
    assert told.end == THEIR_END


async def test_a_far_end_that_does_not_answer_our_goodbye_is_left_within_two_seconds(lines, peer):
    async def answer() -> None:
        peer.reply(await peer.expect("INVITE"), "200 OK", sdp=True)

    async def hang_up(line: Line, told: Told) -> None:
        await told.until(SignalKind.CONFIRMED)
        ordered.append(asyncio.get_running_loop().time())
        await line.hang_up()

    ordered: list[float] = []
    told = await with_peer(answer(), call(lines, peer.uri, hang_up))
    assert asyncio.get_running_loop().time() - ordered[0] < 2
    assert told.kinds == ["invite_sent", "answered", "confirmed", "ended"]
    assert told.end["by"] == "caller"
