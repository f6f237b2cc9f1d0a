"""Two legs of one line, joined and parted in every order."""

import asyncio
import time

import pytest

from probes.errors import BadSettings
from probes.phone.line import SignalKind
from tests.probes.phone.engine.conftest import Reports
from tests.probes.phone.engine.far_end import FarEnd


async def both_up(line, desk, shopper) -> Reports:
    reports = Reports(line)
    await line.dial(desk.uri)
    await reports.until(SignalKind.CONFIRMED)
    await line.ring_shopper(shopper.uri)
    await reports.until(SignalKind.CONFIRMED, leg="shopper")
    return reports


async def test_each_direction_opens_by_itself(lines):
    async with FarEnd(tone_from_ns=1) as desk, FarEnd(tone_from_ns=1) as shopper, lines.line(legs=2) as line:
        reports = await both_up(line, desk, shopper)
        await asyncio.sleep(0.2)
        for hears, speaks in ((False, False), (True, False), (True, True), (False, True)):
            await line.connect(hears=hears, speaks=speaks)
            now = time.monotonic_ns()
            await asyncio.sleep(0.35)
            told = (
                shopper.power(now + 100_000_000, now + 340_000_000, hz=600) > 3000,
                desk.power(now + 100_000_000, now + 340_000_000, hz=600) > 3000,
            )
            assert told == (hears, speaks)
        assert (await line.sound("shopper")).path.stat().st_size > 4096
        await line.hang_up()
        await reports.over()
    assert sorted(reports.kinds[-2:]) == ["ended", "ended"]


@pytest.mark.parametrize("first", ["organisation", "shopper", "their_desk", "their_shopper"])
async def test_legs_end_in_any_order(lines, first):
    async with FarEnd() as desk, FarEnd() as shopper, lines.line(legs=2) as line:
        reports = await both_up(line, desk, shopper)
        await line.connect(hears=True, speaks=True)
        if first.startswith("their"):
            (desk if first == "their_desk" else shopper).ask("BYE")
        else:
            await line.hang_up(first)
        leg = "shopper" if "shopper" in first else "organisation"
        other = "organisation" if leg == "shopper" else "shopper"
        ended = await reports.until(SignalKind.ENDED, leg=leg)
        assert ended.detail["by"] == (leg if first.startswith("their") else "caller")
        await asyncio.sleep(0.1)
        assert SignalKind.ENDED not in [one.kind for one in reports.signals if one.leg == other]
        await line.hang_up(other)
        await reports.over()
        ended = await reports.until(SignalKind.ENDED, leg=other)
        assert ended.detail["by"] == "caller"


async def test_a_leg_is_dialled_once(lines):
    async with FarEnd() as desk, lines.line() as line:
        await line.dial(desk.uri)
        with pytest.raises(BadSettings, match="already in use"):
            await line.dial(desk.uri)
