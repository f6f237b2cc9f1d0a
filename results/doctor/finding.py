from dataclasses import dataclass
from typing import Literal

Verdict = Literal["good", "note", "bad"]


def lacking(*, needed: bool) -> Verdict:
    """Return how bad it is that something is not there."""
    return "bad" if needed else "note"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. `needed` says whether a campaign as asked for cannot run without it."""

    what: str
    verdict: Verdict
    words: str
    remedy: str = ""
    needed: bool = False
