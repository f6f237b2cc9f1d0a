import asyncio
import logging
import os
import shutil
import socket
from collections.abc import AsyncIterator, Collection
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmark.fieldwork.capabilities import Capabilities
from benchmark.fieldwork.carry_aside import TrialMeans
from benchmark.fieldwork.carry_practice import carry_practice
from benchmark.fieldwork.carry_rehearsals import carry_rehearsals
from benchmark.fieldwork.carry_trials import carry_trials
from benchmark.fieldwork.claim import LEASE_S
from benchmark.fieldwork.crew import Crew
from benchmark.fieldwork.delivery import AWAY, TICK_S, deliver, dispatch
from benchmark.fieldwork.desk import Desk
from benchmark.fieldwork.desk_memory import DeskMemory
from benchmark.fieldwork.errors import NothingToServe
from benchmark.fieldwork.housekeeping import keep_house
from benchmark.fieldwork.post_room import keep_post
from benchmark.fieldwork.pulse import BEATS
from benchmark.fieldwork.register import register_worker, sign_off
from probes.directory import Directory, read_directory
from probes.email.account import MailAccount
from probes.email.account_file import load_accounts
from probes.email.probe import EmailProbe
from probes.outcome import Outcome
from probes.phone.hearing import Hearing
from probes.phone.means import Means
from probes.phone.own_means import read_trunk
from probes.phone.probe import PhoneProbe
from probes.phone.speech import RobotVoice
from probes.probe import Probe, ProbeRequest, Recorder
from probes.registry import channels, load_probe
from results.models.words import IN_WRITING
from results.state import make_state_folder

if TYPE_CHECKING:
    from probes.browser.shared_chromium import SharedChromium

_LOG = logging.getLogger(__name__)


def own_label() -> str:
    """Return the label of a worker that was given none: the host and the process."""
    return f"{socket.gethostname()}-{os.getpid()}"[:64]


@asynccontextmanager
async def working(
    *,
    capabilities: Capabilities,
    label: str = "",
    trunk: Path | None = None,
    recordings: Path | None = None,
    lease_s: float = LEASE_S,
    tick_s: float = TICK_S,
    campaigns: Collection[int] | None = None,
) -> AsyncIterator[Crew]:
    """Be a worker: register, build the means of its channels, listen to the queue, dispatch what is due.

    Leaving it hangs up what still goes on, writes everything down and signs off. The record must be open
    (`results.setup.open_record`). `lease_s` is how long its silence counts as life. Raises WorkerRuns,
    NothingToServe, BadSettings, ChannelUnavailable.
    """
    label = label or own_label()
    asyncio.get_running_loop().set_exception_handler(_tell_shortly)
    async with AsyncExitStack() as stack:
        desk = Desk()
        stack.callback(desk.close)
        memory = DeskMemory(desk)
        allowed: list[str] = []
        directory = read_directory()
        accounts = _accounts(capabilities)
        probes: dict[str, Probe] = {}
        chromium: SharedChromium | None = None
        for channel in capabilities.channels:
            if channel == "phone":
                means = await _means(stack, memory, allowed, trunk, recordings)
                probes[channel] = PhoneProbe(means)
            elif channel in IN_WRITING and not accounts:
                raise NothingToServe(
                    f"nobody reads the answers to {channel} here: there is no mail account – set SVARTID_MAIL"
                    " to the file of your mail accounts (svartid mail check helps)"
                )
            elif channel == "email":
                probes[channel] = EmailProbe(accounts)
            elif channel in ("web_form", "chat"):
                if chromium is None:
                    chromium = await stack.enter_async_context(_shared_chromium())
                probes[channel] = _in_browser(channel, chromium, directory)
            elif channel in channels():
                probes[channel] = load_probe(channel)
            else:
                raise NothingToServe(
                    f"nobody can serve {channel} here (installed: {', '.join(channels())}) – name another"
                )
        capabilities = replace(capabilities, reach=tuple(directory.numbers))
        worker = await desk.do(lambda: register_worker(label=label, capabilities=capabilities))
        folder = make_state_folder() / "attempts" / label
        shutil.rmtree(folder, ignore_errors=True)
        crew = Crew(
            desk=desk,
            worker=worker,
            label=label,
            capabilities=capabilities,
            probes=probes,
            memory=memory,
            allowed=allowed,
            folder=folder,
            directory=directory,
            lease_s=lease_s,
            campaigns=campaigns,
            accounts=accounts,
        )
        grace_s = 3 * lease_s / BEATS
        tasks = [
            asyncio.create_task(deliver(crew, desk=desk, capabilities=capabilities)),
            asyncio.create_task(dispatch(desk=desk, actor=label, tick_s=tick_s, grace_s=grace_s)),
            asyncio.create_task(keep_house(desk=desk)),
        ]
        trials = TrialMeans(probes, memory, allowed, directory, accounts, folder)
        tasks.append(asyncio.create_task(carry_trials(crew, desk=desk, worker=worker, means=trials)))
        tasks.append(asyncio.create_task(carry_rehearsals(crew, desk=desk, means=trials)))
        tasks.append(asyncio.create_task(carry_practice(crew, desk=desk, worker=worker, means=trials)))
        if accounts:
            tasks.append(asyncio.create_task(keep_post(desk=desk, accounts=accounts, actor=label)))
        for task in tasks:
            task.add_done_callback(lambda done: _leave_if_fallen(done, crew))
        try:
            yield crew
        finally:
            await crew.close()
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await desk.do(lambda: sign_off(worker))
            with suppress(OSError):
                shutil.rmtree(folder)


