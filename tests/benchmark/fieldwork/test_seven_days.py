"""Seven days of fieldwork by a clock that hurries: a worker grows neither in memory nor in open files.

A real crew, queue and database; only the probe is quick, and the campaign's clock runs some thousand times
faster. Two organisations' calls fail and are tried again, as in real life.
"""

import asyncio
import datetime as dt
import gc
import os
import threading
import time
from itertools import pairwise
from pathlib import Path

import pytest

DAYS = 7
A_DAY_S = 24.0
"""Seconds of ours in which a day goes by."""
GROWTH_MB = 6.0
"""Allowed growth from the end of the second day to the end of the seventh: Python's and the allocator's own
wavering. A hundred contacts that left their timelines behind would be more."""


async def quick_probe(request, recorder):
    """Reach somebody two times in three, with events and a file as a call leaves them."""
    from probes.event import EventKind, Source
    from probes.outcome import Outcome

    recorder.start()
    number = int(request.organisation.organisation[-2:])
    recorder.event(EventKind.DIALLED, Source.SIGNALLING, detail={"call_id": os.urandom(8).hex()})
    for _ in range(20):
        recorder.event(EventKind.RINGING, Source.SIGNALLING, detail={"status": 180})
    (request.evidence / "sip.txt").write_text("INVITE\n" * 3000, encoding="utf-8")
    await asyncio.sleep(0.02)
    if number % 3 == 0:
        return Outcome.BUSY
    recorder.event(EventKind.PERSON_ANSWERED, Source.ANALYSIS)
    return Outcome.ANSWERED_BY_PERSON


def used():
    """Memory in MB, open files, threads of this process."""
    gc.collect()
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return (
        pages * os.sysconf("SC_PAGE_SIZE") / 1e6,
        len(list(Path("/proc/self/fd").iterdir())),
        threading.active_count(),
    )


async def seven_days(campaign, first, folder):
    """Work through the days; return what was used at the end of each."""
    from benchmark.fieldwork.capabilities import Capabilities
    from benchmark.fieldwork.crew import Crew
    from benchmark.fieldwork.delivery import deliver, dispatch
    from benchmark.fieldwork.desk import Desk
    from benchmark.fieldwork.desk_memory import DeskMemory
    from benchmark.fieldwork.register import register_worker, sign_off

    began = time.monotonic()

    def clock():
        return first + dt.timedelta(days=(time.monotonic() - began) / A_DAY_S)

    desk = Desk()
    capabilities = Capabilities(channels=("phone",), at_once=8)
    worker = await desk.do(lambda: register_worker(label="week-1", capabilities=capabilities))
    crew = Crew(
        desk=desk, worker=worker, label="week-1", capabilities=capabilities, probes={"phone": quick_probe},
        memory=DeskMemory(desk), allowed=[], folder=folder, clock=clock, campaigns=[campaign.pk],
    )  # fmt: skip
    tasks = [
        asyncio.create_task(deliver(crew, desk=desk, capabilities=capabilities)),
        asyncio.create_task(dispatch(desk=desk, actor="week-1", tick_s=0.1, clock=clock)),
    ]
    days = []
    try:
        for day in range(1, DAYS + 1):
            await asyncio.sleep(began + day * A_DAY_S - time.monotonic())
            days.append(used())
    finally:
        await crew.close()
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await desk.do(lambda: sign_off(worker))
        desk.close()
    return days


@pytest.mark.proof
@pytest.mark.timeout(400)
@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="only Linux tells of a process's memory")
def test_a_worker_does_not_grow_in_seven_days(store, tmp_path):
    from results.models import Attempt, Contact

    campaign = store(
        demo=False, organisations=24, contacts=8,
        days=("from: 2026-12-01, to: 2027-02-26", "from: 2026-12-07, to: 2026-12-13"),
    )  # fmt: skip
    first = dt.datetime(2026, 12, 6, 23, tzinfo=dt.UTC)
    days = asyncio.run(seven_days(campaign, first, tmp_path / "attempts"))

    made = Attempt.objects.filter(campaign=campaign, state="finished").count()
    assert Contact.objects.filter(campaign=campaign, state="done").count() > 0.9 * 24 * 8
    # A machine that stands still lets windows pass: what matters is that there was much to do.
    assert made > 24 * 8 / 2
    memory, files, threads = zip(*days, strict=True)
    assert memory[-1] - memory[1] < GROWTH_MB, memory
    assert max(files[1:]) - min(files[1:]) <= 4, files
    # Python's own pool starts a thread when all are busy, up to its bound; beside it record, pulse and we.
    assert max(threads) <= 3 + min(32, (os.cpu_count() or 1) + 4), threads
    # Not a little more every day, either.
    assert not all(later > earlier for earlier, later in pairwise(files)), files
