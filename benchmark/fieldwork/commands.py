"""`svartid run`, `worker`, `status`, `pause`, `resume`, `stop`."""

import asyncio
import getpass
import json
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import typer
from rich.console import Console
from rich.table import Table

if TYPE_CHECKING:
    from probes.phone.trunk import Trunk

_Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
_Campaign = Annotated[str, typer.Argument(help="The campaign's name in the record (see `svartid status`).")]
_Trunk = Annotated[
    Path | None, typer.Option(help="The SIP trunk's file; without it calls stay on this machine.")
]
_Recordings = Annotated[
    Path | None, typer.Option(help="Folder with the robot's recorded words, such as opening.nb.wav.")
]
_Channel = Annotated[
    list[str] | None,
    typer.Option(
        help="A channel to serve; may be given several times. Default: all that this machine can serve."
    ),
]
_AtOnce = Annotated[int, typer.Option("--at-once", min=1, max=400, help="Attempts at the same time.")]
_Label = Annotated[str, typer.Option(help="The worker's name, such as oslo-1; default: host and process.")]
_Lease = Annotated[
    str, typer.Option(help="After this silence a worker counts as gone, and what it did in a call as lost.")
]
_Reason = Annotated[str, typer.Option(help="Why; it stands in the audit trail.")]


def run(
    campaign: Annotated[str, typer.Argument(help="A campaign's file, or its name in the library.")],
    more: Annotated[
        list[Path] | None, typer.Argument(help="Files or folders with your own methods and enquiries.")
    ] = None,
    now: Annotated[
        bool,
        typer.Option(
            "--now",
            help="A demonstration: nobody waits for the time of day; every attempt is marked so,"
            " and the campaign is kept apart as NAME-demo.",
        ),
    ] = False,
    shoppers: Annotated[Path | None, typer.Option(help="A file of shoppers; default: its pool.")] = None,
    channel: _Channel = None,
    trunk: _Trunk = None,
    recordings: _Recordings = None,
    at_once: _AtOnce = 12,
    label: _Label = "",
    lease: _Lease = "60 s",
    json_: _Json = False,
) -> None:
    """Carry out a campaign: plan it if need be, and work until nothing is left that can be served here.

    Contacts are stored once; run again after any end (Ctrl-C, a crash, a power cut), it goes on where it
    was. What was in a call when its worker died is `lost` and never dialled again. Further workers on this
    or other hosts may help: `svartid worker`.

    Ctrl-C: nothing new is begun, calls that go on end by themselves; a second Ctrl-C hangs up at once.
    A campaign that somebody paused or stopped goes on only after `svartid resume`.

    Example: `svartid sandbox up`, and in another terminal `svartid run town-award --now`

    Exit codes: 0 nothing is left to do here · 1 some contacts wait for a worker that can serve them, or the
    campaign was stopped · 3 a file, setting or program is missing or wrong · 130 interrupted.
    """
    from benchmark.planning.campaign_files import read_campaign, shoppers_of
    from results.setup import open_record
    from scenarios.errors import ScenarioErrors

    lease_s = _seconds(lease)
    try:
        files = read_campaign(Path(campaign), more=more or ())
    except ScenarioErrors as wrong:
        typer.echo(str(wrong), err=True)
        raise typer.Exit(3) from None
    open_record()
    # Models can be imported only now.
    from benchmark.fieldwork.capabilities import Capabilities
    from benchmark.fieldwork.control import begin_campaign, campaign_channels, why_not_running
    from benchmark.fieldwork.desk import with_database
    from benchmark.fieldwork.own_channels import served_channels
    from benchmark.fieldwork.progress import LiveProgress
    from benchmark.fieldwork.run_campaign import run_campaign
    from benchmark.fieldwork.store_campaign import store_campaign

    by = _trunk_of(trunk)
    asked = shoppers_of(files, file=shoppers)
    # Right when done twice: a database that goes away meanwhile, or is in others' hands, is asked again.
    stored = with_database(lambda: store_campaign(files=files, shoppers=asked, demo=now, actor=_actor()))
    console = Console(quiet=json_)
    told = "planned" if stored.plan else "in the record already"
    console.print(f"{stored.campaign.slug}: {stored.contacts} contacts, {told}.")
    if stored.stays_out_of and stored.campaign.award is not None:
        typer.echo(
            f"{stored.campaign.slug} is an edition of {stored.campaign.award.slug}; its file says"
            f" {stored.stays_out_of} – `svartid award take {stored.campaign.slug} --into"
            f" {stored.stays_out_of}` puts it there",
            err=True,
        )
    serves = tuple(dict.fromkeys(channel or served_channels(needed=campaign_channels(stored.campaign))))
    for wish in stored.plan.quality.unmet if stored.plan else ():
        console.print(f"  · {wish}", style="dim")
    state = with_database(lambda: begin_campaign(campaign=stored.campaign, actor=_actor()))
    if state != "running":
        typer.echo(why_not_running(stored.campaign), err=True)
    if state == "stopped":
        raise typer.Exit(1)
    with LiveProgress(console, clock="demonstration clock" if now else "") as live:
        ended = asyncio.run(
            run_campaign(
                campaign=stored.campaign,
                capabilities=Capabilities(
                    channels=serves, trunk=by.name if trunk else "", country=by.country, at_once=at_once
                ),
                label=label,
                trunk=trunk,
                recordings=recordings,
                lease_s=lease_s,
                show=live.show,
            )
        )
    document = ended.status.to_document() | {
        "waiting": ended.waiting,
        "waits_for": ended.waits_for,
        "interrupted": ended.interrupted,
    }
    if json_:
        _print_json(document)
    else:
        _show_campaign(console, document)
        for what, count in ended.waits_for.items():
            console.print(f"  {count:6} contacts wait for {what}.")
    if ended.interrupted:
        raise typer.Exit(130)
    raise typer.Exit(1 if ended.waiting or ended.status.state == "stopped" else 0)


