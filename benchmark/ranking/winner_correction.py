"""What a score is worth once one takes into account that it was picked for its rank."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.special import log_ndtr

from benchmark.ranking.errors import BadEstimates
from benchmark.statistics.covariance import Covariance

Floats = NDArray[np.float64]

# Further off than this many standard errors nothing can be told apart any more; a score that only
# just holds its rank says next to nothing about its level.
_FAR = 60.0


class Corrected(NamedTuple):
    """A score corrected for having been picked, points. `low` and `high` bound its interval."""

    score: float
    low: float
    high: float


def corrected_for_rank(
    *,
    theta: Floats,
    covariance: Covariance,
    which: int,
    confidence: float = 0.95,
    within: tuple[float, float] = (-np.inf, np.inf),
) -> Corrected:
    """Correct the estimate of the organisation that holds a rank for holding it (the winner's curse).

    Given its rank, and given what its neighbours' estimates say apart from it, an estimate follows a
    normal distribution cut off at the values where the rank would change. The corrected score is median
    unbiased under that distribution, and the interval holds its confidence under it.

    Args:
        theta: estimates, points, shape (p,).
        covariance: their covariance.
        which: the place of the organisation in `theta`.
        confidence: of the interval.
        within: the ends of the scale (0, 100), where the scores are bounded.

    Raises:
        BadEstimates: no such organisation, or it is tied with another, so that it holds no rank alone.

    Source: Andrews, Kitagawa and McCloskey (2024), Quarterly Journal of Economics 139, 305-358.
    """
    if not 0 <= which < theta.size == covariance.size:
        raise BadEstimates(f"there is no organisation number {which}")
    variance = float(covariance.variances[which])
    x = float(theta[which])
    if variance <= 0:
        return Corrected(x, x, x)
    lower, upper = _bounds(theta, covariance, which)
    if not lower < x < upper:
        raise BadEstimates("a tie holds no rank alone – a correction for rank needs a lead")
    error = float(np.sqrt(variance))
    tail = (1 - confidence) / 2
    found = [
        float(np.clip(_level(x, error, lower, upper, share), *within)) for share in (0.5, tail, 1 - tail)
    ]
    return Corrected(*found)


def _bounds(theta: Floats, covariance: Covariance, which: int) -> tuple[float, float]:
    """Between which values the estimate keeps its rank while the others move along with it."""
    common = covariance.shared @ covariance.shared[which]
    common[which] += covariance.own[which]
    slope = common / covariance.variances[which]
    others = np.arange(theta.size) != which
    # The rival's estimate is rest + slope · x; the order flips where that equals x.
    rest = theta - slope * theta[which]
    lower, upper = -np.inf, np.inf
    for rival in np.flatnonzero(others):
        along = 1 - slope[rival]
        if abs(along) < 1e-12:
            continue
        at = rest[rival] / along
        below = theta[rival] <= theta[which]
        if below == (along > 0):
            lower = max(lower, float(at))
        else:
            upper = min(upper, float(at))
    return lower, upper


def _level(x: float, error: float, lower: float, upper: float, share: float) -> float:
    """Find the level at which the cut-off distribution exceeds x with probability `share`."""

    def above(level: float) -> float:
        a, at, b = (lower - level) / error, (x - level) / error, (upper - level) / error
        return float(np.exp(_log_mass(at, b) - _log_mass(a, b)))

    low, high = x - _FAR * error, x + _FAR * error
    if above(low) > share:
        return low
    if above(high) < share:
        return high
    return float(brentq(lambda level: above(level) - share, low, high, xtol=1e-10))


def _log_mass(a: float, b: float) -> float:
    """Logarithm of the normal probability between a and b, exact far out."""
    if a > 0:
        a, b = -b, -a
    upper, lower = float(log_ndtr(b)), float(log_ndtr(a))
    if lower == -np.inf:
        return upper
    return upper + float(np.log1p(-np.exp(min(lower - upper, -1e-300))))
