"""Shoppers whose figures lie apart from everybody else's, whatever the figures are distributed like."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from benchmark.statistics.errors import BadTable

_LEAST = 5
"""Contacts of a shopper below which the comparison says nothing (project's own choice)."""


def unlike_others(
    values: ArrayLike, *, shopper: ArrayLike, conspicuous: Literal["high", "low"]
) -> dict[str, tuple[float, float]]:
    """Compare each shopper's figures with those of all others, by the rank test of Mann and Whitney.

    Args:
        values: one a contact, any unit; NaN where there is none. shopper: whose contact it was.
        conspicuous: which end deserves a look.

    Returns:
        By shopper the mean of the figures, and the one-sided chance of as much by accident. Shoppers with
        fewer than five figures, or with nobody to compare with, are left out.

    Raises:
        BadTable: not one shopper for each value.

    Source: Mann and Whitney (1947), Ann Math Stat 18:50, with correction for ties.
    """
    table = np.asarray(values, dtype=np.float64).ravel()
    names = np.asarray(shopper, dtype=object).ravel()
    if table.size != names.size:
        raise BadTable(f"{table.size} values for {names.size} shoppers: one for each is needed")
    known = ~np.isnan(table)
    table, names = table[known], names[known].astype(str)
    found = {}
    for name in np.unique(names):
        mine, others = table[names == name], table[names != name]
        if min(mine.size, others.size) < _LEAST:
            continue
        if mine.min() == table.max() and mine.max() == table.min():
            p_value = 1.0
        else:
            alternative = "greater" if conspicuous == "high" else "less"
            p_value = float(
                stats.mannwhitneyu(mine, others, alternative=alternative, method="asymptotic").pvalue
            )
        found[str(name)] = (float(mine.mean()), p_value)
    return found
