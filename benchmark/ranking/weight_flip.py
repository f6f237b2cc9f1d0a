"""How little the weights would have to change for another to win."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

from benchmark.ranking.errors import BadEstimates

Floats = NDArray[np.float64]


class Flip(NamedTuple):
    """The nearest weights at which a rival draws level.

    Attributes:
        rival: its place in the rows of scores.
        gap: the leader's lead with the published weights, points.
        distance: Euclidean distance of the weights; infinite where no change of weights helps the rival.
        weights: the weights there, adding up to the same total, shape (areas,); none is negative.
    """

    rival: int
    gap: float
    distance: float
    weights: Floats | None


def nearest_flip(*, scores: Floats, weights: Floats, leader: int, rival: int) -> Flip:
    """Find the smallest change of weights, their total kept, at which `rival` draws level with `leader`.

    With d the difference of the two in each area and d̃ = d − mean(d), that is w − (w·d ÷ d̃·d̃)·d̃ at
    distance (w·d) ÷ ‖d̃‖, unless a weight would fall below 0: such weights are held at 0 and the
    others searched again.

    Args:
        scores: of organisations (rows) in areas (columns), points, shape (p, areas).
        weights: published, not negative, shape (areas,).
        leader, rival: rows.

    Raises:
        BadEstimates: shapes that do not fit or weights that are none.
    """
    _check(scores, weights)
    difference = scores[leader] - scores[rival]
    gap = float(weights @ difference)
    free = np.ones(weights.size, dtype=np.bool_)
    # Held at the bound one by one the active set can only grow, so this ends after at most all areas.
    while free.sum() > 1:
        total, moved = float(weights.sum()), np.zeros(weights.size)
        # Nearest point with Σw = total and w·d = 0 among the free weights, the others at 0.
        constraints = np.vstack([np.ones(free.sum()), difference[free]])
        wanted = np.array([total, 0.0]) - constraints @ weights[free]
        if np.ptp(difference[free]) <= 1e-12 * np.abs(difference).max(initial=1.0):
            break  # alike in all areas that are left: no weights tell the two apart
        moved[free] = weights[free] + constraints.T @ np.linalg.solve(constraints @ constraints.T, wanted)
        negative = moved < -1e-12
        if not negative.any():
            found = np.maximum(moved, 0.0)
            return Flip(rival, gap, float(np.linalg.norm(found - weights)), found)
        free &= ~negative
    return Flip(rival, gap, 0.0 if gap == 0 else float(np.inf), weights.copy() if gap == 0 else None)


def best_margin(*, scores: Floats, weights: Floats, candidate: int, within: float = 0.25) -> float:
    """Give the largest lead that `candidate` has over all others with weights within ± a share of theirs.

    Negative: it cannot win with any such weights. Solved exactly as a linear programme over the weights
    (each between (1 − within) and (1 + within) times the published, total kept).

    Raises:
        BadEstimates: shapes that do not fit, or fewer than two organisations.
    """
    _check(scores, weights)
    if scores.shape[0] < 2:
        raise BadEstimates("a margin needs two organisations or more")
    areas = weights.size
    rivals = np.delete(np.arange(scores.shape[0]), candidate)
    # Maximise t with w·(rival − candidate) + t ≤ 0 for every rival.
    above = np.hstack([scores[rivals] - scores[candidate], np.ones((rivals.size, 1))])
    found = linprog(
        np.append(np.zeros(areas), -1.0),
        A_ub=above,
        b_ub=np.zeros(rivals.size),
        A_eq=np.append(np.ones(areas), 0.0)[None, :],
        b_eq=[weights.sum()],
        bounds=[*((w * (1 - within), w * (1 + within)) for w in weights), (None, None)],
        method="highs",
    )
    return float(-found.fun)


def _check(scores: Floats, weights: Floats) -> None:
    if scores.ndim != 2 or scores.shape[1] != weights.size or not np.isfinite(scores).all():
        raise BadEstimates(f"scores of shape {scores.shape} do not fit {weights.size} weights")
    if (weights < 0).any() or not np.isfinite(weights).all() or weights.sum() <= 0:
        raise BadEstimates("weights must not be negative, and one must count")
