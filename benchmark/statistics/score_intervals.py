"""Intervals of the organisations' scores."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import special, stats

from benchmark.statistics.estimates import Estimates
from benchmark.statistics.interval import Interval, tail

Floats = NDArray[np.float64]


def score_intervals(estimates: Estimates, *, level: float = 0.95) -> tuple[Interval, ...]:
    """Interval of each organisation's level, on the logit of θ/100, so it never leaves 0–100.

    logit(m/100) ± t_ν · 100·se / (m(100 − m)), V = own + shared variance of the estimate, Satterthwaite
    degrees of freedom ν = V² / (V_own²/residual_freedom + Σ V_facet²/(levels − 1)).
    Nearer to 0 or 100 than half an interval the logit bends too sharply to be trusted: there the interval
    of the last trustworthy point is shifted along and cut at the end (project's own choice).

    The interval answers for one organisation against the true level of the average shopper and scenario.
    Two organisations are compared by the variance of their difference, in which the common part cancels;
    overlapping intervals do not mean level.

    Args:
        estimates: a fit. level: confidence.

    Returns:
        One Interval an organisation, points, in the order of `estimates.organisations`.

    Raises:
        BadArgument: level outside (0, 1).
    """
    each = tail(level)
    shared = estimates.covariance.variances - estimates.covariance.own
    own = estimates.own_for_scores
    total = own + shared
    facets = estimates.facet_variances
    # What the facets do not carry (fixed shoppers) is known as well as the residual variance.
    rest = np.maximum(total - facets.sum(axis=1), own)
    levels = np.maximum(np.array(estimates.facet_levels, dtype=np.float64) - 1, 1.0)
    small = rest**2 / max(estimates.residual_freedom, 1.0) + (facets**2 / levels).sum(axis=1)
    with np.errstate(divide="ignore"):
        freedom = np.where(small > 0, total**2 / np.where(small > 0, small, 1.0), np.inf)
    half = stats.t.ppf(1 - each, np.maximum(freedom, 1.0)) * np.sqrt(total)
    if not estimates.bounded:
        return tuple(
            Interval(float(m - h), float(m + h), level) for m, h in zip(estimates.theta, half, strict=True)
        )
    low, high = _on_the_logit(estimates.theta, half)
    return tuple(Interval(float(a), float(b), level) for a, b in zip(low, high, strict=True))


def _on_the_logit(theta: Floats, half: Floats) -> tuple[Floats, Floats]:
    margin = np.clip(half, 1e-9, 50.0)
    inner = np.clip(theta, margin, 100 - margin)
    centre = special.logit(inner / 100)
    spread = 100 * half / (inner * (100 - inner))
    shift = theta - inner
    low = 100 * special.expit(centre - spread) + shift
    high = 100 * special.expit(centre + spread) + shift
    return np.clip(low, 0.0, 100.0), np.clip(high, 0.0, 100.0)
