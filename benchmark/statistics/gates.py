"""Whether a figure is reliable enough to be published as a score, or as a rank."""

from __future__ import annotations

from dataclasses import dataclass

from benchmark.statistics.between_variance import between_variance, relative_variances
from benchmark.statistics.errors import BadArgument
from benchmark.statistics.estimates import Estimates

SCORE_FROM = 0.7
RANK_FROM = 0.9


@dataclass(frozen=True, slots=True)
class Gate:
    """What one organisation's reliability allows.

    Attributes:
        organisation: its name.
        reliability: share of the spread between scores that is true difference, 0 to 1.
        score: reliable enough to publish a score.
        rank: reliable enough to publish a rank.
    """

    organisation: str
    reliability: float
    score: bool
    rank: bool


def gates(
    estimates: Estimates, *, score_from: float = SCORE_FROM, rank_from: float = RANK_FROM
) -> tuple[Gate, ...]:
    """Reliability of each organisation's score, τ²/(τ² + v), against the two gates.

    A gate labels a figure ("n is too small to rank"); whether it hides it is for the method to say. Even at
    0.81 (25 contacts) the leader of a class of seven is the truly best only two times in three.

    Args:
        estimates: a fit. score_from, rank_from: least reliability for a score and for a rank.

    Returns:
        One Gate an organisation, in order.

    Raises:
        BadArgument: gates outside 0–1 or a rank's gate below the score's. TooFew: fewer than two
        organisations.

    Source: Adams (2009), RAND TR-653, for the tradition of 0.7 and 0.9.
    """
    if not 0 <= score_from <= rank_from <= 1:
        raise BadArgument("gates must lie between 0 and 1, the rank's not below the score's")
    found = between_variance(
        theta=estimates.theta, variances=relative_variances(estimates.covariance_for_ranks)
    )
    return tuple(
        Gate(name, float(reliability), bool(reliability >= score_from), bool(reliability >= rank_from))
        for name, reliability in zip(estimates.organisations, found.reliability, strict=True)
    )
