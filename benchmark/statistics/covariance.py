"""The covariance of many organisations' estimates, in the form that every later step needs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Covariance:
    """Covariance Σ = diag(own) + shared·sharedᵀ of p estimates, never formed as a p × p × draws tensor.

    A crossed mixed model gives exactly this form: each organisation's own sampling variance, and what
    the organisations share because the same shoppers and scenarios met them.

    Attributes:
        own: variance of each estimate that it shares with no other, points², shape (p,), none negative.
        shared: loadings of the shared part, points, shape (p, r); r may be 0.

    Raises:
        ValueError: shapes that do not fit, or a negative or non-finite variance.
    """

    own: Floats
    shared: Floats

    def __post_init__(self) -> None:
        if self.own.ndim != 1 or self.shared.ndim != 2 or self.shared.shape[0] != self.own.shape[0]:
            raise ValueError(
                f"own has shape {self.own.shape} and shared {self.shared.shape}: want (p,) and (p, r)"
            )
        if not (np.isfinite(self.own).all() and np.isfinite(self.shared).all()) or (self.own < 0).any():
            raise ValueError("a variance is negative or not a number")

    @classmethod
    def independent(cls, variances: Floats) -> Covariance:
        """Estimates that share nothing; `variances` in points², shape (p,)."""
        own = np.asarray(variances, dtype=np.float64)
        return cls(own=own, shared=np.zeros((own.size, 0)))

    @property
    def size(self) -> int:
        """How many estimates there are (p)."""
        return int(self.own.shape[0])

    @property
    def variances(self) -> Floats:
        """Variance of each estimate, points², shape (p,)."""
        total: Floats = self.own + np.einsum("ij,ij->i", self.shared, self.shared)
        return total

    def dense(self) -> Floats:
        """The whole p × p matrix, points²."""
        matrix: Floats = np.diag(self.own) + self.shared @ self.shared.T
        return matrix

    def of_differences(self) -> Floats:
        """Variance of each difference j − k, points², shape (p, p), zero on the diagonal."""
        gram = self.shared @ self.shared.T
        common = np.diag(gram)
        spread: Floats = self.own[:, None] + self.own[None, :] + common[:, None] + common[None, :] - 2 * gram
        np.fill_diagonal(spread, 0.0)
        return np.maximum(spread, 0.0)

    def take(self, chosen: NDArray[np.intp]) -> Covariance:
        """Covariance of the chosen estimates only, in their order."""
        shared = self.shared[chosen]
        if shared.shape[0] < shared.shape[1]:
            # A class of seven met by a hundred shoppers: seven loadings say the same (F = RᵀQᵀ, FFᵀ = RᵀR).
            shared = np.ascontiguousarray(np.linalg.qr(shared.T).R.T)
        return Covariance(own=self.own[chosen], shared=shared)

    def draw(self, *, draws: int, rng: np.random.Generator) -> Floats:
        """Normal errors with this covariance, points, shape (draws, p)."""
        own = rng.standard_normal((draws, self.size)) * np.sqrt(self.own)
        if self.shared.shape[1]:
            own += rng.standard_normal((draws, self.shared.shape[1])) @ self.shared.T
        return own
