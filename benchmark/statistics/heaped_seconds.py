"""Seconds that were guessed rather than read: too many of them end in 0 or 5."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy import stats

from benchmark.statistics.errors import BadTable

_DIGITS = 10
_ROUND = 2  # of ten last digits, 0 and 5


@dataclass(frozen=True, slots=True)
class Heaping:
    """Last digits of reported seconds.

    Attributes:
        rounded: share ending in 0 or 5; a fifth by chance.
        p_value: exact chance of so many, when all digits are equally likely.
        chi_squared: χ² of all ten digits against equal shares, 9 degrees of freedom (rough below 50).
        reports: how many seconds were reported.
    """

    rounded: float
    p_value: float
    chi_squared: float
    reports: int


def heaped_seconds(seconds: ArrayLike) -> Heaping | None:
    """Look at the last digits of reported whole seconds; None where nothing was reported.

    Waits under ten seconds are left out: they have no last digit apart from themselves.

    Raises:
        BadTable: negative seconds.
    """
    values = np.asarray(seconds, dtype=np.float64).ravel()
    values = values[~np.isnan(values)]
    if (values < 0).any():
        raise BadTable(f"a wait of {values.min():g} s cannot be")
    whole = np.floor(values[values >= _DIGITS]).astype(np.int64)
    if not whole.size:
        return None
    counts = np.bincount(whole % _DIGITS, minlength=_DIGITS)
    rounded = int(counts[0] + counts[5])
    expected = whole.size / _DIGITS
    return Heaping(
        rounded=rounded / whole.size,
        p_value=float(stats.binom.sf(rounded - 1, whole.size, _ROUND / _DIGITS)),
        chi_squared=float(((counts - expected) ** 2).sum() / expected),
        reports=int(whole.size),
    )
