"""`svartid mail …` and `svartid write`: our mail accounts, and one letter, from the command line."""

import asyncio
import json
from dataclasses import asdict, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from probes.attempt import run_attempt
from probes.email.account import MailAccount
from probes.email.account_file import load_accounts
from probes.email.check import check_account
from probes.email.measure import measure_reply
from probes.errors import BadSettings
from probes.event import Event, EventKind
from probes.named import named_enquiry, named_language, named_organisation, named_seconds, named_touchpoint
from probes.probe import ProbeRequest
from probes.single_attempt import ask_first, end_command, evidence_folder, stop_by_signal
from probes.timeline import Timeline
from scenarios.touchpoint import EmailTouchpoint

_SIGNS = {"good": "[green]good[/green]", "bad": "[red]bad [/red]", "note": "[yellow]note[/yellow]"}
_NO_ACCOUNT = (
    "there is no mail account – set SVARTID_MAIL to the file of your accounts (TOML, mode 600), or"
    " SVARTID_MAIL_OUT, SVARTID_MAIL_IN and SVARTID_MAIL_ADDRESS"
)

mail = typer.Typer(
    no_args_is_help=True,
    help="The mail accounts that letters go out by and come back to.\n\nExample: `svartid mail check`",
    rich_markup_mode="markdown",
)


@mail.callback(help=mail.info.help)
def _group() -> None:
    """Hold the commands together: a group of one would lose its name."""


@mail.command()
def check(
    file: Annotated[
        Path | None, typer.Argument(help="The file of accounts (TOML, mode 600); default $SVARTID_MAIL.")
    ] = None,
    send: Annotated[
        bool, typer.Option("--send/--no-send", help="Also send a letter to our own address and await it.")
    ] = True,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Try the mail accounts: the mailbox, IDLE, and a letter to our own address and back.

    Nobody else is written to.

    Example: `svartid mail check accounts.toml --no-send`

    Exit codes: 0 all good · 1 something does not work · 3 no account, or its settings are wrong.
    """
    accounts = load_accounts(file)
    if not accounts:
        raise BadSettings(_NO_ACCOUNT)
    console = Console(quiet=as_json, highlight=False)
    found: dict[str, list[dict[str, str]]] = {}
    for account in accounts:
        console.print(f"[bold]{account.name}[/bold]")
        found[account.name] = asyncio.run(_check(account, send, console))
    good = all(each["verdict"] != "bad" for findings in found.values() for each in findings)
    if as_json:
        typer.echo(json.dumps({"good": good, "accounts": found}, ensure_ascii=False, indent=1))
    raise typer.Exit(0 if good else 1)


async def _check(account: MailAccount, send: bool, console: Console) -> list[dict[str, str]]:
    findings = []
    async for finding in check_account(account, round_trip=send):
        findings.append(asdict(finding))
        console.print(f"{_SIGNS[finding.verdict]}  [bold]{finding.what}[/bold]", end="  ")
        console.print(finding.words, markup=False)
    return findings


def write(
    organisation: Annotated[str, typer.Option(help="An organisation's file, or its name in the library.")],
    enquiry: Annotated[str, typer.Option(help="An enquiry's file, or its name in the library.")],
    touchpoint: Annotated[str | None, typer.Option(help="Which of its mailboxes.")] = None,
    language: Annotated[str | None, typer.Option(help="nb, nn, sv, da, fi or en.")] = None,
    accounts: Annotated[
        Path | None, typer.Option(help="The file of mail accounts; default $SVARTID_MAIL.")
    ] = None,
    wait: Annotated[str, typer.Option(help="How long to wait for a person's answer.")] = "10 min",
    out: Annotated[Path | None, typer.Option(help="Folder for timeline.json and the letters.")] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print outcome, measurements and timeline.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Write to a real address without asking first.")] = False,
) -> None:
    """Send one letter and wait for the answer; every letter that comes is shown with what it was taken for.

    Example: `svartid write --organisation fjordvik --enquiry nursery-admission --wait "2 h"`

    Ctrl-C ends the waiting; the letter has been sent by then.

    Exit codes: 0 the letter was sent, whatever came of it · 2 typed wrong · 3 a setting, file or program is
    missing or wrong · 4 refused by an ethics rule · 5 nobody knows whether it was sent · 130 interrupted.
    """
    asked, found = named_enquiry(enquiry), named_organisation(organisation)
    name = named_touchpoint(found, touchpoint, channel="email")
    point = found.touchpoints[name]
    assert isinstance(point, EmailTouchpoint)
    spoken = named_language(language, found, touchpoint=name)
    seconds = named_seconds("--wait", wait)
    known = load_accounts(accounts)
    if not known:
        raise BadSettings(_NO_ACCOUNT)
    if asked.email is None:
        raise BadSettings(f"{asked.enquiry} has no words for a letter – add `email:` to it")
    if not point.email.endswith(".example") and not yes:
        ask_first(point.email, kind="mailbox", deed="write to", question=f"This writes to {point.email}.")
    console = Console(stderr=as_json, quiet=as_json, highlight=False)
    console.print(f"{found.name} · {name} · {asked.enquiry}", style="bold")
    with evidence_folder(out) as evidence:
        request = ProbeRequest(
            found, name, asked, evidence, language=spoken,
            deadline_s=seconds + 700.0, allowed=(point.email,),
        )  # fmt: skip
        timeline = asyncio.run(_make(request, known[0], seconds, console))
    if as_json:
        typer.echo(json.dumps(_document(timeline, request, seconds), ensure_ascii=False, indent=1))
    end_command(timeline, interrupted="interrupted", failed="the letter could not be sent")


async def _make(request: ProbeRequest, account: MailAccount, wait_s: float, console: Console) -> Timeline:
    from probes.email.probe import EmailProbe
    from probes.email.replies import mailbox_replies
    from probes.email.token import new_token

    stop = stop_by_signal()

    def watch(event: Event, stored: bool) -> None:
        if stored:
            console.print(f"{_clock(event.offset_ms)}  {_words(event)}", markup=False)

    script = request.enquiry.email
    words = script.message.say(request.language) if script else ""
    due_at = datetime.now(UTC) + timedelta(seconds=wait_s)
    async with mailbox_replies(account, due_at=due_at, enquiry=words) as source:
        options = {
            "reply_address": account.address_for(new_token()), "mailbox": account.name,
            "wait_for_reply": source,
        }  # fmt: skip
        asked = replace(request, options=options)
        return await run_attempt(EmailProbe((account,)), asked, channel="email", watcher=watch, stop=stop)


def _words(event: Event) -> str:
    told = event.kind.value.replace("_", " ")
    detail = event.detail
    if event.kind is EventKind.LETTER_ARRIVED:
        told = f"{str(detail['letter']).replace('_', ' ')} (by {detail['matched_by']})"
    elif event.kind is EventKind.FINISHED:
        told = str(detail["outcome"]).replace("_", " ")
    return told


def _clock(offset_ms: float) -> str:
    seconds = int(offset_ms / 1000)
    return f"{seconds // 3600:3}:{seconds // 60 % 60:02}:{seconds % 60:02}"


def _document(timeline: Timeline, request: ProbeRequest, wait_s: float) -> dict[str, object]:
    measured = measure_reply(
        timeline, organisation=request.organisation, touchpoint=request.touchpoint,
        sent_at=timeline.started_at, waited_s=wait_s,
    )  # fmt: skip
    return {
        "outcome": timeline.outcome.value if timeline.outcome else None,
        "measurements": [each.to_document() for each in measured.values()],
        "timeline": timeline.to_document(),
    }
