"""`svartid trunk …`: the SIP trunk from the command line."""

import asyncio
import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from probes.phone.trunk import Trunk
from probes.phone.trunk_check import Finding, check_trunk
from probes.phone.trunk_file import load_trunk

_SIGNS = {"good": "[green]good[/green]", "bad": "[red]bad [/red]", "note": "[yellow]note[/yellow]"}

trunk = typer.Typer(
    no_args_is_help=True,
    help="The SIP trunk that calls go out by.\n\nExample: `svartid trunk check trunk.yaml`",
    rich_markup_mode="markdown",
)


@trunk.callback(help=trunk.info.help)
def _group() -> None:
    """Hold the commands together: a group of one would lose its name."""


@trunk.command()
def check(
    file: Annotated[
        Path | None, typer.Argument(help="The trunk's file, YAML or TOML; without it: the loopback trunk.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Try a trunk without placing a call: name, transport, certificate, registration.

    The password comes from SVARTID_TRUNK_PASSWORD or from the file named by `password_file` (mode 600).

    Example: `svartid trunk check trunk.yaml`

    Exit codes: 0 all good · 1 something does not work · 3 the trunk's file is wrong.
    """
    chosen = load_trunk(file) if file is not None else Trunk()
    findings = asyncio.run(_check(chosen, silent=as_json))
    good = all(finding.verdict != "bad" for finding in findings)
    if as_json:
        document = {"trunk": chosen.name, "good": good, "findings": [asdict(finding) for finding in findings]}
        typer.echo(json.dumps(document, ensure_ascii=False, indent=1))
    raise typer.Exit(0 if good else 1)


async def _check(chosen: Trunk, *, silent: bool) -> list[Finding]:
    console = Console(quiet=silent, highlight=False)
    findings = []
    async for finding in check_trunk(chosen):
        findings.append(finding)
        console.print(f"{_SIGNS[finding.verdict]}  [bold]{finding.what}[/bold]", end="  ")
        console.print(finding.words, markup=False)
    return findings
