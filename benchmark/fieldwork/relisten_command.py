"""`svartid relisten`."""

import getpass
import json
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn


def relisten(
    campaign: Annotated[str, typer.Argument(help="The campaign's name in the record.")],
    json_: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Hear a campaign's calls again beside one another, from their kept features.

    In a first call nobody can be sure what is a recording; in the tenth it has been heard nine times. What
    sounds the same in two calls to a touchpoint is one in both. A timeline that is heard otherwise now
    stands beside the old one and counts from now on; scores are computed anew by `svartid score`. `svartid
    run` does this by itself when a campaign is done; nothing is dialled.

    Example: `svartid relisten town-award-demo`

    Exit codes: 0 done · 3 no such campaign.
    """
    from results.setup import open_record

    open_record()
    from benchmark.fieldwork.control import find_campaign
    from benchmark.fieldwork.second_hearing import hear_campaign_again

    stored = find_campaign(campaign)
    columns = (TextColumn("touchpoints heard again"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True, disable=json_) as progress:
        task = progress.add_task("touchpoints", total=None)
        heard = hear_campaign_again(
            campaign=stored,
            actor=getpass.getuser(),
            progress=lambda done, total: progress.update(task, completed=done, total=total),
        )
    if json_:
        typer.echo(json.dumps({"campaign": stored.slug, "calls": heard.calls, "renewed": heard.renewed}))
    else:
        typer.echo(f"{stored.slug}: {heard.calls} calls heard again, {heard.renewed} heard otherwise now.")
