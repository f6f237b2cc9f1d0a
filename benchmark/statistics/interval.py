"""An interval with its level, the form in which every statistic of this room tells its uncertainty."""

from __future__ import annotations

from dataclasses import dataclass

from benchmark.statistics.errors import BadArgument


@dataclass(frozen=True, slots=True)
class Interval:
    """From `low` to `high`, in the unit of the estimate; `level` is the confidence (0.95)."""

    low: float
    high: float
    level: float = 0.95

    def __contains__(self, value: float) -> bool:
        return self.low <= value <= self.high

    @property
    def width(self) -> float:
        """How wide the interval is, in the estimate's unit."""
        return self.high - self.low

    def as_json(self) -> dict[str, float]:
        """The interval as a plain mapping."""
        return {"low": self.low, "high": self.high, "level": self.level}


def tail(level: float) -> float:
    """Error probability in one tail, (1 − level)/2; raises BadArgument unless 0 < level < 1."""
    if not 0 < level < 1:
        raise BadArgument(f"the confidence level must lie between 0 and 1, not {level:g}")
    return (1 - level) / 2
