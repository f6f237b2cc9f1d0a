"""`svartid call`: one measured call from the command line."""

import asyncio
import json
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from probes.attempt import run_attempt
from probes.directory import read_directory
from probes.errors import BadSettings
from probes.event import EventKind
from probes.named import named_enquiry, named_language, named_seconds
from probes.phone.call_request import (
    REACHING,
    Callee,
    find_callee,
    find_mode,
    find_shopper,
    may_be_reached,
    stays_on_this_machine,
)
from probes.phone.live import LiveTimeline
from probes.phone.summary import call_document, summary
from probes.probe import ProbeRequest
from probes.single_attempt import ask_first, end_command, evidence_folder, stop_by_signal
from probes.timeline import Timeline


def call(
    target: Annotated[
        str | None, typer.Argument(help="A number or SIP address, where no organisation is named.")
    ] = None,
    organisation: Annotated[
        str | None, typer.Option(help="An organisation's file, or its name in the library.")
    ] = None,
    enquiry: Annotated[
        str | None,
        typer.Option(help="An enquiry's file, or its name in the library; without it: reach a person only."),
    ] = None,
    touchpoint: Annotated[str | None, typer.Option(help="Which of its telephone touchpoints.")] = None,
    mode: Annotated[
        str | None,
        typer.Option(
            help="automatic (the robot talks), bridged (the shopper does), reach; default: the script's."
        ),
    ] = None,
    shopper: Annotated[
        str | None,
        typer.Option(
            help="The shopper's phone, for bridged mode: number, SIP address, or `town` for its own."
        ),
    ] = None,
    language: Annotated[str | None, typer.Option(help="nb, nn, sv, da, fi or en.")] = None,
    trunk: Annotated[
        Path | None, typer.Option(help="The SIP trunk's file; without it calls stay on this machine.")
    ] = None,
    town: Annotated[
        Path | None, typer.Option(help="State folder of the running practice town (default: $SVARTID_STATE).")
    ] = None,
    recordings: Annotated[
        Path | None, typer.Option(help="Folder with the robot's recorded words, such as opening.nb.wav.")
    ] = None,
    wait: Annotated[str, typer.Option(help="Give up waiting for a person after this long.")] = "5 min",
    talk: Annotated[str, typer.Option(help="End a talk after this long.")] = "5 min",
    out: Annotated[
        Path | None,
        typer.Option(help="Folder for timeline.json, call.html, trace.txt, ladder.txt and the features."),
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print outcome, measurements and timeline.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Call a real number without asking first.")] = False,
) -> None:
    """Place one measured call and show when a person answered.

    Examples:
        svartid call --organisation fjordvik --enquiry nursery-admission
        svartid call sip:switchboard@127.0.0.1:5070 --mode reach --out call/
        svartid call --organisation my.yaml --enquiry parking-permit --trunk trunk.yaml --shopper sip:me@pbx

    Ctrl-C hangs up at once. The practice town must run for the first example: `svartid sandbox up`.

    Exit codes: 0 the call was made, whatever came of it · 2 typed wrong · 3 a setting, file or program
    is missing or wrong · 4 refused by an ethics rule · 5 the call engine was lost · 130 interrupted.
    """
    callee = find_callee(target=target, organisation=organisation, touchpoint=touchpoint)
    asked = REACHING if enquiry is None else named_enquiry(enquiry)
    wait_s, talk_s = named_seconds("--wait", wait), named_seconds("--talk", talk)
    spoken = named_language(language, callee.organisation, touchpoint=callee.touchpoint)
    directory = read_directory(state=town)
    shopper = find_shopper(shopper, directory, trunk=trunk is not None)
    options: dict[str, object] = {"mode": find_mode(mode, enquiry=asked, shopper=shopper).value}
    given = {"shopper": shopper, "trunk": trunk, "state": town, "recordings": recordings}
    options |= {name: str(value) for name, value in given.items() if value is not None}
    if trunk is None and not stays_on_this_machine(callee, directory):
        raise BadSettings(_unreachable(callee))
    if not stays_on_this_machine(callee, directory) and not yes:
        ask_first(
            callee.address,
            kind="line",
            deed="call",
            question=f"This calls {callee.address} ({callee.organisation.name}).",
        )
    with evidence_folder(out) as evidence:
        request = ProbeRequest(
            callee.organisation,
            callee.touchpoint,
            asked,
            evidence,
            language=spoken,
            wait_limit_s=wait_s,
            talk_limit_s=talk_s,
            deadline_s=wait_s + talk_s + 60.0,
            allowed=may_be_reached(callee, directory),
            options=options,
        )
        console = Console(stderr=as_json, quiet=as_json)
        timeline = asyncio.run(_make(request, console))
        if out is not None:
            _write(timeline, out)
    _tell(timeline, console, out, as_json)


async def _make(request: ProbeRequest, console: Console) -> Timeline:
    from probes.registry import load_probe

    probe = load_probe("phone")
    stop = stop_by_signal()
    organisation = request.organisation
    console.print(f"{organisation.name} · {request.touchpoint} · {request.enquiry.enquiry}", style="bold")
    with LiveTimeline(console, clock=asyncio.get_running_loop().time) as live:
        return await run_attempt(probe, request, watcher=live.watch, stop=stop)


def _write(timeline: Timeline, folder: Path) -> None:
    from probes.phone.ladder import ladder
    from probes.phone.picture import picture

    (folder / "call.html").write_text(picture(timeline), encoding="utf-8")
    trace = folder / "trace.txt"
    if trace.is_file():
        (folder / "ladder.txt").write_text(ladder(trace.read_text(encoding="utf-8")), encoding="utf-8")
    for file in folder.iterdir():
        if file.is_file():
            file.chmod(0o600)


def _tell(timeline: Timeline, console: Console, out: Path | None, as_json: bool) -> None:
    if as_json:
        typer.echo(json.dumps(call_document(timeline), ensure_ascii=False, indent=1))
    elif timeline.first(EventKind.DIALLED) is not None:
        console.print(summary(timeline))
        if out is not None:
            console.print(f"Written to {out}: timeline, picture (call.html), trace, ladder", style="dim")
    end_command(timeline, interrupted="interrupted, hung up", failed="the call could not be made")


def _unreachable(callee: Callee) -> str:
    return (
        f"{callee.address} cannot be reached from here – start the practice town (svartid sandbox up),"
        " or name a SIP trunk with --trunk"
    )
