"""The fieldwork of a demonstration: the town starts, and a worker carries the campaign out in it."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

from rich.console import Console

from benchmark.editions.demonstration.town_log import new_truth_folder
from benchmark.fieldwork.capabilities import Capabilities
from benchmark.fieldwork.control import begin_campaign, campaign_channels, why_not_running
from benchmark.fieldwork.crew import Crew
from benchmark.fieldwork.own_channels import own_channels
from benchmark.fieldwork.progress import LiveProgress
from benchmark.fieldwork.run_campaign import Run, run_campaign
from benchmark.fieldwork.status import CampaignStatus
from dashboards.demonstration.errors import DemoFailed
from probes.sandbox.running_town import running_town
from probes.state import state_folder
from results.models import Campaign

MAIL_PACE = 4800.0
"""Seconds that pass for the town's mailboxes in one of ours: a day in 18 s. The
demonstration's clock; what was measured by it is marked. Project's own choice."""
_TOLD_EVERY_S = 20.0


async def carry_out(
    *, campaign: Campaign, organisations: list[str], place: Path, seed: int, at_once: int, console: Console
) -> Run:
    """Start the organisations of the town and work until every contact that can be made here has ended.

    Telephone and chat go in real time, letters by the demonstration's clock. `place` keeps the town's log.
    Raises BadSettings if another town runs here, DemoFailed if an evaluator stopped the campaign.
    """
    from asgiref.sync import sync_to_async

    state = state_folder()
    truth = new_truth_folder(place)
    console.print(
        f"Starting {len(organisations)} organisations of the practice town … (Ctrl-C: calls end by"
        " themselves, and next time it goes on there; twice: they are hung up)",
        highlight=False,
    )
    async with running_town(
        centres=organisations, seed=seed, state=state, truth=truth, sites=True, post_pace=MAIL_PACE
    ):
        serves, run_state = await sync_to_async(_prepared)(campaign, console)
        if run_state != "running":
            raise DemoFailed(await sync_to_async(why_not_running)(campaign))
        with LiveProgress(console, clock="demonstration clock") as live:
            return await run_campaign(
                campaign=campaign,
                capabilities=Capabilities(channels=serves, at_once=at_once),
                show=live.show if console.is_terminal else _lines(console),
            )


def _prepared(campaign: Campaign, console: Console) -> tuple[tuple[str, ...], str]:
    """What can be served here, now that the town's mailboxes are there; what cannot is told."""
    wanted, lacks = campaign_channels(campaign), own_channels()
    for channel in wanted:
        if lack := lacks.get(channel, "it is not installed"):
            console.print(f"Left out: {channel} – {lack}", style="yellow", highlight=False)
    serves = tuple(each for each in wanted if not lacks.get(each, "missing"))
    if not serves:
        raise DemoFailed("no channel can be served on this machine – `svartid doctor` says what it lacks")
    return serves, begin_campaign(campaign=campaign, actor="svartid demo")


def _lines(console: Console) -> Callable[[CampaignStatus, Crew], None]:
    """Tell now and then how far it is, where no terminal shows it."""
    told = time.monotonic()

    def show(status: CampaignStatus, crew: Crew) -> None:
        nonlocal told
        if time.monotonic() - told >= _TOLD_EVERY_S:
            told = time.monotonic()
            console.print(
                f"  {status.done} of {status.contacts} contacts done, {len(crew.running)} going on",
                highlight=False,
            )

    return show
