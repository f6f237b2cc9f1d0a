"""How many contacts tell organisations apart."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil, sqrt

from scipy import special, stats

from benchmark.statistics.critical_values import Purpose, critical_value
from benchmark.statistics.errors import BadArgument
from benchmark.statistics.proportion import target_verdict


@dataclass(frozen=True, slots=True)
class Comparison:
    """What a comparison must live up to.

    Attributes:
        purpose: one pair, the winner of a class, or all pairs.
        organisations: how many are compared; 2 for a pair.
        level: confidence of the statement. power: chance of making it when it is true.
        fixed_variance: part of the variance of a difference that more contacts do not lower, points²: from
            shoppers and scenarios that the two do not have in common, 2[σ_os²/m + (1−ρ)σ_s²/m + …].
    """

    purpose: Purpose = Purpose.PAIR
    organisations: int = 2
    level: float = 0.95
    power: float = 0.8
    fixed_variance: float = 0.0

    def __post_init__(self) -> None:
        if not 0 < self.power < 1:
            raise BadArgument(f"the power must lie between 0 and 1, not {self.power:g}")
        if not self.fixed_variance >= 0:
            raise BadArgument("a variance cannot be negative")

    @property
    def critical(self) -> float:
        """Critical value in standard errors of a difference."""
        return critical_value(purpose=self.purpose, organisations=self.organisations, level=self.level)

    @property
    def reach(self) -> float:
        """Standard errors that a true difference must measure to be found with the wanted power."""
        return self.critical + float(special.ndtri(self.power))


def contacts_needed(*, difference: float, deviation: float, comparison: Comparison) -> int | None:
    """Contacts that each organisation needs for a true difference to be found.

    n = 2σ²/( (δ/(c + z_power))² − fixed variance ). At SD 12 a pair three points apart needs 252 each, the
    winner of a class of seven 315, all pairs of seven 460.

    Args:
        difference: true difference δ, points. deviation: SD σ of one contact, points.
        comparison: what it must live up to.

    Returns:
        Contacts for each organisation, at least 2; None where no number would do, because the shoppers'
        part alone is too much: then more shoppers, or common ones, are needed.

    Raises:
        BadArgument: a difference or deviation that is not positive.
    """
    _positive(difference=difference, deviation=deviation)
    allowed = (difference / comparison.reach) ** 2 - comparison.fixed_variance
    if allowed <= 0:
        return None
    return max(2, ceil(2 * deviation**2 / allowed - 1e-9))


def smallest_difference(*, contacts: int, deviation: float, comparison: Comparison) -> float:
    """Smallest true difference that so many contacts each find with the wanted power, points.

    Raises:
        BadArgument: a deviation that is not positive, or no contact.
    """
    _positive(contacts=contacts, deviation=deviation)
    return comparison.reach * sqrt(2 * deviation**2 / contacts + comparison.fixed_variance)


def power(*, difference: float, contacts: int, deviation: float, comparison: Comparison) -> float:
    """Chance that a true difference is found, its sign right: Φ(δ/SE − c).

    Raises:
        BadArgument: a deviation that is not positive, no contact, or a negative difference.
    """
    _positive(contacts=contacts, deviation=deviation)
    if not difference >= 0:
        raise BadArgument(f"a true difference is given as a positive number, not {difference:g}")
    error = sqrt(2 * deviation**2 / contacts + comparison.fixed_variance)
    return float(special.ndtr(difference / error - comparison.critical))


def pair_p_value(*, difference: float, contacts: int, deviation: float) -> float:
    """Two-sided p-value of an observed difference of two means of so many contacts each (t, 2(n−1) df).

    86.4 against 89.3 with 25 contacts each and SD 12: 0.40.

    Raises:
        BadArgument: a deviation that is not positive, or fewer than two contacts.
    """
    _positive(contacts=contacts - 1, deviation=deviation)
    statistic = abs(difference) / (deviation * sqrt(2 / contacts))
    return float(2 * stats.t.sf(statistic, 2 * (contacts - 1)))


def target_power(*, trials: int, target: float, truth: float, level: float = 0.95) -> float:
    """Chance that a share of so many contacts is *met* when it truly is `truth` (exact binomial).

    Raises:
        BadArgument, TooFew: as `target_verdict`; a truth outside 0–1.
    """
    if not 0 <= truth <= 1:
        raise BadArgument(f"a true share must lie between 0 and 1, not {truth:g}")
    needed = target_verdict(successes=0, trials=trials, target=target, level=level).needed
    return 0.0 if needed is None else float(stats.binom.sf(needed - 1, trials, truth))


def _positive(**values: float) -> None:
    for name, value in values.items():
        if not 0 < value < float("inf"):
            raise BadArgument(f"{name} must be positive, not {value:g}")
