from dataclasses import dataclass

from probes.email.sorting.kind import LetterKind

SURE = 0.9
"""Confidence from which a decision needs no look. The project's own choice, by what `docs/mail.md` tells of
decisions above and below it."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What a letter was taken for, and why. The record keeps it and lets a reviewer overrule it."""

    kind: LetterKind
    confidence: float
    """From 0 to 1: how sure the rules are, not a measured share."""
    reasons: tuple[str, ...]
    """The signs that spoke for the kind, the strongest first: `header:auto-submitted`, `nb:received`."""
    case_number: str | None = None
    """The organisation's number for the enquiry, whatever the kind."""

    @property
    def is_sure(self) -> bool:
        """False if a reviewer should have a look: of such decisions about one in three is wrong."""
        return self.confidence >= SURE
