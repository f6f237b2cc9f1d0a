"""The table of item ratings that the Rasch model reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from benchmark.statistics.errors import BadTable, NothingVaries, TooFew

# A good organisation raises a rating; a difficult item, a severe shopper, a difficult scenario lower it.
SIGNS = {"organisation": 1.0, "item": -1.0, "shopper": -1.0, "scenario": -1.0}


@dataclass(frozen=True)
class RaschRatings:
    """Coded ratings.

    Attributes:
        rating: category of each, 0 … top, shape (n,).
        top: highest category of the item rated, shape (n,).
        design: which levels meet in each rating, signed, sparse, shape (n, levels of all facets).
        labels: names of the levels by facet, in the order of the design's columns.
        item_top: highest category of each item.
        thresholds: by highest category, how many free thresholds that scale has (none for yes/no).
        dropped: rows without a rating.
    """

    rating: NDArray[np.intp]
    top: NDArray[np.intp]
    design: sparse.csr_matrix
    labels: Mapping[str, tuple[str, ...]]
    item_top: NDArray[np.intp]
    thresholds: Mapping[int, int]
    dropped: int


def read_rasch_ratings(frame: pd.DataFrame) -> RaschRatings:
    """Check and code ratings; see `fit_rasch` for columns and errors.

    An item of which every rating is 0 has no scale to place it on: it is left out together with its rows.
    """
    for name in ("organisation", "item", "rating"):
        if name not in frame.columns:
            raise BadTable(f"the table of ratings has no column {name!r}")
    names = [name for name in SIGNS if name in frame.columns]
    whole = frame[[*names, "rating"]].dropna()
    dropped = len(frame) - len(whole)
    try:
        given = whole["rating"].to_numpy(dtype=np.float64)
    except (TypeError, ValueError) as wrong:
        raise BadTable(f"the column 'rating' holds something that is no category: {wrong}") from wrong
    if not ((given >= 0) & (given == np.floor(given)) & np.isfinite(given)).all():
        raise BadTable("a rating must be a whole number from 0 up")
    rating = given.astype(np.intp)
    items, item_labels = pd.factorize(whole["item"].astype(str), sort=True)
    tops = np.zeros(len(item_labels), dtype=np.intp)
    np.maximum.at(tops, items, rating)
    lowest = np.full(len(item_labels), np.iinfo(np.intp).max)
    np.minimum.at(lowest, items, rating)
    if not (lowest < tops).any():
        raise NothingVaries("all ratings of every item are alike: there is nothing to order items by")
    keep = tops[items] > 0
    whole, rating = whole[keep], rating[keep]
    columns, labels = [], {}
    for name in names:
        codes, found = pd.factorize(whole[name].astype(str), sort=True)
        if name in ("organisation", "item") and len(found) < 2:
            raise TooFew(f"the Rasch model needs at least two {name}s")
        if len(found) < 2:
            continue
        labels[name] = tuple(found)
        ones = np.full(rating.size, SIGNS[name])
        columns.append(
            sparse.csr_matrix((ones, (np.arange(rating.size), codes)), shape=(rating.size, len(found)))
        )
    items = pd.factorize(whole["item"].astype(str), sort=True)[0]
    item_top = tops[tops > 0]
    return RaschRatings(
        rating=rating,
        top=item_top[items],
        design=sparse.csr_matrix(sparse.hstack(columns, format="csr")),
        labels=labels,
        item_top=item_top,
        thresholds={int(top): (int(top) if top > 1 else 0) for top in np.unique(item_top)},
        dropped=dropped,
    )
