from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from probes.event import Event, EventKind, Source

TOO_LARGE = "too_large"


class Matched(StrEnum):
    """How a letter was known to belong to an attempt."""

    ADDRESS = "address"
    """It came to the address that stands for this attempt only."""
    REFERENCES = "references"
    """It answers our own letter, by its Message-ID."""
    CASE_NUMBER = "case_number"
    """It bears the case number that an earlier letter of this attempt brought."""
    PERSON = "person"
    """Somebody looked at it and said so."""


@dataclass(frozen=True, slots=True)
class ArrivedLetter:
    """A letter of an attempt, as far as waiting is concerned: when it came and what it is.

    `kind` is a word of the sorting: `person`, `acknowledgement`, `case_number`, `out_of_office`, `bounce`
    and others. `received_at` is when our own mail server took it, by that server's clock.
    """

    received_at: datetime
    kind: str
    confidence: float = 1.0
    signs: tuple[str, ...] = ()
    matched_by: Matched = Matched.ADDRESS
    case_number: str = ""
    evidence: str | None = None
    size: int = 0
    refused: str = ""

    def event(self, *, started_at: datetime, due_at: datetime | None = None) -> Event:
        """Return the event of its arrival, counted from the attempt's start; `late` if after `due_at`.

        A server's clock that runs behind ours cannot bring a letter in before the question: such one lies
        at offset 0.
        """
        offset_ms = max(0.0, (self.received_at - started_at).total_seconds() * 1000)
        detail: dict[str, object] = {"letter": self.kind, "matched_by": self.matched_by.value}
        if self.signs:
            detail["signs"] = list(self.signs)
        if self.case_number:
            detail["case_number"] = self.case_number
        if self.refused:
            detail["refused"] = self.refused
        if self.size:
            detail["bytes"] = self.size
        if due_at is not None and self.received_at > due_at:
            detail["late"] = True
        return Event(
            offset_ms, EventKind.LETTER_ARRIVED, Source.MAILBOX, self.confidence, detail, self.evidence
        )
