from pathlib import Path

import pytest

from tests.probes.phone.peers.calls import Told, call, with_peer
from tests.probes.phone.peers.torture import TORTURES, Torture

pytestmark = pytest.mark.asyncio(loop_scope="module")

WHOLE_CALL = ["invite_sent", "progress", "ringing", "answered", "confirmed", "ended"]


async def test_there_are_48():
    assert len({torture.name for torture in TORTURES}) == 48


async def ordinary_call(lines, peer, *, disturbed_by: Torture | None = None) -> Told:
    """Make a whole call to the raw peer, which sends the torture before it rings and again in the talk."""

    async def answer() -> None:
        invite = await peer.expect("INVITE")
        disturb(invite)
        peer.reply(invite, "180 Ringing")
        peer.reply(invite, "200 OK", sdp=True)
        await peer.expect("ACK")
        disturb(invite)
        peer.ask(invite, "BYE", cseq=2_000_000)
        await peer.expect("200", cseq="2000000 BYE")

    def disturb(invite) -> None:
        if disturbed_by is not None:
            peer.send(disturbed_by.make(invite, peer.port), invite.sender)

    return await with_peer(answer(), call(lines, peer.uri, limit_s=6))


@pytest.mark.parametrize("torture", [one for one in TORTURES if not one.fatal], ids=lambda one: one.name)
async def test_a_call_goes_its_way_whatever_is_sent_at_it(lines, peer, torture):
    told = await ordinary_call(lines, peer, disturbed_by=torture)
    expected = [kind for kind in WHOLE_CALL if kind != "progress" or torture.progress]
    assert told.kinds == expected
    assert told.end == {"by": "organisation", "status": 200, "cause": None}


async def test_no_process_was_lost_on_the_way(lines, peer):
    await ordinary_call(lines, peer)
    before = worker_pids()
    for torture in [one for one in TORTURES if not one.fatal][::16]:
        await ordinary_call(lines, peer, disturbed_by=torture)
    assert (len(before), worker_pids()) == (1, before)


@pytest.mark.parametrize("torture", [one for one in TORTURES if one.fatal], ids=lambda one: one.name)
async def test_what_the_library_does_not_survive_costs_one_call_and_the_next_one_works(lines, peer, torture):
    async def answer() -> None:
        invite = await peer.expect("INVITE")
        peer.send(torture.make(invite, peer.port), invite.sender)
        await peer.expect("CANCEL")
        peer.reply(invite, "200 OK", sdp=True)

    told = await with_peer(answer(), call(lines, peer.uri))
    # Whether the 183 is still told depends on how fast the process dies.
    assert [kind for kind in told.kinds if kind != "progress"] == ["invite_sent", "engine_lost"]
    assert (await ordinary_call(lines, peer)).kinds == [kind for kind in WHOLE_CALL if kind != "progress"]


def worker_pids() -> list[int]:
    """Return the processes of the engine's workers."""
    children = Path("/proc/self/task").glob("*/children")
    pids = [int(pid) for listing in children for pid in listing.read_text().split()]
    return sorted(
        pid for pid in pids if b"probes.phone.engine.worker" in Path(f"/proc/{pid}/cmdline").read_bytes()
    )
