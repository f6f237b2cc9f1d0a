"""Agreement of raters beyond chance: Krippendorff's α."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from benchmark.statistics.errors import BadArgument, NothingVaries
from benchmark.statistics.ratings import counts_by_category, read_ratings

Floats = NDArray[np.float64]
Metric = Literal["nominal", "ordinal", "interval"]


def krippendorff_alpha(ratings: ArrayLike, *, metric: Metric = "nominal") -> float:
    """Krippendorff's α of a table contacts × raters with gaps.

    α = 1 − D_o/D_e: the mean squared difference δ² of two ratings of the same contact over that of any two
    ratings. Nominal δ² = 1 where they differ; interval δ² = (c − k)²; ordinal δ² = (Σ n_g from c to k, the
    ends halved)². 1 is perfect, 0 chance. With 95 % of answers alike α is near 0 however well raters agree:
    print Gwet's coefficient beside it.

    Args:
        ratings: one row a contact, one column a rater, NaN (None) where not rated.
        metric: scale of the ratings.

    Raises:
        BadTable, TooFew: see `read_ratings`. NothingVaries: all ratings are alike, so that chance agreement
        is complete and α is 0/0. BadArgument: no such metric.

    Source: Krippendorff (2011), Computing Krippendorff's Alpha-Reliability; own code from its formulas.
    """
    counts, categories = counts_by_category(read_ratings(ratings))
    raters = counts.sum(axis=1)
    counts, raters = counts[raters >= 2], raters[raters >= 2]
    totals = counts.sum(axis=0)
    used = totals > 0
    counts, categories, totals = counts[:, used], categories[used], totals[used]
    if totals.size < 2:
        raise NothingVaries("all ratings are the same: agreement beyond chance cannot be told")
    distance = _distance(categories, totals, metric)
    coincidences = (counts / (raters - 1)[:, None]).T @ counts - np.diag(
        (counts / (raters - 1)[:, None]).sum(axis=0)
    )
    number = float(totals.sum())
    observed = float((coincidences * distance).sum())
    expected = float(totals @ distance @ totals) / (number - 1)
    return 1 - observed / float(expected)


def _distance(categories: Floats, totals: Floats, metric: str) -> Floats:
    if metric == "nominal":
        return 1 - np.eye(categories.size)
    if metric == "interval":
        scale = categories
    elif metric == "ordinal":
        # The place of a category on the scale is the middle of its ranks: differences of these are
        # Krippendorff's sums with both ends halved.
        scale = np.cumsum(totals) - totals / 2
    else:
        raise BadArgument(f"no such metric: {metric!r}; there are nominal, ordinal and interval")
    squared: Floats = (scale[:, None] - scale[None, :]) ** 2
    return squared
