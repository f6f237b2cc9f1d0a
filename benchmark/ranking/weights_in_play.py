"""How far a class's places hang on the weights, alone and together with sampling."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmark.ranking.class_ranking import ClassRanking
from benchmark.ranking.errors import BadEstimates
from benchmark.ranking.rank_acceptability import CONCENTRATION, acceptability_of
from benchmark.ranking.weight_flip import Flip, nearest_flip
from benchmark.statistics.estimates import Estimates

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]

DRAWS = 1000
"""Draws of the weights: a share is within 3 points of its value (project's own choice)."""

_SHARE = 0.90
"""Of the drawn weights, under which a place lies in its range; as `rank_acceptability` has it."""


_AT_ONCE = 2_000_000
"""Pairs held in memory at a time."""


class Parts(NamedTuple):
    """What the score is put together from: areas, or channels.

    Attributes:
        names: of the parts. weights: published, not negative, shape (parts,).
        scores: of the organisations in the ranking's order, 0–100, NaN where there is none, (p, parts).
    """

    names: tuple[str, ...]
    weights: Floats
    scores: Floats


@dataclass(frozen=True)
class WeightsInPlay:
    """Places under weights drawn around the published ones; organisations in the ranking's order.

    Attributes:
        names: organisations, shape (p,).
        low, high: between which places each lies under 90 % of the weights, shape (p,).
        wide_low, wide_high: places that neither sampling nor 90 % of the weights rule out; never narrower
            than the ranking's own sets, shape (p,).
        first: share of the weights under which each is the first, 0 to 1, shape (p,).
        areas: names of the areas, with their published weights adding up to 1 in `published`.
        flip: the change of the areas' weights by which the least has to move until another draws level with
            the first; None where no weights would do it, or where nobody stands against the first.
    """

    names: tuple[str, ...]
    low: Ints
    high: Ints
    wide_low: Ints
    wide_high: Ints
    first: Floats
    areas: tuple[str, ...]
    published: Floats
    flip: Flip | None

    @property
    def moved(self) -> float:
        """How much of the weights, 0 to 1, has to move from some areas to others for that flip; else inf."""
        if self.flip is None or self.flip.weights is None:
            return float("inf")
        return float(np.abs(self.flip.weights - self.published).sum() / 2)


def weights_in_play(
    *,
    ranking: ClassRanking,
    estimates: Estimates,
    areas: Parts,
    channels: Parts | None = None,
    draws: int = DRAWS,
    rng: np.random.Generator,
) -> WeightsInPlay:
    """Draw the weights of areas and of channels and rank again each time.

    Each score moves from where it stands by what the drawn weights change in its weighted means of areas
    and of channels: so the published weights give the published order exactly, whatever else the method's
    rules do. An area or channel without a score moves nothing, as if its weight went to the others.

    With sampling: under each draw one stands apart from another if their adjusted scores differ by more
    than the critical value of the ranking's own simultaneous sets times the standard error.

    Args:
        ranking: a class. estimates: what it rests on.
        areas, channels: the parts, in the ranking's order.
        draws, rng: of the weights.

    Raises:
        BadEstimates: shapes that do not fit, or weights that are none.

    Source: rank acceptability, Lahdelma and Salminen (2001); to widen sets by the weights is the project's
    own choice.
    """
    score = np.array([row.score for row in ranking.rows])
    shift = _shift(areas, score, draws, rng)
    if channels is not None:
        shift = shift + _shift(channels, score, draws, rng)
    found = acceptability_of(score + shift, base=score)
    wide = _wide(ranking, estimates, shift)
    own = np.array([(row.rank_low, row.rank_high) for row in ranking.rows])
    return WeightsInPlay(
        names=tuple(row.organisation for row in ranking.rows),
        low=found.low,
        high=found.high,
        wide_low=np.minimum(wide[0], own[:, 0]),
        wide_high=np.maximum(wide[1], own[:, 1]),
        first=found.share[:, 0],
        areas=areas.names,
        published=areas.weights / areas.weights.sum(),
        flip=_nearest(areas, score),
    )


def _filled(parts: Parts, score: Floats) -> tuple[Floats, Floats]:
    weights, scores = parts.weights, parts.scores
    if scores.shape != (score.size, weights.size):
        raise BadEstimates(f"scores of shape {scores.shape} do not fit {score.size} × {weights.size}")
    if (weights < 0).any() or not weights.sum() > 0:
        raise BadEstimates("weights must not be negative, and one must count")
    share = weights / weights.sum()
    there = ~np.isnan(scores)
    held = there @ share
    mean = np.divide(np.where(there, scores, 0) @ share, held, out=score.copy(), where=held > 0)
    return share, np.where(there, scores, mean[:, None])


def _shift(parts: Parts, score: Floats, draws: int, rng: np.random.Generator) -> Floats:
    share, scores = _filled(parts, score)
    used = share > 0
    drawn = rng.dirichlet(CONCENTRATION * share[used], size=draws)
    moved: Floats = (drawn - share[used]) @ scores[:, used].T
    return moved


def _wide(ranking: ClassRanking, estimates: Estimates, shift: Floats) -> tuple[Ints, Ints]:
    places = np.array([estimates.at(row.organisation) for row in ranking.rows], dtype=np.intp)
    apart = ranking.critical * np.sqrt(estimates.covariance_for_ranks.take(places).of_differences())
    theta = np.array([row.adjusted for row in ranking.rows]) + shift
    size, draws = len(ranking.rows), len(theta)
    low, high = np.empty_like(theta), np.empty_like(theta)
    step = max(1, _AT_ONCE // size**2)
    for start in range(0, draws, step):
        part = theta[start : start + step]
        ahead = part[:, None, :] - part[:, :, None] > apart
        low[start : start + step] = 1 + ahead.sum(axis=2)
        high[start : start + step] = size - ahead.sum(axis=1)
    tail = (1 - _SHARE) / 2
    best, worst = np.quantile(low, tail, axis=0), np.quantile(high, 1 - tail, axis=0)
    return np.floor(best).astype(np.intp), np.ceil(worst).astype(np.intp)


def _nearest(areas: Parts, score: Floats) -> Flip | None:
    share, scores = _filled(areas, score)
    # Moved so that the published weights give the score itself, with all that the method's rules do.
    level = scores + (score - scores @ share)[:, None]
    flips: Sequence[Flip] = [
        nearest_flip(scores=level, weights=share, leader=0, rival=at) for at in range(1, score.size)
    ]
    reachable = [flip for flip in flips if flip.weights is not None]
    if not reachable:
        return None
    return min(reachable, key=lambda flip: float(np.abs(flip.weights - share).sum()))  # type: ignore[operator]
