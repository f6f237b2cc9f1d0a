"""Confidence sets for the ranks of all organisations at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtri

from benchmark.ranking.comparisons import Comparisons
from benchmark.ranking.maxima import Maxima

Ints = NDArray[np.intp]
Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class RankSets:
    """For each organisation the ranks that the data do not rule out; rank 1 is the highest.

    Attributes:
        lower: the best rank that remains possible, shape (p,).
        upper: the worst rank that remains possible, shape (p,).
        beats: whether j was shown to lie above k, shape (p, p).
        critical: the last critical value on the normal scale; of marginal sets one each, shape (p,).
        confidence: the probability with which the sets hold, together or (marginal) each by itself.
    """

    lower: Ints
    upper: Ints
    beats: Bools
    critical: float | NDArray[np.float64]
    confidence: float


def simultaneous_rank_sets(
    comparisons: Comparisons, *, confidence: float = 0.95, stepdown: bool = True
) -> RankSets:
    """Give rank sets that hold for all organisations together with the stated confidence.

    All ordered pairs are tested at once against the largest error that chance makes among them; in
    each further step only the pairs that were not rejected yet count. Rank sets are what is left:
    1 + the number shown to be better, up to p − the number shown to be worse.

    Args:
        comparisons: the estimates and the draws.
        confidence: the joint confidence, between 0.5 and 1.
        stepdown: False stops after the first step (wider sets; the plots' common critical value).

    Source: Mogstad, Romano, Shaikh and Wilhelm (2024), Review of Economic Studies 91, 476-518.
    """
    size = comparisons.size
    kept = ~np.eye(size, dtype=np.bool_)
    if size == 1:
        return _sets(~kept & False, 0.0, confidence)
    maxima = Maxima(errors=comparisons.errors, scale=comparisons.scale, own=comparisons.covariance.own)
    while True:
        critical = _critical(maxima, kept, confidence)
        rejected = kept & (comparisons.deviates > critical)
        kept &= ~rejected
        if not stepdown or not rejected.any():
            return _sets(~kept & ~np.eye(size, dtype=np.bool_), critical, confidence)


def _critical(maxima: Maxima, kept: Bools, confidence: float) -> float:
    if kept.shape[0] == 2:
        return pair_critical(both=bool(kept.all(where=~np.eye(2, dtype=np.bool_))), confidence=confidence)
    return maxima.critical(kept, confidence)


def pair_critical(*, both: bool, confidence: float) -> float:
    """Give the critical value of a single pair, tested in both directions or in one."""
    return float(ndtri((1 + confidence) / 2 if both else confidence))


def _sets(beats: Bools, critical: float, confidence: float) -> RankSets:
    return RankSets(
        lower=1 + beats.sum(axis=0),
        upper=beats.shape[0] - beats.sum(axis=1),
        beats=beats,
        critical=critical,
        confidence=confidence,
    )
