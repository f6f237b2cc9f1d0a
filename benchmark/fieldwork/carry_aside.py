"""A contact beside every campaign, carried by a worker from its claim to its end."""

import asyncio
import shutil
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmark.fieldwork.aside import beat_aside, end_aside, refuse_aside
from benchmark.fieldwork.crew import Crew, measured_by
from benchmark.fieldwork.delivery import AWAY
from benchmark.fieldwork.desk import Desk
from benchmark.fieldwork.desk_memory import DeskMemory
from benchmark.fieldwork.errors import NotTried
from benchmark.fieldwork.finish import own_fault
from benchmark.fieldwork.phase import BEGUN, next_phase
from probes.attempt import run_attempt
from probes.directory import Directory
from probes.email.account import MailAccount
from probes.email.awaiting import is_awaiting
from probes.errors import ProbeError
from probes.event import Event
from probes.probe import Probe, ProbeRequest
from results.keep_timeline import storable
from results.models.aside import Aside

BEAT_S = 0.5
"""How soon it hears that it shall stop, and its page what goes on."""


@dataclass(slots=True)
class TrialMeans:
    """What a worker makes contacts with; `allowed` is the list that its telephone dials by."""

    probes: Mapping[str, Probe]
    memory: DeskMemory
    allowed: list[str]
    directory: Directory
    accounts: Sequence[MailAccount]
    folder: Path


async def carry_aside(
    row: Aside,
    request_in: Callable[[Path], ProbeRequest],
    *,
    channel: str,
    address: str,
    crew: Crew,
    desk: Desk,
    means: TrialMeans,
) -> None:
    """Make it, tell its page what goes on, and write down what it came to.

    `request_in` reads from the record what is asked of the probe, given a folder of its own; what it refuses
    (ProbeError, NotTried) is written down. `address` joins what the worker's telephone may dial.
    """
    folder = means.folder / f"{row.kind()}-{row.pk}"
    try:
        request = await desk.do(partial(request_in, folder))
    except (ProbeError, NotTried) as error:
        reason = str(error)
        await desk.do(lambda: refuse_aside(row, reason=reason))
        return
    means.allowed += [each for each in (address,) if each not in means.allowed]
    await means.memory.fetch(f"{request.organisation.organisation}.{request.touchpoint}")
    stop, seen = asyncio.Event(), _Seen()
    beating = asyncio.create_task(_beat(row, crew, desk, seen, stop))
    try:
        timeline = await run_attempt(
            means.probes[channel], request, channel=channel, watcher=seen.watch, stop=stop
        )
        measured = await asyncio.to_thread(measured_by, timeline)
    except asyncio.CancelledError:
        await desk.do(lambda: refuse_aside(row, reason="its worker was told to end"))
        raise
    finally:
        beating.cancel()
        with suppress(asyncio.CancelledError):
            await beating
        shutil.rmtree(folder, ignore_errors=True)
    assert timeline.outcome is not None
    # What is asked in writing ends here: that the question went out is what can be told at once.
    outcome = "no_reply" if is_awaiting(timeline) else timeline.outcome.value
    end = partial(
        end_aside,
        row,
        outcome=outcome,
        document=storable(timeline.to_document()),
        measurements=[one.to_document() for one in measured],
        fault=own_fault(timeline),
    )
    await desk.do(end)


@dataclass(slots=True)
class _Seen:
    phase: str = BEGUN

    def watch(self, event: Event, _stored: bool) -> None:
        self.phase = next_phase(self.phase, event)


async def _beat(row: Aside, crew: Crew, desk: Desk, seen: _Seen, stop: asyncio.Event) -> None:
    while True:
        with suppress(*AWAY):
            if crew.closing or await desk.do(partial(beat_aside, row, phase=seen.phase)):
                stop.set()
        await asyncio.sleep(BEAT_S)
