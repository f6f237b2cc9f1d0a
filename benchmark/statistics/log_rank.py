"""Whether two or more groups wait equally long."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray
from scipy import linalg, special

from benchmark.statistics.errors import BadTable, TooFew
from benchmark.statistics.kaplan_meier import checked_waits

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class LogRank:
    """The log-rank test: χ² with its degrees of freedom and p-value."""

    statistic: float
    freedom: int
    p_value: float


def log_rank(
    *,
    seconds: ArrayLike,
    answered: ArrayLike,
    group: Sequence[Hashable],
    stratum: Sequence[Hashable] | None = None,
) -> LogRank:
    """Test that all groups are answered at the same rate at every moment.

    At each answer the expected share of each group is its share of those still waiting; the differences
    O − E, summed over time (and strata: shoppers, channels), have the hypergeometric covariance.
    It looks at whole curves; where they cross, the difference of restricted means says more.

    Args:
        seconds, answered: as for `kaplan_meier`. group: whose wait it was. stratum: compare only within.

    Raises:
        TooFew: fewer than two groups, or nobody was answered while two groups waited. BadTable: unequal
        lengths.

    Source: Mantel (1966), Cancer Chemother Rep 50:163; Peto and Peto (1972). Equal to R's survdiff.
    """
    waits, ended = checked_waits(seconds, answered)
    codes, groups = pd.factorize(np.asarray(group, dtype=object))
    strata = np.zeros(waits.size, dtype=np.intp)
    if stratum is not None:
        strata = pd.factorize(np.asarray(stratum, dtype=object))[0]
    if codes.size != waits.size or strata.size != waits.size:
        raise BadTable("waits, groups and strata must be equally many")
    if len(groups) < 2:
        raise TooFew("a comparison of waits needs two groups")
    score = np.zeros(len(groups))
    covariance = np.zeros((len(groups), len(groups)))
    for which in np.unique(strata):
        inside = strata == which
        part = _one_stratum(waits[inside], ended[inside], codes[inside], len(groups))
        score += part[0]
        covariance += part[1]
    rank = int(np.linalg.matrix_rank(covariance))
    if not rank:
        raise TooFew("nobody was answered while two groups were waiting")
    statistic = float(score @ linalg.pinvh(covariance) @ score)
    return LogRank(statistic=statistic, freedom=rank, p_value=float(special.chdtrc(rank, statistic)))


def _one_stratum(
    waits: Floats, ended: NDArray[np.bool_], codes: NDArray[np.intp], groups: int
) -> tuple[Floats, Floats]:
    times = np.unique(waits[ended])
    at_risk = np.empty((groups, times.size))
    events = np.empty((groups, times.size))
    for which in range(groups):
        mine = np.sort(waits[codes == which])
        at_risk[which] = mine.size - np.searchsorted(mine, times, side="left")
        mine = np.sort(waits[ended & (codes == which)])
        events[which] = np.searchsorted(mine, times, side="right") - np.searchsorted(mine, times, side="left")
    everybody, answers = at_risk.sum(axis=0), events.sum(axis=0)
    share = at_risk / everybody
    score = (events - share * answers).sum(axis=1)
    weight = np.divide(
        answers * (everybody - answers), everybody - 1, out=np.zeros_like(everybody), where=everybody > 1
    )
    covariance = np.diag((share * weight).sum(axis=1)) - (share * weight) @ share.T
    return score, covariance
