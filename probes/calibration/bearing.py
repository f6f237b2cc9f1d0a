import os
from dataclasses import dataclass, field

from probes.calibration.own_cost import Usage


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearing:
    """What this machine bears, the town on the same cores included."""

    calls: int
    """Largest number of simultaneous analysed calls that was borne."""
    plain_calls: int | None
    """Largest number of simultaneous calls without any analysis; None if it was not sought."""
    cpu_percent_per_call: float | None
    """Of one core, for the instrument's own processes (not the town's), at `calls`."""
    mb_per_call: float | None
    """Resident memory of the instrument's own processes, at `calls`."""
    capped: bool
    """True if the search stopped at its own limit, not at the machine's."""
    limited_by: str = ""
    """What went wrong in the first step that was not borne."""
    cores: int = field(default_factory=lambda: os.cpu_count() or 1)

    @classmethod
    def of_usage(cls, before: Usage, after: Usage, *, calls: int, call_seconds: float) -> "Bearing":
        """Sum up a run that was no search: `calls` at a time, `call_seconds` of calls in all."""
        cpu = after.cpu_s - before.cpu_s
        return cls(
            calls=calls,
            plain_calls=None,
            cpu_percent_per_call=round(100 * cpu / call_seconds, 2) if call_seconds else None,
            mb_per_call=round((after.rss_mb - before.rss_mb) / calls, 1),
            capped=True,
        )
