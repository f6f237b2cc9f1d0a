"""An attended transfer the other way round: a third party takes our call over by Replaces (RFC 3891)."""

import asyncio
import re

import pytest

from probes.phone.line import SignalKind
from tests.probes.phone.peers.calls import call, with_peer
from tests.probes.phone.peers.children import LOOPBACK
from tests.probes.phone.peers.raw_peer import Message, RawPeer, compose

pytestmark = pytest.mark.asyncio(loop_scope="module")


def takeover(invite: Message, peer: RawPeer, *, their_tag: str = "raw") -> bytes:
    """Return an INVITE of `peer` that replaces the dialogue begun by `invite`."""
    ours = re.search(r"tag=([^;>\s]+)", invite.header("From"))[1]
    lines = [
        f"INVITE {invite.contact} SIP/2.0",
        f"Via: SIP/2.0/UDP {LOOPBACK}:{peer.port};branch=z9hG4bK-takeover-{peer.port}",
        f"From: <{peer.uri}>;tag=raw",
        f"To: {invite.header('From').partition(';tag=')[0]}",
        f"Call-ID: takeover-{peer.port}",
        "CSeq: 1 INVITE",
        f"Contact: <{peer.uri}>",
        f"Replaces: {invite.header('Call-ID')};to-tag={ours};from-tag={their_tag}",
        "Require: replaces",
        "Max-Forwards: 70",
    ]
    return compose(lines, peer.sdp())


def acknowledge(answer: Message, peer: RawPeer) -> bytes:
    """Return the ACK, or another request inside the new dialogue, to a 200."""
    return request(answer, peer, "ACK", 1)


def request(answer: Message, peer: RawPeer, method: str, number: int) -> bytes:
    lines = [
        f"{method} {answer.contact} SIP/2.0",
        f"Via: SIP/2.0/UDP {LOOPBACK}:{peer.port};branch=z9hG4bK-{method}-{peer.port}",
        f"From: {answer.header('From')}",
        f"To: {answer.header('To')}",
        f"Call-ID: {answer.header('Call-ID')}",
        f"CSeq: {number} {method}",
        "Max-Forwards: 70",
    ]
    return compose(lines)


async def test_a_colleague_who_takes_the_call_over_carries_it_on(lines, peer):
    async with RawPeer() as colleague:

        async def answer() -> None:
            invite = await peer.expect("INVITE")
            peer.reply(invite, "200 OK", sdp=True)
            await peer.expect("ACK")
            colleague.send(takeover(invite, colleague), invite.sender)
            taken = await colleague.expect("200", cseq="INVITE")
            colleague.send(acknowledge(taken, colleague), taken.sender)
            peer.reply(await peer.expect("BYE"), "200 OK")
            await asyncio.sleep(0.4)
            colleague.send(request(taken, colleague, "BYE", 2), taken.sender)
            await colleague.expect("200", cseq="BYE")

        told = await with_peer(answer(), call(lines, peer.uri))
    assert told.spine == ["invite_sent", "answered", "confirmed", "replaced", "ended"]
    assert told.end == {"by": "organisation", "status": 200, "cause": None}
    assert told.signals[-1].at_ns - told.one(SignalKind.REPLACED).at_ns > 0.39e9


async def test_a_stranger_who_does_not_know_the_call_cannot_take_it_over(lines, peer):
    async with RawPeer() as stranger:

        async def answer() -> None:
            invite = await peer.expect("INVITE")
            peer.reply(invite, "200 OK", sdp=True)
            await peer.expect("ACK")
            stranger.send(takeover(invite, stranger, their_tag="guessed"), invite.sender)
            await stranger.expect("481")
            await asyncio.sleep(0.3)
            peer.ask(invite, "BYE")

        told = await with_peer(answer(), call(lines, peer.uri))
    assert told.spine == ["invite_sent", "answered", "confirmed", "ended"]
