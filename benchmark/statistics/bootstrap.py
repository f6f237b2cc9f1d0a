"""Interval of any statistic of a sample of contacts, by drawing contacts again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from benchmark.statistics.errors import BadArgument, NothingVaries, TooFew
from benchmark.statistics.interval import Interval, tail

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Bootstrap:
    """A statistic with its percentile interval.

    Attributes:
        value: of the sample itself.
        interval: between the percentiles of the draws that could be computed.
        draws: how many that were.
        empty: draws in which the statistic could not be computed (all ratings alike).
    """

    value: float
    interval: Interval
    draws: int
    empty: int


def bootstrap_contacts(
    table: ArrayLike,
    statistic: Callable[[Floats], float],
    *,
    rng: np.random.Generator,
    draws: int = 2_000,
    level: float = 0.95,
) -> Bootstrap:
    """Draw rows (contacts) with replacement and recompute a statistic.

    Meant for measures of agreement over double-rated contacts, whose rows are independent. Not for ranks:
    there the bootstrap is inconsistent where organisations are level (Hall and Miller 2009).

    Args:
        table: one row a contact. statistic: of such a table. rng: source of chance. draws: how many.

    Raises:
        TooFew: fewer than two contacts. BadArgument: fewer than 100 draws. NothingVaries: more than half of
        the draws could not be computed. What `statistic` raises on the sample itself.
    """
    each = tail(level)
    rows = np.asarray(table, dtype=np.float64)
    if rows.shape[0] < 2:
        raise TooFew("an interval over contacts needs at least two of them")
    if draws < 100:
        raise BadArgument(f"{draws} draws are too few for an interval: take at least 100")
    value = statistic(rows)
    found = []
    for _ in range(draws):
        try:
            found.append(statistic(rows[rng.integers(0, rows.shape[0], rows.shape[0])]))
        except (NothingVaries, TooFew):
            # A draw of nothing but equal ratings says neither agreement nor disagreement.
            continue
    if len(found) < draws / 2:
        raise NothingVaries("in most draws all ratings are the same: no interval can be given")
    low, high = np.quantile(found, [each, 1 - each])
    return Bootstrap(
        value=value,
        interval=Interval(float(low), float(high), level),
        draws=len(found),
        empty=draws - len(found),
    )
