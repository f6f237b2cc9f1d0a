"""How this room measures itself: `svartid bench phone`."""

import asyncio
import json
from pathlib import Path
from typing import Annotated

import typer

from probes.calibration.phone_bench import bench_phone
from probes.calibration.phone_bench_report import show


def phone(
    quick: Annotated[bool, typer.Option("--quick", help="One call a centre; ends within a minute.")] = False,
    calls: Annotated[int, typer.Option(min=25, help="How many calls to compare with the truth.")] = 320,
    at_once: Annotated[int, typer.Option(min=1, help="Compared calls at the same time.")] = 14,
    seed: Annotated[int, typer.Option(help="Draws the town's waits, voices and words.")] = 1,
    load: Annotated[bool, typer.Option(help="Also find how many calls this machine bears at once.")] = True,
    out: Annotated[
        Path | None,
        typer.Option(help="Keep each compared call beside its truth in this folder, and misses.jsonl."),
    ] = None,
    json_: Annotated[bool, typer.Option("--json", help="Print flat JSON keys instead of tables.")] = False,
) -> None:
    """Calibrate the telephone against the practice town's own log of what truly happened.

    First many calls over all behaviours and languages, with the town's voices and with real studio voices
    and hold music where Debian's packages are installed: the error of each event (p50, p95, largest),
    what each true sound was taken for, transfers, outcomes. As in a campaign, the calls of a centre are
    heard again beside one another in the end (`first_hearing` says what each call alone had come to).
    Then ever more simultaneous calls, until sound is lost or the analysis lags, beside as many plain calls
    without any analysis.

    Aims: signalling p95 ≤ 20 ms, person p95 ≤ 300 ms, no recording taken for a person, transfers F1 ≥ 0.99,
    100 simultaneous calls on two cores.

    Example: `svartid bench phone --quick --json`

    Exit codes: 0 all aims met; 1 some missed (named at the end); 3 something is missing on this machine.
    """
    if quick:
        calls = at_once = 25
    result = asyncio.run(
        bench_phone(calls=calls, at_once=at_once, seed=seed, load=load, quick=quick, out=out)
    )
    if json_:
        typer.echo(json.dumps(result.flat(), indent=1))
    else:
        show(result)
    raise typer.Exit(1 if result.missed_aims() else 0)
