"""`svartid import` and `svartid export`: the record to and from files."""

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

import_ = typer.Typer(
    no_args_is_help=True,
    help="Take organisations, touchpoints, shoppers, your own YAML files, ratings or a whole export into the "
    "record.\n\n"
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


@import_.command()
def documents(
    paths: Annotated[
        list[Path],
        typer.Argument(metavar="PATHS …", help="YAML files, or folders with all YAML files in them."),
    ],
    dry_run: _DryRun = False,
    json_: _Json = False,
) -> None:
    """Take your own enquiries, questionnaires, methods and organisations from YAML files: all or none.

    The site builds campaigns with them, as with those of the library. A document that was changed needs
    another `version`. Campaigns among the files are left out: they are stored when they are planned.

    Example: `svartid import documents enquiries my-method.yaml`

    Exit codes: 0 done · 1 the files have mistakes · 2 typed wrong · 3 no database.
    """
    from results.setup import open_record

    open_record()
    from results.exchange.documents import import_documents

    _tell(import_documents(paths, dry_run=dry_run, actor="operator"), json_=json_)


@import_.command()
def ratings(
    file: _File,
    campaign: Annotated[str, typer.Option(help="The campaign rated; needed if the record has several.")] = "",
    incomplete: Annotated[bool, typer.Option("--incomplete", help="Take ratings that lack answers.")] = False,
    dry_run: _DryRun = False,
    json_: _Json = False,
) -> None:
    """Take ratings of a house that has its own forms: one row an answer, checked by the questionnaire.

    Example: `svartid import ratings ratings.csv --campaign town-award --dry-run`

    Exit codes: 0 done · 1 the file has mistakes, or no such campaign · 2 typed wrong · 3 no database.
    """
    from results.setup import open_record

    open_record()
    from results.exchange.ratings import import_ratings

    done = import_ratings(file, campaign=campaign, incomplete=incomplete, dry_run=dry_run, actor="operator")
    _tell(done, json_=json_)


@import_.command()
def package(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="A folder that `svartid export` wrote.")],
    dry_run: _DryRun = False,
    json_: _Json = False,
) -> None:
    """Take a whole export into an empty record: the same rows under the same ids, or nothing.

    Evidence files are no part of it: copy the evidence folder beside it.

    Example: `SVARTID_STATE=~/second svartid import package town-award`

    Exit codes: 0 done · 1 the package is damaged, or the record not empty · 2 typed wrong · 3 no database.
    """
    from results.setup import open_record

    open_record()
    from results.exchange.import_package import import_package

    done = import_package(folder, dry_run=dry_run)
    would = "Only tried, nothing kept: " if dry_run else ""
    typer.echo(json.dumps(asdict(done)) if json_ else f"{would}{done.rows} rows in {done.tables} tables.")


def export(
    campaign: Annotated[str, typer.Argument(metavar="CAMPAIGN|all", help="A campaign's short name, or all.")],
    out: Annotated[Path, typer.Option(help="The folder to write; it must not be there yet.")],
    with_persons: Annotated[
        bool, typer.Option("--with-persons", help="With names, mail addresses and phones of shoppers.")
    ] = False,
    json_: _Json = False,
) -> None:
    """Write a campaign, or the whole record, as Parquet and CSV with a data dictionary.

    The folder is a Frictionless data package. Names, mail addresses and phones of shoppers are left out,
    also out of free words, unless you say otherwise.

    Example: `svartid export town-award --out town-award`

    Exit codes: 0 done · 1 no such campaign, or the folder is there already · 2 typed wrong · 3 no database.
    """
    from results.setup import open_record

    open_record()
    from results.exchange.export_package import export_package

    done = export_package(out, campaign=campaign, with_persons=with_persons, actor="operator")
    if json_:
        typer.echo(json.dumps(asdict(done)))
        return
    persons = "with" if with_persons else "without"
    typer.echo(f"{done.rows} rows in {done.tables} tables, {persons} persons: {done.folder}")


def _tell(done, *, json_: bool) -> None:  # type: ignore[no-untyped-def]
    if json_:
        typer.echo(json.dumps(asdict(done)))
        return
    would = "Only tried, nothing kept: " if done.dry_run else ""
    typer.echo(f"{would}{done.what}: {done.new} new, {done.changed} changed, {done.same} the same.")
