"""Critical values of the largest standardised error, without a p × p × draws tensor."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Bools = NDArray[np.bool_]
Numbers = NDArray[np.floating]

# Up to here every pair is looked at; beyond, only those that can be the largest.
_SMALL = 40
_CANDIDATES = 20
_CHUNK = 1_500_000


class Maxima:
    """Quantiles of the largest (Z_j − Z_k) ÷ se_jk over a family of ordered pairs, Z drawn from N(0, Σ).

    With Σ = diag(own) + shared·sharedᵀ the variance of a difference is at least own_j + own_k, so for
    v_j = (Z_j − c) ÷ √own_j and any centre c Cauchy and Schwarz give

        (Z_j − Z_k) ÷ se_jk ≤ √(max(v_j, 0)² + max(−v_k, 0)²).

    A draw's maximum is therefore sought among its m largest and m smallest v only. Where the m + 1st
    could still give more than the quantile, the draw is looked at again with three times as many. The
    quantiles are exact, in draws × (p + m²) steps instead of draws × p².

    Args:
        errors: draws Z, points, shape (draws, p).
        scale: 1 ÷ se_jk, shape (p, p), 0 on the diagonal.
        own: variance that each estimate shares with no other, points², shape (p,).
        candidates: m.
    """

    def __init__(
        self,
        *,
        errors: Numbers,
        scale: NDArray[np.floating],
        own: NDArray[np.float64],
        candidates: int = _CANDIDATES,
    ) -> None:
        self._errors = errors
        self._scale = scale.astype(errors.dtype, copy=False)
        self._draws, self._size = errors.shape
        self._own = np.maximum(own, 1e-9 * own.max(initial=0.0))
        self._many = candidates
        self._dense = self._size <= max(_SMALL, 2 * candidates) or not own.any()
        if not self._dense:
            self._find_candidates()

    def critical(self, kept: Bools, confidence: float) -> float:
        """Give the quantile over draws of the largest over the kept ordered pairs (j, k), at least 0."""
        if not self._scale.any():
            return 0.0
        return _quantile(self._over(kept, confidence), confidence)

    def critical_of(self, row: int, *, forward: Bools, backward: Bools, confidence: float) -> float:
        """Give the quantile over the pairs of one organisation, at least 0.

        `forward[k]` keeps the pair (row, k), `backward[k]` the pair (k, row); both have shape (p,).
        """
        up = np.where(forward, self._scale[row], 0)
        down = np.where(backward, self._scale[row], 0)
        own = self._errors[:, row]
        if self._dense:
            return _quantile(_row_maxima(own[:, None] - self._errors, up, down), confidence)
        found = np.zeros(self._draws, dtype=self._errors.dtype)
        bound = np.zeros(self._draws, dtype=self._errors.dtype)
        position = self._v[:, row]
        if forward.any():
            gap = (own[:, None] - self._low_values) * np.take(up, self._low)
            np.maximum(found, gap.max(axis=1), out=found)
            np.maximum(bound, np.hypot(np.maximum(position, 0), self._next_low), out=bound)
        if backward.any():
            gap = (self._high_values - own[:, None]) * np.take(down, self._high)
            np.maximum(found, gap.max(axis=1), out=found)
            np.maximum(bound, np.hypot(np.maximum(-position, 0), self._next_high), out=bound)
        loose = np.flatnonzero((bound > _quantile(found, confidence)) & (bound > found))
        for start in range(0, loose.size, 500):
            part = loose[start : start + 500]
            found[part] = _row_maxima(own[part, None] - self._errors[part], up, down)
        return _quantile(found, confidence)

    def _over(self, kept: Bools, confidence: float | None, enough: float = 0.0) -> Numbers:
        """Each draw's maximum; where it cannot reach the quantile (or `enough`) perhaps a smaller one."""
        scale = np.where(kept, self._scale, 0)
        if self._dense:
            return _dense_maxima(self._errors, scale)
        found = np.zeros(self._draws, dtype=self._errors.dtype)
        flat = scale.ravel()
        step = max(1, _CHUNK // self._many**2)
        for start in range(0, self._draws, step):
            part = slice(start, start + step)
            pairs = self._high[part, :, None] * self._size + self._low[part, None, :]
            gap = self._high_values[part, :, None] - self._low_values[part, None, :]
            gap *= np.take(flat, pairs)
            found[part] = np.maximum(gap.max(axis=(1, 2)), 0)
        if confidence is not None:
            enough = _quantile(found, confidence)
        loose = np.flatnonzero((self._bound > enough) & (self._bound > found))
        if loose.size:
            again = Maxima(
                errors=self._errors[loose], scale=self._scale, own=self._own, candidates=3 * self._many
            )
            found[loose] = again._over(kept, None, enough)
        return found

    def _find_candidates(self) -> None:
        weight = (1 / self._own) / (1 / self._own).sum()
        kind = self._errors.dtype
        centre = self._errors @ weight.astype(kind)
        v = (self._errors - centre[:, None]) / np.sqrt(self._own).astype(kind)
        many, last = self._many, self._size - self._many
        order = np.argpartition(v, (many, last - 1), axis=1)
        self._v = v
        self._low, self._high = order[:, :many], order[:, last:]
        self._low_values = np.take_along_axis(self._errors, self._low, axis=1)
        self._high_values = np.take_along_axis(self._errors, self._high, axis=1)
        after = np.take_along_axis(v, order[:, [many, last - 1]], axis=1)
        self._next_low = np.maximum(-after[:, 0], 0)
        self._next_high = np.maximum(after[:, 1], 0)
        self._bound = np.maximum(
            np.hypot(np.maximum(v.max(axis=1), 0), self._next_low),
            np.hypot(np.maximum(-v.min(axis=1), 0), self._next_high),
        )


def _quantile(largest: Numbers, confidence: float) -> float:
    """Quantile rounded up to a draw: never too small a critical value."""
    return float(np.quantile(largest, confidence, method="higher"))


def _dense_maxima(errors: Numbers, scale: Numbers) -> Numbers:
    draws, size = errors.shape
    found = np.zeros(draws, dtype=errors.dtype)
    step = max(1, _CHUNK // max(1, size * size))
    for start in range(0, draws, step):
        part = errors[start : start + step]
        gap = (part[:, :, None] - part[:, None, :]) * scale
        found[start : start + step] = gap.max(axis=(1, 2))
    return np.maximum(found, 0)


def _row_maxima(gap: Numbers, up: Numbers, down: Numbers) -> Numbers:
    largest = np.maximum((gap * up).max(axis=1), (-gap * down).max(axis=1))
    return np.asarray(np.maximum(largest, 0))
