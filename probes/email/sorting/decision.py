from dataclasses import dataclass

from probes.email.sorting.kind import LetterKind


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
