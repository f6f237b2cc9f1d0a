"""Session timers (RFC 4028): the far end's signalling dies while its sound goes on."""

import asyncio
import re
import struct

import pytest

from probes.phone.engine.lines import PhoneLines
from probes.phone.trunk import Trunk
from tests.probes.phone.peers.calls import Told, call, with_peer
from tests.probes.phone.peers.raw_peer import Message, RawPeer

TIMER = ("Allow: INVITE, ACK, BYE, CANCEL, UPDATE", "Session-Expires: 90;refresher=uac", "Require: timer")


async def stream_silence(peer: RawPeer, invite: Message) -> None:
    """Send A-law silence every 20 ms for as long as the task lives."""
    port = int(re.search(r"m=audio (\d+)", invite.text)[1])
    loop = asyncio.get_running_loop()
    begun, number = loop.time(), 0
    while True:
        header = struct.pack("!BBHII", 0x80, 8, number & 0xFFFF, number * 160, 4711)
        peer.send_media(header + b"\xd5" * 160, (invite.sender[0], port))
        number += 1
        await asyncio.sleep(begun + number * 0.02 - loop.time())


@pytest.mark.proof
async def test_a_far_end_that_no_longer_answers_the_refresh_is_left():
    async def answer(peer: RawPeer) -> None:
        invite = await peer.expect("INVITE")
        assert (invite.header("Session-Expires"), "timer" in invite.header("Supported")) == ("90", True)
        peer.reply(invite, "200 OK", sdp=True, headers=TIMER)
        await peer.expect("ACK")
        sounding.append(asyncio.create_task(stream_silence(peer, invite)))
        await peer.expect("UPDATE", limit_s=60)  # and no answer to it

    sounding: list[asyncio.Task[None]] = []
    async with RawPeer() as peer, PhoneLines(Trunk(session_timer_s=90), workers=1) as lines:
        try:
            told: Told = await with_peer(answer(peer), call(lines, peer.uri, limit_s=110))
        finally:
            for task in sounding:
                task.cancel()
    assert told.kinds == ["invite_sent", "answered", "confirmed", "ended"]
    assert told.end["by"] == "network"
    lasted = (told.signals[-1].at_ns - told.signals[0].at_ns) / 1e9
    assert 45 < lasted < 92


@pytest.mark.asyncio(loop_scope="module")
async def test_a_session_too_small_for_the_far_end_is_asked_for_again(peer, lines):
    async def answer() -> None:
        invite = await peer.expect("INVITE")
        peer.reply(invite, "422 Session Interval Too Small", headers=("Min-SE: 3600",))
        await peer.expect("ACK")
        again = await peer.expect("INVITE")
        assert (again.header("Session-Expires"), again.header("Min-SE")) == ("3600", "3600")
        peer.reply(again, "486 Busy Here")
        await peer.expect("ACK")

    told = await with_peer(answer(), call(lines, peer.uri))
    assert told.kinds == ["invite_sent", "ended"]
    assert told.end == {"by": "organisation", "status": 486, "cause": None}
