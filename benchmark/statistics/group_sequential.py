"""A few looks at a difference while the fieldwork runs, none of which costs the last one much."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import ceil, sqrt

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, special

from benchmark.statistics.errors import BadArgument
from benchmark.statistics.interval import tail

Floats = NDArray[np.float64]

MOST_LOOKS = 50
_PER_UNIT = 10
"""Nodes of the integration for each standard deviation of a step: exact to ten digits."""


@dataclass(frozen=True, slots=True)
class GroupSequential:
    """A plan of looks at one difference, equally many contacts between them.

    Attributes:
        critical: standard errors of the difference that it must exceed at each look, the first look first.
        p_values: the same as two-sided p-values that it must fall below.
        inflation: by how much the contacts grow that a single look would need for the same power.
    """

    critical: tuple[float, ...]
    p_values: tuple[float, ...]
    inflation: float


@lru_cache(maxsize=128)
def group_sequential(*, looks: int, level: float = 0.95, power: float = 0.8) -> GroupSequential:
    """Plan looks by O'Brien and Fleming: hardly ever early, nearly the ordinary test at the end.

    At look k of K the difference must exceed C √(K/k) standard errors; C makes the chance that any look errs
    1 − level. Four looks: 4.05, 2.86, 2.34, 2.02. For a pair named beforehand; a ranking of a class is made
    once, at the end.

    Args:
        looks: K, how many, the last at the end of the fieldwork. level: confidence over all looks together.
        power: chance of finding the difference for which `inflation` is told.

    Raises:
        BadArgument: looks outside 1 to 50, a level or power outside (0, 1).

    Source: O'Brien and Fleming (1979), Biometrics 35:549; integration after Armitage, McPherson and Rowe
    (1969), JRSS A 132:235.
    """
    if not 1 <= looks <= MOST_LOOKS:
        raise BadArgument(f"looks must be from 1 to {MOST_LOOKS}, not {looks}")
    error = 2 * tail(level)
    if not error < power < 1:
        raise BadArgument(f"the power must lie between {error:g} and 1, not {power:g}")
    single = float(special.ndtri(1 - error / 2))
    # The sum of the first k steps, each N(drift, 1), is stopped at one bound ± C √K throughout.
    constant = float(
        optimize.brentq(lambda c: _stays(c * sqrt(looks), looks) - level, 0.5 * single, 2 * single + 1)
    )
    bound = constant * sqrt(looks)
    fixed = single + float(special.ndtri(power))
    drift = float(
        optimize.brentq(
            lambda each: _stays(bound, looks, drift=each) - (1 - power), 0.0, 2 * fixed / sqrt(looks)
        )
    )
    critical = tuple(constant * sqrt(looks / look) for look in range(1, looks + 1))
    return GroupSequential(
        critical=critical,
        p_values=tuple(float(2 * special.ndtr(-each)) for each in critical),
        # A single look may also err on the wrong side, by a millionth; that is no saving.
        inflation=max(1.0, looks * drift**2 / fixed**2),
    )


def _stays(bound: float, looks: int, *, drift: float = 0.0) -> float:
    """Chance that a walk of so many steps N(drift, 1) stays within ± bound at every step."""
    nodes, weights = np.polynomial.legendre.leggauss(ceil(_PER_UNIT * bound) + 20)
    at, weight = bound * nodes, bound * weights
    density = _normal(at - drift)
    step = _normal(at[:, None] - at[None, :] - drift) * weight
    for _ in range(looks - 1):
        density = step @ density
    return float(weight @ density)


def _normal(x: Floats) -> Floats:
    return np.asarray(np.exp(-(x**2) / 2) / sqrt(2 * np.pi))
