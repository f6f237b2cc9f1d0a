"""`svartid doctor` and `svartid person`: the record from the command line."""

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

_SIGNS = {"good": "[green]good[/green]", "bad": "[red]bad [/red]", "note": "[yellow]note[/yellow]"}

person = typer.Typer(
    no_args_is_help=True,
    help="A person's data: hand it over, or erase it.\n\nExample: `svartid person export sam --out sam.json`",
    rich_markup_mode="markdown",
)


def doctor(
    channel: Annotated[
        list[str] | None,
        typer.Option(
            "--channel", help="A channel that must work (phone, web_form, email, chat); may be repeated."
        ),
    ] = None,
    trunk: Annotated[Path | None, typer.Option(help="The file of the trunk that calls go out by.")] = None,
    json_: Annotated[bool, typer.Option("--json", help="Print one JSON document instead.")] = False,
) -> None:
    """Say what this machine has for a campaign and what it lacks, each lack with its remedy.

    Looks at database, disk, call engine, trunk, Chromium, mail settings and clock. The database and the
    disk are always needed; what else is needed follows from the channels named.

    Example: `svartid doctor --channel phone --trunk trunk.yaml`

    Exit codes: 0 nothing needed is missing · 1 something is · 2 typed wrong.
    """
    from results.doctor.examine import examine

    known = ("phone", "web_form", "email", "chat")
    for name in channel or ():
        if name not in known:
            raise typer.BadParameter(
                f"{name}: no such channel (known: {', '.join(known)})", param_hint="--channel"
            )
    findings = examine(channels=channel or (), trunk=trunk)
    missing = [finding.what for finding in findings if finding.needed and finding.verdict == "bad"]
    if json_:
        document = {"good": not missing, "missing": missing, "findings": [asdict(each) for each in findings]}
        typer.echo(json.dumps(document, ensure_ascii=False, indent=1))
    else:
        from rich.console import Console

        console = Console(highlight=False)
        for finding in findings:
            console.print(f"{_SIGNS[finding.verdict]}  [bold]{finding.what}[/bold]", end="  ")
            console.print(finding.words, markup=False)
            if finding.remedy:
                console.print(f"        ▸ {finding.remedy}", markup=False)
    raise typer.Exit(1 if missing else 0)


@person.command()
def export(
    who: Annotated[str, typer.Argument(metavar="NAME-OR-ID", help="Label, id, name, mail address or phone.")],
    out: Annotated[
        Path | None, typer.Option(help="Write it into this new file (mode 600); else print it.")
    ] = None,
) -> None:
    """Hand over everything the record holds about a person, as one JSON document.

    Example: `svartid person export sam --out sam.json`

    Exit codes: 0 done · 1 nobody of this name · 2 typed wrong · 3 no database.
    """
    from results.setup import open_record

    open_record()
    from results.audit import audit
    from results.person import export_person, find_person

    found = find_person(who)
    text = json.dumps(export_person(found), ensure_ascii=False, indent=1) + "\n"
    audit(actor="operator", action="person.exported", subject=f"shopper:{found.pk}")
    if out is None:
        sys.stdout.write(text)
    else:
        out.touch(mode=0o600, exist_ok=False)
        out.write_text(text, encoding="utf-8")


@person.command()
def erase(
    who: Annotated[str, typer.Argument(metavar="NAME-OR-ID", help="Label, id, name, mail address or phone.")],
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
    json_: Annotated[bool, typer.Option("--json", help="Print one JSON document instead.")] = False,
) -> None:
    """Erase everything that says who a person is. Ratings stay, under a label that says nothing.

    Recordings in which the person may be heard are removed. This cannot be undone.

    Example: `svartid person erase sam --yes`

    Exit codes: 0 done · 1 nobody of this name, or you said no · 2 typed wrong · 3 no database.
    """
    from results.setup import open_record

    open_record()
    from results.erasure import erase_person
    from results.person import find_person

    found = find_person(who)
    if not yes and not typer.confirm(f"Erase who {found.label} is? This cannot be undone.", err=True):
        raise typer.Exit(1)
    erased = erase_person(found, actor="operator")
    if json_:
        typer.echo(json.dumps(erased._asdict()))
        return
    typer.echo(
        f"Erased. The ratings stay under {erased.label}; {erased.recordings} recordings removed,"
        f" {erased.texts} texts cleaned, {erased.assignments} open assignments withdrawn."
    )
