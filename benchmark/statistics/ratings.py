"""The table of contacts that two or more people rated, as the measures of agreement read it."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from benchmark.statistics.errors import BadTable, TooFew

Floats = NDArray[np.float64]


def read_ratings(ratings: ArrayLike) -> Floats:
    """Ratings as contacts × raters, NaN where somebody did not rate.

    Raises:
        BadTable: not two-dimensional, or an infinite value. TooFew: no contact has two ratings.
    """
    try:
        table = np.asarray(ratings, dtype=np.float64)
    except (TypeError, ValueError) as wrong:
        raise BadTable(f"a rating is no number: {wrong}") from wrong
    if table.ndim != 2:
        raise BadTable("ratings must be a table of contacts × raters")
    if np.isinf(table).any():
        raise BadTable("a rating is infinite")
    if not ((~np.isnan(table)).sum(axis=1) >= 2).any():
        raise TooFew("agreement needs at least one contact rated by two people")
    return table


def counts_by_category(table: Floats) -> tuple[Floats, Floats]:
    """How many raters chose each category, contact by contact, and the categories in order.

    Returns:
        Counts, shape (contacts, q); categories, shape (q,).
    """
    categories = np.unique(table[~np.isnan(table)])
    counts = np.stack([(table == category).sum(axis=1) for category in categories], axis=1)
    return counts.astype(np.float64), categories
