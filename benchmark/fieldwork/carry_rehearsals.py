"""Rehearsals carried by a worker, beside its campaigns: bridged calls into the practice town."""

import asyncio
import logging
import shutil
from contextlib import suppress
from functools import partial
from pathlib import Path

from benchmark.fieldwork.as_asked import carry_as_asked
from benchmark.fieldwork.book import enquiry_of
from benchmark.fieldwork.carry_aside import TrialMeans
from benchmark.fieldwork.crew import Crew
from benchmark.fieldwork.delivery import AWAY, TICK_S
from benchmark.fieldwork.desk import Desk
from benchmark.fieldwork.errors import NotTried
from benchmark.fieldwork.finish import own_fault
from benchmark.fieldwork.picture import Picture, next_picture
from benchmark.fieldwork.rehearsal import Asked, beat_rehearsal, end_rehearsal, take_rehearsal
from probes.attempt import run_attempt
from probes.directory import SHOPPER, Directory, Entry, read_directory
from probes.errors import ProbeError
from probes.event import Event
from probes.named import named_organisation
from probes.phone.call_request import Callee, may_be_reached
from probes.phone.conversation.plan import Mode
from probes.probe import ProbeRequest
from results.keep_timeline import storable
from results.models import Contact
from scenarios.organisation import Organisation
from scenarios.touchpoint import PhoneTouchpoint

_AT_ONCE = 4
"""Rehearsals of one worker at a time; the campaigns' calls come first. Project's own choice."""

_WAIT_S, _TALK_S = 180.0, 300.0
"""The longest wait and talk of a rehearsal. Project's own choice."""

_BEAT_S = 0.4
_LOG = logging.getLogger(__name__)


async def carry_rehearsals(crew: Crew, *, desk: Desk, means: TrialMeans, tick_s: float = TICK_S) -> None:
    """Make rehearsals as they are asked for, until cancelled."""
    if "phone" not in means.probes:
        return
    await carry_as_asked(
        crew,
        take=partial(desk.do, take_rehearsal),
        carry=partial(_carry, crew=crew, desk=desk, means=means),
        at_once=_AT_ONCE,
        tick_s=tick_s,
        what="rehearsals",
    )


async def _carry(asked: Asked, *, crew: Crew, desk: Desk, means: TrialMeans) -> None:
    folder = means.folder / f"rehearsal-{asked.rehearsal}"
    try:
        request = await desk.do(partial(_request, asked, folder))
        means.allowed += [each for each in _dials(request) if each not in means.allowed]
        await _call(asked, request, crew, desk, means)
    except NotTried as error:
        why = error.why
        await desk.do(lambda: end_rehearsal(asked.rehearsal, error=why))
    except (*AWAY, ProbeError) as error:
        _LOG.warning("a rehearsal could not be carried (%s: %s)", type(error).__name__, error)
        with suppress(*AWAY):
            await desk.do(lambda: end_rehearsal(asked.rehearsal, error="lost"))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


async def _call(asked: Asked, request: ProbeRequest, crew: Crew, desk: Desk, means: TrialMeans) -> None:
    await means.memory.fetch(f"{request.organisation.organisation}.{request.touchpoint}")
    seen, leave = _Seen(), asyncio.Event()
    beating = asyncio.create_task(_beat(asked, request, crew, desk, seen, leave))
    try:
        timeline = await run_attempt(
            means.probes["phone"], request, channel="phone", watcher=seen.watch, leave=leave
        )
    finally:
        beating.cancel()
        with suppress(asyncio.CancelledError):
            await beating
    assert timeline.outcome is not None
    end = partial(
        end_rehearsal,
        asked.rehearsal,
        outcome=timeline.outcome.value,
        error=own_fault(timeline),
        timeline=storable(timeline.to_document()),
    )
    await desk.do(end)


class _Seen:
    def __init__(self) -> None:
        self.picture = Picture()

    def watch(self, event: Event, _stored: bool) -> None:
        self.picture = next_picture(self.picture, event)


async def _beat(
    asked: Asked, request: ProbeRequest, crew: Crew, desk: Desk, seen: _Seen, leave: asyncio.Event
) -> None:
    partner = request.organisation.name
    while True:
        with suppress(*AWAY):
            beat = partial(beat_rehearsal, asked.rehearsal, picture=seen.picture, partner=partner)
            if crew.closing or await desk.do(beat):
                leave.set()
        await asyncio.sleep(_BEAT_S)


def _request(asked: Asked, folder: Path) -> ProbeRequest:
    contact = Contact.objects.select_related("shopper", "organisation__klass").get(pk=asked.contact)
    directory = read_directory()
    entry, organisation = _partner(contact, directory, number=asked.rehearsal)
    shopper = contact.shopper
    assert shopper is not None
    point = organisation.touchpoints[entry.touchpoint]
    assert isinstance(point, PhoneTouchpoint)
    points = {**organisation.touchpoints, entry.touchpoint: point.model_copy(update={"phone": entry.uri})}
    # Under a name of its own: what is learnt in a rehearsal must not be taken for the organisation's.
    own = {"organisation": f"rehearsal-{organisation.organisation}", "touchpoints": points}
    return ProbeRequest(
        organisation.model_copy(update=own),
        entry.touchpoint,
        enquiry_of(contact.enquiry_id),
        folder,
        language=contact.language,
        wait_limit_s=_WAIT_S,
        talk_limit_s=_TALK_S,
        deadline_s=_WAIT_S + _TALK_S + 60.0,
        allowed=may_be_reached(Callee(organisation, entry.touchpoint, entry.uri), directory),
        options={
            "mode": Mode.BRIDGED.value,
            "shopper": directory.numbers.get(shopper.phone, shopper.phone),
        },
    )


def _partner(contact: Contact, directory: Directory, *, number: int) -> tuple[Entry, Organisation]:
    """Return an organisation of the running town to practise with: of the same class if there is one."""
    found = []
    for entry in directory.entries:
        if entry.organisation == SHOPPER or not entry.uri.startswith("sip:"):
            continue
        with suppress(ProbeError):
            organisation = named_organisation(entry.organisation)
            if isinstance(organisation.touchpoints.get(entry.touchpoint), PhoneTouchpoint):
                found.append((entry, organisation))
    if not found:
        raise NotTried("no practice town runs here", "no_town")
    speaking = [each for each in found if contact.language in each[1].spoken] or found
    alike = [each for each in speaking if each[1].class_ == contact.organisation.klass.slug] or speaking
    return alike[number % len(alike)]


def _dials(request: ProbeRequest) -> tuple[str, str]:
    return request.organisation.phone(request.touchpoint).phone, str(request.options["shopper"])
