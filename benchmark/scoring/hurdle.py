"""Reached × quality: how much of a score is being answered, and how much is how well."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from benchmark.scoring.curve import Floats


def hurdle_variance(
    *, reached: NDArray[np.intp], contacts: NDArray[np.intp], quality: Floats, spread: Floats
) -> Floats:
    """Variance of share reached × mean score of the reached, by the delta method, points².

    π²·V(Q̄) + Q̄²·V(π̂) with V(π̂) = π(1 − π)/n and V(Q̄) = s²/r. One zero among 25 costs score ÷ 25.

    Args:
        reached: contacts reached in each group (r), shape (g,).
        contacts: contacts that were scored or worth nothing (n), shape (g,).
        quality: mean score of the reached (Q̄), NaN where none was, shape (g,).
        spread: variance of the scores of the reached (s²), NaN below two, shape (g,).

    Returns:
        Variances; NaN where fewer than two contacts were reached, except 0 where none of some was: the score
        is 0 then whatever the quality. Shape (g,).
    """
    n = np.maximum(contacts, 1)
    share = reached / n
    by_quality = share**2 * spread / np.maximum(reached, 1)
    by_reach = quality**2 * share * (1 - share) / n
    total: Floats = np.where((contacts > 0) & (reached == 0), 0.0, by_quality + by_reach)
    return total
