"""Variances of many small samples, each drawn towards what they have in common."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special

from benchmark.statistics.errors import TooFew

Floats = NDArray[np.float64]

# Less than half a degree of freedom says nothing of a spread (project's own choice).
_LEAST_FREEDOM = 0.5


@dataclass(frozen=True)
class SqueezedVariances:
    """Moderated variances.

    Attributes:
        variances: (d₀s₀² + d s²)/(d₀ + d), shape (p,), in the unit of the input.
        prior: s₀², what the samples have in common.
        prior_freedom: d₀, how many degrees of freedom that is worth; infinite where the samples differ no
            more than chance.
        freedom: d₀ + d of each, shape (p,).
    """

    variances: Floats
    prior: float
    prior_freedom: float
    freedom: Floats


def squeeze_variance(*, variances: Floats, freedom: Floats) -> SqueezedVariances:
    """Empirical-Bayes moderated variances, as limma's `squeezeVar` computes them.

    log s² is, up to known digamma and trigamma terms, a draw with variance ψ′(d/2) + ψ′(d₀/2); its moments
    over the samples give d₀ and s₀². A sample without freedom gets s₀²; a zero variance is lifted to 1e-5 of
    the median before the logarithm, for fitting only.

    Args:
        variances: sample variances, none negative, shape (p,).
        freedom: their degrees of freedom; below ½ a sample is left out of the fit.

    Raises:
        TooFew: fewer than two samples have freedom and a positive spread.

    Source: Smyth (2004), Stat Appl Genet Mol Biol 3(1):3, section 6.2. Equal to limma 3.54 to 1e-8.
    """
    has = freedom >= _LEAST_FREEDOM
    middle = float(np.median(variances[has])) if has.any() else 0.0
    if middle <= 0:
        positive = variances[has & (variances > 0)]
        middle = float(positive.min()) if positive.size else 0.0
    if has.sum() < 2 or middle <= 0:
        raise TooFew("moderated variances need at least two organisations whose contacts differ")
    half = freedom[has] / 2
    logs = np.log(np.maximum(variances[has], 1e-5 * middle)) - special.digamma(half) + np.log(half)
    excess = float(logs.var(ddof=1) - special.polygamma(1, half).mean())
    if excess > 0:
        prior_freedom = 2 * _trigamma_inverse(excess)
        prior = float(np.exp(logs.mean() + special.digamma(prior_freedom / 2) - np.log(prior_freedom / 2)))
    else:
        prior_freedom, prior = np.inf, float(np.exp(logs.mean()))
    own = np.where(has, freedom, 0.0)
    if np.isinf(prior_freedom):
        squeezed = np.full(variances.shape, prior)
    else:
        squeezed = (prior_freedom * prior + own * variances) / (prior_freedom + own)
    return SqueezedVariances(
        variances=squeezed, prior=prior, prior_freedom=prior_freedom, freedom=prior_freedom + own
    )


def _trigamma_inverse(value: float) -> float:
    """The x with ψ′(x) = value > 0, by Newton's method on 1/ψ′, which is nearly straight."""
    if value > 1e7:
        return float(1 / np.sqrt(value))
    if value < 1e-6:
        return 1 / value
    guess = 0.5 + 1 / value
    for _ in range(50):
        slope = float(special.polygamma(1, guess))
        change = slope * (1 - slope / value) / float(special.polygamma(2, guess))
        guess += change
        if -change / guess < 1e-10:
            break
    return guess
