"""At which time of the day: every hour of the windows gets its share, and contacts keep apart."""

from collections.abc import Sequence
from datetime import date
from itertools import groupby
from math import sqrt
from typing import NamedTuple

import numpy as np

from benchmark.planning.windows import MINUTE, Windows
from probes.zone_clock import Moments

_GOLDEN = (sqrt(5) - 1) / 2


class Placed(NamedTuple):
    """A moment in its window [since, until), all in seconds since 1970 (UTC)."""

    at: int
    since: int
    until: int


def fit_in(moments: Sequence[Moments], *, apart: int, most: int) -> int:
    """Count the contacts, up to `most`, that can begin in a day's windows `apart` seconds from another."""
    return len(_earliest(moments, apart=apart, count=most))


def times_of_day(
    *, chosen: Sequence[int], days: Sequence[date], windows: Windows, rng: np.random.Generator
) -> list[Placed]:
    """Give each contact of a touchpoint its moment and the end of its window, in the order of `chosen`.

    `chosen` are the contacts' days in order (places in `days`), no more a day than fit. The windows' length
    is cut into as many equal strata as there are contacts, one contact in each; neighbours in the order of
    weekday and date get strata by the golden ratio's sequence, so that each weekday, and each part of the
    fieldwork, has early and late contacts too.
    """
    count = len(chosen)
    by_weekday = sorted(range(count), key=lambda i: (days[chosen[i]].weekday(), chosen[i]))
    golden = (rng.random() + _GOLDEN * np.arange(count)) % 1
    strata = np.empty(count)
    strata[np.array(by_weekday, dtype=np.int64)] = (
        np.argsort(np.argsort(golden)) + rng.random(count)
    ) / count
    found: list[Placed] = []
    for day, together in groupby(range(count), key=lambda i: chosen[i]):
        quantiles = sorted(strata[list(together)].tolist())
        found += _kept_apart(windows.moments[day], quantiles, apart=windows.apart)
    return found


def _kept_apart(moments: Sequence[Moments], quantiles: list[float], *, apart: int) -> list[Placed]:
    """Put contacts at their quantiles, or as near as the others let them come."""
    wished = [_quantile(moments, quantile) for quantile in quantiles]
    if len(wished) == 1:
        return [_in_window(moments, wished[0])]
    latest = _latest(moments, apart=apart, count=len(wished))
    placed: list[int] = []
    for wish, last in zip(wished, latest, strict=True):
        low = placed[-1] + apart if placed else 0
        placed.append(min(_first_open(moments, max(wish, low)), last))
    return [_in_window(moments, moment) for moment in placed]


def _quantile(moments: Sequence[Moments], quantile: float) -> int:
    """The whole minute at a share of the windows' length."""
    into = int(quantile * sum((end - begin) // MINUTE for begin, end in moments))
    for begin, end in moments:
        minutes = (end - begin) // MINUTE
        if into < minutes:
            return begin + into * MINUTE
        into -= minutes
    raise AssertionError("a quantile is below 1")


def _in_window(moments: Sequence[Moments], at: int) -> Placed:
    return next(Placed(at, since, until) for since, until in moments if since <= at < until)


def _first_open(moments: Sequence[Moments], moment: int) -> int:
    """The first whole minute of a window from `moment` on; far away when there is none."""
    for begin, end in moments:
        if moment < end:
            return max(begin, begin + -(-(moment - begin) // MINUTE) * MINUTE)
    return 2**62


def _earliest(moments: Sequence[Moments], *, apart: int, count: int) -> list[int]:
    found: list[int] = []
    for begin, end in moments:
        at = begin if not found else max(begin, found[-1] + apart)
        while at <= end - MINUTE and len(found) < count:
            found.append(at)
            at += apart
    return found


def _latest(moments: Sequence[Moments], *, apart: int, count: int) -> list[int]:
    """The latest moments for `count` contacts, in order of time."""
    found: list[int] = []
    for begin, end in reversed(moments):
        at = end - MINUTE if not found else min(end - MINUTE, found[-1] - apart)
        while at >= begin and len(found) < count:
            found.append(at)
            at -= apart
    return found[::-1]
