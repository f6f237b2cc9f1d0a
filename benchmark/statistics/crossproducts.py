"""What a crossed model needs to know of its contacts: sums and counts, and nothing of their number."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

Floats = NDArray[np.float64]
Codes = NDArray[np.intp]

# Rows of the cell × level table that are made dense at a time: 64 MB with 1,000 levels.
_ROWS_AT_A_TIME = 8_192


@dataclass(frozen=True)
class Crossproducts:
    """Crossproducts of y = cell mean + Σ facet effects + error, with the cells already eliminated.

    The cell block of the mixed-model equations is diagonal, so it can be swept out once and for all; every
    evaluation of the likelihood then costs r³, whatever the number of contacts or organisations.

    Attributes:
        contacts: number of contacts n.
        cells: contacts in each cell, shape (K,), all positive.
        means: mean score of each cell, points, shape (K,).
        within: Σ(y − cell mean)², points².
        incidence: contacts of each cell × level, sparse, shape (K, r): X'Z.
        gram: Z'Z − Z'X(X'X)⁻¹X'Z, shape (r, r).
        load: Z'(y − cell mean), points, shape (r,).
        blocks: the levels of each facet as a slice of r.
        basis: maps the r columns to the facets' levels, or None where they are the levels themselves.
        fixed: the first so many columns are fixed effects, not random ones.
    """

    contacts: int
    cells: Floats
    means: Floats
    within: float
    incidence: sparse.csr_matrix
    gram: Floats
    load: Floats
    blocks: tuple[slice, ...]
    basis: Floats | None = None
    fixed: int = 0

    @property
    def levels(self) -> int:
        """Number of columns r beside the cells."""
        return int(self.gram.shape[0])

    @property
    def freedom(self) -> int:
        """Degrees of freedom of restricted likelihood: contacts less cells less fixed columns."""
        return self.contacts - int(self.cells.size) - self.fixed

    def determined(self, block: slice) -> bool:
        """Whether the cells determine a facet's levels completely, so that its variance cannot be told."""
        return float(np.trace(self.gram[block, block])) <= 1e-9 * self.contacts


def crossproducts(*, scores: Floats, cells: Codes, facets: tuple[Codes, ...]) -> Crossproducts:
    """Sum up the contacts.

    Args:
        scores: one a contact, points, shape (n,).
        cells: code 0…K−1 of the fixed cell (organisation × channel) of each contact; every code occurs.
        facets: codes 0…levels−1 of each random facet; every code occurs.

    Returns:
        Crossproducts. One pass over the contacts, by counting; one product of size K r².
    """
    count = int(cells.max()) + 1
    sizes = [int(codes.max()) + 1 for codes in facets]
    starts = np.concatenate([[0], np.cumsum(sizes)]).astype(np.intp)
    blocks = tuple(slice(int(a), int(b)) for a, b in pairwise(starts))
    each = np.bincount(cells, minlength=count).astype(np.float64)
    means = np.bincount(cells, weights=scores, minlength=count) / each
    rest = scores - means[cells]
    tables = [_table(cells, codes, count, size) for codes, size in zip(facets, sizes, strict=True)]
    incidence = sparse.csr_matrix(sparse.hstack(tables, format="csr")) if tables else _empty(count)
    gram = np.zeros((int(starts[-1]), int(starts[-1])))
    for i, (mine, at) in enumerate(zip(facets, blocks, strict=True)):
        for other, there in zip(facets[: i + 1], blocks[: i + 1], strict=True):
            gram[at, there] = _table(mine, other, at.stop - at.start, there.stop - there.start).toarray()
            gram[there, at] = gram[at, there].T
    for start in range(0, count, _ROWS_AT_A_TIME):
        chunk = incidence[start : start + _ROWS_AT_A_TIME].toarray()
        chunk /= np.sqrt(each[start : start + _ROWS_AT_A_TIME])[:, None]
        gram -= chunk.T @ chunk
    load = np.zeros(incidence.shape[1])
    for codes, block in zip(facets, blocks, strict=True):
        load[block] = np.bincount(codes, weights=rest, minlength=block.stop - block.start)
    return Crossproducts(
        contacts=int(scores.size),
        cells=each,
        means=means,
        within=float(rest @ rest),
        incidence=incidence,
        gram=gram,
        load=load,
        blocks=blocks,
    )


def with_first_facet_fixed(cross: Crossproducts) -> Crossproducts:
    """The same contacts with the first facet's effects fixed and summing to zero (a sensitivity variant).

    The columns of that facet become an orthonormal basis of the contrasts, so that a cell's estimate still
    refers to the average of its levels.
    """
    first = cross.blocks[0]
    size = first.stop
    # The last columns of a Householder reflection of the constant vector: orthonormal, each summing to 0.
    constant = np.full(size, 1 / np.sqrt(size))
    constant[0] += 1.0
    contrasts = np.eye(size) - np.outer(constant, constant) / constant[0]
    basis = np.zeros((cross.levels, cross.levels - 1))
    basis[first, : size - 1] = contrasts[:, 1:]
    basis[size:, size - 1 :] = np.eye(cross.levels - size)
    return replace(
        cross,
        incidence=sparse.csr_matrix(cross.incidence @ basis),
        gram=basis.T @ cross.gram @ basis,
        load=basis.T @ cross.load,
        blocks=tuple(slice(block.start - 1, block.stop - 1) for block in cross.blocks[1:]),
        basis=basis,
        fixed=size - 1,
    )


def _table(rows: Codes, columns: Codes, height: int, width: int) -> sparse.csr_matrix:
    """How often each pair of codes occurs, as a sparse table."""
    if height * width <= max(4 * rows.size, 1_000_000):
        # Counting into one dense row of cells is several times faster than sorting the pairs.
        flat = np.bincount(rows * width + columns, minlength=height * width)
        return sparse.csr_matrix(flat.reshape(height, width).astype(np.float64))
    ones = np.ones(rows.size)
    return sparse.csr_matrix((ones, (rows, columns)), shape=(height, width))


def _empty(count: int) -> sparse.csr_matrix:
    return sparse.csr_matrix((count, 0))
