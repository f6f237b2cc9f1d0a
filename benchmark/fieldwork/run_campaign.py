import asyncio
import signal
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from benchmark.fieldwork.capabilities import Capabilities
from benchmark.fieldwork.claim import LEASE_S
from benchmark.fieldwork.crew import Crew
from benchmark.fieldwork.desk import Desk
from benchmark.fieldwork.second_hearing import hear_campaign_again
from benchmark.fieldwork.status import CampaignStatus, campaign_status, left_for, why_waiting
from benchmark.fieldwork.worker import working
from results.models import Campaign

_LOOK_S = 0.7

Show = Callable[[CampaignStatus, Crew], None]


@dataclass(frozen=True, slots=True)
class Run:
    """How a run ended: what is left for workers that can serve more, and whether it was interrupted."""

    status: CampaignStatus
    waiting: int
    waits_for: dict[str, int]
    """What stands in the way of those that wait, with how many."""
    interrupted: bool


async def run_campaign(
    *,
    campaign: Campaign,
    capabilities: Capabilities,
    label: str = "",
    trunk: Path | None = None,
    recordings: Path | None = None,
    lease_s: float = LEASE_S,
    show: Show | None = None,
) -> Run:
    """Work on one campaign until nothing is left that this machine can serve, or until interrupted.

    SIGINT or SIGTERM: nothing new is begun, what goes on ends by itself; the second one hangs up at once.
    A campaign that is stopped ends the run, one that is paused is waited for. When all is done here the
    calls of each touchpoint are heard again beside one another.
    """
    desk = Desk()
    interrupted = asyncio.Event()
    try:
        async with working(
            capabilities=capabilities,
            label=label,
            trunk=trunk,
            recordings=recordings,
            lease_s=lease_s,
            tick_s=_LOOK_S,
            campaigns=[campaign.pk],
        ) as crew:
            with leaving_by_signal(crew, interrupted):
                await _until_done(campaign, crew, desk, interrupted, show)
                await crew.drain()
        if not interrupted.is_set():
            await desk.do(lambda: hear_campaign_again(campaign=campaign, actor="svartid"))
        status = await desk.do(lambda: campaign_status(campaign))
        if show is not None:
            show(status, crew)
        mine, others = await desk.do(lambda: left_for(campaign.pk, capabilities=crew.capabilities))
        waits_for = await desk.do(lambda: why_waiting(campaign.pk, capabilities=crew.capabilities))
        return Run(status, mine + others, waits_for, interrupted.is_set())
    finally:
        desk.close()


async def _until_done(
    campaign: Campaign, crew: Crew, desk: Desk, interrupted: asyncio.Event, show: Show | None
) -> None:
    while not interrupted.is_set():
        status = await desk.do(lambda: campaign_status(campaign))
        if show is not None:
            show(status, crew)
        mine, _ = await desk.do(lambda: left_for(campaign.pk, capabilities=crew.capabilities))
        if mine == 0 or status.state == "stopped" or crew.closing:
            return
        with suppress(TimeoutError):
            await asyncio.wait_for(interrupted.wait(), _LOOK_S)


class leaving_by_signal:  # noqa: N801 - a context manager, used like a function
    """While it lasts, the first SIGINT or SIGTERM sets `told` and closes the crew; the second hangs up."""

    def __init__(self, crew: Crew, told: asyncio.Event, *, grace_s: float | None = None) -> None:
        self._crew = crew
        self._told = told
        self._grace_s = grace_s
        self._loop = asyncio.get_running_loop()

    def __enter__(self) -> None:
        for number in (signal.SIGINT, signal.SIGTERM):
            self._loop.add_signal_handler(number, self._take)

    def __exit__(self, *_: object) -> None:
        for number in (signal.SIGINT, signal.SIGTERM):
            self._loop.remove_signal_handler(number)

    def _take(self) -> None:
        if self._told.is_set():
            self._crew.hang_up()
            return
        self._told.set()
        self._crew.closing = True
        if self._grace_s is not None:
            self._loop.call_later(self._grace_s, self._crew.hang_up)
