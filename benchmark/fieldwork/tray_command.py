"""`svartid tray`: letters that belong to nobody yet, from the command line."""

import getpass
import json
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from probes.email.sorting.kind import LetterKind

tray = typer.Typer(
    invoke_without_command=True,
    help="Letters that belong to no attempt: list them, give them to a contact, or lay them aside.\n\n"
    "Example: `svartid tray assign 17 bygd.email.003 --reason 'names the case'`",
    rich_markup_mode="markdown",
)

_Reason = Annotated[str, typer.Option(help="Why, in your own words; it is kept.")]
_By = Annotated[str | None, typer.Option(help="Your label; default: your user name.")]


@tray.callback(help=tray.info.help)
def list_(
    context: typer.Context,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """List what lies in the tray.

    Example: `svartid tray --json`

    Exit codes: 0 done · 3 the record cannot be reached.
    """
    if context.invoked_subcommand is not None:
        return
    from results.setup import open_record

    open_record()
    from benchmark.fieldwork.tray import tray_rows, unread_mailboxes

    rows = tray_rows()
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    console = Console(highlight=False)
    for words in unread_mailboxes():
        console.print(words, style="red", markup=False)
    if not rows:
        console.print("The tray is empty: every letter belongs to an attempt.")
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("letter", "received_at", "from", "subject", "kind"):
        table.add_column(heading.replace("_at", ""), overflow="fold")
    for row in rows:
        shown = {**row, "received_at": row["received_at"][:16].replace("T", " ")}
        table.add_row(*(str(shown[key]) for key in ("letter", "received_at", "from", "subject", "kind")))
    console.print(table)


@tray.command()
def assign(
    letter: Annotated[int, typer.Argument(help="The letter's number, as the tray lists it.")],
    contact: Annotated[str, typer.Argument(help="The contact's name, or campaign/contact.")],
    kind: Annotated[LetterKind | None, typer.Option(help="What it is, if it was taken wrongly.")] = None,
    reason: _Reason = "",
    by: _By = None,
) -> None:
    """Give a letter to a contact. If it came in time it ends the waiting, or corrects the ending.

    Example: `svartid tray assign 17 bygd.email.003 --kind person --reason "names the case"`

    Exit codes: 0 done · 1 no such letter or contact · 3 the record cannot be reached.
    """
    _judge(letter=letter, contact=contact, kind=kind, reason=reason, by=by)


@tray.command()
def judge(
    letter: Annotated[int, typer.Argument(help="The letter's number.")],
    kind: Annotated[LetterKind, typer.Argument(help="What it is.")],
    reason: _Reason = "",
    by: _By = None,
) -> None:
    """Say what kind of letter it is, in the place of what the rules took it for.

    Example: `svartid tray judge 17 out_of_office --reason "an automatic answer"`

    Exit codes: 0 done · 1 no such letter · 3 the record cannot be reached.
    """
    _judge(letter=letter, contact=None, kind=kind, reason=reason, by=by)


@tray.command()
def aside(
    letter: Annotated[int, typer.Argument(help="The letter's number.")],
    reason: _Reason = "",
    by: _By = None,
) -> None:
    """Lay a letter aside that belongs to no attempt: it stays in the record, but leaves the tray.

    Example: `svartid tray aside 17 --reason "advertising"`

    Exit codes: 0 done · 1 no such letter · 3 the record cannot be reached.
    """
    _judge(letter=letter, contact=None, kind=None, reason=reason, by=by, aside=True)


def _judge(
    *,
    letter: int,
    contact: str | None,
    kind: LetterKind | None,
    reason: str,
    by: str | None,
    aside: bool = False,
) -> None:
    from results.setup import open_record

    open_record()
    from benchmark.fieldwork.tray import judge_letter

    row = judge_letter(
        letter=letter, contact=contact, kind=kind, reason=reason, by=by or getpass.getuser(), aside=aside
    )
    whose = f"attempt {row.attempt_id}" if row.attempt_id else "laid aside" if row.laid_aside else "the tray"
    typer.echo(f"letter {row.pk}: {row.kind.replace('_', ' ')}, {whose}")
