"""An exchange hands our call to another agent by an INVITE with Replaces (RFC 3891)."""

import asyncio
import time

import numpy as np

from probes.phone.line import SignalKind
from tests.probes.phone.engine.conftest import Reports
from tests.probes.phone.engine.far_end import FarEnd


async def test_the_call_goes_on_with_the_one_that_replaces_it(lines):
    async with FarEnd() as first, FarEnd() as second, lines.line() as line:
        reports = Reports(line)
        await line.dial(first.uri)
        tail = await line.sound()
        await reports.until(SignalKind.CONFIRMED)
        await asyncio.sleep(0.3)
        second.take_over(first)
        await reports.until(SignalKind.REPLACED)
        await asyncio.sleep(0.3)
        assert "BYE" in first.methods()
        assert SignalKind.ENDED not in [signal.kind for signal in reports.signals]
        second.tone_from_ns = time.monotonic_ns()
        await asyncio.sleep(0.6)
        await line.hang_up()
        await reports.over()
        samples = np.frombuffer(tail.path.read_bytes()[44:], "<i2")
        assert second.methods()[-1] == "BYE"
    ended = await reports.until(SignalKind.ENDED)
    assert ended.detail["by"] == "caller"
    onset_ns = tail.started_ns + int(np.argmax(np.abs(samples) > 1500)) * 1_000_000_000 // tail.rate
    assert abs(onset_ns - second.first_rtp_ns) < 80e6
    assert abs(tail.started_ns + len(samples) / tail.rate * 1e9 - ended.at_ns) < 80e6
