"""How evenly the contacts of an organisation lie on days, and where one more would be most welcome."""

from math import exp

import numpy as np
from numpy.typing import NDArray

_STEEP = 1.0
"""Project's choice, by trial: higher keeps the extremes nearer, lower the average."""
_GROWTH = exp(_STEEP)

Ints = NDArray[np.int64]


class Spread:
    """What one more contact costs on each day: for each group of the day, exp(a (observed + u - expected)).

    The exponential keeps every group near what is expected of it, where a sum of squares would trade one
    group's excess for another's; u in [0, 1), drawn for each group, rounds what cannot be even at random.
    """

    def __init__(self, *, rng: np.random.Generator) -> None:
        self._rng = rng
        self._costs: NDArray[np.float64] = np.zeros(0)

    def group(self, numbers: Ints, *, open_: NDArray[np.bool_], count: int) -> Ints:
        """Group the days by `numbers`, expecting `count` contacts evenly on the open days; gives a handle."""
        expected = np.bincount(numbers, weights=open_) * (count / max(1, open_.sum()))
        handle: Ints = numbers + len(self._costs)
        new = np.exp(_STEEP * (self._rng.random(len(expected)) - expected))
        self._costs = np.concatenate([self._costs, new])
        return handle

    def cost(self, handles: Ints) -> NDArray[np.float64]:
        """Give the cost of each day; `handles` are those of some groupings, one a row."""
        result: NDArray[np.float64] = self._costs[handles].sum(axis=0)
        return result

    def add(self, handles: Ints, day: int) -> None:
        """Count a contact on a day."""
        self._costs[handles[:, day]] *= _GROWTH

    def remove(self, handles: Ints, day: int) -> None:
        """Take a contact from a day."""
        self._costs[handles[:, day]] /= _GROWTH


def stretches(open_: NDArray[np.bool_], count: int) -> Ints:
    """Cut the open days into `count` stretches of equal length; gives each day's number."""
    before: Ints = np.cumsum(open_, dtype=np.int64) - open_
    result: Ints = np.floor_divide(before * count, max(1, int(open_.sum())))
    return result