def worker(
    channel: _Channel = None,
    language: Annotated[
        list[str] | None, typer.Option(help="A language to serve; may be given several times. Default: all.")
    ] = None,
    mode: Annotated[
        list[str] | None,
        typer.Option(help="automatic or bridged; may be given several times. Default: both."),
    ] = None,
    trunk: _Trunk = None,
    recordings: _Recordings = None,
    at_once: _AtOnce = 12,
    label: _Label = "",
    lease: _Lease = "60 s",
    grace: Annotated[
        str, typer.Option(help="After SIGTERM, calls may go on for this long before they are hung up.")
    ] = "20 s",
) -> None:
    """Be a worker: carry what falls due in all running campaigns, until told to end.

    Any number of workers share a record (DATABASE_URL on other hosts), each with its own channels,
    languages and trunk; a contact waits for one that can serve it. Without --channel it serves what this
    machine can: the telephone with pjsua2, chats with Chromium, web forms with Chromium and a mail account,
    e-mail with a mail account. The first SIGTERM or Ctrl-C lets calls end, the second hangs them up.

    Example: `svartid worker --channel phone --label oslo-1 --trunk trunk.yaml`

    Exit codes: 0 told to end · 3 a setting or program is missing or wrong, or the label is taken.
    """
    from benchmark.fieldwork.capabilities import LANGUAGES, MODES, Capabilities
    from results.setup import open_record

    by = _trunk_of(trunk)
    languages, modes = _known("--language", language, LANGUAGES), _known("--mode", mode, MODES)
    lease_s, grace_s = _seconds(lease), _seconds(grace)
    open_record()
    # Models can be imported only now.
    from benchmark.fieldwork.own_channels import served_channels
    from benchmark.fieldwork.worker_process import work_until_told

    capabilities = Capabilities(
        channels=tuple(dict.fromkeys(channel or served_channels())),
        languages=languages,
        modes=modes,
        trunk=by.name if trunk else "",
        country=by.country,
        at_once=at_once,
    )
    asyncio.run(
        work_until_told(
            capabilities=capabilities,
            label=label,
            trunk=trunk,
            recordings=recordings,
            lease_s=lease_s,
            grace_s=grace_s,
            ready=lambda name: typer.echo(f"worker {name} is ready: {', '.join(capabilities.channels)}"),
        )
    )


def status(
    campaign: Annotated[
        str | None, typer.Argument(help="One campaign; without it: all, and the workers.")
    ] = None,
    follow: Annotated[
        bool,
        typer.Option("--follow", "-f", help="Go on showing it, until Ctrl-C; with --json a line a change."),
    ] = False,
    alert: Annotated[
        bool, typer.Option("--alert", help="Exit with 1 if somebody should look (for cron or monitoring).")
    ] = False,
    json_: _Json = False,
) -> None:
    """Show where campaigns stand, what is in contact just now, what paused, and which workers live.

    `--follow` shows the fieldwork as it goes on, whatever host carries it: what is being dialled, what waits,
    who talks.

    Example: `svartid status town-award --follow`

    Exit codes: 0 done · 1 with --alert: a touchpoint is paused, or a running campaign has no living worker
    · 3 no such campaign, or the record cannot be opened.
    """
    from results.setup import open_record

    open_record()
    from benchmark.fieldwork.control import find_campaign
    from benchmark.fieldwork.status import needs_somebody, status_document

    row = find_campaign(campaign) if campaign else None
    console = Console()
    if follow:
        from benchmark.fieldwork.follow import follow as show_on

        with suppress(KeyboardInterrupt):
            show_on(lambda: status_document(row), console=console, as_json=json_)
        return
    document = status_document(row)
    if json_:
        _print_json(document)
    else:
        _show_status(console, document)
    if alert and (reasons := needs_somebody(document)):
        for reason in reasons:
            typer.echo(reason, err=True)
        raise typer.Exit(1)


