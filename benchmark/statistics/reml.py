"""Restricted maximum likelihood of a crossed mixed model."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import linalg

from benchmark.statistics.crossproducts import Crossproducts
from benchmark.statistics.errors import NotFound, NothingVaries, TooFew

Floats = NDArray[np.float64]

_ROUNDS = 100
_HALVINGS = 20
# Predicted gain in deviance at which the search has settled, absolute and as a share of the deviance
# (its own rounding error with a million contacts is about 1e-9).
_SETTLED = 1e-9
_SETTLED_SHARE = 1e-13
# A remainder below this share of the raw spread is rounding, not measurement.
_NO_REMAINDER = 1e-12


@dataclass(frozen=True)
class Reml:
    """A fitted crossed model.

    Attributes:
        deviance: −2 log restricted likelihood (REML criterion, as lme4 prints it).
        sigma2: residual variance, points².
        ratios: variance of each random facet ÷ sigma2, one a block.
        effects: predicted effect of each level (BLUP), points, shape (levels,).
        effect_errors: standard error of prediction of each, points.
        estimates: generalised least squares estimate of each cell, points, shape (K,).
        residual_freedom: degrees of freedom left to sigma2: contacts less cells less what the facets use.
        information: expected information of (ratios), sigma2 profiled out, twice; shape (blocks, blocks).
        rounds: evaluations with derivatives that the search took.
        root: Cholesky factor L of S = ΛGΛ + I, lower.
        scale: diagonal of Λ, shape (r,).
    """

    deviance: float
    sigma2: float
    ratios: Floats
    effects: Floats
    effect_errors: Floats
    estimates: Floats
    residual_freedom: float
    information: Floats
    rounds: int
    root: Floats
    scale: Floats

    @property
    def variances(self) -> Floats:
        """Variance of each random facet, points²."""
        return self.ratios * self.sigma2


def fit_reml(cross: Crossproducts) -> Reml:
    """Fit the variance components by Fisher scoring with step halving on the profiled deviance.

    deviance(γ) = log|D₀| + log|S| + n₁(1 + log(2π r²/n₁)), with D₀ the cells' counts, Λ² = γ repeated over
    each facet's levels, S = ΛGΛ + I, r² = within − b'ΛS⁻¹Λb and n₁ = contacts − cells. Scoring works on the
    variances, not their roots: a variance of zero is then no stationary point unless it belongs there.

    Raises:
        TooFew: no degree of freedom within the cells. NothingVaries: no remainder. NotFound: no optimum.

    Source: Bates, Mächler, Bolker and Walker (2015), J Stat Softw 67(1), for the profiled criterion;
    block elimination and scoring are worked out here. Equal to lme4 to 1e-6.
    """
    if cross.freedom < 1:
        raise TooFew(
            f"{cross.contacts} contacts for {cross.contacts - cross.freedom} fixed effects leave nothing to "
            "measure spread with"
        )
    if not cross.within > _NO_REMAINDER * max(1.0, float(cross.cells @ cross.means**2)):
        raise NothingVaries(
            "all contacts of each organisation have the same score: there is no spread to measure with"
        )
    ratios = np.array([0.0 if cross.determined(block) else 0.1 for block in cross.blocks])
    point = _evaluate(cross, ratios)
    for rounds in range(1, _ROUNDS + 1):
        gradient, information = _derivatives(cross, ratios, point)
        step = _scoring_step(ratios, gradient, information)
        if -float(gradient @ step) < _SETTLED + _SETTLED_SHARE * abs(point.deviance):
            return _finish(cross, ratios, point, information, rounds)
        for _ in range(_HALVINGS):
            trial = np.maximum(ratios + step, 0.0)
            there = _evaluate(cross, trial)
            if there.deviance < point.deviance:
                break
            step = step / 2
        else:
            return _finish(cross, ratios, point, information, rounds)
        ratios, point = trial, there
    raise NotFound("the variance components did not settle: look for a facet with almost no contacts")


@dataclass(frozen=True)
class _Point:
    """The deviance at one set of ratios and the factors that it left behind."""

    deviance: float
    root: Floats
    scale: Floats
    solved: Floats
    remainder: float


def _evaluate(cross: Crossproducts, ratios: Floats) -> _Point:
    scale = np.ones(cross.levels)
    for ratio, block in zip(ratios, cross.blocks, strict=True):
        scale[block] = np.sqrt(ratio)
    system = cross.gram * scale[:, None] * scale
    random = np.arange(cross.fixed, cross.levels)
    system[random, random] += 1.0
    try:
        root: Floats = linalg.cholesky(system, lower=True, overwrite_a=True, check_finite=False)
    except linalg.LinAlgError as broken:
        raise NotFound("a fixed facet cannot be told from the organisations") from broken
    solved: Floats = linalg.solve_triangular(root, scale * cross.load, lower=True, check_finite=False)
    remainder = cross.within - float(solved @ solved)
    if remainder <= _NO_REMAINDER * cross.within:
        raise NothingVaries(
            "the model fits the scores without a remainder: there is no spread to measure with"
        )
    deviance = float(
        np.log(cross.cells).sum()
        + 2 * np.log(np.diag(root)).sum()
        + cross.freedom * (1 + np.log(2 * np.pi * remainder / cross.freedom))
    )
    return _Point(deviance, root, scale, solved, remainder)


def _derivatives(cross: Crossproducts, ratios: Floats, point: _Point) -> tuple[Floats, Floats]:
    """Gradient of the deviance in the ratios, and its expected second derivatives."""
    count = ratios.size
    if not count:
        return np.zeros(0), np.zeros((0, 0))
    first = cross.fixed
    across: Floats = linalg.solve_triangular(
        point.root, point.scale[:, None] * cross.gram[:, first:], lower=True, check_finite=False
    )
    weight = cross.gram[first:, first:] - across.T @ across
    pull = cross.load[first:] - across.T @ point.solved
    spans = [slice(block.start - first, block.stop - first) for block in cross.blocks]
    traces = np.array([np.trace(weight[span, span]) for span in spans])
    pulls = np.array([float(pull[span] @ pull[span]) for span in spans])
    gradient = traces - cross.freedom * pulls / point.remainder
    information = np.array([[float(np.sum(weight[a, b] ** 2)) for b in spans] for a in spans])
    information -= np.outer(traces, traces) / cross.freedom
    return gradient, information


def _scoring_step(ratios: Floats, gradient: Floats, information: Floats) -> Floats:
    """Scoring step over the ratios that are free to move; the others rest at zero."""
    step = np.zeros_like(ratios)
    free = (ratios > 0) | (gradient < 0)
    scale = np.diag(information)
    # A facet that the organisations determine completely carries no information: it stays where it is.
    free &= scale > 1e-10 * max(float(scale.max(initial=0.0)), 1e-300)
    if not free.any():
        return step
    inner = information[np.ix_(free, free)]
    inner = inner + np.diag(1e-10 * np.diag(inner))
    move = -linalg.lstsq(inner, gradient[free], check_finite=False)[0]
    # Where scoring leads below zero, stop there: the halving that follows judges the shortened step.
    step[free] = np.maximum(move, -ratios[free])
    if float(gradient @ step) >= 0:
        step[free] = np.maximum(-gradient[free] / np.diag(inner), -ratios[free])
    return step


def _finish(cross: Crossproducts, ratios: Floats, point: _Point, information: Floats, rounds: int) -> Reml:
    sigma2 = point.remainder / cross.freedom
    coefficients: Floats = point.scale * linalg.solve_triangular(
        point.root, point.solved, lower=True, trans="T", check_finite=False
    )
    inverse: Floats = linalg.solve_triangular(
        point.root, np.diag(point.scale), lower=True, check_finite=False
    )
    spread = inverse.T @ inverse if cross.basis is not None else None
    if cross.basis is None or spread is None:
        errors = np.einsum("ij,ij->j", inverse, inverse)
        effects = coefficients
    else:
        errors = np.einsum("ij,jk,ik->i", cross.basis, spread, cross.basis, optimize=True)
        effects = cross.basis @ coefficients
    plain: Floats = linalg.solve_triangular(
        point.root, np.eye(cross.levels)[:, cross.fixed :], lower=True, check_finite=False
    )
    used = (cross.levels - cross.fixed) - float(np.sum(plain**2))
    return Reml(
        deviance=point.deviance,
        sigma2=sigma2,
        ratios=ratios,
        effects=effects,
        effect_errors=np.sqrt(sigma2 * np.maximum(errors, 0.0)),
        estimates=cross.means - (cross.incidence @ coefficients) / cross.cells,
        # Never below nothing: a saturated model leaves zero but for rounding.
        residual_freedom=max(cross.freedom - used, 0.0),
        information=information,
        rounds=rounds,
        root=point.root,
        scale=point.scale,
    )
