"""Many-facet Rasch model of item ratings: diagnostics of items and shoppers, never the official score."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import linalg, sparse

from benchmark.statistics.errors import NotFound
from benchmark.statistics.rasch_ratings import RaschRatings, read_rasch_ratings

Floats = NDArray[np.float64]

# Mean squares outside these limits are worth a look (Linacre's rule of thumb).
FITTING = (0.5, 1.5)
# Prior precision of a level, logits⁻²: random facets like a standard normal; organisations, items and
# thresholds almost free, so that one that always scores full marks still has a place (project's own choice).
_PRECISION = {"organisation": 0.01, "item": 0.01, "shopper": 1.0, "scenario": 1.0}
_THRESHOLD_PRECISION = 0.01
_ROUNDS = 60
_HALVINGS = 30
_SETTLED = 1e-8


@dataclass(frozen=True, slots=True)
class RaschLevel:
    """One organisation, item, shopper or scenario.

    Attributes:
        name: what it is. ratings: how many speak of it.
        measure: logits; high is good for an organisation, difficult for an item or scenario, severe for a
            shopper. error: its standard error.
        infit, outfit: mean squares, weighted and plain; 1 is as expected, above 1.5 erratic, below 0.5 too
            regular (a shopper who always answers alike).
        fits: both within 0.5–1.5.
    """

    name: str
    measure: float
    error: float
    infit: float
    outfit: float
    ratings: int
    fits: bool


@dataclass(frozen=True)
class Rasch:
    """A fitted many-facet Rasch model.

    Attributes:
        facets: levels by facet: `organisation`, `item`, and `shopper`, `scenario` where known.
        thresholds: by highest category: where on the scale one category gives way to the next, logits.
        disordered: highest categories of scales whose thresholds do not rise: raters do not use all
            categories as meant.
        fair_averages: per organisation what the average shopper would give, in per cent of the maximum,
            items alike; unlike the score it knows no published weights.
        item_map: items from easy to difficult.
        dropped: rows without a rating. rounds: Newton rounds taken.
    """

    facets: Mapping[str, tuple[RaschLevel, ...]]
    thresholds: Mapping[int, tuple[float, ...]]
    disordered: tuple[int, ...]
    fair_averages: Mapping[str, float]
    dropped: int
    rounds: int

    @property
    def item_map(self) -> tuple[RaschLevel, ...]:
        """Items from easy to difficult; set them beside the organisations on one scale."""
        return tuple(sorted(self.facets["item"], key=lambda level: level.measure))


def fit_rasch(frame: pd.DataFrame, *, precision: Mapping[str, float] | None = None) -> Rasch:
    """Fit log P_k/P_{k−1} = θ_organisation − δ_item − λ_shopper − κ_scenario − τ_k.

    Newton's method on the penalised likelihood; items, shoppers, scenarios and the thresholds of each scale
    sum to zero. Items with equally many categories share thresholds. Joint estimates stretch the scale by
    about L/(L − 1) for L ratings; with 25 contacts of ten items that is far below their error.

    Args:
        frame: a row a rating: `organisation`, `item`, `rating` (0, 1 … highest; missing rows are dropped and
            counted) and, where known, `shopper`, `scenario`.
        precision: prior precision by facet in place of this module's own.

    Raises:
        BadTable: a column is missing or a rating is no category. TooFew: fewer than two organisations or
        items. NothingVaries: all ratings of every item are alike. NotFound: no optimum.

    Source: Linacre (1994), Many-Facet Rasch Measurement; Wright and Masters (1982) for the mean squares.
    """
    ratings = read_rasch_ratings(frame)
    prior = {**_PRECISION, **(precision or {})}
    penalty = np.concatenate(
        [
            *(np.full(len(ratings.labels[name]), prior[name]) for name in ratings.labels),
            np.full(sum(ratings.thresholds.values()), _THRESHOLD_PRECISION),
        ]
    )
    constraints = _constraints(ratings)
    at = np.zeros(penalty.size)
    value, gradient, hessian = _likelihood(ratings, penalty, at)
    for rounds in range(1, _ROUNDS + 1):
        step = _kkt(hessian, constraints)[: at.size, : at.size] @ gradient
        gain = float(gradient @ step)
        if gain < _SETTLED:
            return _finish(ratings, at, hessian, constraints, rounds)
        for _ in range(_HALVINGS):
            there = _likelihood(ratings, penalty, at + step)
            if there[0] > value:
                break
            step = step / 2
        else:
            return _finish(ratings, at, hessian, constraints, rounds)
        at = at + step
        value, gradient, hessian = there
    raise NotFound("the Rasch model did not settle: look for an item that nearly everybody answers alike")


def _constraints(ratings: RaschRatings) -> Floats:
    """Rows of ones over what sums to zero: every facet but the organisations, every scale's thresholds."""
    size = sum(map(len, ratings.labels.values())) + sum(ratings.thresholds.values())
    rows, start = [], 0
    for name, labels in ratings.labels.items():
        if name != "organisation":
            rows.append((start, len(labels)))
        start += len(labels)
    for count in ratings.thresholds.values():
        if count:
            rows.append((start, count))
        start += count
    table = np.zeros((len(rows), size))
    for row, (start, count) in enumerate(rows):
        table[row, start : start + count] = 1.0
    return table


def _kkt(hessian: Floats, constraints: Floats) -> Floats:
    """Inverse of the constrained information; its upper left block is the covariance."""
    extra = constraints.shape[0]
    system = np.block([[hessian, constraints.T], [constraints, np.zeros((extra, extra))]])
    inverse: Floats = linalg.inv(system, check_finite=False)
    return inverse


