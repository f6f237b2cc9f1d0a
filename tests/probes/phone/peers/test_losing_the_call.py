"""A whole attempt whose worker, far end or network is taken away in the middle of it."""

import asyncio
import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest
import pytest_asyncio

from probes.attempt import run_attempt
from probes.event import EventKind
from probes.phone.call_request import REACHING, find_callee
from probes.phone.means import Means
from probes.phone.own_means import own_means
from probes.phone.probe import PhoneProbe
from probes.probe import ProbeRequest
from probes.timeline import Timeline
from tests.probes.phone.peers.scenario import expect, invited, pause, reply, scenario, stop_stream, stream

pytestmark = pytest.mark.asyncio(loop_scope="module")

QUEUE = scenario(
    invited(), reply(180), reply(200, sdp=True), expect("ACK"), stream("voice.al"), pause(30_000)
)
BUSY = scenario(invited(), reply(486), expect("ACK"))


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def means(tmp_path_factory) -> Means:
    async with own_means({"state": str(tmp_path_factory.mktemp("state"))}) as made:
        yield made


async def attempt(
    means: Means, target: str, evidence: Path, *, wait_limit_s: float = 15.0, when=None
) -> Timeline:
    """Make an attempt; `when` is called once the call has been answered."""
    callee = find_callee(target=target, organisation=None, touchpoint=None)
    request = ProbeRequest(
        callee.organisation, callee.touchpoint, REACHING, evidence, wait_limit_s=wait_limit_s, deadline_s=25.0
    )
    loop = asyncio.get_running_loop()

    def watch(event, *_) -> None:
        if event.kind is EventKind.ANSWERED and when is not None:
            loop.call_later(0.6, when)

    return await run_attempt(PhoneProbe(means), request, watcher=watch)


def kinds(timeline: Timeline) -> list[str]:
    return [event.kind.value for event in timeline.events]


def workers(means: Means) -> list[int]:
    """Return the processes that carry calls now."""
    listings = Path("/proc/self/task").glob("*/children")
    pids = [int(pid) for listing in listings for pid in listing.read_text().split()]
    return [pid for pid in pids if b"probes.phone.engine.worker" in Path(f"/proc/{pid}/cmdline").read_bytes()]


def signal_workers(means: Means, number: signal.Signals) -> Callable[[], None]:
    def send() -> None:
        for pid in workers(means):
            os.kill(pid, number)

    return send


@pytest.mark.parametrize(
    "number",
    [
        pytest.param(signal.SIGKILL, id="killed"),
        pytest.param(signal.SIGSTOP, id="hanging"),
        pytest.param(signal.SIGSEGV, id="crashed", marks=pytest.mark.proof),
    ],
)
async def test_a_worker_that_dies_or_hangs_costs_this_attempt_only(means, organisation, tmp_path, number):
    far, next_far = organisation(QUEUE), organisation(BUSY)
    timeline = await attempt(means, far.uri, tmp_path / "first", when=signal_workers(means, number))
    assert timeline.outcome == "lost"
    assert kinds(timeline).count("engine_lost") == 1
    assert (kinds(timeline)[0], kinds(timeline)[-1]) == ("dialled", "finished")
    again = await attempt(means, next_far.uri, tmp_path / "second")
    assert again.outcome == "busy"


async def test_a_far_end_that_vanishes_without_goodbye_is_lost(means, organisation, tmp_path):
    far, next_far = organisation(QUEUE), organisation(BUSY)
    timeline = await attempt(
        means, far.uri, tmp_path / "first", when=lambda: far.process.send_signal(signal.SIGKILL)
    )
    assert "media_lost" in kinds(timeline)
    (end,) = [event.detail for event in timeline.events if event.kind is EventKind.HUNG_UP]
    assert (timeline.outcome, end["by"], end["status"]) == ("lost", "network", 408)
    assert (await attempt(means, next_far.uri, tmp_path / "second")).outcome == "busy"


@pytest.mark.proof
async def test_a_far_end_that_falls_silent_but_lives_is_waited_for(means, organisation, tmp_path):
    silent = scenario(
        invited(),
        reply(180),
        reply(200, sdp=True),
        expect("ACK"),
        stream("voice.al"),
        pause(700),
        stop_stream(),
        expect("OPTIONS"),
        reply(405, tag=False),
        expect("BYE"),
        reply(200, tag=False),
    )
    timeline = await attempt(means, organisation(silent).uri, tmp_path / "first", wait_limit_s=5.0)
    assert (timeline.outcome, "media_lost" in kinds(timeline)) == ("wait_limit_reached", True)
