"""The library counts its calls from 0 again: what belongs to an earlier call is told to a later one."""

import asyncio

import pytest

from probes.phone.line import SignalKind
from tests.probes.phone.engine.conftest import Reports
from tests.probes.phone.engine.far_end import FarEnd


@pytest.mark.proof
@pytest.mark.timeout(400)
async def test_a_far_end_that_vanished_does_not_end_a_later_call(lines):
    async with FarEnd() as there:
        async with lines.line() as line:
            reports = Reports(line)
            async with FarEnd() as gone:
                await line.dial(gone.uri)
                await reports.until(SignalKind.CONFIRMED)
            async with asyncio.timeout(30):
                while SignalKind.ENDED not in [signal.kind for signal in reports.signals]:  # noqa: ASYNC110
                    await asyncio.sleep(0.1)
        # The library has four numbers and goes round: the fourth call from here has that of the lost one.
        for _ in range(3):
            async with FarEnd() as short, lines.line() as line:
                reports = Reports(line)
                await line.dial(short.uri)
                await reports.until(SignalKind.CONFIRMED)
                await line.hang_up()
                await reports.over()
        async with lines.line() as line:
            reports = Reports(line)
            await line.dial(there.uri)
            await reports.until(SignalKind.CONFIRMED)
            # Both requests that nobody answered have run out by then: 64 times half a second each.
            await asyncio.sleep(42.0)
            assert SignalKind.ENDED not in [signal.kind for signal in reports.signals]
            await line.hang_up()
            await reports.over()
    ended = await reports.until(SignalKind.ENDED)
    assert ended.detail["by"] == "caller"
