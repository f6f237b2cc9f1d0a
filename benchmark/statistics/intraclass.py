"""How much of the spread of ratings lies between contacts: intraclass correlations."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special, stats

from benchmark.statistics.errors import NothingVaries, TooFew
from benchmark.statistics.interval import Interval, tail
from benchmark.statistics.ratings import read_ratings

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Correlation:
    """An intraclass correlation and its interval; a negative one means no more agreement than chance."""

    value: float
    interval: Interval


@dataclass(frozen=True, slots=True)
class Intraclass:
    """Intraclass correlations of n contacts that the same k raters rated.

    Attributes:
        one_way, one_way_mean: every contact has raters of its own: ICC(1), ICC(k); Shrout-Fleiss 1,1 and 1,k.
        agreement, agreement_mean: the same raters, and their level counts: ICC(A,1), ICC(A,k); 2,1 and 2,k.
        consistency, consistency_mean: the same raters, order counts: ICC(C,1), ICC(C,k); 3,1 and 3,k.
        contacts, raters: n and k. left_out: contacts that not everybody rated.
    """

    one_way: Correlation
    agreement: Correlation
    consistency: Correlation
    one_way_mean: Correlation
    agreement_mean: Correlation
    consistency_mean: Correlation
    contacts: int
    raters: int
    left_out: int


def intraclass(ratings: ArrayLike, *, level: float = 0.95) -> Intraclass:
    """Intraclass correlations from the mean squares of a two-way table, with F intervals.

    Args:
        ratings: one row a contact, one column a rater; contacts with a gap are left out and counted.
        level: confidence of the intervals.

    Raises:
        BadTable, BadArgument: see `read_ratings`, `tail`. TooFew: fewer than two contacts rated by all, or a
        single rater. NothingVaries: all ratings are alike.

    Source: Shrout and Fleiss (1979), Psychol Bull 86:420; McGraw and Wong (1996), Psychol Methods 1:30.
    """
    each = tail(level)
    table = read_ratings(ratings)
    whole = ~np.isnan(table).any(axis=1)
    left_out = int((~whole).sum())
    table = table[whole]
    n, k = table.shape
    if n < 2 or k < 2:
        raise TooFew(f"an intraclass correlation needs two contacts rated by the same people; there are {n}")
    rows, columns, rest, within = _mean_squares(table)
    if rows + columns + rest <= 0:
        raise NothingVaries("all ratings are the same: there is nothing to agree about")
    one_way = _ratio(rows - within, rows + (k - 1) * within)
    consistency = _ratio(rows - rest, rows + (k - 1) * rest)
    agreement = _ratio(rows - rest, rows + (k - 1) * rest + k * (columns - rest) / n)
    of_mean = {
        "one_way": _ratio(rows - within, rows),
        "consistency": _ratio(rows - rest, rows),
        "agreement": _ratio(rows - rest, rows + (columns - rest) / n),
    }
    first = _f_interval(rows, within, n - 1, n * (k - 1), k, each)
    third = _f_interval(rows, rest, n - 1, (n - 1) * (k - 1), k, each)
    second = _agreement_interval(rows, columns, rest, agreement, n, k, each)
    return Intraclass(
        one_way=Correlation(one_way, Interval(*first, level)),
        agreement=Correlation(agreement, Interval(*second, level)),
        consistency=Correlation(consistency, Interval(*third, level)),
        one_way_mean=Correlation(of_mean["one_way"], Interval(*_stepped_up(first, k), level)),
        agreement_mean=Correlation(of_mean["agreement"], Interval(*_stepped_up(second, k), level)),
        consistency_mean=Correlation(of_mean["consistency"], Interval(*_stepped_up(third, k), level)),
        contacts=n,
        raters=k,
        left_out=left_out,
    )


def _mean_squares(table: Floats) -> tuple[float, float, float, float]:
    """Mean squares of contacts, raters, remainder, and within contacts."""
    n, k = table.shape
    grand = table.mean()
    by_row, by_column = table.mean(axis=1), table.mean(axis=0)
    rows = k * float(((by_row - grand) ** 2).sum()) / (n - 1)
    columns = n * float(((by_column - grand) ** 2).sum()) / (k - 1)
    rest = float(((table - by_row[:, None] - by_column + grand) ** 2).sum()) / ((n - 1) * (k - 1))
    within = float(((table - by_row[:, None]) ** 2).sum()) / (n * (k - 1))
    return rows, columns, rest, within


def _f_interval(above: float, below: float, df1: int, df2: int, k: int, each: float) -> tuple[float, float]:
    """Interval of (F − 1)/(F + k − 1)."""
    if below <= 0:
        return (1.0, 1.0)
    f = above / below
    low = f / float(special.fdtri(df1, df2, 1 - each))
    high = f * float(special.fdtri(df2, df1, 1 - each))
    return (low - 1) / (low + k - 1), (high - 1) / (high + k - 1)


def _agreement_interval(
    rows: float, columns: float, rest: float, value: float, n: int, k: int, each: float
) -> tuple[float, float]:
    """Shrout and Fleiss' interval of ICC(2,1), with Satterthwaite's degrees of freedom."""
    if rest <= 0 and columns <= 0:
        return (1.0, 1.0)
    ratio = columns / rest if rest > 0 else np.inf
    if np.isinf(ratio):
        freedom = float(k - 1)
    else:
        middle = k * value * ratio + n * (1 + (k - 1) * value) - k * value
        parts = (n - 1) * k**2 * value**2 * ratio**2 + (n * (1 + (k - 1) * value) - k * value) ** 2
        freedom = (k - 1) * (n - 1) * middle**2 / parts if parts > 0 else float(k - 1)
    upper = float(stats.f.ppf(1 - each, n - 1, freedom))
    lower = float(stats.f.ppf(1 - each, freedom, n - 1))
    noise = k * columns + (k * n - k - n) * rest
    return (
        n * (rows - upper * rest) / (upper * noise + n * rows),
        n * (lower * rows - rest) / (noise + n * lower * rows),
    )


def _stepped_up(limits: tuple[float, float], k: int) -> tuple[float, float]:
    """Spearman and Brown: the reliability of a mean of k from that of one."""
    low, high = (value * k / (1 + value * (k - 1)) if value > -1 / (k - 1) else -np.inf for value in limits)
    return float(low), float(high)


def _ratio(above: float, below: float) -> float:
    """Above ÷ below; without any spread between or within, no reliability."""
    return above / below if below != 0 else 0.0
