"""Mean wait up to a limit, and the difference of two such means."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import special

from benchmark.statistics.errors import BadArgument
from benchmark.statistics.interval import Interval, tail
from benchmark.statistics.kaplan_meier import SurvivalCurve


@dataclass(frozen=True, slots=True)
class RestrictedMean:
    """Mean wait within a limit.

    Attributes:
        seconds: mean of min(wait, limit).
        error: its standard error, seconds.
        limit: the limit, seconds.
        seen: whether waits were followed to the limit; otherwise the curve's last level was carried on.
    """

    seconds: float
    error: float
    limit: float
    seen: bool

    def interval(self, *, level: float = 0.95) -> Interval:
        """Normal interval, cut at 0 and the limit."""
        half = float(special.ndtri(1 - tail(level))) * self.error
        return Interval(max(self.seconds - half, 0.0), min(self.seconds + half, self.limit), level)


@dataclass(frozen=True, slots=True)
class MeanDifference:
    """Difference of two restricted means, first less second, seconds, with p-value of "no difference"."""

    seconds: float
    error: float
    interval: Interval
    p_value: float


def restricted_mean(curve: SurvivalCurve, *, limit: float) -> RestrictedMean:
    """Mean wait up to a limit: the area under the Kaplan–Meier curve.

    Var = Σ_k [∫_{t_k}^τ S]² d_k/(n_k(n_k − d_k)): each answer's uncertainty weighs by the area after it.
    (The variance of min(wait, τ) itself, which some libraries return here, is a different thing.)

    Raises:
        BadArgument: a limit that is not positive.

    Source: Klein and Moeschberger (2003), section 4.5; Royston and Parmar (2013). Equal to R to 1e-8.
    """
    if not limit > 0:
        raise BadArgument(f"the limit of a mean wait must be positive, not {limit:g} s")
    inside = curve.times < limit
    times = np.concatenate([[0.0], curve.times[inside], [limit]])
    heights = np.concatenate([[1.0], curve.survival[inside]])
    areas = heights * np.diff(times)
    after = np.cumsum(areas[::-1])[::-1][1:]
    variance = float(np.sum(after**2 * curve.hazard_variance[inside]))
    return RestrictedMean(
        seconds=float(areas.sum()),
        error=float(np.sqrt(variance)),
        limit=limit,
        seen=curve.longest >= limit or float(heights[-1]) <= 0,
    )


def mean_difference(one: RestrictedMean, other: RestrictedMean, *, level: float = 0.95) -> MeanDifference:
    """How much longer one waits at the first than at the second, independent samples, same limit.

    Raises:
        BadArgument: limits that differ.
    """
    if one.limit != other.limit:
        raise BadArgument(f"mean waits up to {one.limit:g} s and {other.limit:g} s cannot be compared")
    difference = one.seconds - other.seconds
    error = float(np.hypot(one.error, other.error))
    half = float(special.ndtri(1 - tail(level))) * error
    p_value = float(2 * special.ndtr(-abs(difference) / error)) if error > 0 else float(difference == 0)
    return MeanDifference(
        seconds=difference,
        error=error,
        interval=Interval(difference - half, difference + half, level),
        p_value=p_value,
    )
