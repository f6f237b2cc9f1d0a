"""Critical values of the largest standardised error, without a p × p × draws tensor."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Bools = NDArray[np.bool_]
Numbers = NDArray[np.floating]

# Up to here every pair is looked at; beyond, only those that can be the largest.
_SMALL = 40
_CANDIDATES = 20
_CHUNK = 1_500_000
# The draws looked at first, as a multiple of those that lie beyond the quantile.
_FIRST = 4


@dataclass(frozen=True)
class _Candidates:
    """The m largest and m smallest of some draws, and how far the next ones reach.

    Attributes:
        draws: which draws, shape (d,). low, high: organisations, shape (d, m); *_values: their errors.
        next_low, next_high: −v and v of the m + 1st, not below 0, shape (d,).
        bound: the largest that a pair with an organisation outside could give, shape (d,).
    """

    draws: NDArray[np.intp]
    low: NDArray[np.intp]
    high: NDArray[np.intp]
    low_values: Numbers
    high_values: Numbers
    next_low: Numbers
    next_high: Numbers
    bound: Numbers


class Maxima:
    """Quantiles of the largest (Z_j − Z_k) ÷ se_jk over a family of ordered pairs, Z drawn from N(0, Σ).

    With Σ = diag(own) + shared·sharedᵀ the variance of a difference is at least own_j + own_k, so for
    v_j = (Z_j − c) ÷ √own_j and any centre c Cauchy and Schwarz give

        (Z_j − Z_k) ÷ se_jk ≤ √(max(v_j, 0)² + max(−v_k, 0)²).

    Only draws whose largest and smallest v allow more than the quantile are looked at, and of those
    the m largest and m smallest v; where the m + 1st could still give more, three times as many. The
    quantiles are exact, in draws × p + m² steps for a part of the draws, instead of draws × p².

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
        self._dense = self._size <= max(_SMALL, 2 * candidates)
        self._found: _Candidates | None = None
        self._bounded = bool(own.any())
        if self._bounded:
            kind = errors.dtype
            weight = ((1 / self._own) / (1 / self._own).sum()).astype(kind)
            self._v = errors - (errors @ weight)[:, None]
            self._v /= np.sqrt(self._own).astype(kind)
            self._top = np.maximum(self._v.max(axis=1), 0)
            self._bottom = np.maximum(-self._v.min(axis=1), 0)
            self._reach = np.hypot(self._top, self._bottom)
            self._order = np.argsort(-self._reach)

    def critical(self, kept: Bools, confidence: float) -> float:
        """Give the quantile over draws of the largest over the kept ordered pairs (j, k), at least 0."""
        if not self._scale.any():
            return 0.0
        scale = np.where(kept, self._scale, 0)
        if not self._bounded:
            return _quantile(_dense_maxima(self._errors, scale), confidence)
        found = np.zeros(self._draws, dtype=self._errors.dtype)
        enough, done = 0.0, 0
        many = min(self._draws, int(_FIRST * (1 - confidence) * self._draws) + 1)
        # Draws are looked at from the widest down, until those left cannot reach the quantile.
        while many > done:
            if self._dense:
                widest = self._order[done:many]
                found[widest] = _dense_maxima(self._errors[widest], scale)
            else:
                near = self._candidates(many)
                found[near.draws] = self._over(near, scale, enough)
            enough, done = _quantile(found, confidence), many
            many = int((self._reach > enough).sum())
        return enough

    def critical_of(self, row: int, *, forward: Bools, backward: Bools, confidence: float) -> float:
        """Give the quantile over the pairs of one organisation, at least 0.

        `forward[k]` keeps the pair (row, k), `backward[k]` the pair (k, row); both have shape (p,).
        """
        up = np.where(forward, self._scale[row], 0)
        down = np.where(backward, self._scale[row], 0)
        own = self._errors[:, row]
        if self._dense or not self._bounded:
            return _quantile(_row_maxima(own[:, None] - self._errors, up, down), confidence)
        near = self._candidates(self._draws)
        own, position = own[near.draws], self._v[near.draws, row]
        found = np.zeros(self._draws, dtype=self._errors.dtype)
        bound = np.zeros(self._draws, dtype=self._errors.dtype)
        if forward.any():
            gap = (own[:, None] - near.low_values) * np.take(up, near.low)
            np.maximum(found, gap.max(axis=1), out=found)
            np.maximum(bound, np.hypot(np.maximum(position, 0), near.next_low), out=bound)
        if backward.any():
            gap = (near.high_values - own[:, None]) * np.take(down, near.high)
            np.maximum(found, gap.max(axis=1), out=found)
            np.maximum(bound, np.hypot(np.maximum(-position, 0), near.next_high), out=bound)
        loose = np.flatnonzero((bound > _quantile(found, confidence)) & (bound > found))
        for start in range(0, loose.size, 500):
            part = loose[start : start + 500]
            gaps = own[part, None] - self._errors[near.draws[part]]
            found[part] = _row_maxima(gaps, up, down)
        return _quantile(found, confidence)

    def _over(self, near: _Candidates, scale: Numbers, enough: float) -> Numbers:
        """Each draw's maximum; where that is certainly not above `enough`, perhaps a smaller one."""
        found = np.zeros(near.draws.size, dtype=self._errors.dtype)
        flat = scale.ravel()
        step = max(1, _CHUNK // near.low.shape[1] ** 2)
        for start in range(0, near.draws.size, step):
            part = slice(start, start + step)
            pairs = near.high[part, :, None] * self._size + near.low[part, None, :]
            gap = near.high_values[part, :, None] - near.low_values[part, None, :]
            gap *= np.take(flat, pairs)
            found[part] = np.maximum(gap.max(axis=(1, 2)), 0)
        loose = np.flatnonzero((near.bound > enough) & (near.bound > found))
        if not loose.size:
            return found
        draws, many = near.draws[loose], 3 * near.low.shape[1]
        if 2 * many >= self._size:
            found[loose] = _dense_maxima(self._errors[draws], scale)
        else:
            found[loose] = self._over(self._find(draws, many), scale, enough)
        return found

    def _candidates(self, draws: int) -> _Candidates:
        """Candidates of the `draws` widest draws or more, kept for the next step."""
        if self._found is None or self._found.draws.size < draws:
            self._found = self._find(self._order[:draws], self._many)
        return self._found

    def _find(self, draws: NDArray[np.intp], many: int) -> _Candidates:
        v, errors = self._v[draws], self._errors[draws]
        last = self._size - many
        order = np.argpartition(v, (many, last - 1), axis=1)
        low, high = order[:, :many], order[:, last:]
        after = np.take_along_axis(v, order[:, [many, last - 1]], axis=1)
        next_low, next_high = np.maximum(-after[:, 0], 0), np.maximum(after[:, 1], 0)
        return _Candidates(
            draws=draws,
            low=low,
            high=high,
            low_values=np.take_along_axis(errors, low, axis=1),
            high_values=np.take_along_axis(errors, high, axis=1),
            next_low=next_low,
            next_high=next_high,
            bound=np.maximum(np.hypot(self._top[draws], next_low), np.hypot(next_high, self._bottom[draws])),
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
