"""Value functions for whole columns of amounts, and what they are worth on average under a survival curve."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmark.scoring.errors import MethodDoesNotFit
from scenarios.value_function import Lines, Steps

Floats = NDArray[np.float64]


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
    def beyond(self) -> float:
        """What every amount beyond the last is worth, 0 to 100."""
        return float(self.worth[-1])

    def integral(
        self, times: Floats, survival: Floats, *, until: float | None = None
    ) -> tuple[float, Floats]:
        """E v(T) = v(0) + ∫₀^τ v′(t) S(t) dt under a survival curve that is a step function.

        For straight lines the sum of slope × area under S by segment; for steps each jump × S at the jump.
        With v linear it is the restricted mean. Source: integration by parts; Klein and Moeschberger (2003),
        4.5.

        Args:
            times: times at which S falls, rising, shape (m,).
            survival: S just after each of them, shape (m,).
            until: where the integral ends; without it, at the curve's last amount.

        Returns:
            The mean worth, 0 to 100, and for each time the part of the integral that lies after it (for the
            variance), shape (m,).
        """
        end = self.last if until is None else min(until, self.last)
        steps = np.concatenate(([1.0], survival))
        if self.steps:
            inside = self.at <= end if until is not None else np.ones(self.at.size, dtype=bool)
            jumps, places = np.diff(self.worth)[inside], self.at[inside]
            # S(t) = P(T > t): worth up to and including an amount.
            weights = jumps * steps[np.searchsorted(times, places, side="right")]
            after = np.array([weights[places >= time].sum() for time in times], dtype=np.float64)
            return float(self.worth[0] + weights.sum()), after
        inner = np.concatenate((times, self.at))
        edges = np.unique(np.concatenate(([0.0], inner[(inner > 0) & (inner < end)], [end])))
        rise = np.diff(np.interp(edges, self.at, self.worth))
        parts = rise * steps[np.searchsorted(times, edges[:-1], side="right")]
        tails = np.concatenate((np.cumsum(parts[::-1])[::-1], [0.0]))
        start = float(np.interp(0.0, self.at, self.worth))
        after = tails[np.searchsorted(edges, np.minimum(times, end), side="left")]
        return start + float(parts.sum()), after
