"""Test contacts carried by a worker, beside its campaigns."""

import asyncio
import logging
from functools import partial
from pathlib import Path

from benchmark.fieldwork.carry_aside import TrialMeans, carry_aside
from benchmark.fieldwork.crew import Clock, Crew, wall_clock
from benchmark.fieldwork.delivery import AWAY, TICK_S
from benchmark.fieldwork.desk import Desk
from benchmark.fieldwork.errors import NotTried
from benchmark.fieldwork.trial import claim_trial
from probes.email.token import new_token
from probes.errors import BadSettings
from probes.named import named_enquiry
from probes.phone.call_request import REACHING, Callee, may_be_reached
from probes.phone.conversation.plan import Mode, mode_of
from probes.probe import ProbeRequest
from results.keep_document import read_document
from results.models import Trial
from results.models.words import IN_WRITING
from scenarios.enquiry import Enquiry
from scenarios.organisation import Organisation
from scenarios.touchpoint import PhoneTouchpoint

LONGEST_S = 300.0
"""How long a person is waited for, and as long again talked with. Project's own choice."""

_LOG = logging.getLogger(__name__)


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
    request = partial(_request, trial, means)
    point = trial.touchpoint
    await carry_aside(trial, request, channel=point.channel, address=point.address,
                      crew=crew, desk=desk, means=means)  # fmt: skip


def _request(trial: Trial, means: TrialMeans, folder: Path) -> ProbeRequest:
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
