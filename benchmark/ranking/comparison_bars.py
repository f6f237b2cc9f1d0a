"""Bars that may be compared by eye: where two do not overlap, the difference is more than chance."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import brentq
from scipy.special import ndtr, ndtri

from benchmark.statistics.covariance import Covariance

Floats = NDArray[np.float64]


def comparison_bars(covariance: Covariance, *, confidence: float = 0.95) -> Floats:
    """Give the half length of each estimate's comparison bar, points, shape (p,).

    Bars are ±z·se with one z for all, so that averaged over all pairs of equal organisations 1 − confidence
    of the bars do not overlap. With equal independent errors z is 1.386 at 95 %. Confidence intervals of
    the scores are far too long to be compared with each other. A class of one gets its own interval.

    Source: Goldstein and Healy (1995), Goldstein and Spiegelhalter (1996), JRSS A 158, 175 and 159, 385;
    z solved exactly instead of from their mean of ratios.
    """
    each = np.sqrt(covariance.variances)
    size = covariance.size
    if size < 2:
        return each * float(ndtri((1 + confidence) / 2))
    pairs = np.triu_indices(size, 1)
    differs = np.sqrt(covariance.of_differences()[pairs])
    both = (each[:, None] + each[None, :])[pairs]
    known = differs > 1e-12 * max(1.0, float(both.max()))
    if not known.any():
        return np.zeros(size)
    ratio = both[known] / differs[known]
    z = brentq(lambda at: float(np.mean(2 * ndtr(-at * ratio))) - (1 - confidence), 0.0, 40.0, xtol=1e-10)
    bars: Floats = each * float(z)
    return bars
