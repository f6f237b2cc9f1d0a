"""Who goes to the jury."""

from __future__ import annotations

from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmark.ranking.comparisons import Comparisons
from benchmark.ranking.winner_set import nominee_set


class Nominees(NamedTuple):
    """A shortlist: `chosen`, the places in `theta` from the highest score down; `size` asked for."""

    chosen: NDArray[np.intp]
    size: int
    by: Literal["size", "set"]


def shortlist(
    comparisons: Comparisons,
    *,
    order: NDArray[np.float64],
    size: int,
    by: Literal["size", "set"] = "set",
    confidence: float = 0.95,
) -> Nominees:
    """Choose the nominees.

    `size`: the `size` highest scores, and whoever has the score of the last. `set`: these, and everybody
    who may truly be among the `size` best; with the stated confidence none of those is missing.

    Args:
        comparisons: the estimates.
        order: the scores by which the method ranks, points, shape (p,).
        size: how many; fixed beforehand.
        by: as above.
        confidence: of the set.
    """
    last = np.sort(order)[::-1][: max(1, size)][-1]
    chosen = order >= last
    if by == "set":
        chosen |= nominee_set(comparisons, places=size, confidence=confidence)
    ranked = np.argsort(-order, kind="stable")
    return Nominees(ranked[chosen[ranked]], size, by)
