from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

_BEST, _POOREST = 88.0, 58.0
_STRICT, _KIND = -14.0, 14.0
"""Points; project's own choice: far enough apart to be seen in a dozen ratings each."""


class KnownTruth(NamedTuple):
    """What is true of a demonstration's people, which no measurement is told.

    Attributes:
        quality: how good an answer of each organisation is, 0–100, by its short name.
        severity: how many points each shopper gives too many (+) or too few (−), by label; they add up to 0.
    """

    quality: dict[str, float]
    severity: dict[str, float]


def known_truth(*, organisations: Sequence[str], shoppers: Sequence[str], seed: int) -> KnownTruth:
    """Draw who is how good and who is how strict: evenly spread, in an order that the seed gives."""
    rng = np.random.default_rng([seed, 1])
    return KnownTruth(_spread(organisations, _POOREST, _BEST, rng), _spread(shoppers, _STRICT, _KIND, rng))


def _spread(names: Sequence[str], low: float, high: float, rng: np.random.Generator) -> dict[str, float]:
    values = rng.permutation(np.linspace(low, high, len(names)))
    return {name: round(float(value), 1) for name, value in zip(sorted(names), values, strict=True)}
