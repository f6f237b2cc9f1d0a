"""How probable each rank is, by empirical Bayes: the readable companion of rank sets, never the claim."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import lapack
from scipy.optimize import minimize_scalar

from benchmark.ranking.errors import BadEstimates
from benchmark.statistics.covariance import Covariance

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class RankProbabilities:
    """Posterior of the ranks; rank 1 is the highest.

    Attributes:
        probability: of organisation j (row) having rank r + 1 (column), shape (p, p); rows add up to 1.
        mean: what the true levels scatter around, points.
        spread: standard deviation of the true levels, points; 0 when the data show none.
        shrunken: posterior mean of each level, points, shape (p,).
        deviation: posterior standard deviation of each level, points, shape (p,).
    """

    probability: Floats
    mean: float
    spread: float
    shrunken: Floats
    deviation: Floats

    @property
    def best(self) -> Floats:
        """Probability of being the best, shape (p,)."""
        return self.top(1)

    def top(self, places: int) -> Floats:
        """Probability of being among the `places` best, shape (p,)."""
        if places < 1:
            raise BadEstimates(f"the probability of being among {places} cannot be given")
        found: Floats = self.probability[:, :places].sum(axis=1)
        return found

    @property
    def expected(self) -> Floats:
        """Expected rank, shape (p,)."""
        found: Floats = self.probability @ np.arange(1, self.probability.shape[1] + 1)
        return found

    @property
    def sucra(self) -> Floats:
        """Surface under the cumulative ranking curve, (p − expected rank) ÷ (p − 1); 1 for a class of one."""
        size = self.probability.shape[0]
        return (size - self.expected) / (size - 1) if size > 1 else np.ones(1)


def rank_probabilities(
    *, theta: Floats, covariance: Covariance, draws: int = 10_000, rng: np.random.Generator
) -> RankProbabilities:
    """Shrink p estimates towards their mean and count how often each takes each rank.

    True levels are N(μ, τ²) with τ² by restricted maximum likelihood and a flat prior on μ. Where the
    data show no spread (τ² = 0) nobody is ahead and every rank is equally probable. Do this within one
    class: classes have means of their own.

    Args:
        theta: estimates, points, shape (p,).
        covariance: their covariance.
        draws: from the posterior. A probability of ½ is good to 0.005 with 10,000.
        rng: draws them.

    Raises:
        BadEstimates: shapes that do not fit.

    Source: REML as in Viechtbauer (2005), Journal of Educational and Behavioral Statistics 30, 261-293;
    SUCRA as in Rücker and Schwarzer (2015), BMC Medical Research Methodology 15:58.
    """
    theta = np.asarray(theta, dtype=np.float64)
    size = theta.size
    if size == 0 or size != covariance.size:
        raise BadEstimates(f"{size} estimates do not fit a covariance of {covariance.size}")
    if size == 1:
        return RankProbabilities(
            np.ones((1, 1)), float(theta[0]), 0.0, theta.copy(), np.sqrt(covariance.variances)
        )
    own = np.maximum(covariance.own, 1e-12 * max(1.0, float(covariance.variances.max())))
    error = Covariance(own=own, shared=covariance.shared)
    variance = _reml(theta, error)
    solve = _Solver(error, variance)
    ones = solve(np.ones(size))
    mean = float(ones @ theta / ones.sum())
    if variance == 0:
        flat = np.full((size, size), 1 / size)
        deviation = np.full(size, 1 / np.sqrt(ones.sum()))
        return RankProbabilities(flat, mean, 0.0, np.full(size, mean), deviation)
    levels = mean + rng.standard_normal((draws, 1)) / np.sqrt(ones.sum())
    # Matheron's rule: a draw from the prior, corrected by what it fails to explain.
    prior = levels + np.sqrt(variance) * rng.standard_normal((draws, size))
    missing = theta - prior - error.draw(draws=draws, rng=rng)
    posterior = prior + variance * solve(missing.T).T
    order = np.argsort(-posterior, axis=1)
    counts = np.zeros((size, size))
    for rank in range(size):
        counts[:, rank] = np.bincount(order[:, rank], minlength=size)
    shrunken = mean + variance * solve(theta - mean)
    return RankProbabilities(counts / draws, mean, float(np.sqrt(variance)), shrunken, posterior.std(axis=0))


class _Solver:
    """V⁻¹b for V = diag(own + τ²) + shared·sharedᵀ, by Woodbury's identity; |V| beside it."""

    def __init__(self, error: Covariance, variance: float) -> None:
        self._inverse = 1 / (error.own + variance)
        self._shared = error.shared
        scaled = self._shared * self._inverse[:, None]
        inner = np.eye(self._shared.shape[1]) + self._shared.T @ scaled
        self._factor = _factor(inner) if inner.size else None
        self.log_determinant = -float(np.log(self._inverse).sum())
        if self._factor is not None:
            self.log_determinant += 2 * float(np.log(np.diag(self._factor)).sum())

    def __call__(self, values: Floats) -> Floats:
        scaled: Floats = (self._inverse * values.T).T
        if self._factor is None:
            return scaled
        back = lapack.dpotrs(self._factor, self._shared.T @ scaled, lower=0)[0]
        solved: Floats = scaled - (self._inverse * (self._shared @ back).T).T
        return solved


def _factor(matrix: Floats) -> Floats:
    """Cholesky's factor, its lower half unsaid, straight from LAPACK, for hundreds of small ones."""
    factor, failed = lapack.dpotrf(matrix, lower=0, clean=0)
    if failed:
        raise BadEstimates("the covariance of the estimates is not positive definite")
    found: Floats = factor
    return found


def _reml(theta: Floats, error: Covariance) -> float:
    """Find τ² by REML; 0 where the likelihood falls from there on."""

    def deviance(variance: float) -> float:
        solve = _Solver(error, variance)
        ones = solve(np.ones(theta.size))
        total = float(ones.sum())
        rest = theta - float(ones @ theta) / total
        return solve.log_determinant + float(np.log(total)) + float(rest @ solve(rest))

    top = float(np.var(theta, ddof=1))
    if top <= 0:
        return 0.0
    found = minimize_scalar(
        lambda root: deviance(root * root),
        bounds=(0.0, 2 * np.sqrt(top)),
        method="bounded",
        options={"xatol": 1e-9 * np.sqrt(top)},
    )
    variance = float(found.x) ** 2
    return variance if deviance(variance) < deviance(0.0) - 1e-9 and variance > 1e-9 * top else 0.0
