"""One made-up edition, analysed as Svartid does and as a naive bootstrap does, held against the truth."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmark.ranking.comparisons import Comparisons
from benchmark.ranking.coverage.made_up_edition import Design, MadeUpEdition, make_up_edition
from benchmark.ranking.rank_sets import simultaneous_rank_sets
from benchmark.ranking.winner_set import winner_set
from benchmark.statistics.mixed_model import fit_mixed_model
from benchmark.statistics.score_intervals import score_intervals

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

_CONFIDENCE = 0.95


class Replication(NamedTuple):
    """What held in one edition. Shares between 0 and 1; counts of classes."""

    score_interval: float
    class_ranks: float
    clear_winners: int
    false_clear_winners: int
    naive_score_interval: float
    naive_class_ranks: float
    naive_clear_winners: int
    naive_false_clear_winners: int


class _Claims(NamedTuple):
    """Of each class: whether its rank sets all hold, whether a clear winner is named, and wrongly."""

    hold: list[bool]
    clear: list[bool]
    wrong: list[bool]


def replicate(design: Design, *, draws: int, resamples: int, rng: np.random.Generator) -> Replication:
    """Make up one edition, analyse it, compare with the truth.

    Args:
        design: what is made up.
        draws: errors drawn for the critical values of rank sets.
        resamples: of the naive bootstrap: contacts drawn again within each organisation.
        rng: draws everything.
    """
    edition = make_up_edition(design, rng=rng)
    inside, claims = _ours(edition, draws, rng)
    naive_inside, naive = _naive(edition, resamples, rng)
    return Replication(
        score_interval=inside,
        class_ranks=float(np.mean(claims.hold)),
        clear_winners=sum(claims.clear),
        false_clear_winners=sum(claims.wrong),
        naive_score_interval=naive_inside,
        naive_class_ranks=float(np.mean(naive.hold)),
        naive_clear_winners=sum(naive.clear),
        naive_false_clear_winners=sum(naive.wrong),
    )


def _ours(edition: MadeUpEdition, draws: int, rng: np.random.Generator) -> tuple[float, _Claims]:
    fit = fit_mixed_model(edition.contacts, refuse_disconnected=False)
    order = np.array([fit.at(name) for name in edition.names])
    intervals = score_intervals(fit, level=_CONFIDENCE)
    inside = np.mean([truth in intervals[at] for truth, at in zip(edition.truth, order, strict=True)])
    comparisons = Comparisons.of(
        theta=fit.theta[order],
        covariance=fit.covariance_for_ranks.take(order),
        df=fit.freedom_for_ranks[order],
        draws=draws,
        rng=rng,
    )
    claims = _Claims([], [], [])
    for members in _classes(edition):
        of_class = comparisons.take(members)
        sets = simultaneous_rank_sets(of_class, confidence=_CONFIDENCE)
        best = winner_set(of_class, confidence=_CONFIDENCE)
        _note(claims, edition.truth[members], sets.lower, sets.upper, best)
    return float(inside), claims


def _naive(edition: MadeUpEdition, resamples: int, rng: np.random.Generator) -> tuple[float, _Claims]:
    """What is often done: draw each organisation's contacts again, take percentiles."""
    scores = edition.contacts["score"].to_numpy().reshape(len(edition.names), -1)
    each = scores.shape[1]
    means = np.stack([row[rng.integers(0, each, (resamples, each))].mean(axis=1) for row in scores], axis=1)
    low, high = np.quantile(means, [(1 - _CONFIDENCE) / 2, (1 + _CONFIDENCE) / 2], axis=0)
    inside = np.mean((low <= edition.truth) & (edition.truth <= high))
    claims = _Claims([], [], [])
    for members in _classes(edition):
        of_class = means[:, members]
        ranks = 1 + (of_class[:, None, :] > of_class[:, :, None]).sum(axis=2)
        lower, upper = np.quantile(ranks, [(1 - _CONFIDENCE) / 2, (1 + _CONFIDENCE) / 2], axis=0)
        first = np.bincount(of_class.argmax(axis=1), minlength=members.size) / resamples
        best = np.ones(members.size, dtype=np.bool_)
        if first.max() >= _CONFIDENCE:
            best = first == first.max()
        _note(claims, edition.truth[members], lower, upper, best)
    return float(inside), claims


def _classes(edition: MadeUpEdition) -> list[NDArray[np.intp]]:
    return [np.flatnonzero(edition.classes == number) for number in np.unique(edition.classes)]


def _note(
    claims: _Claims, truth: Floats, lower: NDArray[np.number], upper: NDArray[np.number], best: Bools
) -> None:
    above = (truth[None, :] > truth[:, None]).sum(axis=1)
    level = (truth[None, :] == truth[:, None]).sum(axis=1)
    # Organisations that are truly level may have any of their ranks; all those must be in the set.
    claims.hold.append(bool(((lower <= 1 + above) & (upper >= above + level)).all()))
    clear = int(best.sum()) == 1 and truth.size > 1
    claims.clear.append(clear)
    # Naming one of several that are truly level as *the* best is wrong as well.
    right = int(above[best.argmax()]) == 0 and int(level[best.argmax()]) == 1
    claims.wrong.append(clear and not right)
