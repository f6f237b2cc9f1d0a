import asyncio
from collections.abc import Callable
from dataclasses import replace
from statistics import quantiles

from probes.calibration.bearing import Bearing
from probes.calibration.calls import MadeCall, PlannedCall, make_calls
from probes.calibration.load_town import LoadTown, load_town
from probes.calibration.own_cost import usage
from probes.calibration.plain_calls import bears_plain
from probes.calibration.search import find_largest
from probes.calibration.town_calls import compare_call, plan_calls, town_means
from probes.event import EventKind
from probes.outcome import Outcome

STEP = 20
"""The number that is borne is a multiple of this."""

FIRST = 40
"""The search begins here and doubles."""

MOST = 240
"""Where the search ends."""

LATE_MS = 300.0
LOSS = 0.005
ASTRAY = 0.02
"""A step is borne if all but ASTRAY of the calls reached the person, if in 95 of 100 the sound with which
the person began was heard within LATE_MS of the truth, and if no more than LOSS of the packets were lost.
Whether that sound is rightly taken for a person does not depend on the load, and is measured by the
comparison with the truth. Project's own choice."""


async def find_most_calls(*, tell: Callable[[str], None]) -> Bearing:
    """Search the largest number of simultaneous calls that is borne: analysed ones, then plain ones."""
    costs: dict[int, tuple[float | None, float | None]] = {}
    faults: dict[int, str] = {}

    async def bears_analysed(calls: int) -> bool:
        tell(f"{calls} analysed")
        async with load_town(calls) as town:
            faults[calls], *cost = await _step(town, calls)
        costs[calls] = (cost[0], cost[1])
        return not faults[calls]

    async def bears_without(calls: int) -> bool:
        tell(f"{calls} plain")
        async with load_town(calls) as town:
            return await bears_plain(town, calls, loss=LOSS)

    borne = await find_largest(bears_analysed, first=FIRST, step=STEP, most=MOST)
    # What is borne with analysis is borne without.
    plain = await find_largest(bears_without, first=FIRST, step=STEP, most=MOST, borne=borne)
    cpu, mb = costs.get(borne, (None, None))
    return Bearing(
        calls=borne,
        plain_calls=plain,
        cpu_percent_per_call=cpu,
        mb_per_call=mb,
        capped=borne == MOST,
        limited_by=faults.get(borne + STEP, ""),
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
    if len(missed) > ASTRAY * len(made):
        return f"{len(missed)} calls ended otherwise than with a person"
    errors = [_onset_error_ms(town, call) for call in made if call not in missed]
    late = quantiles(errors, n=20)[-1]
    if late > LATE_MS:
        return f"the person's first sound was found {late:.0f} ms off (p95)"
    lost = packets = 0
    for call in made:
        quality = call.timeline.first(EventKind.MEDIA_QUALITY)
        if quality is not None:
            lost += int(str(quality.detail.get("lost") or 0))
            packets += int(str(quality.detail.get("packets") or 0))
    if packets and lost / packets > LOSS:
        return f"{100 * lost / packets:.1f} % of the packets were lost"
    return ""


def _onset_error_ms(town: LoadTown, call: MadeCall) -> float:
    """Return how far the nearest beginning of speech lies from the person's true first word."""
    measured = call.timeline.first(EventKind.PERSON_ANSWERED)
    error = compare_call(town.town, call).errors_ms.get("person")
    if measured is None or error is None:
        return float("inf")
    true_ms = measured.offset_ms - error
    return min(
        (abs(e.offset_ms - true_ms) for e in call.timeline if e.kind is EventKind.SPEECH_STARTED),
        default=float("inf"),
    )
