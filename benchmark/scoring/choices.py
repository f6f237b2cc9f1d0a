"""What a score run may be told beside the method."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from benchmark.scoring.errors import BadChoice
from benchmark.scoring.fieldwork_check import SOURCES

NotOffered = Literal["renormalise", "zero", "common"]


@dataclass(frozen=True)
class Choices:
    """Choices that a method's file has no words for. Every default is the project's own choice.

    Attributes:
        not_offered: a channel with a weight that an organisation does not offer: its weight goes to the
            others (`renormalise`), it counts 0 (`zero`), or only channels count that all of the class offer
            (`common`).
        sources: whose measurement counts, first the one preferred; where none of them is there the ticked
            answer counts, for a shopper cannot count milliseconds.
        tolerance_s: seconds by which machine and person may differ before the contact is flagged.
        tolerance_count: the same for counts, such as transfers.
        tolerance_points: by how many points of 100 a ticked bracket may differ from the measured amount's
            worth. Right brackets differ by up to 20 in the library's questionnaires.
        early_s: a wait given up more than this many seconds before the method's limit is censored.
        applicable: share of an area's weight, and of a contact's, that must be answered for a score.
        bootstrap: draws of a bootstrap interval of a mean.

    Raises:
        BadChoice: a choice is unknown or out of range.
    """

    not_offered: NotOffered = "renormalise"
    sources: tuple[str, ...] = ("reconciled", "machine", "person")
    tolerance_s: float = 15.0
    tolerance_count: float = 0.0
    tolerance_points: float = 30.0
    early_s: float = 1.0
    applicable: float = 0.5
    bootstrap: int = field(default=2000)

    def __post_init__(self) -> None:
        if self.not_offered not in get_args(NotOffered):
            words = ", ".join(get_args(NotOffered))
            raise BadChoice(f"not_offered must be one of {words} (found {self.not_offered})")
        unknown = [source for source in self.sources if source not in SOURCES]
        if unknown or not self.sources or len(set(self.sources)) < len(self.sources):
            found = ", ".join(self.sources) or "none"
            raise BadChoice(f"sources must be some of {', '.join(SOURCES)}, each once (found {found})")
        for name in ("tolerance_s", "tolerance_count", "tolerance_points", "early_s"):
            if not 0 <= getattr(self, name) < float("inf"):
                raise BadChoice(f"{name} must be a number from 0 (found {getattr(self, name):g})")
        if not 0 <= self.applicable <= 1:
            raise BadChoice(f"applicable must be a share from 0 to 1 (found {self.applicable:g})")
        if not 100 <= self.bootstrap <= 100_000:
            raise BadChoice(f"bootstrap must be from 100 to 100000 draws (found {self.bootstrap})")

    def as_json(self) -> dict[str, Any]:
        """The choices as a plain mapping."""
        return {name: getattr(self, name) for name in self.__dataclass_fields__} | {
            "sources": list(self.sources)
        }
