import asyncio
from collections.abc import Callable
from dataclasses import replace
from statistics import quantiles

from probes.calibration.bearing import Bearing
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


async def find_most_calls(*, tell: Callable[[str], None]) -> Bearing:
    """Raise the number of simultaneous calls step by step until a step is not borne."""
    borne, limited_by = 0, ""
    cost: tuple[float | None, float | None] = (None, None)
    steps = range(STEP, MOST + 1, STEP)
    for calls in steps:
        tell(f"{calls} analysed")
        async with load_town(calls) as town:
            wrong, cpu, mb = await _step(town, calls)
        if wrong:
            limited_by = wrong
            break
        borne, cost = calls, (cpu, mb)
    plain = borne  # what is borne with analysis is borne without
    for calls in (calls for calls in steps if calls > borne):
        tell(f"{calls} plain")
        async with load_town(calls) as town:
            if not await bears_plain(town, calls, loss=LOSS):
                break
        plain = calls
    return Bearing(
        calls=borne,
        plain_calls=plain,
        cpu_percent_per_call=cost[0],
        mb_per_call=cost[1],
        capped=borne == steps[-1],
        limited_by=limited_by,
    )


async def _step(town: LoadTown, calls: int) -> tuple[str, float | None, float | None]:
    """Make so many calls together; return what went wrong (or nothing), CPU % and MB a call."""
    base = plan_calls(town.town.centres.values(), wait_limit_s=60.0)
    planned: list[PlannedCall] = [replace(base[number % len(base)], mode="reach") for number in range(calls)]
    async with town_means(town.town) as means:
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
