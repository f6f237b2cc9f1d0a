"""Critical values of the largest standardised error, without a p × p × draws tensor."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from math import ceil

import numpy as np
from numpy.typing import NDArray

Bools = NDArray[np.bool_]
Numbers = NDArray[np.floating]

# Up to here every pair is looked at; beyond, only those that can be the largest.
_SMALL = 40
# The same for the pairs of one organisation.
_SMALL_ROW = 500
_CANDIDATES = 20
_CHUNK = 1_500_000
_CACHED = 130_000
# Against fewer others every draw of an organisation is looked at.
_FEW = 12
# What bounds and what they bound are rounded by, each in its own way; single precision errs by 6e-8 a step.
_ROUNDING = 1e-5
# The draws looked at first, as a multiple of those that lie beyond the quantile.
_FIRST = 4
# The draws that settle most questions about a single organisation: a few, then more.
_GLANCES = (400, 2_000)


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
        self._guess = 2.0

    @cached_property
    def _columns(self) -> Numbers:
        """The draws with an organisation a row: the largest over a few rows is found quickest."""
        return np.ascontiguousarray(self._errors.T)

    @cached_property
    def _first(self) -> NDArray[np.intp]:
        """Who lies highest in each draw."""
        return np.asarray(self._errors.argmax(axis=1))

    @cached_property
    def _peak(self) -> Numbers:
        return np.asarray(self._errors[np.arange(self._draws), self._first])

    @cached_property
    def _v(self) -> Numbers:
        kind = self._errors.dtype
        weight = ((1 / self._own) / (1 / self._own).sum()).astype(kind)
        v: Numbers = self._errors - (self._errors @ weight)[:, None]
        v /= np.sqrt(self._own).astype(kind)
        return v

    @cached_property
    def _place(self) -> Numbers:
        return np.ascontiguousarray(self._v.T)

    @cached_property
    def _top(self) -> Numbers:
        return np.asarray(np.maximum(self._v.max(axis=1), 0))

    @cached_property
    def _bottom(self) -> Numbers:
        return np.asarray(np.maximum(-self._v.min(axis=1), 0))

    @cached_property
    def _reach(self) -> Numbers:
        """The most that any pair of a draw can give."""
        return np.hypot(self._top, self._bottom)

    @cached_property
    def _order(self) -> NDArray[np.intp]:
        return np.argsort(-self._reach)

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

    def is_ordinary(self, row: int, deviate: float, *, confidence: float) -> bool:
        """Whether `row` falling behind some other by `deviate` is no more than the quantile over all others.

        The same as comparing with `critical_of`, but where the first draws leave no doubt (the share beyond
        `deviate` lies five standard errors of itself from 1 − confidence) the others are not looked at.
        """
        alpha = 1 - confidence
        for glance in _GLANCES:
            if self._draws < 2 * glance:
                break
            share = self._behind(row, deviate, draws=glance) / glance
            if abs(share - alpha) > 5 * (alpha * confidence / glance) ** 0.5:
                return share > alpha
        # `deviate` is no more than the quantile exactly if so many draws reach it.
        beyond = self._draws - ceil(confidence * (self._draws - 1))
        return deviate <= 0 or self._behind(row, np.float64(deviate), draws=self._draws) >= beyond

    def _behind(self, row: int, deviate: float | np.float64, *, draws: int) -> int:
        """In how many of the first draws `row` falls behind some other by `deviate` or more.

        Mostly whoever is first in a draw settles it: where even the first's gap times the largest scale is
        less nobody's is more (rounding included), and where its own scaled gap is enough no other is asked.
        """
        scale, own = self._scale[row], self._columns[row, :draws]
        gap = self._peak[:draws] - own
        enough = gap * scale[self._first[:draws]] >= deviate
        near = np.flatnonzero((gap * scale.max() >= deviate) & ~enough)
        settled = int(enough.sum())
        if not near.size:
            return settled
        ahead = self._errors[near] - own[near, None]
        ahead *= scale
        return settled + int((ahead.max(axis=1) >= deviate).sum())

    def critical_of(self, row: int, *, forward: Bools, backward: Bools, confidence: float) -> float:
        """Give the quantile over the pairs of one organisation, at least 0.

        `forward[k]` keeps the pair (row, k), `backward[k]` the pair (k, row); both have shape (p,).
        """
        up = np.where(forward, self._scale[row], 0)
        down = np.where(backward, self._scale[row], 0)
        if self._size <= _SMALL_ROW or not self._bounded:
            return self._critical_of_few(row, up, down, confidence)
        near = self._candidates(self._draws)
        own, position = self._errors[near.draws, row], self._v[near.draws, row]
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
            found[part] = _row_maxima(own[part], self._errors[near.draws[part]].T, up, down)
        return _quantile(found, confidence)

    def _critical_of_few(self, row: int, up: Numbers, down: Numbers, confidence: float) -> float:
        own, kept = self._columns[row], np.flatnonzero(up + down)
        if kept.size < _FEW or not self._bounded:
            return _quantile(_row_maxima(own, self._columns[kept], up[kept], down[kept]), confidence)
        # The square of the most that a draw can give, with room for rounding.
        position, reach = self._place[row], np.zeros(self._draws, dtype=self._errors.dtype)
        if up.any():
            np.maximum(reach, np.square(np.maximum(position, 0)) + self._bottom**2, out=reach)
        if down.any():
            np.maximum(reach, np.square(np.minimum(position, 0)) + self._top**2, out=reach)
        reach *= (1 + _ROUNDING) ** 2
        # Draws that can give more than was found so far (at first: for another row), until none is left.
        beyond, found = self._draws - ceil(confidence * (self._draws - 1)), np.zeros(0)
        enough = self._guess
        while True:
            near = np.flatnonzero(reach > enough * enough)
            if not near.size and (found.size >= beyond or not enough):
                break
            others = np.take(self._columns, near, axis=1)[kept]
            found = np.append(found, _row_maxima(own[near], others, up[kept], down[kept]))
            reach[near] = 0
            enough = float(np.partition(found, -beyond)[-beyond]) if found.size >= beyond else 0.0
        self._guess = 0.95 * enough
        return enough

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
    place = ceil(confidence * (largest.size - 1))
    return float(np.partition(largest, place)[place])


def _dense_maxima(errors: Numbers, scale: Numbers) -> Numbers:
    columns = np.ascontiguousarray(errors.T)
    found = np.zeros(errors.shape[0], dtype=errors.dtype)
    for row, weights in enumerate(scale):
        kept = np.flatnonzero(weights)
        if kept.size:
            np.maximum(found, _row_maxima(columns[row], columns[kept], weights[kept]), out=found)
    return found


def _row_maxima(own: Numbers, others: Numbers, up: Numbers, down: Numbers | None = None) -> Numbers:
    """The largest of (own − other) × up and (other − own) × down, at least 0, in each draw.

    Shapes: own (draws,), others (p, draws), up and down (p,). A piece at a time that fits a core's cache.
    """
    found = np.zeros(own.size, dtype=own.dtype)
    step = max(1, _CACHED // max(1, others.shape[0]))
    for start in range(0, own.size, step):
        part = slice(start, start + step)
        gaps = own[part] - others[:, part]
        if down is not None and down.any():
            np.maximum(found[part], -(gaps * down[:, None]).min(axis=0), out=found[part])
        if up.any():
            gaps *= up[:, None]
            np.maximum(found[part], gaps.max(axis=0), out=found[part])
    return found
