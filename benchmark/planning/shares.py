"""Whole numbers in proportion."""

from collections.abc import Mapping, Sequence
from fractions import Fraction


def largest_remainder(*, total: int, weights: Mapping[str, int]) -> dict[str, int]:
    """Split `total` in proportion to `weights` so that the parts add up to it exactly.

    Each part is its quota rounded down or up; the largest remainders are rounded up (Hare quota,
    Hamilton's method), and equal remainders in the order of `weights`. Reckoned in fractions, so that
    no rounding error decides. ValueError when no weight is positive.
    """
    sum_ = sum(weights.values())
    if sum_ <= 0 or min(weights.values()) < 0:
        raise ValueError("no weight is positive, or one is negative")
    quotas = {name: Fraction(total * weight, sum_) for name, weight in weights.items()}
    parts = {name: int(quota) for name, quota in quotas.items()}
    by_remainder = sorted(quotas, key=lambda name: parts[name] - quotas[name])
    for name in by_remainder[: total - sum(parts.values())]:
        parts[name] += 1
    return parts


def evenly(*, total: int, names: Sequence[str]) -> dict[str, int]:
    """Split `total` over `names` so that no two parts differ by more than one; the first get more."""
    return largest_remainder(total=total, weights=dict.fromkeys(names, 1))
