"""`svartid submit`: one web form from the command line."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.text import Text

from probes.attempt import run_attempt
from probes.directory import read_directory
from probes.errors import BadSettings
from probes.event import Event, EventKind, Source
from probes.named import named_enquiry, named_language, named_organisation, named_seconds, named_touchpoint
from probes.probe import ProbeRequest
from probes.recorder import Watcher
from probes.single_attempt import (
    ask_first,
    check_web_address,
    end_command,
    evidence_folder,
    is_on_this_machine,
    stop_by_signal,
)
from probes.timeline import Timeline
from scenarios.touchpoint import WebFormTouchpoint

_TOWN_ADDRESS = "svar+{token}@maaling.example"
"""Our address in the practice town, where no mail account is set up."""


def submit(
    organisation: Annotated[str, typer.Option(help="An organisation's file, or its name in the library.")],
    enquiry: Annotated[str, typer.Option(help="An enquiry's file, or its name in the library.")],
    touchpoint: Annotated[str | None, typer.Option(help="Which of its forms.")] = None,
    person: Annotated[str | None, typer.Option(help="Whose name goes into the form.")] = None,
    phone: Annotated[str | None, typer.Option(help="The number for forms that ask for one.")] = None,
    reply_to: Annotated[
        str | None, typer.Option(help="Our address for the reply; default: one of our mail account's.")
    ] = None,
    wait: Annotated[
        str | None, typer.Option(help="Wait so long for the reply, such as `2 h`; without it, not at all.")
    ] = None,
    language: Annotated[str | None, typer.Option(help="nb, nn, sv, da, fi or en.")] = None,
    town: Annotated[
        Path | None, typer.Option(help="State folder of the running practice town (default: $SVARTID_STATE).")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Folder for timeline, masked pictures, confirmation, findings, trace.")
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print outcome, measurements and timeline.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Send to a real organisation without asking.")] = False,
) -> None:
    """Fill in and send one web form, once, and show what it took.

    Examples:
        svartid submit --organisation fjordvik --enquiry nursery-admission
        svartid submit --organisation my.yaml --enquiry parking-permit --wait "8 h" --out form/

    The practice town must run for the first example: `svartid sandbox up`. Ctrl-C closes the page at once;
    what was sent before that has been sent.

    Exit codes: 0 the attempt was made, whatever came of it · 2 typed wrong · 3 a setting, file or program is
    missing or wrong · 4 refused by a rule (another host) · 5 the browser was lost · 130 interrupted.
    """
    whom, asked = named_organisation(organisation), named_enquiry(enquiry)
    name = named_touchpoint(whom, touchpoint, channel="web_form")
    point = whom.touchpoints[name]
    assert isinstance(point, WebFormTouchpoint)
    spoken = named_language(language, whom, touchpoint=name)
    wait_s = 0.0 if wait is None else named_seconds("--wait", wait)
    place = read_directory(state=town).numbers.get(point.web_form, point.web_form)
    check_web_address(place)
    here = is_on_this_machine(place)
    if not here and not yes:
        ask_first(
            point.web_form,
            kind="form",
            deed="send",
            question=f"This sends a form to {whom.name} ({point.web_form}).",
        )
    options: dict[str, object] = {"reply_address": reply_to or _address(here)}
    given = {"person": person, "phone": phone, "state": None if town is None else str(town)}
    options |= {key: value for key, value in given.items() if value is not None}
    console = Console(stderr=as_json, quiet=as_json)
    with evidence_folder(out) as evidence:
        request = ProbeRequest(
            whom,
            name,
            asked,
            evidence,
            language=spoken,
            deadline_s=300.0 + wait_s,
            options=options,
        )
        timeline = asyncio.run(_make(request, console, wait_s))
    _tell(timeline, console, out, as_json)


async def _make(request: ProbeRequest, console: Console, wait_s: float) -> Timeline:
    from dataclasses import replace

    from probes.registry import load_probe

    stop = stop_by_signal()
    words = f"{request.organisation.name} · {request.touchpoint} · {request.enquiry.enquiry}"
    console.print(words, style="bold")
    script = request.enquiry.web_form
    asked = script.message.say(request.language) if script else ""
    async with _replies(wait_s, asked) as source:
        if source is not None:
            request = replace(request, options={**request.options, "wait_for_reply": source})
        return await run_attempt(
            load_probe("web_form"), request, channel="web_form", watcher=_shower(console), stop=stop
        )


@contextlib.asynccontextmanager
async def _replies(wait_s: float, enquiry: str) -> AsyncIterator[object | None]:
    if wait_s <= 0:
        yield None
        return
    from probes.email.account_file import load_accounts
    from probes.email.replies import mailbox_replies

    accounts = load_accounts()
    if not accounts:
        raise BadSettings(
            "--wait: nobody reads our mail – set SVARTID_MAIL to the file of your mail accounts"
        )
    due_at = datetime.now(UTC) + timedelta(seconds=wait_s)
    async with mailbox_replies(accounts[0], due_at=due_at, enquiry=enquiry) as source:
        yield source


def _shower(console: Console) -> Watcher:
    """Give what prints each event as it comes."""
    from probes.web_form.told import tell

    def show(event: Event, stored: bool) -> None:
        words = tell(event)
        if words is None or not stored:
            return
        style = "cyan" if event.source is Source.PAGE else "green"
        if event.kind in (EventKind.CONFIRMED, EventKind.SUBMITTED):
            style = "bold green"
        line = Text.assemble((f"{event.offset_ms / 1000:8.2f} s  ", "dim"), (words, style))
        console.print(line, highlight=False, soft_wrap=True)

    return show


def _tell(timeline: Timeline, console: Console, out: Path | None, as_json: bool) -> None:
    from probes.web_form.summary import form_document, form_summary

    if as_json:
        typer.echo(json.dumps(form_document(timeline), ensure_ascii=False, indent=1))
    else:
        console.print(form_summary(timeline))
        if out is not None:
            console.print(f"Written to {out}: timeline, pictures, findings", style="dim")
    end_command(timeline, interrupted="interrupted", failed="the form could not be sent")


def _address(here: bool) -> str:
    from probes.email.account import TOKEN
    from probes.email.account_file import load_accounts
    from probes.email.token import new_token

    accounts = load_accounts()
    if accounts:
        return accounts[0].address_for(new_token())
    if here:
        return _TOWN_ADDRESS.replace(TOKEN, new_token())
    raise BadSettings(
        "there is no mailbox in which an answer could arrive – set SVARTID_MAIL to the file of your mail"
        " accounts, or give --reply-to"
    )
