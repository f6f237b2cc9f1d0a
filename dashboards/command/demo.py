import asyncio
import json
import os
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

_WIDTH = 110
"""Columns where no terminal says how many there are."""


def demo(
    calls: Annotated[
        bool,
        typer.Option("--calls", help="Only call each organisation of the town once: no record, no site."),
    ] = False,
    centres: Annotated[
        list[str] | None,
        typer.Option("--centre", help="With --calls: only this centre (may be repeated)."),
    ] = None,
    seed: Annotated[
        int, typer.Option(min=0, help="Draws waits, voices, words, and who is good and who is strict.")
    ] = 1,
    out: Annotated[
        Path | None, typer.Option(help="With --calls: keep each call's timeline, picture and trace here.")
    ] = None,
    at_once: Annotated[int, typer.Option(min=1, max=40, help="Contacts at the same time.")] = 12,
    port: Annotated[int, typer.Option(min=0, max=65535, help="The site's port; 0 takes a free one.")] = 8000,
    stay: Annotated[
        bool | None,
        typer.Option("--serve/--no-serve", help="Serve the site afterwards; default: in a terminal."),
    ] = None,
    json_: Annotated[bool, typer.Option("--json", help="Print one JSON document instead of tables.")] = False,
) -> None:
    """Run a small award in the practice town, from the plan to the site, and lay it beside the truth.

    Twelve invented organisations in three classes are really called, written to and chatted with: menus,
    queues, transfers and misses. Telephone and chat go in real time, letters by a marked demonstration clock.
    Invented shoppers of known severity rate on the site's own forms; then all is scored, ranked and shown.
    It takes about five minutes. Interrupted, it goes on where it was; called again, it shows what is there.

    Example: `svartid demo` · `svartid demo --calls --centre fjordvik`

    Exit codes: 0 measured, and every attempt ended as the town's log says · 1 some did not (the table says
    which) · 2 typed wrong · 3 something is missing on this machine · 130 interrupted.
    """
    if calls or centres or out:
        _call_the_town(centres=centres, seed=seed, at_once=at_once, out=out, as_json=json_)
    os.environ["DJANGO_SETTINGS_MODULE"] = "dashboards.settings"
    from results.setup import open_record

    console = Console(stderr=json_)
    if not console.is_terminal:
        console = Console(stderr=json_, width=_WIDTH)
    console.print("Opening the record …", style="dim")
    open_record(settings="dashboards.settings")
    # Models can be imported only now.
    from dashboards.demonstration.demonstrate import demonstrate_award

    if stay is None:
        stay = not json_ and sys.stdout.isatty() and not os.environ.get("CI")
    found = demonstrate_award(
        seed=seed, at_once=at_once, port=port, stay=stay, console=console, show=not json_
    )
    if json_:
        typer.echo(json.dumps(found.to_document(), ensure_ascii=False, indent=1))
    raise typer.Exit(0 if found.right else 1)


def _call_the_town(
    *, centres: list[str] | None, seed: int, at_once: int, out: Path | None, as_json: bool
) -> None:
    from probes.calibration.demonstrate import demonstrate
    from probes.calibration.demonstration_report import show, to_document

    run = asyncio.run(demonstrate(centres=centres, seed=seed, at_once=at_once, out=out, quiet=as_json))
    if as_json:
        typer.echo(json.dumps(to_document(run), ensure_ascii=False, indent=1))
    else:
        show(run)
    raise typer.Exit(0 if run.right else 1)
