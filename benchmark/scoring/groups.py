"""Sums and spreads of contacts by group, without a loop over groups."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmark.scoring.curve import Floats


@dataclass(frozen=True)
class Groups:
    """Contacts sorted into groups.

    Attributes:
        codes: group of each contact, 0 to size − 1, shape (n,).
        size: number of groups, empty ones included.
    """

    codes: NDArray[np.intp]
    size: int

    def count(self, chosen: NDArray[np.bool_]) -> NDArray[np.intp]:
        """How many chosen contacts each group has."""
        return np.bincount(self.codes[chosen], minlength=self.size)

    def total(self, values: Floats, chosen: NDArray[np.bool_]) -> Floats:
        """Sum of the chosen contacts' values in each group; 0 where none is chosen."""
        sums = np.bincount(self.codes[chosen], weights=values[chosen], minlength=self.size)
        return sums.astype(np.float64)

    def mean(self, values: Floats, chosen: NDArray[np.bool_]) -> Floats:
        """Mean of the chosen contacts' values in each group; NaN where none is chosen."""
        return ratio(self.total(values, chosen), self.count(chosen))

    def variance(self, values: Floats, chosen: NDArray[np.bool_]) -> Floats:
        """Variance (n − 1) of the chosen contacts' values in each group; NaN below two."""
        means = self.mean(values, chosen)
        away = np.zeros(values.size)
        away[chosen] = (values[chosen] - means[self.codes[chosen]]) ** 2
        count = self.count(chosen)
        return np.where(count > 1, ratio(self.total(away, chosen), np.maximum(count - 1, 1)), np.nan)


def ratio(above: Floats, below: Floats | NDArray[np.intp]) -> Floats:
    """Divide; NaN where there is nothing to divide by."""
    whole = np.asarray(below, dtype=np.float64)
    result: Floats = np.divide(above, whole, out=np.full(np.shape(above), np.nan), where=whole != 0)
    return result