def _show_status(console: Console, document: dict[str, Any]) -> None:
    campaigns, workers = document["campaigns"], document["workers"]
    if not campaigns:
        console.print("The record holds no campaign yet: `svartid run CAMPAIGN.yaml`.")
    for each in campaigns:
        _show_campaign(console, each)
    for each in document["live"]:
        doing = f"{each['phase'].replace('_', ' ')} for {each['phase_s']:.0f} s"
        console.print(f"  now: {each['contact']} – {doing} ({each['worker']})")
    table = Table(box=None, pad_edge=False, header_style="bold")
    for heading in ("worker", "host", "alive", "carries", "serves"):
        table.add_column(heading)
    for each in workers:
        serves = (
            f"{', '.join(each['serves'].get('channels', []))} ({each['serves'].get('at_once', '?')} at once)"
        )
        alive = "yes" if each["alive"] else f"silent for {each['silent_s']:.0f} s"
        table.add_row(each["worker"], each["host"], alive, str(each["carries"]), serves)
    if workers:
        console.print(table)


def pause(campaign: _Campaign, reason: _Reason = "", json_: _Json = False) -> None:
    """Begin nothing new in a campaign; what goes on ends by itself.

    Example: `svartid pause town-award --reason "the switchboard asked us to"`

    Exit codes: 0 paused · 3 no such campaign.
    """
    _set(campaign, "paused", reason, json_)


def resume(
    campaign: _Campaign,
    touchpoint: Annotated[
        list[str] | None,
        typer.Option(help="Also release this touchpoint that was paused (organisation.touchpoint)."),
    ] = None,
    reason: _Reason = "",
    json_: _Json = False,
) -> None:
    """Let a campaign go on that was paused or stopped; workers take up what is due.

    Example: `svartid resume town-award --touchpoint fjordvik.switchboard`

    Exit codes: 0 it goes on · 3 no such campaign or touchpoint.
    """
    from results.setup import open_record

    open_record()
    from benchmark.fieldwork.control import release_touchpoint

    for name in touchpoint or ():
        release_touchpoint(name=name, actor=_actor())
    _set(campaign, "running", reason, json_)


def stop(campaign: _Campaign, reason: _Reason = "", json_: _Json = False) -> None:
    """Press the stop button: every call of the campaign ends within two seconds, on every worker.

    Calls cut off are `cancelled`; what was not begun waits for `svartid resume`.

    Example: `svartid stop town-award --reason "wrong number in the list"`

    Exit codes: 0 stopped · 3 no such campaign.
    """
    _set(campaign, "stopped", reason, json_)


def _set(name: str, state: Literal["running", "paused", "stopped"], reason: str, json_: bool) -> None:
    from results.setup import open_record

    open_record()
    from benchmark.fieldwork.control import find_campaign, set_state

    news = set_state(campaign=find_campaign(name), state=state, actor=_actor(), reason=reason)
    if json_:
        _print_json({"campaign": name, "state": state, "changed": news})
    else:
        typer.echo(f"{name} is {state}." if news else f"{name} was {state} already.")


def _show_campaign(console: Console, document: dict[str, Any]) -> None:
    mark = " (demonstration)" if document["demo"] else ""
    console.print(
        f"[bold]{document['campaign']}[/bold]{mark}: {document['state']} · {document['done']} of"
        f" {document['contacts']} contacts done · {document['minutes']:.1f} minutes of telephone"
    )
    for ending, count in document["endings"].items():
        console.print(f"  {count:6} {ending.replace('_', ' ')}")
    for name, why in document["paused_touchpoints"].items():
        console.print(f"  paused: {name} – {why}; `svartid resume … --touchpoint {name}` releases it")


def _trunk_of(file: Path | None) -> "Trunk":
    from probes.phone.own_means import read_trunk

    return read_trunk({"trunk": str(file)} if file else {})


def _known(option: str, given: list[str] | None, known: tuple[str, ...]) -> tuple[str, ...]:
    for each in given or ():
        if each not in known:
            raise typer.BadParameter(
                f"{each!r} is not known – choose from {', '.join(known)}", param_hint=option
            )
    return tuple(dict.fromkeys(given or known))


def _seconds(text: str) -> float:
    from pydantic_core import PydanticCustomError

    from scenarios.duration import Duration

    try:
        found = Duration.parse(text).seconds
    except PydanticCustomError as error:
        raise typer.BadParameter(f"{error.message()} (found {text!r})") from None
    if found < 1:
        raise typer.BadParameter(f"must be a second at least (found {text!r})")
    return found


def _actor() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "svartid"


def _print_json(value: object) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False, indent=1))
