"""`svartid sandbox …`: the practice town from the command line."""

import asyncio
import json
import signal
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, NoReturn, TypeVar

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from probes.directory import SHOPPER, read_directory
from probes.errors import BadSettings
from probes.sandbox.catalogue import TownCentre, catalogue, centre_names
from probes.sandbox.channels import TownChannel, town_channels
from probes.sandbox.running_town import Town, Voices, running_town, truth_folder
from probes.sandbox.shopper_phone import ShopperHabit
from probes.sandbox.town_shopper import SHOPPER_ADDRESS, TOWN_SHOPPER
from probes.sandbox.truth import Happening, TrueEvent, read_truth
from probes.sandbox.web.town_sites import web_truth
from probes.state import state_folder
from scenarios.errors import ScenarioErrors

_Result = TypeVar("_Result")

sandbox = typer.Typer(
    no_args_is_help=True,
    rich_markup_mode="markdown",
    help="""The practice town: invented organisations that really answer, on this machine only.

Each centre is a SIP server of its own on loopback. It has menus, queues with music, persons who take turns,
transfers of every kind, and everything that goes wrong in real life. All of it is drawn from a seed, and
each true event is logged, so that what the instrument measured can be compared with what happened.

Example: `svartid sandbox up`""",
)

_State = Annotated[
    Path | None,
    typer.Option(
        "--state",
        help="Folder for what runs (default: $SVARTID_STATE, else the user's state folder)."
        " A second town needs one of its own.",
    ),
]
_Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@sandbox.command()
def up(
    seed: Annotated[int, typer.Option(help="Everything that is drawn follows from it.")] = 1,
    centre: Annotated[
        list[str] | None, typer.Option(help="Start only this centre; may be given several times.")
    ] = None,
    out: Annotated[Path | None, typer.Option(help="Folder for the truth logs.")] = None,
    shopper: Annotated[
        bool, typer.Option("--shopper/--no-shopper", help="Also a shopper's phone that answers and talks.")
    ] = True,
    studio: Annotated[
        bool, typer.Option("--studio", help="Real voices and real hold music (Debian's sound packages).")
    ] = False,
    mail_pace: Annotated[
        float, typer.Option(min=1.0, help="Seconds that pass for the mailboxes in one of ours.")
    ] = 600.0,
    state: _State = None,
    as_json: _Json = False,
) -> None:
    """Start the town and keep it running until Ctrl-C.

    While it runs, `svartid call --organisation fjordvik` finds its centres, and `--shopper town` its
    shopper's phone: an invented colleague who answers, listens and talks. `svartid write --organisation
    fjordvik` writes to its mailboxes, and forms are answered by mail.

    Example: `svartid sandbox up --seed 7 --centre fjordvik --centre granheim`

    Exit codes: 0 ended by Ctrl-C or SIGTERM · 3 unknown centre, another town runs here, or a program is
    missing (the message says which).
    """
    voices: Voices = "studio" if studio else "town"
    habit = TOWN_SHOPPER if shopper else None
    _in_words(
        lambda: asyncio.run(_up(seed, centre, out, voices, habit, mail_pace, state_folder(state), as_json))
    )


@sandbox.command(name="list")
def list_(state: _State = None, as_json: _Json = False) -> None:
    """List the town's organisations: their centre, form, chat and mailbox, and where they run now.

    A form, chat or mailbox in brackets works, but the organisation's own file does not name it, so that the
    campaigns of the library do not measure it; a file of your own can.

    Example: `svartid sandbox list --json`

    Exit codes: 0 done · 3 a file of the catalogue is wrong.
    """
    centres = _in_words(catalogue)
    running = _in_words(lambda: read_directory(state=state))
    channels = _in_words(lambda: town_channels(running))
    rows: list[dict[str, Any]] = [
        {
            "centre": name,
            "name": each.organisation.name,
            "class": each.organisation.class_,
            "country": each.organisation.country,
            "languages": list(each.behaviour.languages),
            "touchpoint": each.touchpoint,
            "address": _as_written(each),
            "summary": each.summary,
            "uri": running.uri(name, each.touchpoint),
            "channels": {one.channel: one._asdict() for one in channels[name]},
        }
        for name, each in centres.items()
    ]
    if as_json:
        _print_json(rows)
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("centre", "class", "address", "what is special", "running at"):
        table.add_column(heading, overflow="fold", no_wrap=heading in {"centre", "address"})
    for row in rows:
        table.add_row(*(str(row[key] or "–") for key in ("centre", "class", "address", "summary", "uri")))
    _console().print(table)
    _console().print()
    _console().print(_written(channels))


