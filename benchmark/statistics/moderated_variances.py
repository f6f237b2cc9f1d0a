"""Each organisation's own residual variance, drawn towards what its level would lead one to expect."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from benchmark.statistics.squeeze_variance import SqueezedVariances, squeeze_variance

Floats = NDArray[np.float64]
Codes = NDArray[np.intp]

# m(100 − m), the trend of the variance of a bounded score, is not followed closer to the ends than this
# (points; project's own choice): at 100 itself it would promise no variance at all.
_TREND_MARGIN = 1.0


def moderated_variances(
    *,
    rest: Floats,
    organisation: Codes,
    cells: Floats,
    residual_freedom: float,
    theta: Floats,
    bounded: bool = True,
) -> SqueezedVariances:
    """Moderated residual variance of a contact, organisation by organisation.

    The residual mean square r² of each, divided by the trend m(100 − m) of a bounded score, goes through
    `squeeze_variance`; what comes out is multiplied by the trend again. Degrees of freedom: contacts less
    cells less the organisation's share of what the random facets used up.

    Args:
        rest: residual of each contact, points, shape (n,).
        organisation: code of each contact's organisation.
        cells: fixed cells of each organisation, shape (p,).
        residual_freedom: degrees of freedom of the pooled residual variance.
        theta: level of each organisation, points, shape (p,).
        bounded: scores lie in 0–100; otherwise there is no trend.

    Returns:
        Variances in points² with their degrees of freedom, shape (p,); `prior` is a multiple of the trend.

    Raises:
        TooFew: fewer than two organisations have a spread of their own.
    """
    size = theta.size
    number = np.bincount(organisation, minlength=size).astype(np.float64)
    squares = np.bincount(organisation, weights=rest**2, minlength=size)
    spent = rest.size - float(cells.sum()) - residual_freedom
    freedom = np.maximum(number - cells - spent * number / rest.size, 0.0)
    means = np.clip(theta, _TREND_MARGIN, 100 - _TREND_MARGIN)
    trend = means * (100 - means) if bounded else np.ones(size)
    ratios = np.divide(squares, freedom * trend, out=np.zeros(size), where=freedom > 0)
    squeezed = squeeze_variance(variances=ratios, freedom=freedom)
    return SqueezedVariances(
        variances=squeezed.variances * trend,
        prior=squeezed.prior,
        prior_freedom=squeezed.prior_freedom,
        freedom=squeezed.freedom,
    )
