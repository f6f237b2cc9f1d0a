import asyncio

import pytest

from probes.phone.line import Line, SignalKind
from tests.probes.phone.peers.calls import Told, call
from tests.probes.phone.peers.scenario import (
    answer_invite,
    expect,
    invited,
    reply,
    reply_inside,
    scenario,
)

pytestmark = pytest.mark.asyncio(loop_scope="module")

REFUSALS = [
    (486, 'Reason: Q.850;cause=17;text="User busy"', 17),
    (600, "Allow: INVITE, ACK, BYE", None),
    (603, 'Reason: Q.850;cause=21;text="Call rejected"', 21),
    (403, "Warning: 399 fjordvik.example lukket", None),
    (404, 'Reason: Q.850;cause=1;text="Unallocated number"', 1),
    (480, 'Reason: SIP;cause=480, Q.850;cause=18;text="No user responding"', 18),
    (484, "Reason: Q.850 ; cause=28", 28),
    (503, "Reason: Q.850;cause=34\nRetry-After: 60", 34),
    (500, "Server: organisation", None),
    (410, "Allow: INVITE, ACK, BYE", None),
    (488, "Allow: INVITE, ACK, BYE", None),
]


async def hang_up_when_it_rings(line: Line, told: Told) -> None:
    await told.until(SignalKind.RINGING)
    await asyncio.sleep(0.2)
    await line.hang_up()


@pytest.mark.parametrize(("status", "headers", "cause"), REFUSALS, ids=[str(row[0]) for row in REFUSALS])
async def test_a_refusal_is_told_with_status_and_cause(lines, organisation, status, headers, cause):
    refusing = scenario(
        invited(), reply(100, tag=False), reply(180), reply(status, *headers.split("\n")), expect("ACK")
    )
    far = organisation(refusing)
    told = await call(lines, far.uri)
    assert told.kinds == ["invite_sent", "trying", "ringing", "ended"]
    assert told.end == {"by": "organisation", "status": status, "cause": cause}
    assert far.finished() == 0


async def test_a_refusal_at_once(lines, organisation):
    far = organisation(scenario(invited(), reply(486), expect("ACK")))
    told = await call(lines, far.uri)
    assert (told.kinds, told.end["status"]) == (["invite_sent", "ended"], 486)


async def test_a_refusal_that_comes_three_times_ends_the_call_once(lines, organisation):
    far = organisation(
        scenario(invited(), reply(180), reply(486), answer_invite(486), answer_invite(486), expect("ACK"))
    )
    told = await call(lines, far.uri)
    assert told.kinds == ["invite_sent", "ringing", "ended"]
    assert told.end == {"by": "organisation", "status": 486, "cause": None}


async def test_ringing_without_end_is_cancelled(lines, organisation):
    far = organisation(
        scenario(
            invited(),
            reply(100, tag=False),
            reply(180),
            expect("CANCEL"),
            reply(200),
            answer_invite(487),
            expect("ACK"),
        )
    )
    told = await call(lines, far.uri, hang_up_when_it_rings)
    assert told.kinds == ["invite_sent", "trying", "ringing", "ended"]
    assert told.end == {"by": "caller", "status": 487, "cause": None}
    assert far.finished() == 0


async def test_an_answer_that_crosses_our_cancel_is_ended_politely(lines, organisation):
    far = organisation(
        scenario(
            invited(),
            reply(180),
            expect("CANCEL"),
            reply(200),
            answer_invite(200, sdp=True),
            expect("ACK"),
            expect("BYE"),
            reply_inside(200),
        )
    )
    told = await call(lines, far.uri, hang_up_when_it_rings)
    assert told.kinds[:2] == ["invite_sent", "ringing"]
    assert told.kinds[-1] == "ended"
    assert told.end["by"] == "caller"
    assert far.finished() == 0


@pytest.mark.parametrize("with_port", [False, True])
async def test_a_redirection_to_an_allowed_place_is_followed(lines, organisation, with_port):
    second = organisation(scenario(invited(), reply(180), reply(486), expect("ACK")))
    first = organisation(scenario(invited(), reply(302, f"Contact: <{second.uri}>"), expect("ACK")))
    told = await call(
        lines, first.uri, refer_allowed=(second.uri.partition("@")[2] if with_port else "127.0.0.1",)
    )
    assert told.kinds == ["invite_sent", "redirected", "ringing", "ended"]
    assert dict(told.one(SignalKind.REDIRECTED).detail) == {
        "status": 302,
        "host": "127.0.0.1",
        "accepted": True,
    }
    assert told.end == {"by": "organisation", "status": 486, "cause": None}
    assert (first.finished(), second.finished()) == (0, 0)


@pytest.mark.parametrize(
    "contact",
    ["sip:+4710000001@elsewhere.example", "sip:112@127.0.0.1", "sip:1%31%32@127.0.0.1:5060"],
)
async def test_a_redirection_elsewhere_is_not_followed(lines, organisation, contact):
    far = organisation(scenario(invited(), reply(302, f"Contact: <{contact}>"), expect("ACK")))
    told = await call(lines, far.uri, refer_allowed=("127.0.0.1",))
    assert told.kinds == ["invite_sent", "redirected", "ended"]
    assert told.one(SignalKind.REDIRECTED).detail["accepted"] is False
    assert told.end == {"by": "organisation", "status": 302, "cause": None}


async def test_a_redirection_in_circles_ends(lines, organisation):
    round_trip = [
        invited(),
        reply(302, "Contact: <sip:organisation@[local_ip]:[local_port];round=again>"),
        expect("ACK"),
    ]
    far = organisation(scenario(*round_trip * 8), calls=2)
    told = await call(lines, far.uri, refer_allowed=("127.0.0.1",))
    rounds = [signal.detail["accepted"] for signal in told.signals if signal.kind is SignalKind.REDIRECTED]
    assert rounds in ([True] * 5 + [False], [True])
    assert told.end["status"] == 302


async def test_nobody_there_at_all_is_given_up_in_two_seconds(lines, peer):
    async def hang_up(line: Line, told: Told) -> None:
        await told.until(SignalKind.INVITE_SENT)
        await asyncio.sleep(0.3)
        await line.hang_up()

    told = await call(lines, peer.uri, hang_up)
    assert told.kinds == ["invite_sent", "ended"]
    assert told.end["by"] == "caller"
    assert told.signals[-1].at_ns - told.signals[0].at_ns < 2_300_000_000


async def test_an_answer_long_after_we_gave_up_is_acknowledged_and_ended(lines, peer):
    async def hang_up(line: Line, told: Told) -> None:
        await told.until(SignalKind.INVITE_SENT)
        await line.hang_up()

    told = await call(lines, peer.uri, hang_up)
    invite = await peer.expect("INVITE")
    assert told.kinds == ["invite_sent", "ended"]
    peer.reply(invite, "200 OK", sdp=True)
    await peer.expect("ACK")
    peer.reply(await peer.expect("BYE"), "200 OK")
