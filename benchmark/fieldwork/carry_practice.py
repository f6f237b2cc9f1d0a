"""Practice calls carried by a worker, beside its campaigns: the citizen is the robot, and the phone rings."""

import logging
from functools import partial
from pathlib import Path

from benchmark.fieldwork.as_asked import carry_as_asked
from benchmark.fieldwork.carry_aside import TrialMeans, carry_aside
from benchmark.fieldwork.crew import Crew
from benchmark.fieldwork.delivery import AWAY, TICK_S
from benchmark.fieldwork.desk import Desk
from benchmark.fieldwork.practice import claim_practice
from probes.named import named_enquiry
from probes.phone.conversation.plan import Mode
from probes.probe import ProbeRequest
from results.models import PracticeCall
from scenarios.organisation import Organisation

_RINGS_S, _TALK_S = 60.0, 300.0
"""How long it rings, and the longest talk. Project's own choice."""

_AT_ONCE = 4
"""Practice calls of one worker at a time; the campaigns' calls come first. Project's own choice."""

_LOG = logging.getLogger(__name__)


async def carry_practice(
    crew: Crew, *, desk: Desk, worker: int, means: TrialMeans, tick_s: float = TICK_S
) -> None:
    """Make practice calls as they are asked for, until cancelled."""
    if "phone" not in means.probes:
        return
    claim = partial(claim_practice, worker=worker, capabilities=crew.capabilities)
    await carry_as_asked(
        crew,
        take=partial(desk.do, claim),
        carry=partial(_carry, crew=crew, desk=desk, means=means),
        at_once=_AT_ONCE,
        tick_s=tick_s,
        what="practice calls",
    )


async def _carry(call: PracticeCall, *, crew: Crew, desk: Desk, means: TrialMeans) -> None:
    means.memory.never_learn(f"practice-{call.pk}.phone")
    try:
        await carry_aside(call, partial(_request, call), channel="phone", address=call.address,
                          crew=crew, desk=desk, means=means)  # fmt: skip
    except AWAY as error:
        _LOG.warning("a practice call could not be carried (%s)", type(error).__name__)


def _request(call: PracticeCall, folder: Path) -> ProbeRequest:
    own = call.phone.organisation
    # Under a name of its own: what is heard here is nobody's recording, and not the organisation's.
    whom = Organisation.model_validate(
        {
            "organisation": f"practice-{call.pk}",
            "name": own.name,
            "class": own.klass.slug,
            "country": own.country,
            "touchpoints": {"phone": {"phone": call.address}},
        }
    )
    return ProbeRequest(
        whom,
        "phone",
        named_enquiry(call.enquiry),
        folder,
        language=call.language,
        wait_limit_s=_RINGS_S,
        talk_limit_s=_TALK_S,
        deadline_s=_RINGS_S + _TALK_S + 60.0,
        # Nowhere else: a phone that passes the citizen on would ring somebody who has not asked for it.
        allowed=(call.address,),
        options={"mode": Mode.AUTOMATIC.value},
    )
