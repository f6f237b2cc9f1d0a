"""Compact letters: two organisations that share a letter cannot be told apart."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from benchmark.ranking.errors import BadEstimates

Bools = NDArray[np.bool_]

# Beyond, letters help no reader any more and the absorbing takes minutes.
_MOST = 400


def compact_letters(beats: Bools, *, theta: NDArray[np.float64]) -> tuple[str, ...]:
    """Give each organisation its letters; `a` goes to the group of the leader.

    Two organisations share at least one letter exactly if neither was shown to be better. Being level is
    not handed on: A level with B and B level with C leaves A and C open.

    Args:
        beats: whether j was shown to lie above k, shape (p, p), as in `RankSets.beats`.
        theta: estimates, points, shape (p,); only their order counts, for naming the letters.

    Raises:
        BadEstimates: more than 400 organisations.

    Source: insert and absorb, H.-P. Piepho (2004), Journal of Computational and Graphical Statistics 13.
    """
    size = theta.size
    if size > _MOST:
        raise BadEstimates(f"letters for {size} organisations cannot be read – ask for one class")
    order = np.argsort(-theta, kind="stable")
    apart = (beats | beats.T)[np.ix_(order, order)]
    groups = np.ones((1, size), dtype=np.bool_)
    for one, other in np.argwhere(np.triu(apart)):
        groups = _split(groups, int(one), int(other))
    groups = groups[np.lexsort(np.flipud((~groups).T))]
    names = [_letter(number) for number in range(len(groups))]
    found = [""] * size
    for place, member in enumerate(order):
        found[member] = "".join(name for name, group in zip(names, groups, strict=True) if group[place])
    return tuple(found)


def _split(groups: Bools, one: int, other: int) -> Bools:
    both = groups[:, one] & groups[:, other]
    without_one, without_other = groups[both].copy(), groups[both].copy()
    without_one[:, one] = False
    without_other[:, other] = False
    kept = groups[~both]
    for group in (*without_one, *without_other):
        # Absorb a group that lies within another; equal ones keep the first.
        if not kept[:, group].all(axis=1).any():
            kept = np.vstack((kept[kept[:, ~group].any(axis=1)], group))
    return kept


def _letter(number: int) -> str:
    alphabet = "abcdefghijklmnopqrstuvwxyz"
    if number < len(alphabet):
        return alphabet[number]
    return _letter(number // 26 - 1) + alphabet[number % 26]
