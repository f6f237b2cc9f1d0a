"""Confidence sets for the rank of each organisation by itself."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from benchmark.ranking.comparisons import Comparisons
from benchmark.ranking.maxima import Maxima
from benchmark.ranking.rank_sets import RankSets, pair_critical


def marginal_rank_sets(
    comparisons: Comparisons, *, confidence: float = 0.95, stepdown: bool = True
) -> RankSets:
    """Give rank sets each of which holds by itself with the stated confidence.

    For organisation j only the pairs with j in them are tested, in both directions. Narrower than the
    simultaneous sets; right for one organisation that asks about itself, wrong for a whole list.

    Args:
        comparisons: the estimates and the draws.
        confidence: the confidence of each set, between 0.5 and 1.
        stepdown: False stops after the first step.

    Source: Mogstad, Romano, Shaikh and Wilhelm (2024), Review of Economic Studies 91, 476-518.
    """
    size = comparisons.size
    maxima = Maxima(errors=comparisons.errors, scale=comparisons.scale, own=comparisons.covariance.own)
    above = np.zeros((size, size), dtype=np.bool_)
    below = np.zeros((size, size), dtype=np.bool_)
    critical = np.zeros(size)
    for row in range(size):
        critical[row] = _one(comparisons, maxima, row, confidence, stepdown, above[row], below[row])
    return RankSets(
        lower=1 + below.sum(axis=1),
        upper=size - above.sum(axis=1),
        beats=above | below.T,
        critical=critical,
        confidence=confidence,
    )


def _one(
    comparisons: Comparisons,
    maxima: Maxima,
    row: int,
    confidence: float,
    stepdown: bool,
    above: NDArray[np.bool_],
    below: NDArray[np.bool_],
) -> float:
    """Fill in whom `row` is above and below; return its last critical value."""
    size = comparisons.size
    others = np.arange(size) != row
    deviate = comparisons.deviates[row]
    # No critical value lies outside these two, so where no deviate lies between them no draw is needed.
    least = float(ndtri(confidence))
    most = float(-ndtri((1 - confidence) / (2 * max(1, size - 1))))
    if not ((np.abs(deviate) > least) & (np.abs(deviate) <= most) & others).any():
        above |= others & (deviate > most)
        below |= others & (deviate < -most)
        return most
    while True:
        forward, backward = others & ~above, others & ~below
        if size == 2:
            critical = pair_critical(both=bool((forward & backward).any()), confidence=confidence)
        else:
            critical = maxima.critical_of(row, forward=forward, backward=backward, confidence=confidence)
        new_above, new_below = forward & (deviate > critical), backward & (deviate < -critical)
        above |= new_above
        below |= new_below
        if not stepdown or not (new_above.any() or new_below.any()):
            return critical
