"""A worker that crashes, hangs or is orphaned costs its own calls and nothing else."""

import asyncio
import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from probes.errors import EngineLost
from probes.phone.engine.lines import PhoneLines
from probes.phone.line import SignalKind
from tests.probes.phone.engine.conftest import Reports
from tests.probes.phone.engine.far_end import FarEnd


def worker_pids(parent: int) -> list[int]:
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(") ")[2].split()
            command = (status.parent / "cmdline").read_text()
        except OSError:
            continue
        if int(fields[1]) == parent and fields[0] != "Z" and "engine.worker" in command:
            found.append(int(status.parent.name))
    return found


def wait_until_gone(pid: int) -> None:
    begun = time.monotonic()
    with contextlib.suppress(OSError):
        while Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2][0] != "Z":
            assert time.monotonic() - begun < 2.0
            time.sleep(0.02)


def folders_of(pid: int) -> list[Path]:
    return list(Path("/dev/shm").glob(f"svartid-*-{pid}-*"))


async def talk(lines, far) -> None:
    """Make one ordinary call."""
    async with lines.line() as line:
        reports = Reports(line)
        await line.dial(far.uri)
        await reports.until(SignalKind.CONFIRMED)
        await line.hang_up()
        await reports.over()
    assert reports.kinds == ["invite_sent", "ringing", "answered", "confirmed", "ended"]


@pytest.mark.parametrize(("number", "limit_s"), [(signal.SIGKILL, 0.5), (signal.SIGSTOP, 3.5)])
async def test_a_lost_worker_is_told_and_the_next_call_works(lines, number, limit_s):
    async with FarEnd() as far, FarEnd() as next_far:
        async with lines.line() as line:
            reports = Reports(line)
            await line.dial(far.uri)
            await reports.until(SignalKind.CONFIRMED)
            (pid,) = worker_pids(os.getpid())
            os.kill(pid, number)
            begun = time.monotonic()
            lost = await reports.until(SignalKind.ENGINE_LOST)
            await reports.over()
            assert time.monotonic() - begun < limit_s
            assert dict(lost.detail) == {"exit": -signal.SIGKILL}
            assert reports.kinds[-1] == "engine_lost"
            with pytest.raises(EngineLost):
                await line.press("1")
            await line.hang_up()
        await talk(lines, next_far)
        assert far.methods()[-1] == "BYE"  # the supervisor has said goodbye in the dead worker's place
        assert worker_pids(os.getpid()) != [pid]


async def test_sound_of_a_dead_worker_is_removed_with_its_line(lines):
    async with FarEnd() as far, lines.line() as line:
        await line.dial(far.uri)
        tail = await line.sound()
        assert tail.path.stat().st_mode & 0o777 == 0o600
        assert tail.path.parent.stat().st_mode & 0o777 == 0o700
        os.kill(worker_pids(os.getpid())[0], signal.SIGKILL)
    assert not tail.path.exists()


async def test_stop_ends_all_calls_within_two_seconds_even_if_a_worker_hangs():
    async with FarEnd() as far, FarEnd() as other:
        engine = PhoneLines(workers=2, calls_per_worker=1)
        await engine.__aenter__()
        async with engine.line() as line, engine.line() as second:
            reports, others = Reports(line), Reports(second)
            await line.dial(far.uri)
            await second.dial(other.uri)
            await reports.until(SignalKind.CONFIRMED)
            await others.until(SignalKind.CONFIRMED)
            pids = worker_pids(os.getpid())
            os.kill(pids[0], signal.SIGSTOP)
            begun = time.monotonic()
            await engine.stop()
            assert time.monotonic() - begun < 2.0
            assert worker_pids(os.getpid()) == []
            await reports.over()
            await others.over()
        await engine.__aexit__(None, None, None)
        assert sorted([reports.kinds[-1], others.kinds[-1]]) == ["ended", "engine_lost"]
        assert sorted(["BYE" in far.methods(), "BYE" in other.methods()]) == [True, True]


async def test_a_worker_without_its_supervisor_hangs_up_and_ends(tmp_path):
    script = tmp_path / "supervisor.py"
    script.write_text(
        "import asyncio, sys\n"
        "from probes.phone.engine.lines import PhoneLines\n"
        "async def main():\n"
        "    async with PhoneLines(workers=1) as lines, lines.line() as line:\n"
        "        await line.dial(sys.argv[1])\n"
        "        await line.sound()\n"
        "        print('talking', flush=True)\n"
        "        await asyncio.sleep(60)\n"
        "asyncio.run(main())\n"
    )
    async with FarEnd() as far:
        process = await asyncio.create_subprocess_exec(
            sys.executable, str(script), far.uri, stdout=subprocess.PIPE, env=os.environ | {"PYTHONPATH": "."}
        )
        assert await asyncio.wait_for(process.stdout.readline(), 10) == b"talking\n"
        (pid,) = worker_pids(process.pid)
        folders = folders_of(process.pid)
        process.kill()
        await process.wait()
        await asyncio.to_thread(wait_until_gone, pid)
        assert "BYE" in far.methods()
        assert len(folders) == 1
        async with PhoneLines(workers=1):
            assert not folders[0].exists()
