from dataclasses import dataclass, field

from probes.calibration.confusion import Confusion, confuse
from probes.calibration.true_call import TrueCall, TrueSound
from probes.event import EventKind
from probes.outcome import Outcome
from probes.phone.transfers import reconcile
from probes.timeline import Timeline

TRANSFER_WINDOW_MS = 6000.0
"""A transfer concluded within this time of a true one (or of its next voice) is the same. Own choice:
longer than any hold music of the town, shorter than the time between two of its transfers."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One call, measured beside true. Errors are measured minus true, in ms."""

    centre: str
    errors_ms: dict[str, float]
    """Keys: `ringing`, `progress`, `answered`, `ended` (signalling), `person` (sound)."""
    true_person_ms: float | None
    person_ms: float | None
    recording_as_person: bool
    """The first word of a person was put into a stretch where a recording (and nobody) spoke."""
    true_transfers: int
    transfers: int
    matched_transfers: int
    true_outcome: Outcome
    outcome: Outcome | None
    confusion: Confusion = field(repr=False)

    @property
    def person_missed(self) -> bool:
        """A person spoke, and we never noticed."""
        return self.true_person_ms is not None and self.person_ms is None

    @property
    def person_invented(self) -> bool:
        """Nobody spoke, and we heard a person."""
        return self.true_person_ms is None and self.person_ms is not None


SIGNALLING = ("ringing", "progress", "answered", "ended")


def compare(timeline: Timeline, truth: TrueCall) -> Comparison:
    """Lay a timeline beside the truth of the same call."""
    person = timeline.first(EventKind.PERSON_ANSWERED)
    transfers = [transfer.at_ms for transfer in reconcile(timeline)]
    # A caller that has hung up cannot know what was never played to it.
    true_transfers = [
        (transfer.at_ms, transfer.voice_ms)
        for transfer in truth.transfers
        if truth.ended_ms is None or transfer.at_ms < truth.ended_ms
    ]
    matched, left = _matched(transfers, true_transfers)
    # Who hangs up while it is passed on has heard the beginning and not the end: neither right nor wrong.
    begun = truth.unfinished_ms
    undecided = begun is not None and any(abs(ms - begun) <= TRANSFER_WINDOW_MS for ms in left)
    return Comparison(
        centre=truth.centre,
        errors_ms=_errors(timeline, truth),
        true_person_ms=truth.person_ms,
        person_ms=None if person is None else person.offset_ms,
        recording_as_person=person is not None and _was_recording(truth, person.offset_ms),
        true_transfers=len(true_transfers),
        transfers=len(transfers) - undecided,
        matched_transfers=matched,
        true_outcome=truth.outcome,
        outcome=timeline.outcome,
        confusion=confuse(timeline, truth),
    )


def _errors(timeline: Timeline, truth: TrueCall) -> dict[str, float]:
    hung_up = timeline.first(EventKind.HUNG_UP)
    by_them = hung_up is not None and hung_up.detail.get("by") == "organisation"
    pairs = {
        "ringing": (timeline.first(EventKind.RINGING), truth.ringing_ms),
        "progress": (timeline.first(EventKind.PROGRESS), truth.progress_ms),
        "answered": (timeline.first(EventKind.ANSWERED), truth.answered_ms),
        "person": (timeline.first(EventKind.PERSON_ANSWERED), truth.person_ms),
        "ended": (hung_up if by_them else None, truth.ended_ms if truth.ended_by == "centre" else None),
    }
    return {
        name: measured.offset_ms - true
        for name, (measured, true) in pairs.items()
        if measured is not None and true is not None
    }


def _was_recording(truth: TrueCall, ms: float) -> bool:
    # A little grace at the seam, where a person's first word follows a recording directly.
    grace = 300.0
    if truth.person_ms is not None and abs(truth.person_ms - ms) <= grace:
        return False
    return truth.sound_at(ms) is TrueSound.RECORDING or truth.sound_at(ms + 100) is TrueSound.RECORDING


def _matched(measured: list[float], true: list[tuple[float, float | None]]) -> tuple[int, list[float]]:
    """Count pairs, each measured transfer used once, the nearest first; and return the measured ones left."""
    free = list(measured)
    matched = 0
    for begun, voice in true:
        last = (voice if voice is not None else begun) + TRANSFER_WINDOW_MS
        near = [ms for ms in free if begun - TRANSFER_WINDOW_MS <= ms <= last]
        if near:
            free.remove(min(near, key=lambda ms: abs(ms - begun)))
            matched += 1
    return matched, free
