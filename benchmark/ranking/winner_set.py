"""Who may be the truly best, and who may be among the truly best few."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from benchmark.ranking.comparisons import Comparisons
from benchmark.ranking.errors import BadEstimates
from benchmark.ranking.maxima import Maxima

Bools = NDArray[np.bool_]


def winner_set(comparisons: Comparisons, *, confidence: float = 0.95) -> Bools:
    """Say of each organisation whether it may be the best; shape (p,). The leader always may.

    An organisation stays unless a rival is better by more than chance makes the largest of its p − 1
    one-sided differences. The truly best stays with the stated confidence, however the others lie; if
    the leader stands alone it may be called the best.

    Source: Gupta (1965), Technometrics 7, 225-245; Hsu (1996), Multiple Comparisons, with
    Monte-Carlo critical values for unequal and correlated errors.
    """
    size = comparisons.size
    lost = comparisons.deviates.max(axis=0, where=~np.eye(size, dtype=np.bool_), initial=-np.inf)
    # A critical value lies between that of one rival and Bonferroni's: draw only for those in between.
    stays: Bools = lost <= float(ndtri(confidence))
    open_ = ~stays & (lost <= -ndtri((1 - confidence) / max(1, size - 1)))
    if size > 2 and open_.any():
        maxima = Maxima(errors=comparisons.errors, scale=comparisons.scale, own=comparisons.covariance.own)
        for row in np.flatnonzero(open_):
            stays[row] = maxima.is_ordinary(int(row), float(lost[row]), confidence=confidence)
    return stays


def nominee_set(comparisons: Comparisons, *, places: int, confidence: float = 0.95) -> Bools:
    """Say of each organisation whether it may be among the `places` best; shape (p,).

    An organisation stays unless at least `places` rivals are shown to be better, each organisation's
    stepdown tests run at (1 − confidence) ÷ places: Bonferroni over the true best, so that all of them
    stay together with the stated confidence. Tighter than cutting simultaneous rank sets at `places`.

    Raises:
        BadEstimates: `places` below 1.
    """
    if places < 1:
        raise BadEstimates(f"{places} places cannot be given – ask for 1 or more")
    if places == 1:
        return winner_set(comparisons, confidence=confidence)
    size = comparisons.size
    if places >= size:
        return np.ones(size, dtype=np.bool_)
    level = 1 - (1 - confidence) / places
    maxima = Maxima(errors=comparisons.errors, scale=comparisons.scale, own=comparisons.covariance.own)
    return np.array([_may_be_among(comparisons, maxima, row, places, level) for row in range(size)])


def _may_be_among(comparisons: Comparisons, maxima: Maxima, row: int, places: int, confidence: float) -> bool:
    """Say whether fewer than `places` rivals are shown to be better than `row`, by a one-sided stepdown."""
    size = comparisons.size
    behind = comparisons.deviates[:, row].copy()
    behind[row] = -np.inf
    # No critical value lies outside these two: where the count is settled by them no draw is needed.
    if int((behind > -ndtri((1 - confidence) / (size - 1))).sum()) >= places:
        return False
    if int((behind > ndtri(confidence)).sum()) < places:
        return True
    kept = np.arange(size) != row
    nobody = np.zeros(size, dtype=np.bool_)
    while kept.any():
        critical = maxima.critical_of(row, forward=nobody, backward=kept, confidence=confidence)
        rejected = kept & (behind > critical)
        kept &= ~rejected
        if not rejected.any() or size - 1 - int(kept.sum()) >= places:
            break
    return size - 1 - int(kept.sum()) < places
