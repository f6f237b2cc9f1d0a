import asyncio
import time
from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    SpinnerColumn,
    TextColumn,
    TimeElapsedColumn,
)

from probes.calibration.calls import make_calls
from probes.calibration.demonstration import Demonstration, MeasuredCall
from probes.calibration.town_calls import compare_call, plan_calls, town_means
from probes.sandbox.running_town import running_town


async def demonstrate(
    *, centres: Sequence[str] | None, seed: int, at_once: int, out: Path | None, quiet: bool
) -> Demonstration:
    """Start the town, call each centre once (`at_once` at a time) and compare with the truth.

    `out` keeps each call's evidence. Raises BadSettings for an unknown centre, ChannelUnavailable
    where the telephone or the town's voice is missing.
    """
    begun = time.monotonic()
    console = Console(stderr=True, quiet=quiet)
    with Progress(
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
        transient=True,
    ) as progress:
        task = progress.add_task("starting the town", total=None)
        async with running_town(centres=centres, seed=seed) as town, town_means(town) as means:
            planned = plan_calls(town.centres.values())
            progress.update(task, description="calling the town", total=len(planned))
            made = await make_calls(
                planned, means, at_once=at_once, evidence=out, done=lambda _: progress.advance(task)
            )
            # The town writes a call's last lines when our BYE arrives.
            await asyncio.sleep(0.3)
            calls = [
                MeasuredCall(call.planned.centre.summary, call, compare_call(town, call)) for call in made
            ]
    return Demonstration(calls, time.monotonic() - begun)
