"""How the organisations of a plan hang together by their shoppers and enquiries."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components


@dataclass(frozen=True, slots=True)
class Overlap:
    """How much two organisations of a class have in common, on the average over pairs.

    `each` is the effective number of shoppers (or enquiries) an organisation: 1 ÷ the sum of squared
    shares, so that one who makes half of the contacts counts as much. `shared` is the effective share in
    common, 0 to 1. Σ_s (p_js - p_ks)² averages to 2 (1 - shared) / each.
    """

    each: float
    shared: float
    pairs: int


def shares(*, whom: Sequence[Mapping[str, int]]) -> NDArray[np.float64]:
    """Give the matrix of shares, a row for each organisation's counts of contacts by shopper or enquiry."""
    names = {name: i for i, name in enumerate(sorted({name for counts in whom for name in counts}))}
    found = np.zeros((len(whom), len(names)))
    for row, counts in enumerate(whom):
        found[row, [names[name] for name in counts]] = list(counts.values())
    total = found.sum(axis=1, keepdims=True)
    result: NDArray[np.float64] = found / np.maximum(total, 1)
    return result


def overlap(matrix: NDArray[np.float64]) -> Overlap:
    """Reckon the overlap of the rows of a matrix of shares."""
    alone = float((matrix**2).sum(axis=1).mean())
    count = len(matrix)
    if count < 2:
        return Overlap(1 / alone, 1.0, 0)
    both = float((matrix.sum(axis=0) ** 2).sum()) - alone * count
    pairs = count * (count - 1) // 2
    return Overlap(1 / alone, both / (2 * pairs) / alone, pairs)


def components(whom: Sequence[Mapping[str, int]]) -> list[int]:
    """Give each organisation the number of its part of the graph; one number for all when it is connected."""
    names = {name: i for i, name in enumerate(sorted({name for counts in whom for name in counts}))}
    rows = [row for row, counts in enumerate(whom) for _ in counts]
    columns = [len(whom) + names[name] for counts in whom for name in counts]
    size = len(whom) + len(names)
    graph = csr_array((np.ones(len(rows)), (rows, columns)), shape=(size, size))
    labels: list[int] = connected_components(graph, directed=False)[1][: len(whom)].tolist()
    return labels
