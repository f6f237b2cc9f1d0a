"""How many forms at once, and what each costs: the browser's part of `svartid bench web`."""

import asyncio
import os
import statistics
import tempfile
import time
from pathlib import Path

from probes.attempt import run_attempt
from probes.browser.chromium import running_chromium
from probes.event import EventKind
from probes.probe import ProbeRequest
from probes.timeline import Timeline
from probes.web_form.probe import WebFormProbe
from scenarios.enquiry import Enquiry
from scenarios.organisation import Organisation

_SAMPLE_S = 0.25


async def bench_forms(
    *, organisation: Organisation, touchpoint: str, enquiry: Enquiry, url: str, contacts: int, at_once: int
) -> dict[str, float]:
    """Send a form again and again, `at_once` at the same time in one browser, and say what it took.

    `url` is where the touchpoint's page truly stands (a site of the town). Flat keys: `form_contacts`,
    `form_confirmed`, `form_at_once`, `form_per_minute`, `form_s_p50` and `_p95` (seconds a contact),
    `form_browser_mb` (browser and driver without a contact), `form_mb_per_contact` (what was added at the
    busiest moment, by contact), `form_cpu_share` (of one core). Memory is proportional (PSS), so that what
    processes share counts once.
    """
    durations: list[float] = []
    timelines: list[Timeline] = []
    point = organisation.touchpoints[touchpoint]
    address = str(getattr(point, "web_form", ""))
    with tempfile.TemporaryDirectory(prefix="svartid-bench-") as folder:
        async with running_chromium() as browser:
            probe = WebFormProbe(browser, addresses={address: url})
            idle_mb = _memory_mb()
            queue = iter(range(contacts))

            async def work() -> None:
                for number in queue:
                    request = ProbeRequest(
                        organisation,
                        touchpoint,
                        enquiry,
                        Path(folder) / str(number),
                        language=organisation.spoken[0],
                        deadline_s=120.0,
                        options={"reply_address": f"svar+{number:012d}@maaling.example"},
                    )
                    begun = time.monotonic()
                    timelines.append(await run_attempt(probe, request, channel="web_form"))
                    durations.append(time.monotonic() - begun)

            cpu, begun = _cpu_s(), time.monotonic()
            sampling = asyncio.create_task(_peak())
            await asyncio.gather(*(work() for _ in range(at_once)))
            took = time.monotonic() - begun
            sampling.cancel()
            peak_mb = await sampling
            cpu = _cpu_s() - cpu
    ordered = sorted(durations)
    return {
        "form_contacts": float(contacts),
        "form_confirmed": float(sum(each.first(EventKind.CONFIRMED) is not None for each in timelines)),
        "form_at_once": float(at_once),
        "form_per_minute": round(60 * contacts / took, 1),
        "form_s_p50": round(statistics.median(ordered), 2),
        "form_s_p95": round(ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))], 2),
        "form_browser_mb": round(idle_mb, 1),
        "form_mb_per_contact": round(max(0.0, peak_mb - idle_mb) / min(at_once, contacts), 1),
        "form_cpu_share": round(cpu / took, 2),
    }


async def _peak() -> float:
    highest = 0.0
    try:
        while True:
            highest = max(highest, await asyncio.to_thread(_memory_mb))
            await asyncio.sleep(_SAMPLE_S)
    except asyncio.CancelledError:
        return highest


def _memory_mb() -> float:
    """Sum the proportional memory (MB) of every process below ours: the driver, the browser, its pages."""
    total = 0
    for pid in _below(os.getpid()):
        try:
            text = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
        except OSError:
            continue  # it has ended, or is not ours to read
        total += sum(int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:"))
    return total / 1024


def _cpu_s() -> float:
    """Sum the processor seconds that every process below ours has used so far."""
    ticks = 0
    for pid in _below(os.getpid()):
        try:
            fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        except OSError:
            continue
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def _below(root: int) -> list[int]:
    children: dict[int, list[int]] = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text(encoding="utf-8").rpartition(")")[2].split()
        except OSError:
            continue
        children.setdefault(int(fields[1]), []).append(int(stat.parent.name))
    found, waiting = [], [root]
    while waiting:
        below = children.get(waiting.pop(), [])
        found += below
        waiting += below
    return found
