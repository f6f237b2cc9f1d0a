import asyncio
import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from statistics import quantiles

from probes.calibration.calls import MadeCall, PlannedCall, make_calls
from probes.calibration.load_town import LoadTown, load_town
from probes.calibration.own_cost import usage
from probes.calibration.plain_calls import bears_plain
from probes.calibration.town_calls import compare_call, plan_calls, town_means
from probes.event import EventKind
from probes.outcome import Outcome

STEP = 20
"""Calls by which the load rises."""

MOST = 240
"""Where the search ends."""

LATE_MS = 300.0
LOSS = 0.005
"""A step is borne if every call reached the person, the first word's error stays within LATE_MS for 95 of
100 calls, and no more than LOSS of the packets were lost. Project's own choice."""


@dataclass(frozen=True, slots=True)
class Bearing:
    """What this machine bears, the town on the same cores included."""

    calls: int
    """Largest number of simultaneous analysed calls that was borne."""
    plain_calls: int
    """Largest number of simultaneous calls without any analysis."""
    cpu_percent_per_call: float | None
    """Of one core, for the instrument's own processes (not the town's), at `calls`."""
    mb_per_call: float | None
    """Resident memory of the instrument's own processes, at `calls`."""
    capped: bool
    """True if the search stopped at its own limit, not at the machine's."""
    cores: int
    limited_by: str = ""
    """What went wrong in the first step that was not borne."""


async def find_most_calls(*, quick: bool, tell: Callable[[str], None]) -> Bearing:
    """Raise the number of simultaneous calls step by step until a step is not borne.

    `quick` tries one small step of each kind only.
    """
    steps = [STEP] if quick else list(range(STEP, MOST + 1, STEP))
    borne, limited_by = 0, ""
    cost: tuple[float | None, float | None] = (None, None)
    plain = 0
    for calls in steps:
        tell(f"{calls} analysed")
        async with load_town(calls) as town:
            wrong, cpu, mb = await _step(town, calls)
        if wrong:
            limited_by = wrong
            break
        borne, cost = calls, (cpu, mb)
    for calls in steps:
        if calls < borne and not quick:
            continue  # what is borne with analysis is borne without
        tell(f"{calls} plain")
        async with load_town(calls) as town:
            if not await bears_plain(town, calls, loss=LOSS):
                break
        plain = calls
    return Bearing(
        calls=borne,
        plain_calls=max(plain, borne),
        cpu_percent_per_call=cost[0],
        mb_per_call=cost[1],
        capped=borne == steps[-1],
        cores=os.cpu_count() or 1,
        limited_by=limited_by,
    )


async def _step(town: LoadTown, calls: int) -> tuple[str, float | None, float | None]:
    """Make so many calls together; return what went wrong (or nothing), CPU % and MB a call."""
    base = plan_calls(town.town.centres.values(), wait_limit_s=60.0)
    planned: list[PlannedCall] = [replace(base[number % len(base)], mode="reach") for number in range(calls)]
    async with town_means(town.town, hearing_processes=2) as means:
        before = usage(without=town.pids)
        run = asyncio.create_task(make_calls(planned, means, at_once=calls, together=True))
        peak = before
        while not run.done():
            await asyncio.wait({run}, timeout=1.0)
            now = usage(without=town.pids)
            peak = max(peak, now, key=lambda one: one.cpu_s)
        made = run.result()
    await asyncio.sleep(0.3)
    seconds = peak.wall_s - before.wall_s
    cpu = 100 * (peak.cpu_s - before.cpu_s) / seconds / calls
    mb = (peak.rss_mb - before.rss_mb) / calls
    return _wrong(town, made), round(cpu, 2), round(mb, 1)


def _wrong(town: LoadTown, made: list[MadeCall]) -> str:
    missed = [call for call in made if call.timeline.outcome is not Outcome.ANSWERED_BY_PERSON]
    if missed:
        return f"{len(missed)} calls ended otherwise than with a person"
    errors = [abs(compare_call(town.town, call).errors_ms.get("person", float("inf"))) for call in made]
    late = quantiles(errors, n=20)[-1]
    if late > LATE_MS:
        return f"the first word was found {late:.0f} ms off (p95)"
    lost = packets = 0
    for call in made:
        quality = call.timeline.first(EventKind.MEDIA_QUALITY)
        if quality is not None:
            lost += int(str(quality.detail.get("lost") or 0))
            packets += int(str(quality.detail.get("packets") or 0))
    if packets and lost / packets > LOSS:
        return f"{100 * lost / packets:.1f} % of the packets were lost"
    return ""
