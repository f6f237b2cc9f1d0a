from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Status(StrEnum):
    """Whether a measurement may be used as a number."""

    OBSERVED = "observed"
    CENSORED = "censored"
    """We stopped looking first: the true value is at least `value`."""
    NOT_OBSERVED = "not_observed"
    """It could not be seen in this attempt. That is not zero."""


@dataclass(frozen=True, slots=True)
class Measurement:
    """A number derived from a timeline.

    `unit` is `s` or `count`. `value` is None exactly if the status is `not_observed`.
    """

    name: str
    value: float | None
    unit: str
    status: Status = Status.OBSERVED
    confidence: float = 1.0

    def __post_init__(self) -> None:
        if (self.value is None) != (self.status is Status.NOT_OBSERVED):
            raise ValueError(f"{self.name}: a value is missing exactly if it was not observed")

    def to_document(self) -> dict[str, Any]:
        """Return plain JSON values; a missing value is null beside its status."""
        value = None if self.value is None else round(self.value, 3)
        return {
            "name": self.name,
            "value": value,
            "unit": self.unit,
            "status": self.status.value,
            "confidence": round(self.confidence, 3),
        }
