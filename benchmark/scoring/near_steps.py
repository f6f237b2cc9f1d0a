"""Waits so near to a step of their points that a clock a little off would have scored them otherwise."""

from __future__ import annotations

import numpy as np

from benchmark.scoring.amounts import Amounts
from benchmark.scoring.rules import Rules

WITHIN_S = 2.0
"""Two clocks, a person's and a machine's, differ by about so much (project's own choice)."""


def near_steps(*, rules: Rules, amounts: Amounts) -> tuple[str, ...]:
    """Say for each measurement that is scored by steps how many contacts lie within two seconds of one.

    A step of 25 points turns a second into an appeal; a method of straight lines has none of this. Steps of
    working days are left alone: a day is not misread.
    """
    notes = []
    curves = {rule.measured: rule.curve for rule in rules.rules if rule.measured is not None}
    for name, curve in sorted(curves.items()):
        if curve is None or not curve.steps or curve.unit != "s":
            continue
        amount = amounts.of(name)
        seen = amount.value[amount.observed]
        jumps = curve.at[np.diff(curve.worth) != 0]
        near = int((np.abs(seen[:, None] - jumps) <= WITHIN_S).any(axis=1).sum())
        if near:
            notes.append(
                f"{name}: {near} of {seen.size} contacts lie within {WITHIN_S:g} s of a step of its points"
            )
    return tuple(notes)
