"""What waits are worth when some of them were only seen to last longer than they were watched."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmark.scoring.curve import Curve, Floats
from benchmark.scoring.errors import BadChoice

Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class WaitWorth:
    """The mean worth of a group's waits.

    Attributes:
        mean: E v(T), 0 to 100.
        variance: its sampling variance, points² (Greenwood), 0 when nobody's wait ended.
        each: a value for each contact whose mean is `mean`: its worth where nothing was censored early, else
            its pseudo-observation, which may lie outside 0 to 100, shape (n,).
        censored: how many were censored before the curve's end.
    """

    mean: float
    variance: float
    each: Floats
    censored: int


def worth_of_waits(*, amounts: Floats, ended: Flags, curve: Curve) -> WaitWorth:
    """Mean worth of waits by the Kaplan–Meier integral, with a pseudo-observation for each contact.

    Without early censoring it is the mean of v, exactly. A wait that was watched to the curve's end is worth
    what lies beyond it, ended or not. Counting the time of giving up as the wait overstates the service,
    counting it as nothing understates it, leaving it out overstates it most.

    Args:
        amounts: how long each wait was watched, in the curve's unit, at least 0, shape (n,), n ≥ 1.
        ended: whether it ended then; False when watching ended first, shape (n,).
        curve: the value function.

    Raises:
        BadChoice: no wait, or an amount that is negative or not a number.

    Source: Var = Σ (∫_t^τ v′S)² d/(n(n − d)), Klein and Moeschberger (2003), 4.5; pseudo-observations
    n·θ̂ − (n − 1)·θ̂₋ᵢ, Andersen and Perme (2010).
    """
    if amounts.size == 0 or not (amounts >= 0).all():
        raise BadChoice("waits must be numbers from 0, and at least one")
    over = amounts > curve.last if curve.steps else amounts >= curve.last
    settled = ended | over
    early = int((~settled).sum())
    if not early:
        each = curve(np.where(over, np.inf, amounts))
        variance = float(each.var(ddof=0) / each.size)
        return WaitWorth(mean=float(each.mean()), variance=variance, each=each, censored=0)
    # Beyond the end nothing matters any more: an infinite wait that is censored last.
    times, seen = np.where(over, np.inf, amounts), ended & ~over
    mean, variance = _kaplan_meier(times, seen, curve)
    n = amounts.size
    each = np.empty(n)
    kinds = np.stack((times, seen.astype(np.float64)), axis=1)
    for kind in np.unique(kinds, axis=0):
        same = (kinds == kind).all(axis=1)
        rest = np.ones(n, dtype=bool)
        rest[np.flatnonzero(same)[0]] = False
        without = _kaplan_meier(times[rest], seen[rest], curve)[0] if n > 1 else 0.0
        each[same] = n * mean - (n - 1) * without
    return WaitWorth(mean=mean, variance=variance, each=each, censored=early)


def _kaplan_meier(times: Floats, seen: Flags, curve: Curve) -> tuple[float, float]:
    at, deaths = np.unique(times[seen], return_counts=True)
    risk = times.size - np.searchsorted(np.sort(times), at, side="left")
    mean, after = curve.integral(at, np.cumprod(1.0 - deaths / risk, dtype=np.float64))
    # Where all who are left end at once, nothing lies after it and the term is 0 (0/0 in the formula).
    left = risk > deaths
    variance = np.sum(after[left] ** 2 * deaths[left] / (risk[left] * (risk[left] - deaths[left])))
    return mean, float(variance)
