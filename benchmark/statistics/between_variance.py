"""How much organisations truly differ, once the error of their estimates is taken off."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import optimize

from benchmark.statistics.covariance import Covariance
from benchmark.statistics.errors import BadTable, TooFew

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class BetweenVariance:
    """Variance between organisations and what follows from it.

    Attributes:
        variance: τ², points².
        mean: their common mean μ, points; `mean_error` its standard error.
        shrunken: each organisation's level drawn towards μ by its reliability (BLUP), points, shape (p,). A
            footnote that says what next year may bring, never the official score.
        shrunken_errors: standard error of each, points.
        reliability: τ²/(τ² + v) of each, 0 to 1.
    """

    variance: float
    mean: float
    mean_error: float
    shrunken: Floats
    shrunken_errors: Floats
    reliability: Floats


def between_variance(*, theta: ArrayLike, variances: ArrayLike) -> BetweenVariance:
    """Variance between organisations by restricted maximum likelihood.

    θ̂_j ~ N(μ, τ² + v_j). Maximises −½[Σ log(τ²+v) + log Σ 1/(τ²+v) + Σ (θ̂−μ̂)²/(τ²+v)] over τ² ≥ 0.

    Args:
        theta: estimates, points, shape (p,). variances: of each, as far as they tell organisations apart
            (`relative_variances`), points², positive.

    Raises:
        TooFew: fewer than two organisations. BadTable: a variance that is not positive, unequal lengths.

    Source: Viechtbauer (2005), J Educ Behav Stat 30:261. Equal to metafor.
    """
    values, spread = _checked(theta, variances)

    def criterion(tau2: float) -> float:
        weights = 1 / (tau2 + spread)
        centre = float(weights @ values) / float(weights.sum())
        return float(
            np.log(tau2 + spread).sum() + np.log(weights.sum()) + (weights * (values - centre) ** 2).sum()
        )

    top = 10 * float(values.var(ddof=1)) + 1e-12
    # A grid first: the criterion can have a second hollow near zero.
    grid = np.concatenate([[0.0], np.geomspace(top * 1e-6, top, 60)])
    best = int(np.argmin([criterion(tau2) for tau2 in grid]))
    low, high = grid[max(best - 1, 0)], grid[min(best + 1, grid.size - 1)]
    found = optimize.minimize_scalar(criterion, bounds=(low, high), method="bounded", options={"xatol": 1e-9})
    tau2 = float(found.x) if found.fun < criterion(0.0) else 0.0
    return _result(values, spread, tau2)


def paule_mandel(*, theta: ArrayLike, variances: ArrayLike) -> BetweenVariance:
    """Variance between organisations by Paule and Mandel: the τ² at which Σ (θ̂−μ̂)²/(τ²+v) = p − 1.

    Raises:
        TooFew, BadTable: as `between_variance`.

    Source: Paule and Mandel (1982), J Res Natl Bur Stand 87:377. Equal to metafor.
    """
    values, spread = _checked(theta, variances)

    def excess(tau2: float) -> float:
        weights = 1 / (tau2 + spread)
        centre = float(weights @ values) / float(weights.sum())
        return float((weights * (values - centre) ** 2).sum()) - (values.size - 1)

    if excess(0.0) <= 0:
        return _result(values, spread, 0.0)
    top = float(values.var(ddof=1)) + 1e-12
    while excess(top) > 0:
        top *= 2
    return _result(values, spread, float(optimize.brentq(excess, 0.0, top, xtol=1e-12)))


def relative_variances(covariance: Covariance) -> Floats:
    """Error variance of each estimate as far as it tells it from the others, points², shape (p,).

    What all share (the same scenarios) cancels in every comparison: diagonal of HΣH, H the centring matrix,
    times p/(p − 1), so that equal independent variances come out as they went in.

    Raises:
        TooFew: fewer than two estimates.
    """
    size = covariance.size
    if size < 2:
        raise TooFew("organisations can be told apart only where there are two of them")
    centred = covariance.shared - covariance.shared.mean(axis=0)
    own = covariance.own * (1 - 2 / size) + covariance.own.mean() / size
    relative: Floats = (own + np.einsum("ij,ij->i", centred, centred)) * size / (size - 1)
    return relative


def _checked(theta: ArrayLike, variances: ArrayLike) -> tuple[Floats, Floats]:
    values = np.asarray(theta, dtype=np.float64).ravel()
    spread = np.asarray(variances, dtype=np.float64).ravel()
    if values.size != spread.size:
        raise BadTable(f"{values.size} estimates but {spread.size} variances")
    if values.size < 2:
        raise TooFew("how much organisations differ cannot be told from fewer than two")
    if not (np.isfinite(values).all() and np.isfinite(spread).all() and (spread > 0).all()):
        raise BadTable("an estimate is no number or its variance is not positive")
    return values, spread


def _result(values: Floats, spread: Floats, tau2: float) -> BetweenVariance:
    weights = 1 / (tau2 + spread)
    centre = float(weights @ values) / float(weights.sum())
    reliability = tau2 * weights
    of_mean = 1 / float(weights.sum())
    return BetweenVariance(
        variance=tau2,
        mean=centre,
        mean_error=float(np.sqrt(of_mean)),
        shrunken=reliability * values + (1 - reliability) * centre,
        shrunken_errors=np.sqrt(reliability * spread + (1 - reliability) ** 2 * of_mean),
        reliability=reliability,
    )
