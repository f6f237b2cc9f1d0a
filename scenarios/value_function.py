"""What a measured amount is worth in points."""

from bisect import bisect_left
from itertools import pairwise
from typing import Annotated, Any

from pydantic import AfterValidator, Discriminator, Field, Tag

from scenarios.base import Line, Number, Part, Slug
from scenarios.quantity import Quantity
from scenarios.telling import mistake


def _in_order(points: dict[Quantity, float]) -> dict[Quantity, float]:
    found = ", ".join(map(str, points))
    for before, after in pairwise(points):
        if before.unit != after.unit:
            raise mistake(f"{before} and {after} are different kinds of amounts", "use one kind", found=found)
        if after.amount <= before.amount:
            raise mistake(f"{after} stands after {before}", "put the amounts in rising order", found=found)
    return points


class _Curve(Part):
    """What every value function has."""

    area: Slug | None = None
    """The area to which the points belong."""
    out_of: Annotated[Number, Field(gt=0)] = 100
    """The points that can be obtained at most."""
    source: Line
    """Where the numbers come from; `project's choice` where nobody published them."""


class Lines(_Curve):
    """Straight lines between points, level before the first and after the last."""

    line: Annotated[dict[Quantity, Number], Field(min_length=2), AfterValidator(_in_order)]
    """Amounts and their points in rising order: {0 s: 100, 30 s: 100, 5 min: 0}."""

    def __call__(self, amount: float) -> float:
        """Points for an amount in the axis's own unit (seconds, working days or a plain number)."""
        at = [point.amount for point in self.line]
        worth = list(self.line.values())
        if amount <= at[0]:
            return worth[0]
        if amount >= at[-1]:
            return worth[-1]
        i = bisect_left(at, amount)
        part = (amount - at[i - 1]) / (at[i] - at[i - 1])
        return worth[i - 1] + part * (worth[i] - worth[i - 1])


class Steps(_Curve):
    """The points of the first amount that is not exceeded."""

    steps: Annotated[dict[Quantity, Number], Field(min_length=1), AfterValidator(_in_order)]
    """Amounts and their points in rising order: {1 working day: 5, 3 working days: 3}."""
    otherwise: Number = 0
    """The points beyond the last amount."""

    def __call__(self, amount: float) -> float:
        """Points for an amount in the axis's own unit (seconds, working days or a plain number)."""
        return next((worth for step, worth in self.steps.items() if amount <= step.amount), self.otherwise)


def _kind(value: Any) -> str | None:
    if isinstance(value, Lines):
        return "<line>"
    if isinstance(value, Steps):
        return "<steps>"
    return next(
        (f"<{kind}>" for kind in ("line", "steps") if isinstance(value, dict) and kind in value), None
    )


ValueFunction = Annotated[
    Annotated[Lines, Tag("<line>")] | Annotated[Steps, Tag("<steps>")],
    Discriminator(_kind, custom_error_type="curve", custom_error_message="no such value function"),
]
"""A value function, known by its key: `line` or `steps`."""
