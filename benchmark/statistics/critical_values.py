"""How far apart two estimates must lie when one of many comparisons is looked at."""

from __future__ import annotations

from enum import StrEnum
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from scipy import optimize, special

from benchmark.statistics.errors import BadArgument

Floats = NDArray[np.float64]

# The integrands are smooth and vanish beyond ±9: the trapezoid rule is then exact to rounding.
_GRID = np.linspace(-9.0, 9.0, 3_601)
_DENSITY = np.exp(-(_GRID**2) / 2) / np.sqrt(2 * np.pi) * (_GRID[1] - _GRID[0])


class Purpose(StrEnum):
    """What a comparison is for."""

    PAIR = "one pair"
    """Two organisations named beforehand."""
    WINNER = "winner of a class"
    """The best against all others of its class (one-sided, many to one)."""
    ALL_PAIRS = "all pairs"
    """Everybody against everybody."""


@lru_cache(maxsize=512)
def critical_value(*, purpose: Purpose, organisations: int, level: float = 0.95) -> float:
    """Critical value c: a difference counts when it exceeds c standard errors of a difference.

    One pair: two-sided normal, 1.960. Winner: the c with ∫ Φ(√2 c + z)^{p−1} φ(z) dz = level (Dunnett,
    equal errors). All pairs: studentised range ÷ √2. For equal, independent, normal errors with known
    variance.

    Args:
        purpose: what is compared. organisations: p, how many there are (at least 2). level: confidence.

    Raises:
        BadArgument: fewer than two organisations, or a level outside (0, 1).

    Source: Dunnett (1955), JASA 50:1096; Tukey (1953). Equal to R's mvtnorm and qtukey to 1e-4.
    """
    if organisations < 2:
        raise BadArgument(f"a comparison needs two organisations, not {organisations}")
    if not 0 < level < 1:
        raise BadArgument(f"the confidence level must lie between 0 and 1, not {level:g}")
    if purpose is Purpose.PAIR:
        return float(special.ndtri((1 + level) / 2))
    coverage = _of_winner if purpose is Purpose.WINNER else _of_all_pairs
    return float(
        optimize.brentq(lambda c: coverage(c, organisations) - level, 0.0 if level >= 0.5 else -5.0, 9.0)
    )


def _of_winner(c: float, organisations: int) -> float:
    shifted = special.log_ndtr(np.sqrt(2) * c + _GRID)
    return float(np.exp((organisations - 1) * shifted) @ _DENSITY)


def _of_all_pairs(c: float, organisations: int) -> float:
    inside = special.ndtr(_GRID) - special.ndtr(_GRID - np.sqrt(2) * c)
    return float(organisations * (np.maximum(inside, 0.0) ** (organisations - 1)) @ _DENSITY)
