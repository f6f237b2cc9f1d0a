"""Who wins under how many of all reasonable weights."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmark.ranking.errors import BadEstimates

Floats = NDArray[np.float64]

# Spread of the drawn weights: a weight of 40 % varies by about 20 % of itself (project's own choice).
CONCENTRATION = 40.0


@dataclass(frozen=True)
class Acceptability:
    """Ranks under weights drawn around the published ones.

    Attributes:
        share: of the drawn weights under which organisation j (row) has rank r + 1 (column), shape (p, p).
            Organisations that tie share the ranks between them.
        low, high: between which ranks each lies under 90 % of the weights, shape (p,).
        shift: mean distance from its rank under the published weights, shape (p,).
    """

    share: Floats
    low: NDArray[np.intp]
    high: NDArray[np.intp]
    shift: Floats


def rank_acceptability(
    *,
    scores: Floats,
    weights: Floats,
    concentration: float = CONCENTRATION,
    draws: int = 10_000,
    rng: np.random.Generator,
) -> Acceptability:
    """Draw weights from a Dirichlet distribution around the published ones and rank each time.

    A weight of zero stays zero: the area is left out of the play, as if it were absent.

    Args:
        scores: of organisations (rows) in areas (columns), points, shape (p, areas).
        weights: published, shape (areas,).
        concentration: larger keeps nearer to the published weights.
        draws, rng: how many, and what draws them.

    Raises:
        BadEstimates: shapes that do not fit, negative weights, or a concentration that is none.

    Source: SMAA-2, Lahdelma and Salminen (2001), Operations Research 49, 444-454.
    """
    if scores.ndim != 2 or scores.shape[1] != weights.size:
        raise BadEstimates(f"scores of shape {scores.shape} do not fit {weights.size} weights")
    if (weights < 0).any() or weights.sum() <= 0 or concentration <= 0:
        raise BadEstimates("weights must not be negative, and one must count")
    used = weights > 0
    share = weights[used] / weights[used].sum()
    drawn = rng.dirichlet(concentration * share, size=draws)
    return acceptability_of(drawn @ scores[:, used].T, base=share @ scores[:, used].T)


def acceptability_of(values: Floats, *, base: Floats) -> Acceptability:
    """Count ranks in scores that were drawn already.

    Args:
        values: points under each draw, shape (draws, p). base: under the published weights, shape (p,).
    """
    ranks = _ranks(values)
    draws, size = ranks.shape
    counts = np.zeros((size, size))
    # A rank of 1.5 is half of 1 and half of 2.
    for part in (np.floor(ranks), np.ceil(ranks)):
        at = part.astype(np.intp) - 1
        for member in range(size):
            counts[member] += np.bincount(at[:, member], minlength=size) / 2
    low, high = np.quantile(ranks, [0.05, 0.95], axis=0)
    return Acceptability(
        share=counts / draws,
        low=np.floor(low).astype(np.intp),
        high=np.ceil(high).astype(np.intp),
        shift=np.abs(ranks - _ranks(base[None, :])[0]).mean(axis=0),
    )


def _ranks(values: Floats) -> Floats:
    """Rank rows, 1 the highest, ties at the mean of their ranks."""
    # Rounded, so that what is equal but for rounding is a tie.
    value = np.round(values, 9)
    found = np.empty_like(value)
    for start in range(0, len(value), 500):
        part = value[start : start + 500]
        above = (part[:, None, :] > part[:, :, None]).sum(axis=2)
        level = (part[:, None, :] == part[:, :, None]).sum(axis=2)
        found[start : start + 500] = above + (level + 1) / 2
    return found