@sandbox.command()
def truth(
    centre: Annotated[
        str | None, typer.Argument(help="A centre's short name, or `shopper`; without it: all.")
    ] = None,
    call: Annotated[str | None, typer.Option(help="Only the call whose Call-ID begins so.")] = None,
    state: _State = None,
    as_json: _Json = False,
) -> None:
    """Show what truly happened in calls, chats and forms, each event with its ms since the beginning.

    It works while the town runs and after it has ended, until the next one starts.

    Example: `svartid sandbox truth fjordvik`

    Exit codes: 0 done · 1 no such call was logged · 3 unknown centre.
    """
    known = [*centre_names(), SHOPPER]
    if centre is not None and centre not in known:
        _fail(BadSettings(f"the town has no centre {centre!r} – see `svartid sandbox list`"))
    folder = truth_folder(state_folder(state))
    calls: dict[tuple[str, str], list[TrueEvent]] = {}
    for name in known if centre is None else [centre]:
        for event in [*read_truth(folder / f"{name}.jsonl"), *read_truth(web_truth(folder, name))]:
            if event.call.startswith(call or ""):
                calls.setdefault((name, event.call), []).append(event)
    if as_json:
        _print_json([_plain(name, event) for (name, _), events in calls.items() for event in events])
    elif calls:
        for (name, number), events in sorted(calls.items(), key=lambda item: item[1][0].ns):
            _print_call(name, number, events)
    if not calls:
        where = f" at {centre}" if centre else ""
        typer.echo(f"no call{where} has been logged in {folder} yet", err=True)
        raise typer.Exit(1)


async def _up(
    seed: int,
    centres: list[str] | None,
    out: Path | None,
    voices: Voices,
    shopper: ShopperHabit | None,
    mail_pace: float,
    state: Path,
    as_json: bool,
) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    if not as_json:
        _console().print("Starting the town …", style="dim")
    async with running_town(
        centres=centres, seed=seed, state=state, voices=voices, truth=out, shopper=shopper, sites=True,
        post_pace=mail_pace,
    ) as town:  # fmt: skip
        _announce(town, state, as_json)
        await stop.wait()
    if not as_json:
        typer.echo("The town has ended.")


def _announce(town: Town, state: Path, as_json: bool) -> None:
    if as_json:
        _print_json(
            {
                "state": str(state),
                "truth": str(truth_folder(state)),
                "centres": [
                    {
                        "centre": name,
                        "name": each.organisation.name,
                        "touchpoint": each.touchpoint,
                        "address": each.address,
                        "uri": town.uri(name),
                        "process": town.running[name].pid,
                    }
                    for name, each in town.centres.items()
                ],
                "sites": [
                    {"organisation": each.organisation, "touchpoint": each.touchpoint, "uri": each.uri}
                    for each in town.sites
                ],
                "shopper": None
                if town.shopper is None
                else {
                    "address": SHOPPER_ADDRESS,
                    "uri": town.shopper_uri,
                    "process": town.shopper.pid,
                },
            }
        )
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("centre", "organisation", "number", "SIP address"):
        table.add_column(heading, overflow="fold")
    for name, each in town.centres.items():
        table.add_row(name, each.organisation.name, _as_written(each), town.uri(name))
    if town.shopper is not None:
        table.add_row("town", "a shopper's phone (--shopper town)", SHOPPER_ADDRESS, town.shopper_uri)
    _console().print(table)
    if town.sites:
        sites = Table(box=None, pad_edge=False, header_style="bold")
        for heading in ("web site", "touchpoint", "address here"):
            sites.add_column(heading, overflow="fold")
        for site in town.sites:
            sites.add_row(site.organisation, site.touchpoint, site.uri)
        _console().print()
        _console().print(sites)
    _console().print(f"\n{len(town.centres)} centres. Truth: {truth_folder(state)}. Ctrl-C ends the town.")


def _written(channels: dict[str, list[TownChannel]]) -> Table:
    """The written channels: a line each, the address that runs now, else the one in the files."""
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("organisation", "channel", "address", "what is special"):
        table.add_column(heading, overflow="fold", no_wrap=heading != "what is special")
    for name, each in channels.items():
        for one in each:
            words = {"web_form": "web form", "email": "mailbox"}.get(one.channel, one.channel)
            address = one.uri or one.address
            shown = Text(address if one.named else f"({address})")
            table.add_row(name if one is each[0] else "", words, shown, one.summary)
    return table


def _as_written(centre: TownCentre) -> str:
    return centre.organisation.phone(centre.touchpoint).phone


def _print_call(centre: str, call: str, events: list[TrueEvent]) -> None:
    start = next((event.ns for event in events if event.event is Happening.INVITE_RECEIVED), events[0].ns)
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column(justify="right", style="cyan")
    table.add_column(style="bold")
    table.add_column(overflow="fold")
    for event in events:
        detail = "  ".join(f"{key} {value}" for key, value in event.detail.items() if value not in (None, ""))
        table.add_row(f"{(event.ns - start) / 1e6:.0f} ms", event.event.value.replace("_", " "), detail)
    console = _console()
    console.print(f"[bold]{centre}[/bold]  call {call}", highlight=False)
    console.print(table)
    console.print()


def _plain(centre: str, event: TrueEvent) -> dict[str, Any]:
    return {"centre": centre, "call": event.call, "ns": event.ns, "event": event.event.value} | event.detail


def _print_json(value: object) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False, indent=1))


def _console() -> Console:
    console = Console(soft_wrap=False)
    return console if console.is_terminal else Console(width=160)


def _in_words(work: Callable[[], _Result]) -> _Result:
    """Do the work; mistakes in the town's files end the command in their own words."""
    try:
        return work()
    except ScenarioErrors as wrong:
        _fail(BadSettings(str(wrong)))


def _fail(error: BadSettings) -> NoReturn:
    raise error
