import asyncio
import tempfile
from collections.abc import Callable, Sequence
from contextlib import AbstractAsyncContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

from probes.attempt import run_attempt
from probes.phone.aftermath import FEATURES
from probes.phone.means import Means
from probes.phone.probe import PhoneProbe
from probes.probe import ProbeRequest
from probes.recorder import Watcher
from probes.sandbox.catalogue import TownCentre
from probes.timeline import Timeline
from scenarios.enquiry import Enquiry


@dataclass(frozen=True, slots=True)
class PlannedCall:
    """A call to be made at a centre of the town. Limits in seconds, counted from the INVITE."""

    centre: TownCentre
    enquiry: Enquiry
    mode: str = "automatic"
    wait_limit_s: float = 45.0
    talk_limit_s: float = 60.0


@dataclass(frozen=True, slots=True)
class MadeCall:
    """A call that was made: its plan, its timeline, and the features to hear it again by, if it had sound."""

    planned: PlannedCall
    timeline: Timeline = field(repr=False)
    features: bytes | None = field(default=None, repr=False)


async def make_calls(
    planned: Sequence[PlannedCall],
    means: Means,
    *,
    at_once: int,
    together: bool = False,
    evidence: Path | None = None,
    watcher: Callable[[PlannedCall], Watcher] | None = None,
    done: Callable[[MadeCall], None] | None = None,
) -> list[MadeCall]:
    """Make the calls, `at_once` at a time and never two at once at one centre, as in a campaign.

    `together` lifts the second rule, for a load test of a centre made for it.
    Evidence goes to `evidence/<centre>-<number>/`, or nowhere that lasts. Returns the calls in the
    order of their plan.
    """
    room = asyncio.Semaphore(at_once)
    touchpoints: dict[str, AbstractAsyncContextManager[None]] = {
        call.centre.behaviour.id: nullcontext() if together else asyncio.Lock() for call in planned
    }
    probe = PhoneProbe(means)
    with tempfile.TemporaryDirectory(prefix="svartid-") as passing:
        folder = evidence or Path(passing)

        async def make(number: int, call: PlannedCall) -> MadeCall:
            async with touchpoints[call.centre.behaviour.id], room:
                request = _request(call, folder / f"{call.centre.behaviour.id}-{number:03d}")
                timeline = await run_attempt(probe, request, watcher=watcher(call) if watcher else None)
                made = MadeCall(call, timeline, _features(request.evidence))
                if done:
                    done(made)
                return made

        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(make(number, call)) for number, call in enumerate(planned)]
        return [task.result() for task in tasks]


def _features(evidence: Path) -> bytes | None:
    path = evidence / FEATURES
    return path.read_bytes() if path.exists() else None


def _request(call: PlannedCall, evidence: Path) -> ProbeRequest:
    organisation = call.centre.organisation
    spoken = call.centre.behaviour.languages[0]
    return ProbeRequest(
        organisation=organisation,
        touchpoint=call.centre.touchpoint,
        enquiry=call.enquiry,
        evidence=evidence,
        language=spoken if spoken in {"nb", "nn", "sv", "da", "fi", "en"} else "en",
        wait_limit_s=call.wait_limit_s,
        talk_limit_s=call.talk_limit_s,
        deadline_s=call.wait_limit_s + call.talk_limit_s + 30.0,
        # A centre of the town passes calls on to its own users, at its own address.
        allowed=("127.0.0.1",),
        options=MappingProxyType({"mode": call.mode}),
    )
