from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from probes.calibration.comparison import SIGNALLING, Comparison
from probes.calibration.confusion import STEP_MS


@dataclass(frozen=True, slots=True)
class Spread:
    """How far the measured times lie from the true ones: absolute errors in ms over `n` events."""

    n: int
    p50_ms: float | None
    p95_ms: float | None
    max_ms: float | None
    bias_ms: float | None
    """Median of the signed error: positive means we stamp too late."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """What many comparisons say about the instrument. Shares are None where nothing could be counted."""

    calls: int
    spreads: dict[str, Spread]
    recording_as_person: int
    person_invented: int
    person_missed: int
    transfer_precision: float | None
    transfer_recall: float | None
    outcome_accuracy: float | None
    confusion_s: dict[str, dict[str, float]]
    """Seconds of true sound (rows) that were measured as (columns)."""
    outcomes: dict[str, dict[str, int]]
    """True outcome (rows) against concluded outcome (columns)."""

    def flat(self) -> dict[str, object]:
        """Return the flat keys that machines read; aims are in the documentation of `svartid bench phone`."""
        return {
            "calls": self.calls,
            "signalling_p95_ms": self.spreads["signalling"].p95_ms,
            "person_p95_ms": self.spreads["person"].p95_ms,
            "recording_as_person": self.recording_as_person,
            "person_invented": self.person_invented,
            "person_missed": self.person_missed,
            "transfer_precision": self.transfer_precision,
            "transfer_recall": self.transfer_recall,
            "outcome_accuracy": self.outcome_accuracy,
        }


def calibrate(comparisons: Sequence[Comparison]) -> Calibration:
    """Sum up the comparisons of many calls."""
    errors: dict[str, list[float]] = {name: [] for name in (*SIGNALLING, "person")}
    confusion: Counter[tuple[str, str]] = Counter()
    outcomes: dict[str, dict[str, int]] = {}
    for one in comparisons:
        for name, error in one.errors_ms.items():
            errors[name].append(error)
        confusion.update(one.confusion)
        row = outcomes.setdefault(one.true_outcome.value, {})
        told = one.outcome.value if one.outcome else "none"
        row[told] = row.get(told, 0) + 1
    matched = sum(one.matched_transfers for one in comparisons)
    right = sum(one.outcome is one.true_outcome for one in comparisons)
    spreads = {name: _spread(values) for name, values in errors.items()}
    spreads["signalling"] = _spread([error for name in SIGNALLING for error in errors[name]])
    table: dict[str, dict[str, float]] = {}
    for (true, measured), count in sorted(confusion.items()):
        table.setdefault(true, {})[measured] = round(count * STEP_MS / 1000, 1)
    return Calibration(
        calls=len(comparisons),
        spreads=spreads,
        recording_as_person=sum(one.recording_as_person for one in comparisons),
        person_invented=sum(one.person_invented for one in comparisons),
        person_missed=sum(one.person_missed for one in comparisons),
        transfer_precision=_share(matched, sum(one.transfers for one in comparisons)),
        transfer_recall=_share(matched, sum(one.true_transfers for one in comparisons)),
        outcome_accuracy=_share(right, len(comparisons)),
        confusion_s=table,
        outcomes=outcomes,
    )


def _spread(values: list[float]) -> Spread:
    if not values:
        return Spread(n=0, p50_ms=None, p95_ms=None, max_ms=None, bias_ms=None)
    absolute = np.abs(values)
    p50, p95 = (float(figure) for figure in np.percentile(absolute, (50, 95)))
    figures = (p50, p95, float(absolute.max()), float(np.median(values)))
    p50, p95, largest, bias = (round(figure, 2) for figure in figures)
    return Spread(n=len(values), p50_ms=p50, p95_ms=p95, max_ms=largest, bias_ms=bias)


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
