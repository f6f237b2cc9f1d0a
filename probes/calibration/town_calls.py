from collections.abc import AsyncIterator, Iterable
from contextlib import AsyncExitStack, asynccontextmanager

from probes.calibration.calls import MadeCall, PlannedCall
from probes.calibration.comparison import Comparison, compare
from probes.calibration.true_call import TrueCall
from probes.calibration.truth_reader import read_calls
from probes.errors import BadDocument
from probes.event import EventKind
from probes.phone.conversation.plan import Mode, mode_of
from probes.phone.engine.lines import PhoneLines
from probes.phone.hearing import Hearing
from probes.phone.means import Means
from probes.phone.sound.memories import ShortMemory
from probes.phone.speech import RobotVoice
from probes.phone.trunk import Trunk
from probes.sandbox.catalogue import TownCentre
from probes.sandbox.running_town import Town
from scenarios.enquiry import Enquiry
from scenarios.library_path import library_files
from scenarios.load import load_enquiry


@asynccontextmanager
async def town_means(town: Town, *, hearing_processes: int | None = None) -> AsyncIterator[Means]:
    """Build what calls to the town are made with; the memory of its recordings starts empty."""
    async with AsyncExitStack() as stack:
        trunk = Trunk(name="town", directory=town.directory.numbers)
        lines = await stack.enter_async_context(PhoneLines(trunk))
        ears = await stack.enter_async_context(Hearing(processes=hearing_processes))
        voice = RobotVoice()
        stack.callback(voice.close)
        yield Means(lines=lines, ears=ears, voice=voice, memory=ShortMemory())


def plan_calls(
    centres: Iterable[TownCentre], *, rounds: int = 1, wait_limit_s: float = 45.0, talk_limit_s: float = 60.0
) -> list[PlannedCall]:
    """Plan `rounds` calls at each centre, each with an enquiry of its class that the robot can ask itself.

    The first round comes first for all centres, so that a short run has met every behaviour.
    """
    enquiries = [load_enquiry(path) for path in library_files("enquiry")]
    centres = list(centres)
    return [
        PlannedCall(
            centre,
            _enquiry(centre, enquiries, number),
            wait_limit_s=wait_limit_s,
            talk_limit_s=talk_limit_s,
        )
        for number in range(rounds)
        for centre in centres
    ]


def true_call(town: Town, made: MadeCall) -> TrueCall:
    """Return what the town says of a made call. Raises BadDocument if the town never saw it."""
    centre = made.planned.centre.behaviour.id
    dialled = made.timeline.first(EventKind.DIALLED)
    call_id = None if dialled is None else str(dialled.detail.get("call_id"))
    truth = read_calls(town.truth(centre)).get(call_id or "")
    if truth is None:
        raise BadDocument(f"{centre}: the town's log holds no call {call_id}")
    return truth


def compare_call(town: Town, made: MadeCall) -> Comparison:
    """Lay a made call beside the town's truth. Raises BadDocument if the town never saw it."""
    return compare(made.timeline, true_call(town, made))


def _enquiry(centre: TownCentre, enquiries: list[Enquiry], number: int) -> Enquiry:
    organisation = centre.organisation
    menu = organisation.phone(centre.touchpoint).menu
    fitting = [each for each in enquiries if organisation.class_ in each.classes and each.phone]
    fitting = [each for each in fitting if mode_of(each) is Mode.AUTOMATIC] or fitting
    listed = [each for each in fitting if each.enquiry in menu] or fitting
    return listed[number % len(listed)]