def _chances(ratings: RaschRatings, at: Floats) -> list[tuple[NDArray[np.intp], Floats, slice]]:
    """For each scale: its rows, the chance of every category, and where its thresholds stand in `at`."""
    facets = ratings.design.shape[1]
    eta = np.asarray(ratings.design @ at[:facets])
    found, start = [], facets
    for top, count in ratings.thresholds.items():
        span = slice(start, start + count)
        start += count
        rows = np.flatnonzero(ratings.top == top)
        steps = np.concatenate([[0.0], np.cumsum(at[span])]) if count else np.zeros(2)
        logits = eta[rows, None] * np.arange(top + 1) - steps
        logits -= logits.max(axis=1, keepdims=True)
        chance = np.exp(logits)
        chance /= chance.sum(axis=1, keepdims=True)
        found.append((rows, chance, span))
    return found


def _likelihood(ratings: RaschRatings, penalty: Floats, at: Floats) -> tuple[float, Floats, Floats]:
    """Penalised log likelihood, its gradient, and its negative second derivatives."""
    facets = ratings.design.shape[1]
    value = -0.5 * float(penalty @ at**2)
    gradient = -penalty * at
    hessian = np.diag(penalty)
    expected, variance = np.empty(ratings.rating.size), np.empty(ratings.rating.size)
    for rows, chance, span in _chances(ratings, at):
        given = ratings.rating[rows]
        value += float(np.log(np.maximum(chance[np.arange(rows.size), given], 1e-300)).sum())
        scale = np.arange(chance.shape[1], dtype=np.float64)
        mean = chance @ scale
        expected[rows], variance[rows] = mean, chance @ scale**2 - mean**2
        if span.stop > span.start:
            above = np.cumsum(chance[:, ::-1], axis=1)[:, ::-1][:, 1:]
            reached = (given[:, None] >= scale[1:]).sum(axis=0)
            gradient[span] -= reached - above.sum(axis=0)
            count = span.stop - span.start
            later = np.maximum.outer(np.arange(count), np.arange(count))
            hessian[span, span] += above.sum(axis=0)[later] - above.T @ above
            pulled = np.cumsum((chance * scale)[:, ::-1], axis=1)[:, ::-1][:, 1:] - mean[:, None] * above
            cross = -np.asarray(ratings.design[rows].T @ pulled)
            hessian[:facets, span] += cross
            hessian[span, :facets] += cross.T
    gradient[:facets] += ratings.design.T @ (ratings.rating - expected)
    weighted = ratings.design.multiply(variance[:, None])
    hessian[:facets, :facets] += (sparse.csr_matrix(weighted).T @ ratings.design).toarray()
    return value, gradient, hessian


def _finish(ratings: RaschRatings, at: Floats, hessian: Floats, constraints: Floats, rounds: int) -> Rasch:
    errors = np.sqrt(np.maximum(np.diag(_kkt(hessian, constraints))[: at.size], 0.0))
    squares, spread = np.empty(ratings.rating.size), np.empty(ratings.rating.size)
    thresholds = {}
    for (rows, chance, span), top in zip(_chances(ratings, at), ratings.thresholds, strict=True):
        scale = np.arange(chance.shape[1], dtype=np.float64)
        mean = chance @ scale
        squares[rows] = (ratings.rating[rows] - mean) ** 2
        spread[rows] = np.maximum(chance @ scale**2 - mean**2, 1e-9)
        thresholds[top] = tuple(float(each) for each in at[span]) or (0.0,)
    member = ratings.design != 0
    number = np.asarray(member.sum(axis=0)).ravel()
    infit = np.asarray(member.T @ squares) / np.asarray(member.T @ spread)
    outfit = np.asarray(member.T @ (squares / spread)) / number
    facets, start = {}, 0
    for name, labels in ratings.labels.items():
        facets[name] = tuple(
            RaschLevel(
                name=label,
                measure=float(at[where]),
                error=float(errors[where]),
                infit=float(infit[where]),
                outfit=float(outfit[where]),
                ratings=int(number[where]),
                fits=all(FITTING[0] <= square[where] <= FITTING[1] for square in (infit, outfit)),
            )
            for where, label in enumerate(labels, start=start)
        )
        start += len(labels)
    return Rasch(
        facets=facets,
        thresholds=thresholds,
        disordered=tuple(top for top, steps in thresholds.items() if list(steps) != sorted(steps)),
        fair_averages=_fair_averages(ratings, facets, thresholds),
        dropped=ratings.dropped,
        rounds=rounds,
    )


def _fair_averages(
    ratings: RaschRatings,
    facets: Mapping[str, tuple[RaschLevel, ...]],
    thresholds: Mapping[int, tuple[float, ...]],
) -> dict[str, float]:
    levels = np.array([level.measure for level in facets["organisation"]])
    total = np.zeros(levels.size)
    for item, top in zip(facets["item"], ratings.item_top, strict=True):
        scale = np.arange(top + 1)
        steps = np.concatenate([[0.0], np.cumsum(thresholds[int(top)])])
        logits = (levels - item.measure)[:, None] * scale - steps
        chance = np.exp(logits - logits.max(axis=1, keepdims=True))
        total += (chance @ scale) / chance.sum(axis=1) / top
    shares = 100 * total / len(facets["item"])
    return {level.name: float(share) for level, share in zip(facets["organisation"], shares, strict=True)}
