from collections.abc import Sequence
from dataclasses import dataclass

from probes.calibration.calls import MadeCall
from probes.calibration.comparison import Comparison

PERSON_TOLERANCE_MS = 300.0
"""A first word found within this is called right: the aim of the calibration (project's own choice)."""


@dataclass(frozen=True, slots=True)
class MeasuredCall:
    """One call of a demonstration beside its truth."""

    summary: str
    made: MadeCall
    comparison: Comparison

    @property
    def right(self) -> bool:
        """Outcome, transfers and first word all agree with the truth."""
        one = self.comparison
        near = abs(one.errors_ms.get("person", 0.0)) <= PERSON_TOLERANCE_MS
        transfers = one.transfers == one.true_transfers == one.matched_transfers
        return one.outcome is one.true_outcome and transfers and near and not one.recording_as_person


@dataclass(frozen=True, slots=True)
class Demonstration:
    """The whole town called once."""

    calls: Sequence[MeasuredCall]
    seconds: float

    @property
    def right(self) -> bool:
        """Every call was measured right."""
        return all(call.right for call in self.calls)
