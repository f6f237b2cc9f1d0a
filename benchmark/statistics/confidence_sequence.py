"""Intervals that may be looked at every week and still hold."""

from __future__ import annotations

from math import log, sqrt

from benchmark.statistics.errors import BadArgument
from benchmark.statistics.interval import Interval


def sequence_half_width(*, contacts: int, deviation: float, tuned_to: int, level: float = 0.95) -> float:
    """Half width of an asymptotic confidence sequence, points: it holds at all numbers of contacts at once.

    σ̂ √{ 2(nρ² + 1)/(n²ρ²) · ln(√(nρ² + 1)/α) }, ρ² = (−2 ln α + ln(1 − 2 ln α))/n*. It costs 1.55 times
    the width of a single look at n = n* and little more around it.

    Args:
        contacts: n so far. deviation: SD σ̂ of a contact so far, points.
        tuned_to: n* at which the sequence is narrowest (the planned number). level: confidence.

    Raises:
        BadArgument: a number of contacts below 1, a negative deviation, a level outside (0, 1).

    Source: Waudby-Smith, Arbour, Sinha, Kennedy and Ramdas (2024), Ann Stat 52:2613.
    """
    if contacts < 1 or tuned_to < 1:
        raise BadArgument("a confidence sequence starts with the first contact")
    if not deviation >= 0:
        raise BadArgument(f"a deviation is not negative, as {deviation:g} is")
    if not 0 < level < 1:
        raise BadArgument(f"the confidence level must lie between 0 and 1, not {level:g}")
    alpha = 1 - level
    rho2 = (-2 * log(alpha) + log(1 - 2 * log(alpha))) / tuned_to
    spread = contacts * rho2 + 1
    return deviation * sqrt(2 * spread / (contacts**2 * rho2) * log(sqrt(spread) / alpha))


def sequence_interval(
    *, mean: float, contacts: int, deviation: float, tuned_to: int, level: float = 0.95
) -> Interval:
    """The interval of a running mean score, cut at 0 and 100; a standing to look at while fieldwork runs.

    Raises:
        BadArgument: as `sequence_half_width`.
    """
    half = sequence_half_width(contacts=contacts, deviation=deviation, tuned_to=tuned_to, level=level)
    return Interval(max(0.0, mean - half), min(100.0, mean + half), level)
