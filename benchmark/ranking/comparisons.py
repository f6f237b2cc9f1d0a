"""Every pair of organisations put to the test, and the errors that chance could have made."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmark.ranking.errors import BadEstimates
from benchmark.ranking.normal_scale import normal_scale
from benchmark.statistics.covariance import Covariance

Floats = NDArray[np.float64]

# From here on single precision: it halves the memory of the draws and leaves their error at 1e-7.
_LARGE = 100


@dataclass(frozen=True)
class Comparisons:
    """The differences of p estimates and draws of their errors; what all rank claims are made from.

    All sets taken from one object share its draws, so they never contradict each other by chance.

    Attributes:
        theta: the estimates, points, shape (p,).
        covariance: their covariance.
        deviates: z of each difference j − k, shape (p, p); ±inf for a difference without any error.
        scale: 1 ÷ standard error of each difference, 1/points, shape (p, p); 0 where there is no error.
        errors: draws of the estimates' errors, points, shape (draws, p).
    """

    theta: Floats
    covariance: Covariance
    deviates: Floats
    scale: Floats
    errors: NDArray[np.floating]

    @classmethod
    def of(
        cls,
        *,
        theta: Floats,
        covariance: Covariance,
        df: Floats | None = None,
        draws: int = 10_000,
        rng: np.random.Generator,
    ) -> Comparisons:
        """Compare p estimates.

        Args:
            theta: estimates, points, shape (p,).
            covariance: their covariance.
            df: degrees of freedom of each own variance, shape (p,); without them the errors are normal.
                A pair's are Satterthwaite's, the shared part taken as known to neither side.
            draws: how many errors are drawn. A critical value from 10,000 is good to about 0.02.
            rng: draws them.

        Raises:
            BadEstimates: shapes that do not fit, or a number that is none.
        """
        theta = np.asarray(theta, dtype=np.float64)
        _check(theta, covariance, df, draws)
        variance = covariance.of_differences()
        gap = theta[:, None] - theta[None, :]
        # Equal errors that cancel leave rounding dust behind, which is no variance.
        known = variance <= 1e-12 * max(1.0, float(covariance.variances.max(initial=0.0)))
        scale = 1 / np.sqrt(np.where(known, np.inf, variance))
        deviates = np.where(known & (gap != 0), np.copysign(np.inf, gap), gap * scale)
        if df is not None:
            deviates = normal_scale(deviates, _satterthwaite(covariance, np.asarray(df, dtype=np.float64)))
        errors = _draw(covariance, draws, rng)
        return cls(theta=theta, covariance=covariance, deviates=deviates, scale=scale, errors=errors)

    @property
    def size(self) -> int:
        """How many organisations there are (p)."""
        return int(self.theta.size)

    def take(self, chosen: NDArray[np.intp]) -> Comparisons:
        """Only the chosen organisations, in their order, with the same draws."""
        square = np.ix_(chosen, chosen)
        return Comparisons(
            theta=self.theta[chosen],
            covariance=self.covariance.take(chosen),
            deviates=self.deviates[square],
            scale=self.scale[square],
            errors=self.errors[:, chosen],
        )


def _draw(covariance: Covariance, draws: int, rng: np.random.Generator) -> NDArray[np.floating]:
    size, columns = covariance.shared.shape
    kind = np.float32 if size > _LARGE else np.float64
    errors: NDArray[np.floating] = rng.standard_normal((draws, size), dtype=kind)
    if columns >= size and (covariance.own > 0).all():
        # Loadings as many as estimates: the whole covariance's own root needs half of the draws.
        return np.asarray(errors @ np.linalg.cholesky(covariance.dense()).T.astype(kind))
    errors *= np.sqrt(covariance.own).astype(kind)
    if columns:
        errors += rng.standard_normal((draws, columns), dtype=kind) @ covariance.shared.T.astype(kind)
    return errors


def _satterthwaite(covariance: Covariance, df: Floats) -> Floats:
    own = covariance.own
    share = np.divide(own * own, df)
    spread = share[:, None] + share[None, :]
    pair = (own[:, None] + own[None, :]) ** 2
    found: Floats = np.full_like(pair, np.inf)
    np.divide(pair, spread, out=found, where=spread > 0)
    return found


def _check(theta: Floats, covariance: Covariance, df: Floats | None, draws: int) -> None:
    if theta.ndim != 1 or theta.size != covariance.size:
        raise BadEstimates(f"{theta.shape} estimates do not fit a covariance of {covariance.size}")
    if theta.size == 0:
        raise BadEstimates("there is no organisation to rank")
    if not np.isfinite(theta).all():
        raise BadEstimates("an estimate is not a number – leave unscored organisations out")
    if df is not None and (np.shape(df) != theta.shape or not (np.asarray(df) > 0).all()):
        raise BadEstimates("degrees of freedom must be positive, one for each estimate")
    if draws < 100:
        raise BadEstimates(f"{draws} draws are too few – take 1,000 or more")
