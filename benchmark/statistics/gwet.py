"""Agreement of raters where nearly all answers are alike: Gwet's AC1 and AC2."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from benchmark.statistics.errors import BadArgument, NothingVaries
from benchmark.statistics.ratings import counts_by_category, read_ratings

Floats = NDArray[np.float64]
Weighting = Literal["identity", "linear", "quadratic"]


def gwet_ac(
    ratings: ArrayLike, *, weighting: Weighting = "identity", categories: ArrayLike | None = None
) -> float:
    """Gwet's AC1 (identity weights) or AC2 (linear, quadratic) of a table contacts × raters with gaps.

    (p_a − p_e)/(1 − p_e), p_a the weighted agreement of two raters of one contact,
    p_e = Σw/(q(q−1)) · Σ π_k(1 − π_k). It does not collapse when 95 % of answers are alike, as α and κ do.

    Args:
        ratings: one row a contact, one column a rater, NaN where not rated.
        weighting: what a near miss is worth; `identity` nothing (AC1).
        categories: all answers that were possible; those seen where not given. Given, a table in which all
            answers are alike is agreement 1.

    Raises:
        BadTable, TooFew: see `read_ratings`. NothingVaries: one possible answer. BadArgument: no such
        weighting, or an answer outside the categories.

    Source: Gwet (2008), Br J Math Stat Psychol 61:29; Gwet (2014), Handbook of Inter-Rater Reliability.
    """
    table = read_ratings(ratings)
    counts, seen = counts_by_category(table)
    scale = seen if categories is None else np.unique(np.asarray(categories, dtype=np.float64))
    if not np.isin(seen, scale).all():
        raise BadArgument(f"the answer {seen[~np.isin(seen, scale)][0]:g} is not among the categories")
    if scale.size < 2:
        raise NothingVaries("only one answer was possible: agreement beyond chance cannot be told")
    spread = np.zeros((counts.shape[0], scale.size))
    spread[:, np.searchsorted(scale, seen)] = counts
    weights = _weights(scale, weighting)
    raters = spread.sum(axis=1)
    rated = raters >= 1
    shares = (spread[rated] / raters[rated, None]).mean(axis=0)
    pairs = raters >= 2
    spread, raters = spread[pairs], raters[pairs]
    agreeing = (spread * (spread @ weights - 1)).sum(axis=1) / (raters * (raters - 1))
    size = scale.size
    chance = float(weights.sum()) / (size * (size - 1)) * float((shares * (1 - shares)).sum())
    return (float(agreeing.mean()) - chance) / (1 - chance)


def _weights(scale: Floats, weighting: str) -> Floats:
    apart: Floats = np.abs(scale[:, None] - scale[None, :]) / (scale[-1] - scale[0])
    weights: Floats
    if weighting == "identity":
        weights = np.eye(scale.size)
    elif weighting == "linear":
        weights = 1 - apart
    elif weighting == "quadratic":
        weights = 1 - apart**2
    else:
        raise BadArgument(f"no such weighting: {weighting!r}; there are identity, linear and quadratic")
    return weights
