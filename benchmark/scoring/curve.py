"""Value functions for whole columns of amounts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmark.scoring.errors import MethodDoesNotFit
from scenarios.value_function import Lines, Steps

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Curve:
    """A method's value function: what amounts are worth, in per cent of the points that can be obtained.

    Attributes:
        at: amounts in rising order, in the unit below, shape (k,).
        worth: worth at these amounts, 0 to 100. Straight lines: shape (k,). Steps: shape (k + 1,), the worth
            up to and including each amount, and last the worth beyond all of them.
        unit: "s", "working day" or "" (a plain number).
        steps: whether it jumps.
    """

    at: Floats
    worth: Floats
    unit: str
    steps: bool

    @classmethod
    def of(cls, function: Lines | Steps, *, name: str = "values") -> Curve:
        """Take a value function of a method; raises MethodDoesNotFit when its knots are out of order."""
        points = function.line if isinstance(function, Lines) else function.steps
        at = np.array([knot.amount for knot in points], dtype=np.float64)
        if (np.diff(at) <= 0).any():
            raise MethodDoesNotFit(f"{name}: the amounts do not rise – put them in rising order")
        worth = list(points.values())
        if isinstance(function, Steps):
            worth.append(function.otherwise)
        values = np.array(worth, dtype=np.float64) * (100.0 / function.out_of)
        if (values < 0).any() or (values > 100).any():
            raise MethodDoesNotFit(
                f"{name}: an amount is worth less than 0 or more than out_of ({function.out_of:g})"
                " – keep the points between them"
            )
        return cls(at=at, worth=values, unit=next(iter(points)).unit, steps=isinstance(function, Steps))

    def __call__(self, amounts: Floats) -> Floats:
        """Worth of amounts in the curve's own unit, 0 to 100; NaN stays NaN."""
        if self.steps:
            found = self.worth[np.searchsorted(self.at, amounts, side="left").clip(0, self.at.size)]
            return np.where(np.isnan(amounts), np.nan, found)
        worth: Floats = np.interp(amounts, self.at, self.worth)
        return worth

    @property
    def last(self) -> float:
        """The amount beyond which nothing changes any more."""
        return float(self.at[-1])

    @property
    def horizon(self) -> float:
        """The first amount that is worth what all later ones are: just after a last step."""
        return float(np.nextafter(self.last, np.inf)) if self.steps else self.last

    @property
    def beyond(self) -> float:
        """What every amount beyond the last is worth, 0 to 100."""
        return float(self.worth[-1])
