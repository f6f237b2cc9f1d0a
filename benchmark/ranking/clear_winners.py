"""How surely the leader of a class is its best, and what remains of it over many classes."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from scipy.special import ndtr

from benchmark.ranking.comparisons import Comparisons

# The nearest rivals decide; beyond so many the shares differ by less than the draws' own error.
_RIVALS = 40


def clear_winner_p(comparisons: Comparisons) -> float:
    """Give the p-value of the claim that the leader is the best: the smallest error at which it stands alone.

    For each rival the share of draws in which some organisation is ahead of it by more standard errors than
    the leader is; the largest of these. 1 for a class of one, and where two lead together.
    """
    size = comparisons.size
    if size == 1:
        return 1.0
    leader = int(comparisons.theta.argmax())
    leads = comparisons.deviates[leader].copy()
    leads[leader] = np.inf
    worst = 0.0
    for rival in np.argsort(leads)[: min(size - 1, _RIVALS)]:
        lead = float(leads[rival])
        if lead <= 0:
            return 1.0
        # Bonferroni bounds this rival's share and those of all that follow.
        if (size - 1) * float(ndtr(-lead)) <= worst:
            break
        gaps = (comparisons.errors - comparisons.errors[:, [rival]]) * comparisons.scale[:, rival]
        gaps[:, rival] = -np.inf
        worst = max(worst, (1 + int((gaps.max(axis=1) >= lead).sum())) / (1 + gaps.shape[0]))
    return worst


def holm(p_values: Mapping[str, float], *, level: float = 0.05) -> dict[str, bool]:
    """Say of each claim whether it holds when at most `level` is risked over all of them together.

    Source: S. Holm (1979), Scandinavian Journal of Statistics 6, 65-70.
    """
    held: dict[str, bool] = {}
    going = True
    ordered = sorted(p_values.items(), key=lambda item: item[1])
    for number, (name, p) in enumerate(ordered):
        going = going and p <= level / (len(ordered) - number)
        held[name] = going
    return held
