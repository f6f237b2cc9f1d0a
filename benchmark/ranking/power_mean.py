"""One score out of several areas, with less patience for a weak one: a variant, never the official one."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from benchmark.ranking.errors import BadEstimates

Floats = NDArray[np.float64]

_LEAST = 1.0
"""Points to which a lower area score is raised, so that a single 0 does not erase everything else."""


def power_mean(*, scores: Floats, weights: Floats, exponent: float) -> Floats:
    """Put area scores of organisations together: (Σ w s^β)^(1/β), for β = 0 the geometric mean Π s^w.

    β = 1 is the weighted mean, in which a strong area makes up for a weak one without limit; below 1 an
    unbalanced organisation loses. For the sensitivity of a ranking (`rule_grid`, `rank_decomposition`), and
    only between areas of organisations: a single contact may well be worth nothing.

    Args:
        scores: organisations (rows) in areas (columns), points, shape (p, areas).
        weights: on any scale, shape (areas,). exponent: β, from −1 to 1.

    Raises:
        BadEstimates: shapes that do not fit, weights that do not count, an exponent out of range.

    Source: OECD and JRC (2008), Handbook on Constructing Composite Indicators, step 6.
    """
    if scores.ndim != 2 or scores.shape[1] != weights.size:
        raise BadEstimates(f"scores of shape {scores.shape} do not fit {weights.size} weights")
    if (weights < 0).any() or not weights.sum() > 0:
        raise BadEstimates("weights must not be negative, and one must count")
    if not -1 <= exponent <= 1:
        raise BadEstimates(f"the exponent lies from −1 to 1, not at {exponent:g}")
    share = weights / weights.sum()
    if exponent == 1:
        return np.asarray(scores @ share)
    raised = np.maximum(scores, _LEAST)
    if exponent == 0:
        return np.asarray(np.exp(np.log(raised) @ share))
    return np.asarray((raised**exponent @ share) ** (1 / exponent))