def _tell_shortly(loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
    """Tell in a line what a library's task fell over beside everything, such as a database that went away."""
    error = context.get("exception")
    level = logging.INFO if isinstance(error, AWAY) else logging.WARNING
    _LOG.log(level, "%s (%s)", context.get("message", "a task fell"), type(error).__name__)
    _LOG.debug("in %s", loop, exc_info=error)


def _leave_if_fallen(task: asyncio.Task[None], crew: Crew) -> None:
    """A worker that hears of nothing any more must not look alive."""
    if not task.cancelled() and (error := task.exception()) is not None:
        _LOG.error("this worker cannot go on (%s: %s)", type(error).__name__, error)
        crew.closing = True


def _accounts(capabilities: Capabilities) -> tuple[MailAccount, ...]:
    """Our mail accounts, where a channel is served whose answer comes by mail."""
    if not set(capabilities.channels) & set(IN_WRITING):
        return ()
    return load_accounts()


def _shared_chromium() -> "SharedChromium":
    from probes.browser.shared_chromium import SharedChromium  # the browser's driver, only where it is needed

    return SharedChromium()


def _in_browser(channel: str, chromium: "SharedChromium", directory: Directory) -> Probe:
    """Return the probe of a channel that lives in the worker's one browser."""
    if channel == "chat":
        from probes.chat.probe import ChatProbe

        return ChatProbe(chromium.lend)
    from probes.web_form.probe import WebFormProbe

    async def send_form(request: ProbeRequest, recorder: Recorder) -> Outcome:
        async with chromium.lend() as browser:
            return await WebFormProbe(browser, addresses=directory.numbers)(request, recorder)

    return send_form


async def _means(
    stack: AsyncExitStack,
    memory: DeskMemory,
    allowed: list[str],
    trunk: Path | None,
    recordings: Path | None,
) -> Means:
    from probes.phone.engine.lines import PhoneLines

    options = {"trunk": str(trunk)} if trunk else {}
    lines = await stack.enter_async_context(PhoneLines(read_trunk(options), allowed=allowed))
    ears = await stack.enter_async_context(Hearing())
    voice = RobotVoice(recordings=recordings)
    stack.callback(voice.close)
    return Means(lines, ears, voice, memory)
