"""Mean value of waits of which some were cut short, and what each wait contributes to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from benchmark.statistics.errors import BadArgument
from benchmark.statistics.kaplan_meier import checked_waits, kaplan_meier

Floats = NDArray[np.float64]
Value = Callable[[Floats], Floats]

# Leave-one-out curves formed at a time: contacts × answer times, 64 MB.
_CELLS_AT_A_TIME = 8_000_000


@dataclass(frozen=True, slots=True)
class ValueIntegral:
    """Mean value of a wait.

    Attributes:
        value: E v(T), in the unit of the value function (points).
        error: its standard error.
        unseen: share of waits whose ending before the horizon was never observed although the last of them
            was cut short before it; they were given the value of the horizon. 0 where all is seen.
    """

    value: float
    error: float
    unseen: float


def value_integral(*, seconds: ArrayLike, answered: ArrayLike, value: Value, horizon: float) -> ValueIntegral:
    """Mean of v(wait) when some gave up early: E v(T) = v(0) + ∫₀^τ v′(t) S(t) dt.

    Computed as Σ (mass of the Kaplan–Meier curve at t)·v(t) + S(τ)·v(τ), the same by parts, so that steps
    work like straight lines. Nothing cut short gives the plain mean of v. Counting the time of giving up as
    the wait is too kind, counting it as 0 points too harsh, leaving it out far too kind.
    Var = Σ_k [∫_{t_k}^τ v′S]² d_k/(n_k(n_k − d_k)).

    Args:
        seconds, answered: as for `kaplan_meier`.
        value: value of each wait in seconds, vectorised (`lambda t: np.interp(t, knots, points)`).
        horizon: from here on the value stays the same (the last knot), seconds; longer waits count as this.

    Raises:
        BadArgument: a horizon that is not positive. TooFew, BadTable: as for `kaplan_meier`.

    Source: the specification; Klein and Moeschberger (2003), section 4.5, for the variance.
    """
    waits, ended = _cut(seconds, answered, horizon)
    curve = kaplan_meier(seconds=waits, answered=ended)
    worth = np.asarray(value(curve.times), dtype=np.float64)
    last = _at(value, horizon)
    before = np.concatenate([[1.0], curve.survival[:-1]]) if curve.times.size else np.ones(0)
    masses = (before - curve.survival) * worth
    left = float(curve.survival[-1]) if curve.times.size else 1.0
    # ∫ v′S after t_k: what the later answers bring, less what v(t_k) would have brought to all still waiting.
    later = np.cumsum(masses[::-1])[::-1] - masses + left * last
    after = later - curve.survival * worth
    unseen = left if curve.longest < horizon else 0.0
    return ValueIntegral(
        value=float(masses.sum() + left * last),
        error=float(np.sqrt(np.sum(after**2 * curve.hazard_variance))),
        unseen=unseen,
    )


def pseudo_values(*, seconds: ArrayLike, answered: ArrayLike, value: Value, horizon: float) -> Floats:
    """A value for each wait, cut short or not, whose mean is unbiased: jackknife pseudo-observations.

    n·θ̂ − (n − 1)·θ̂₍₋ᵢ₎ with θ̂ the `value_integral`. Nothing cut short before the horizon gives v(wait)
    itself. A pseudo-observation may lie outside the value function's range: it is an ingredient for means
    and models, not a score to show.

    Args and raises: as for `value_integral`. Returns shape (n,).

    Source: Andersen and Perme (2010), Stat Methods Med Res 19:71.
    """
    waits, ended = _cut(seconds, answered, horizon)
    if (ended | (waits >= horizon)).all():
        return np.asarray(value(waits), dtype=np.float64)
    curve = kaplan_meier(seconds=waits, answered=ended)
    worth = np.asarray(value(curve.times), dtype=np.float64)
    last = _at(value, horizon)
    size = waits.size
    whole = _mean(curve.survival[None, :], worth, last)[0]
    # Contacts of equal wait and ending have equal leave-one-out curves.
    kinds, which = np.unique(np.column_stack([waits, ended]), axis=0, return_inverse=True)
    without = np.empty(len(kinds))
    width = max(curve.times.size, 1)
    stride = max(_CELLS_AT_A_TIME // width, 1)
    for start in range(0, len(kinds), stride):
        wait, end = kinds[start : start + stride, :1], kinds[start : start + stride, 1:]
        at_risk = curve.at_risk - (wait >= curve.times)
        events = curve.events - ((wait == curve.times) & (end > 0))
        hazard = np.divide(events, at_risk, out=np.zeros_like(at_risk), where=at_risk > 0)
        without[start : start + stride] = _mean(np.cumprod(1 - hazard, axis=1), worth, last)
    pseudo: Floats = size * whole - (size - 1) * without[which.ravel()]
    return pseudo


def _mean(survival: Floats, worth: Floats, last: float) -> Floats:
    """E v(T) for each row of survival curves over the same answer times."""
    if not worth.size:
        return np.full(survival.shape[0], last)
    before = np.column_stack([np.ones(survival.shape[0]), survival[:, :-1]])
    mean: Floats = (before - survival) @ worth + survival[:, -1] * last
    return mean


def _cut(seconds: ArrayLike, answered: ArrayLike, horizon: float) -> tuple[Floats, NDArray[np.bool_]]:
    """Waits beyond the horizon end there, unanswered: their value is that of the horizon either way."""
    if not horizon > 0:
        raise BadArgument(f"the horizon of a value function must be positive, not {horizon:g} s")
    waits, ended = checked_waits(seconds, answered)
    return np.minimum(waits, horizon), ended & (waits <= horizon)


def _at(value: Value, seconds: float) -> float:
    return float(np.asarray(value(np.array([seconds])), dtype=np.float64)[0])
