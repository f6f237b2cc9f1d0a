"""The calls of a bench that differ from the town's truth, each with what happens there and what was heard."""

from collections.abc import Sequence
from dataclasses import dataclass

from probes.calibration.calls import MadeCall
from probes.calibration.comparison import Comparison
from probes.outcome import Outcome

PERSON_AIM_MS = 300.0
"""A first word further off than this is listed as a miss: the aim for the 95th percentile."""


@dataclass(frozen=True, slots=True)
class Miss:
    """One call that was measured otherwise than it was. Times in ms from the INVITE, None: nobody."""

    centre: str
    organisation: str
    behaviour: str
    """What is special about this organisation, in the words of the town's own file."""
    language: str
    voices: str
    """`town` or `studio`: whose sounds were played."""
    folder: str
    """Where `--out` keeps the call, from that folder."""
    what: tuple[str, ...]
    """In which respects it differs: `person_off`, `person_missed`, `transfers` …"""
    person_ms: float | None
    true_person_ms: float | None
    transfers: int
    true_transfers: int
    outcome: Outcome | None
    true_outcome: Outcome
    why: tuple[str, ...]
    """What the engine said, where the outcome is wrong."""


def misses_of(made: Sequence[MadeCall], compared: Sequence[Comparison], *, voices: str) -> list[Miss]:
    """Return the calls that differ from their truth, in the order in which they were made."""
    found = []
    for number, (call, one) in enumerate(zip(made, compared, strict=True)):
        what = _what(one)
        if not what:
            continue
        behaviour = call.planned.centre.behaviour
        found.append(
            Miss(
                centre=one.centre,
                organisation=behaviour.name,
                behaviour=call.planned.centre.summary,
                language=behaviour.languages[0],
                voices=voices,
                folder=f"{voices}/{one.centre}-{number:03d}",
                what=what,
                person_ms=one.person_ms,
                true_person_ms=one.true_person_ms,
                transfers=one.transfers,
                true_transfers=one.true_transfers,
                outcome=one.outcome,
                true_outcome=one.true_outcome,
                why=_why(call) if "outcome" in what else (),
            )
        )
    return found


def _what(one: Comparison) -> tuple[str, ...]:
    off = one.errors_ms.get("person")
    signs = {
        "recording_as_person": one.recording_as_person,
        "person_missed": one.person_missed,
        "person_invented": one.person_invented,
        "person_off": off is not None and abs(off) > PERSON_AIM_MS,
        "transfers": one.transfers != one.true_transfers or one.matched_transfers != one.true_transfers,
        "outcome": one.outcome is not one.true_outcome,
    }
    return tuple(name for name, there in signs.items() if there)


def _why(call: MadeCall) -> tuple[str, ...]:
    return tuple(str(event.detail["reason"]) for event in call.timeline.events if "reason" in event.detail)
