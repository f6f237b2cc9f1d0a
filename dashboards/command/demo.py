import asyncio
import json
from pathlib import Path
from typing import Annotated

import typer

from probes.calibration.demonstrate import demonstrate
from probes.calibration.demonstration_report import show, to_document


def demo(
    centres: Annotated[
        list[str] | None, typer.Option("--centre", help="Call only this centre (may be repeated).")
    ] = None,
    seed: Annotated[int, typer.Option(help="Draws the town's waits, voices and words.")] = 1,
    out: Annotated[
        Path | None, typer.Option(help="Keep each call's timeline, picture and trace in this folder.")
    ] = None,
    at_once: Annotated[int, typer.Option(min=1, help="Calls at the same time.")] = 12,
    json_: Annotated[bool, typer.Option("--json", help="Print one JSON document instead of tables.")] = False,
) -> None:
    """Start the practice town, call every organisation in it and lay what was measured beside the truth.

    Each call is a real SIP call on loopback: menus, queues with music, transfers, voicemail, misses.
    The truth is the town's own log; the instrument never sees it.

    Example: `svartid demo --centre fjordvik`

    Exit codes: 0 every call was measured right; 1 some were not (the table says which); 2 typed wrong;
    3 something is missing on this machine.
    """
    run = asyncio.run(demonstrate(centres=centres, seed=seed, at_once=at_once, out=out, quiet=json_))
    if json_:
        typer.echo(json.dumps(to_document(run), ensure_ascii=False, indent=1))
    else:
        show(run)
    raise typer.Exit(0 if run.right else 1)
