"""`svartid import` and `svartid export`: the record to and from files."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

import_ = typer.Typer(
    no_args_is_help=True,
    help="Take organisations, touchpoints, shoppers, ratings or a whole export into the record.\n\n"
    "Example: `svartid import shoppers shoppers.csv --dry-run`",
    rich_markup_mode="markdown",
)

_File = Annotated[Path, typer.Argument(metavar="FILE", help="A CSV or XLSX file with headings.")]
_DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Check everything, also in the database; keep nothing.")
]
_Json = Annotated[bool, typer.Option("--json", help="Print one JSON document instead.")]


@import_.command()
def organisations(file: _File, dry_run: _DryRun = False, json_: _Json = False) -> None:
    """Take organisations from a file: all rows, or none and every mistake with row and column.

    Example: `svartid import organisations organisations.xlsx`

    Exit codes: 0 done · 1 the file has mistakes · 2 typed wrong · 3 no database.
    """
    from results.setup import open_record

    open_record()
    from results.exchange.organisations import import_organisations

    _tell(import_organisations(file, dry_run=dry_run, actor="operator"), json_=json_)


@import_.command()
def touchpoints(file: _File, dry_run: _DryRun = False, json_: _Json = False) -> None:
    """Take touchpoints of organisations in the record from a file: all rows, or none and every mistake.

    Example: `svartid import touchpoints touchpoints.csv --dry-run`

    Exit codes: 0 done · 1 the file has mistakes · 2 typed wrong · 3 no database.
    """
    from results.setup import open_record

    open_record()
    from results.exchange.touchpoints import import_touchpoints

    _tell(import_touchpoints(file, dry_run=dry_run, actor="operator"), json_=json_)


@import_.command()
def shoppers(file: _File, dry_run: _DryRun = False, json_: _Json = False) -> None:
    """Take shoppers from a file: all rows, or none and every mistake with row and column.

    Example: `svartid import shoppers shoppers.csv --dry-run`

    Exit codes: 0 done · 1 the file has mistakes · 2 typed wrong · 3 no database.
    """
    from results.setup import open_record

    open_record()
    from results.exchange.shoppers import import_shoppers

    _tell(import_shoppers(file, dry_run=dry_run, actor="operator"), json_=json_)


def _tell(done, *, json_: bool) -> None:  # type: ignore[no-untyped-def]
    if json_:
        typer.echo(json.dumps(asdict(done)))
        return
    would = "Only tried, nothing kept: " if done.dry_run else ""
    typer.echo(f"{would}{done.what}: {done.new} new, {done.changed} changed, {done.same} the same.")
