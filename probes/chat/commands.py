"""`svartid chat`: one measured chat from the command line."""

import asyncio
import json
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
from scenarios.touchpoint import ChatTouchpoint


def chat(
    organisation: Annotated[str, typer.Option(help="An organisation's file, or its name in the library.")],
    enquiry: Annotated[str, typer.Option(help="An enquiry's file, or its name in the library.")],
    touchpoint: Annotated[str | None, typer.Option(help="Which of its chats.")] = None,
    mode: Annotated[
        str,
        typer.Option(help="automatic (the robot writes), or bridged (you do, from a person's first words)."),
    ] = "automatic",
    adapter: Annotated[
        str | None, typer.Option(help="The widget's adapter, a name or a file; default: the touchpoint's.")
    ] = None,
    person: Annotated[str | None, typer.Option(help="The name for chats that ask for one.")] = None,
    language: Annotated[str | None, typer.Option(help="nb, nn, sv, da, fi or en.")] = None,
    wait: Annotated[str, typer.Option(help="Give up waiting for a person after this long.")] = "5 min",
    talk: Annotated[str, typer.Option(help="End a talk after this long.")] = "10 min",
    town: Annotated[
        Path | None, typer.Option(help="State folder of the running practice town (default: $SVARTID_STATE).")
    ] = None,
    out: Annotated[
        Path | None, typer.Option(help="Folder for timeline.json and the masked chat.json.")
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="Print outcome, measurements and timeline.")
    ] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Open a real chat without being asked.")] = False,
) -> None:
    """Hold one measured chat and show when a person wrote.

    Examples:
        svartid chat --organisation fjordvik --enquiry nursery-admission
        svartid chat --organisation my.yaml --enquiry parking-permit --mode bridged --out chat/

    The practice town must run for the first example: `svartid sandbox up`. Ctrl-C leaves at once.

    Exit codes: 0 the attempt was made, whatever came of it · 2 typed wrong · 3 a setting, file or program is
    missing or wrong · 4 refused by an ethics rule · 5 the browser was lost · 130 interrupted.
    """
    whom, asked = named_organisation(organisation), named_enquiry(enquiry)
    name = named_touchpoint(whom, touchpoint, channel="chat")
    point = whom.touchpoints[name]
    assert isinstance(point, ChatTouchpoint)
    if mode not in ("automatic", "bridged"):
        raise BadSettings(f"--mode: there is no mode {mode!r} (known: automatic, bridged)")
    spoken = named_language(language, whom, touchpoint=name)
    wait_s, talk_s = named_seconds("--wait", wait), named_seconds("--talk", talk)
    place = read_directory(state=town).numbers.get(point.chat, point.chat)
    check_web_address(place)
    here = is_on_this_machine(place)
    if not here and not yes:
        ask_first(
            point.chat,
            kind="chat",
            deed="open",
            question=f"This opens a chat with {whom.name} ({point.chat}).",
        )
    options: dict[str, object] = {"mode": mode}
    given = {"adapter": adapter, "person": person, "state": None if town is None else str(town)}
    options |= {key: value for key, value in given.items() if value is not None}
    console = Console(stderr=as_json, quiet=as_json)
    with evidence_folder(out) as evidence:
        request = ProbeRequest(
            whom,
            name,
            asked,
            evidence,
            language=spoken,
            wait_limit_s=wait_s,
            talk_limit_s=talk_s,
            deadline_s=wait_s + talk_s + 90.0,
            options=options,
        )
        timeline = asyncio.run(_make(request, console))
    _tell(timeline, console, out, as_json)


async def _make(request: ProbeRequest, console: Console) -> Timeline:
    from probes.chat.probe import ChatProbe
    from probes.chat.terminal_seat import TerminalSeat

    seat = TerminalSeat(console) if request.options.get("mode") == "bridged" else None
    stop = stop_by_signal()
    words = f"{request.organisation.name} · {request.touchpoint} · {request.enquiry.enquiry}"
    console.print(words, style="bold")
    return await run_attempt(
        ChatProbe(seat=seat), request, channel="chat", watcher=_shower(console), stop=stop
    )


def _shower(console: Console) -> Watcher:
    """Give what prints each event as it comes; what is only believed so far is marked with ~."""
    from probes.chat.words import describe_chat

    told: set[tuple[int, str]] = set()

    def show(event: Event, stored: bool) -> None:
        words = describe_chat(event)
        # What a glimpse told is not told again, unless it was decided otherwise in the end.
        key = (round(event.offset_ms), (words or "").partition(" (")[0])
        if words is None or key in told:
            return
        told.add(key)
        style = "cyan" if event.source is Source.PAGE else "green"
        if event.kind is EventKind.PERSON_ANSWERED:
            style = "bold green"
        mark = " " if stored else "~"
        line = Text.assemble((f"{event.offset_ms / 1000:8.2f} s ", "dim"), f"{mark} ", (words, style))
        console.print(line, highlight=False, soft_wrap=True)

    return show


def _tell(timeline: Timeline, console: Console, out: Path | None, as_json: bool) -> None:
    from probes.chat.summary import chat_document, chat_summary

    if as_json:
        typer.echo(json.dumps(chat_document(timeline), ensure_ascii=False, indent=1))
    elif timeline.first(EventKind.CHAT_LAUNCHED) is not None:
        console.print(chat_summary(timeline))
        if out is not None:
            console.print(f"Written to {out}: timeline, masked words of the chat", style="dim")
    end_command(timeline, interrupted="interrupted, left the chat", failed="the chat could not be held")
