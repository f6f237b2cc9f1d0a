"""Test contacts carried by a worker, beside its campaigns."""

import asyncio
import logging
import shutil
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from benchmark.fieldwork.crew import Clock, Crew, measured_by, wall_clock
from benchmark.fieldwork.delivery import AWAY, TICK_S
from benchmark.fieldwork.desk import Desk
from benchmark.fieldwork.desk_memory import DeskMemory
from benchmark.fieldwork.errors import NotTried
from benchmark.fieldwork.finish import own_fault
from benchmark.fieldwork.phase import BEGUN, next_phase
from benchmark.fieldwork.trial import beat_trial, claim_trial, end_trial, refuse_trial
from probes.attempt import run_attempt
from probes.directory import Directory
from probes.email.account import MailAccount
from probes.email.awaiting import is_awaiting
from probes.email.token import new_token
from probes.errors import BadSettings, ProbeError
from probes.event import Event
from probes.named import named_enquiry
from probes.phone.call_request import REACHING, Callee, may_be_reached
from probes.phone.conversation.plan import Mode, mode_of
from probes.probe import Probe, ProbeRequest
from results.keep_document import read_document
from results.keep_timeline import storable
from results.models import Trial
from results.models.words import IN_WRITING
from scenarios.enquiry import Enquiry
from scenarios.organisation import Organisation
from scenarios.touchpoint import PhoneTouchpoint

BEAT_S = 0.5
"""How soon a test contact hears that it shall stop, and its page what goes on."""

LONGEST_S = 300.0
"""How long a person is waited for, and as long again talked with. Project's own choice."""

_LOG = logging.getLogger(__name__)


@dataclass(slots=True)
class TrialMeans:
    """What a worker makes contacts with; `allowed` is the list that its telephone dials by."""

    probes: Mapping[str, Probe]
    memory: DeskMemory
    allowed: list[str]
    directory: Directory
    accounts: Sequence[MailAccount]
    folder: Path


async def carry_trials(
    crew: Crew,
    *,
    desk: Desk,
    worker: int,
    means: TrialMeans,
    tick_s: float = TICK_S,
    clock: Clock = wall_clock,
) -> None:
    """Make test contacts, one after the other, as they are asked for, until cancelled."""
    while not crew.closing:
        try:
            claim = partial(claim_trial, worker=worker, capabilities=crew.capabilities, now=clock())
            trial = await desk.do(claim)
            if trial is not None:
                await _carry(trial, crew, desk, means)
        except AWAY as error:
            _LOG.info("test contacts wait for the record (%s)", type(error).__name__)
        except Exception as error:  # noqa: BLE001 - one test contact must not end the worker
            _LOG.error("a test contact could not be carried (%s: %s)", type(error).__name__, error)
        await asyncio.sleep(tick_s)


async def _carry(trial: Trial, crew: Crew, desk: Desk, means: TrialMeans) -> None:
    folder = means.folder / f"trial-{trial.pk}"
    try:
        request = await desk.do(partial(_request, trial, folder, means))
    except (ProbeError, NotTried) as error:
        reason = str(error)
        await desk.do(lambda: refuse_trial(trial.pk, reason=reason))
        return
    means.allowed += [each for each in (trial.touchpoint.address,) if each not in means.allowed]
    await means.memory.fetch(f"{request.organisation.organisation}.{request.touchpoint}")
    channel, stop = trial.touchpoint.channel, asyncio.Event()
    seen = _Seen()
    beating = asyncio.create_task(_beat(trial.pk, crew, desk, seen, stop))
    try:
        timeline = await run_attempt(
            means.probes[channel], request, channel=channel, watcher=seen.watch, stop=stop
        )
        measured = await asyncio.to_thread(measured_by, timeline)
    except asyncio.CancelledError:
        await desk.do(lambda: refuse_trial(trial.pk, reason="its worker was told to end"))
        raise
    finally:
        beating.cancel()
        with suppress(asyncio.CancelledError):
            await beating
        shutil.rmtree(folder, ignore_errors=True)
    assert timeline.outcome is not None
    # What is asked in writing ends here: that the question went out is what a test can tell at once.
    outcome = "no_reply" if is_awaiting(timeline) else timeline.outcome.value
    end = partial(
        end_trial,
        trial.pk,
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


async def _beat(trial: int, crew: Crew, desk: Desk, seen: _Seen, stop: asyncio.Event) -> None:
    while True:
        with suppress(*AWAY):
            if crew.closing or await desk.do(partial(beat_trial, trial, phase=seen.phase)):
                stop.set()
        await asyncio.sleep(BEAT_S)


def _request(trial: Trial, folder: Path, means: TrialMeans) -> ProbeRequest:
    row = trial.touchpoint.organisation.document
    organisation = read_document(row) if row is not None else None
    if not isinstance(organisation, Organisation):
        raise NotTried("its organisation came without a description; import it anew", "unknown")
    enquiry = named_enquiry(trial.enquiry) if trial.enquiry else REACHING
    point = organisation.touchpoints[trial.touchpoint.slug]
    allowed: tuple[str, ...] = (trial.touchpoint.address,)
    options: dict[str, object] = {}
    if isinstance(point, PhoneTouchpoint):
        point = point.model_copy(update={"phone": trial.touchpoint.address})
        points = {**organisation.touchpoints, trial.touchpoint.slug: point}
        organisation = organisation.model_copy(update={"touchpoints": points})
        allowed = may_be_reached(Callee(organisation, trial.touchpoint.slug, point.phone), means.directory)
        options["mode"] = _mode(enquiry).value
    elif not trial.enquiry:
        raise BadSettings("an enquiry is needed where something is written")
    if trial.touchpoint.channel in IN_WRITING and means.accounts:
        account = means.accounts[0]
        # An address of its own: an answer to it belongs to no attempt and goes to the tray.
        options |= {"reply_address": account.address_for(new_token()), "mailbox": account.name}
    return ProbeRequest(
        organisation,
        trial.touchpoint.slug,
        enquiry,
        folder,
        language=trial.language,
        wait_limit_s=LONGEST_S,
        talk_limit_s=LONGEST_S,
        deadline_s=2 * LONGEST_S + 60.0,
        allowed=allowed,
        options=options,
    )


def _mode(enquiry: Enquiry) -> Mode:
    own = mode_of(enquiry)
    return Mode.AUTOMATIC if own is Mode.BRIDGED else own
