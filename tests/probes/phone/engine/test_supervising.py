"""What the supervisor does beside carrying calls: throttle, recycle, start, refuse."""

import asyncio
import os
import subprocess
import sys

import pytest

from probes.errors import BadSettings, ChannelUnavailable
from probes.phone.engine.dialling import Dialling
from probes.phone.engine.lines import PhoneLines
from probes.phone.engine.process import WorkerProcess
from probes.phone.line import SignalKind
from probes.phone.trunk import Trunk
from tests.probes.phone.engine.conftest import Reports
from tests.probes.phone.engine.far_end import FarEnd
from tests.probes.phone.engine.test_losing_a_worker import talk, worker_pids


async def test_one_worker_starts_ten_calls_a_second_at_most():
    dialling = Dialling(Trunk(), allowed=None, starts_per_s=1000)
    worker = WorkerProcess(take=lambda *_: None, lost=lambda *_: None)
    clock = asyncio.get_running_loop().time
    begun = clock()
    for _ in range(10):
        await dialling.wait_turn(worker)
    assert clock() - begun < 0.5
    await dialling.wait_turn(worker)
    assert 0.9 < clock() - begun < 1.5


async def test_all_workers_together_keep_the_common_pace():
    dialling = Dialling(Trunk(), allowed=None, starts_per_s=20)
    workers = [WorkerProcess(take=lambda *_: None, lost=lambda *_: None) for _ in range(6)]
    clock = asyncio.get_running_loop().time
    begun = clock()
    await asyncio.gather(*(dialling.wait_turn(worker) for worker in workers))
    assert 0.24 < clock() - begun < 0.5


async def test_a_worker_is_replaced_after_its_share_of_calls():
    async with PhoneLines(workers=1, calls_before_recycling=1) as lines:
        pids = []
        for _ in range(2):
            async with FarEnd() as far:
                await talk(lines, far)
                pids += worker_pids(os.getpid())
    assert len(set(pids)) == len(pids)


async def test_a_line_waits_until_a_place_is_free():
    async with PhoneLines(workers=1, calls_per_worker=1) as lines:
        order: list[str] = []

        async def wait_for_the_next() -> None:
            async with lines.line():
                order.append("second begins")

        async with lines.line():
            waiting = asyncio.create_task(wait_for_the_next())
            await asyncio.sleep(0.2)
            order.append("first ends")
        await asyncio.wait_for(waiting, 3)
    assert order == ["first ends", "second begins"]


async def test_leaving_a_line_hangs_up(lines):
    async with FarEnd() as far:
        async with lines.line() as line:
            reports = Reports(line)
            await line.dial(far.uri)
            await reports.until(SignalKind.CONFIRMED)
        assert far.methods()[-1] == "BYE"
        await reports.over()
        assert reports.kinds[-1] == "ended"


async def test_places_kept_by_silent_far_ends_do_not_stop_the_next_call():
    async with PhoneLines(workers=1, calls_per_worker=1) as lines:
        async with FarEnd(mute_sip=True, ring_s=60) as far, lines.line() as line:
            reports = Reports(line)
            await line.dial(far.uri)
            await reports.until(SignalKind.RINGING)
        await reports.over()
        async with FarEnd() as far:
            await talk(lines, far)
        assert len(worker_pids(os.getpid())) == 2


async def test_a_trunk_whose_transport_cannot_come_up_says_so():
    async with PhoneLines(Trunk(bind="192.0.2.1"), workers=1) as lines:
        with pytest.raises(BadSettings, match="transport did not come up"):
            async with lines.line():
                pass


async def test_after_stop_there_are_no_lines(lines):
    await lines.stop()
    with pytest.raises(ChannelUnavailable, match="stopped"):
        async with lines.line():
            pass


def test_without_the_telephone_library_one_sentence_says_how_to_get_it():
    script = (
        "import sys; sys.modules['pjsua2'] = None\n"
        "import asyncio, probes.phone.trunk_commands, probes.phone.guard\n"
        "from probes.phone.engine.lines import PhoneLines\n"
        "from probes.errors import ChannelUnavailable\n"
        "async def main():\n"
        "    try:\n"
        "        await PhoneLines().__aenter__()\n"
        "    except ChannelUnavailable as error:\n"
        "        print(error)\n"
        "asyncio.run(main())\n"
    )
    said = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        text=True,
        check=True,
        env=os.environ | {"PYTHONPATH": "."},
    )
    assert said.stdout.startswith("the telephone needs pjsua2")
    assert said.stdout.count("\n") == 1
    assert said.stderr == ""


def test_an_address_takes_the_trunks_transport():
    tcp = Trunk(transport="tcp")
    assert tcp.over_transport("town.example:5061") == "sip:town.example:5061;transport=tcp"
    assert tcp.over_transport("sip:a@b?Replaces=1") == "sip:a@b;transport=tcp?Replaces=1"
    assert tcp.over_transport("sip:a@b;transport=udp") == "sip:a@b;transport=udp"
    assert Trunk().over_transport("sip:a@b") == "sip:a@b"
