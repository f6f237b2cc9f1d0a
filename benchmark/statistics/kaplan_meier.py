"""Waiting times of which some were cut short: the Kaplan–Meier curve."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from benchmark.statistics.errors import BadTable, TooFew
from benchmark.statistics.interval import Interval, tail

Floats = NDArray[np.float64]

_HALF = 0.5
_ROUNDING = 1e-9


@dataclass(frozen=True)
class SurvivalCurve:
    """Share still waiting after t seconds.

    Attributes:
        times: seconds at which somebody was answered, ascending, shape (m,).
        survival: share still waiting just after each, shape (m,).
        at_risk: how many were still waiting just before each.
        events: how many were answered at each.
        contacts: how many contacts the curve rests on.
        longest: longest wait seen, answered or not, seconds; beyond it the curve is not known.
    """

    times: Floats
    survival: Floats
    at_risk: Floats
    events: Floats
    contacts: int
    longest: float

    def at(self, seconds: float) -> float:
        """Share still waiting after so many seconds; flat beyond the longest wait."""
        place = int(np.searchsorted(self.times, seconds, side="right"))
        return float(self.survival[place - 1]) if place else 1.0

    @property
    def hazard_variance(self) -> Floats:
        """Greenwood's terms d/(n(n − d)) of the variance of log S, 0 where all that waited were answered."""
        left = self.at_risk - self.events
        return np.divide(self.events, self.at_risk * left, out=np.zeros_like(self.events), where=left > 0)

    def error_at(self, seconds: float) -> float:
        """Greenwood's standard error of the share still waiting."""
        place = int(np.searchsorted(self.times, seconds, side="right"))
        return self.at(seconds) * float(np.sqrt(self.hazard_variance[:place].sum()))

    def interval_at(self, seconds: float, *, level: float = 0.95) -> Interval:
        """Interval of the share still waiting, on the log(−log) scale, so it stays in 0–1.

        Where everybody or nobody still waits that scale has no spread: then Clopper and Pearson's limit for
        none (or all) of those at risk stands in.
        """
        low, high = self._band(level)
        place = int(np.searchsorted(self.times, seconds, side="right"))
        if not place:
            return Interval(tail(level) ** (1 / self.contacts), 1.0, level)
        return Interval(float(low[place - 1]), float(high[place - 1]), level)

    def median(self, *, level: float = 0.95) -> tuple[float | None, Interval | None]:
        """Median wait in seconds with its interval; None where half of them were never seen answered.

        An upper limit that was not reached is infinite.
        """
        found = self._crosses(self.survival)
        if found is None:
            return None, None
        low, high = self._band(level)
        lower, upper = self._crosses(low), self._crosses(high)
        return found, Interval(found if lower is None else lower, np.inf if upper is None else upper, level)

    def _crosses(self, curve: Floats) -> float | None:
        """When a falling curve passes one half; the middle of the step where it rests on one half."""
        below = np.flatnonzero(curve <= _HALF + _ROUNDING)
        if not below.size:
            return None
        first = int(below[0])
        if abs(curve[first] - _HALF) <= _ROUNDING and first + 1 < self.times.size:
            return float((self.times[first] + self.times[first + 1]) / 2)
        return float(self.times[first])

    def _band(self, level: float) -> tuple[Floats, Floats]:
        z = float(special.ndtri(1 - tail(level)))
        low, high = self.survival.copy(), self.survival.copy()
        inside = (self.survival > 0) & (self.survival < 1)
        logs = np.log(self.survival[inside])
        power = z * np.sqrt(np.cumsum(self.hazard_variance)[inside]) / -logs
        low[inside] = np.exp(logs * np.exp(power))
        high[inside] = np.exp(logs * np.exp(-power))
        ended = self.survival <= 0
        high[ended] = 1 - tail(level) ** (1 / self.at_risk[ended])
        return low, high


def kaplan_meier(*, seconds: ArrayLike, answered: ArrayLike | Sequence[bool]) -> SurvivalCurve:
    """Estimate how long one waits when some gave up, were cut off or reached the limit.

    S(t) = Π (1 − d_k/n_k) over the answers up to t; a wait cut short at the very second of an answer still
    counted as waiting then.

    Args:
        seconds: each wait, none negative. answered: whether it ended with an answer (True) or was cut short.

    Raises:
        TooFew: no wait. BadTable: a wait that is negative or no number, or lists of unequal length.

    Source: Kaplan and Meier (1958), JASA 53:457; Greenwood (1926); log(−log) limits as in Kalbfleisch and
    Prentice (2002). Equal to R's survival to 1e-8.
    """
    waits, ended = checked_waits(seconds, answered)
    times, events = np.unique(waits[ended], return_counts=True)
    ordered = np.sort(waits)
    at_risk = (waits.size - np.searchsorted(ordered, times, side="left")).astype(np.float64)
    survival: Floats = np.cumprod(1 - events / at_risk, dtype=np.float64)
    return SurvivalCurve(
        times=times,
        survival=survival,
        at_risk=at_risk,
        events=events.astype(np.float64),
        contacts=int(waits.size),
        longest=float(ordered[-1]),
    )


def checked_waits(
    seconds: ArrayLike, answered: ArrayLike | Sequence[bool]
) -> tuple[Floats, NDArray[np.bool_]]:
    """Waits and their endings as arrays; raises TooFew or BadTable, as `kaplan_meier` does."""
    waits = np.asarray(seconds, dtype=np.float64).ravel()
    ended = np.asarray(answered, dtype=np.bool_).ravel()
    if waits.size != ended.size:
        raise BadTable(f"{waits.size} waits but {ended.size} endings")
    if not waits.size:
        raise TooFew("a waiting-time curve needs at least one wait")
    if not (np.isfinite(waits) & (waits >= 0)).all():
        wrong = waits[~(np.isfinite(waits) & (waits >= 0))][0]
        raise BadTable(f"a wait of {wrong:g} s cannot be")
    return waits, ended
