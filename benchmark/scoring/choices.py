"""What a score run goes by where several ways are open."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Self, get_args

from benchmark.scoring.errors import BadChoice
from benchmark.scoring.fieldwork_check import SOURCES
from scenarios.counted import Counted
from scenarios.method import Method
from scenarios.score import Score

NotOffered = Literal["renormalise", "zero", "common channels"]
ANSWER = "answer"
COUNTS = ("transfers", "attempts", "answered")


@dataclass(frozen=True)
class Choices:
    """The method's rules for what may be counted in several ways (`Choices.of`).

    Every default stands in where a method does not say, and is the project's own choice.

    Attributes:
        not_offered: a channel with a weight that an organisation does not offer: its weight goes to the
            others (`renormalise`), it counts 0 (`zero`), or only channels count that all of the class offer
            (`common channels`).
        applicable: share of an area's weight, and of a contact's, that must be answered for a score.
        measurements: whose figure counts and what may differ, by measurement, as the method says.
        sources: whose figure counts of a measurement that the method does not name, first the one preferred;
            where none of them is there the ticked answer counts.
        tolerance_s: seconds by which machine and person may differ before the contact is flagged.
        tolerance_count: the same for counts, such as transfers.
        tolerance_points: by how many points of 100 a ticked bracket may differ from the measured amount's
            worth. Right brackets differ by up to 20 in the library's questionnaires.
        early_s: a wait given up more than this many seconds before the method's limit is censored.
        bootstrap: draws of a bootstrap interval of a mean.

    Raises:
        BadChoice: a choice is unknown or out of range.
    """

    not_offered: NotOffered = "renormalise"
    applicable: float = 0.5
    measurements: Mapping[str, Counted] = field(default_factory=dict)
    sources: tuple[str, ...] = ("reconciled", "machine", "person")
    tolerance_s: float = 15.0
    tolerance_count: float = 0.0
    tolerance_points: float = 30.0
    early_s: float = 1.0
    bootstrap: int = 2000

    def __post_init__(self) -> None:
        if self.not_offered not in get_args(NotOffered):
            words = ", ".join(get_args(NotOffered))
            raise BadChoice(f"not_offered must be one of {words} (found {self.not_offered})")
        known = (*SOURCES, ANSWER)
        unknown = [source for source in self.sources if source not in known]
        if unknown or not self.sources or len(set(self.sources)) < len(self.sources):
            found = ", ".join(self.sources) or "none"
            raise BadChoice(f"sources must be some of {', '.join(known)}, each once (found {found})")
        for name in ("tolerance_s", "tolerance_count", "tolerance_points", "early_s"):
            if not 0 <= getattr(self, name) < float("inf"):
                raise BadChoice(f"{name} must be a number from 0 (found {getattr(self, name):g})")
        if not 0 <= self.applicable <= 1:
            raise BadChoice(f"applicable must be a share from 0 to 1 (found {self.applicable:g})")
        if not 100 <= self.bootstrap <= 100_000:
            raise BadChoice(f"bootstrap must be from 100 to 100000 draws (found {self.bootstrap})")

    @classmethod
    def of(cls, method: Method) -> Self:
        """Take what the method says; what it leaves open is the project's own choice."""
        said: dict[str, Any] = {"measurements": {str(k): v for k, v in method.measurements.items()}}
        if isinstance(method.score, Score):
            if method.score.not_offered is not None:
                said["not_offered"] = method.score.not_offered.rule
            if method.score.least_answered is not None:
                said["applicable"] = method.score.least_answered.share.fraction
        return cls(**said)

    def sources_of(self, name: str) -> tuple[str, ...]:
        """Whose figure of a measurement counts, the one preferred first."""
        counted = self.measurements.get(name)
        return self.sources if counted is None else counted.counts

    def tolerance_of(self, name: str) -> float:
        """By how much two figures of a measurement may differ, seconds or a count."""
        if name in self.measurements:
            return self.measurements[name].tolerance.amount
        return self.tolerance_count if name in COUNTS else self.tolerance_s

    def answer_tolerance_of(self, name: str) -> float:
        """By how many points of 100 a ticked answer may differ from what the measured amount is worth."""
        counted = self.measurements.get(name)
        return self.tolerance_points if counted is None else float(counted.answer_tolerance)

    def as_json(self) -> dict[str, Any]:
        """The choices as a plain mapping."""
        plain = {name: getattr(self, name) for name in self.__dataclass_fields__}
        return plain | {
            "sources": list(self.sources),
            "measurements": {
                name: {
                    "counts": list(each.counts),
                    "tolerance": each.tolerance.amount,
                    "answer_tolerance": float(each.answer_tolerance),
                }
                for name, each in sorted(self.measurements.items())
            },
        }
