"""Funnel limits: what scores look like when organisations differ no more than their contacts explain."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special, stats

from benchmark.statistics.between_variance import paule_mandel
from benchmark.statistics.errors import BadArgument, BadTable, TooFew
from benchmark.statistics.interval import Interval, tail

Floats = NDArray[np.float64]

LEVELS = (0.95, 0.998)
_WINSORISED = 0.1


@dataclass(frozen=True)
class Funnel:
    """Limits around a common level.

    Attributes:
        centre: common level, points (precision-weighted mean, or the target handed in).
        overdispersion: φ, mean squared winsorised z; 1 means that chance explains everything.
        between: τ², additional variance between organisations that are all in order, points².
        levels: confidence of the inner and outer limits.
        low, high: limits for each organisation at each level, points, shape (p, levels).
        outside: for each organisation the number of limits that it exceeds (0, 1 inner, 2 outer), negative
            where below.
    """

    centre: float
    overdispersion: float
    between: float
    levels: tuple[float, ...]
    low: Floats
    high: Floats
    outside: NDArray[np.intp]

    def limits_at(self, error: float) -> tuple[Interval, ...]:
        """Limits for an organisation whose estimate has this standard error, points; for drawing."""
        spread = float(np.sqrt(error**2 + self.between))
        return tuple(
            Interval(self.centre - z * spread, self.centre + z * spread, level)
            for level, z in ((level, float(special.ndtri(1 - tail(level)))) for level in self.levels)
        )


def funnel(
    *,
    theta: ArrayLike,
    variances: ArrayLike,
    target: float | None = None,
    levels: tuple[float, ...] = LEVELS,
) -> Funnel:
    """Funnel limits for scores, widened additively where the whole field scatters more than chance.

    φ = mean of z², z winsorised at 10 %; where φ > 1, τ² by Paule and Mandel on the winsorised scores and
    limits centre ± z √(s² + τ²).

    Args:
        theta: estimates, points, shape (p,). variances: points², with what shoppers bring
            (`Covariance.variances` or `relative_variances`).
        target: level to draw the funnel around; None takes the precision-weighted mean.
        levels: confidence of the limits, inner first.

    Raises:
        TooFew: fewer than two organisations. BadTable: a variance that is not positive. BadArgument: levels.

    Source: Spiegelhalter (2005), Stat Med 24:1185; Spiegelhalter (2005), Qual Saf Health Care 14:347.
    """
    values = np.asarray(theta, dtype=np.float64).ravel()
    spread = np.asarray(variances, dtype=np.float64).ravel()
    if values.size < 2:
        raise TooFew("a funnel needs at least two organisations")
    if values.size != spread.size or not (spread > 0).all() or not np.isfinite(values).all():
        raise BadTable("a funnel needs a number and a positive variance for each organisation")
    z = np.array([float(special.ndtri(1 - tail(level))) for level in levels])
    centre = float((values / spread).sum() / (1 / spread).sum()) if target is None else target
    scores = (values - centre) / np.sqrt(spread)
    low, high = np.quantile(scores, [_WINSORISED, 1 - _WINSORISED])
    squeezed = np.clip(scores, low, high)
    overdispersion = float((squeezed**2).mean())
    between = 0.0
    if overdispersion > 1:
        between = paule_mandel(theta=centre + squeezed * np.sqrt(spread), variances=spread).variance
    half = np.sqrt(spread + between)[:, None] * z
    apart = values - centre
    beyond = (np.abs(apart)[:, None] > half).sum(axis=1)
    return Funnel(
        centre=centre,
        overdispersion=overdispersion,
        between=between,
        levels=levels,
        low=centre - half,
        high=centre + half,
        outside=(np.sign(apart) * beyond).astype(np.intp),
    )


def share_limits(*, target: float, trials: int, level: float = 0.95) -> Interval:
    """Funnel limits of a share: binomial quantiles, interpolated so that the funnel is smooth.

    (r − a)/n with r the smallest count with P(R ≤ r) > p and a = (P(R ≤ r) − p)/P(R = r).

    Raises:
        BadArgument: target outside (0, 1). TooFew: no trial.

    Source: Spiegelhalter (2005), Stat Med 24:1185, appendix A.1.1.
    """
    if not 0 < target < 1:
        raise BadArgument(f"a target share must lie between 0 and 1, not {target:g}")
    if trials < 1:
        raise TooFew("a share needs at least one contact")
    each = tail(level)
    limits = []
    for p in (each, 1 - each):
        count = float(stats.binom.ppf(p, trials, target))
        back = (stats.binom.cdf(count, trials, target) - p) / stats.binom.pmf(count, trials, target)
        limits.append(min(max((count - float(back)) / trials, 0.0), 1.0))
    return Interval(limits[0], limits[1], level)
