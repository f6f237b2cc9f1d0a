"""How much sooner some are answered than others, whatever the curve: Cox's regression, by clusters."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from benchmark.statistics.errors import BadTable, NotFound, TooFew
from benchmark.statistics.kaplan_meier import checked_waits

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

_STEPS = 50
_SETTLED = 1e-10
_OUT_OF_SIGHT = 15.0
"""A log rate ratio beyond which nothing in the data holds it back any more."""


@dataclass(frozen=True)
class CoxRegression:
    """A fitted regression, q covariates.

    Attributes:
        coefficients: log rate ratios, shape (q,): above 0 is answered sooner.
        errors: their standard errors where all waits are independent, shape (q,).
        clustered_errors: the same where waits of one cluster depend on each other; None without clusters.
        log_likelihood: partial, at the coefficients; `null` without covariates.
    """

    coefficients: Floats
    errors: Floats
    clustered_errors: Floats | None
    log_likelihood: float
    null: float


def cox_regression(
    *,
    seconds: ArrayLike,
    answered: ArrayLike,
    covariates: ArrayLike,
    cluster: Sequence[Hashable] | None = None,
) -> CoxRegression:
    """Fit log rate = log baseline(t) + xβ; ties after Efron, errors by the sandwich of Lin and Wei.

    Rates must keep their ratio over time; where two curves cross, the difference of restricted means
    (`mean_difference`) is the figure to tell, and always the headline.

    Args:
        seconds, answered: as for `kaplan_meier`. covariates: shape (n,) or (n, q).
        cluster: whose wait it was, as a rule the shopper; scores are summed within a cluster.

    Raises:
        TooFew: nobody was answered, or fewer than two clusters. BadTable: unequal lengths, or covariates that
        are no numbers. NotFound: a covariate parts the answered from the others, or does not vary.

    Source: Cox (1972), JRSS B 34:187; Efron (1977), JASA 72:557; Lin and Wei (1989), JASA 84:1074. Equal to
    R's coxph(…, cluster) to 1e-6.
    """
    waits, ended = checked_waits(seconds, answered)
    x = np.asarray(covariates, dtype=np.float64)
    x = x[:, None] if x.ndim == 1 else x
    if x.shape[0] != waits.size or not np.isfinite(x).all():
        raise BadTable(f"{x.shape[0]} rows of covariates do not fit {waits.size} waits, or one is no number")
    if not ended.any():
        raise TooFew("nobody was answered, so no rate can be compared")
    x = x - x.mean(axis=0)
    beta, null = np.zeros(x.shape[1]), None
    for _ in range(_STEPS):
        value, score, information = _derivatives(waits, ended, x, beta)
        null = value if null is None else null
        try:
            step = np.linalg.solve(information, score)
        except np.linalg.LinAlgError:
            break
        beta = beta + step
        if np.abs(beta * x.std(axis=0)).max() > _OUT_OF_SIGHT:
            break
        if np.abs(step).max() < _SETTLED:
            value, _, information = _derivatives(waits, ended, x, beta)
            inverse = np.asarray(np.linalg.inv(information), dtype=np.float64)
            return CoxRegression(
                coefficients=beta,
                errors=np.sqrt(np.diag(inverse)),
                clustered_errors=None
                if cluster is None
                else _clustered(waits, ended, x, beta, inverse, cluster),
                log_likelihood=value,
                null=float(null),
            )
    raise NotFound("no rate ratio fits: a covariate does not vary, or parts the answered from the others")


def _ties(waits: Floats, ended: Bools) -> Iterator[tuple[Bools, Bools, Floats]]:
    """For every moment of an answer: who still waits, who is answered, and Efron's shares of their weight."""
    for moment in np.unique(waits[ended]):
        now = ended & (waits == moment)
        yield waits >= moment, now, np.arange(now.sum()) / now.sum()


def _derivatives(waits: Floats, ended: Bools, x: Floats, beta: Floats) -> tuple[float, Floats, Floats]:
    """Partial log likelihood, its gradient and the information."""
    weight = np.exp(x @ beta)
    value, score = 0.0, np.zeros(beta.size)
    information = np.zeros((beta.size, beta.size))
    for risk, now, shares in _ties(waits, ended):
        value += float((x[now] @ beta).sum())
        score += x[now].sum(axis=0)
        for share in shares:
            part = weight * (risk - share * now)
            whole = part.sum()
            mean = part @ x / whole
            value -= float(np.log(whole))
            score -= mean
            information += (x * part[:, None]).T @ x / whole - np.outer(mean, mean)
    return value, score, information


def _clustered(
    waits: Floats, ended: Bools, x: Floats, beta: Floats, inverse: Floats, cluster: Sequence[Hashable]
) -> Floats:
    codes, names = np.unique(np.asarray([str(each) for each in cluster]), return_inverse=True)[::-1]
    if codes.size != waits.size:
        raise BadTable("waits and clusters must be equally many")
    if names.size < 2:
        raise TooFew("one cluster alone says nothing about how clusters differ")
    weight = np.exp(x @ beta)
    residuals = np.zeros_like(x)
    for risk, now, shares in _ties(waits, ended):
        for share in shares:
            part = weight * (risk - share * now)
            whole = part.sum()
            apart = x - part @ x / whole
            residuals[now] += apart[now] / shares.size
            residuals -= apart * (part / whole)[:, None]
    summed = np.zeros((names.size, beta.size))
    np.add.at(summed, codes, residuals @ inverse)
    return np.asarray(np.sqrt(np.diag(summed.T @ summed)))
