"""How many contacts it takes to tell two organisations apart."""

from __future__ import annotations

from enum import StrEnum
from math import inf, sqrt

import numpy as np
from scipy.optimize import brentq
from scipy.special import log_ndtr, ndtr, ndtri
from scipy.stats import studentized_range

from benchmark.ranking.errors import BadEstimates


class Question(StrEnum):
    """What is asked of the organisations."""

    pair = "pair"
    """Whether two that were named beforehand differ."""
    winner = "winner"
    """Whether the best of a class may be called the best."""
    all_pairs = "all pairs"
    """Which of all pairs differ."""


def critical_value(*, question: Question, organisations: int = 2, confidence: float = 0.95) -> float:
    """Give the standardised difference that the question demands, equal independent errors assumed.

    One pair: two-sided normal. Winner: Dunnett's one-sided value for one against p − 1, by integration.
    All pairs: the studentised range over √2.

    Raises:
        BadEstimates: fewer than two organisations, or a confidence outside ½ to 1.
    """
    if organisations < 2:
        raise BadEstimates("a comparison needs two organisations or more")
    if not 0.5 < confidence < 1:
        raise BadEstimates(f"a confidence of {confidence:g} makes no claim – choose one such as 0.95")
    if question is Question.pair:
        return float(ndtri((1 + confidence) / 2))
    if question is Question.all_pairs:
        return float(studentized_range.ppf(confidence, organisations, np.inf)) / sqrt(2)
    nodes, weights = np.polynomial.hermite_e.hermegauss(80)
    weights = weights / weights.sum()

    def beyond(c: float) -> float:
        return float(weights @ np.exp((organisations - 1) * log_ndtr(sqrt(2) * c + nodes))) - confidence

    return float(brentq(beyond, 0.0, 12.0, xtol=1e-10))


def contacts_needed(
    *,
    difference: float,
    deviation: float,
    question: Question = Question.pair,
    organisations: int = 2,
    confidence: float = 0.95,
    power: float = 0.8,
) -> float:
    """Give the contacts with each organisation that show a difference, n = 2σ²(c + z)² ÷ δ²; may be infinite.

    Args:
        difference: δ, points; its sign does not matter.
        deviation: σ of one contact, points.
        question, organisations, confidence: what is asked; see `critical_value`.
        power: probability of showing the difference when it is there.

    Raises:
        BadEstimates: a negative deviation, or a power outside 0 to 1.
    """
    _check(deviation, power)
    c = critical_value(question=question, organisations=organisations, confidence=confidence)
    if difference == 0:
        return inf if deviation > 0 else 0.0
    return 2 * (deviation * max(0.0, c + float(ndtri(power))) / difference) ** 2


def detectable_difference(
    *,
    contacts: int,
    deviation: float,
    question: Question = Question.pair,
    organisations: int = 2,
    confidence: float = 0.95,
    power: float = 0.8,
) -> float:
    """Give the smallest difference that so many contacts each show with the stated power, points."""
    _check(deviation, power)
    if contacts < 1:
        raise BadEstimates("at least one contact is needed")
    c = critical_value(question=question, organisations=organisations, confidence=confidence)
    return deviation * sqrt(2 / contacts) * max(0.0, c + float(ndtri(power)))


def power_of(
    *,
    difference: float,
    contacts: int,
    deviation: float,
    question: Question = Question.pair,
    organisations: int = 2,
    confidence: float = 0.95,
) -> float:
    """Give the probability of showing a difference with so many contacts each, between 0 and 1."""
    _check(deviation, 0.5)
    if contacts < 1:
        raise BadEstimates("at least one contact is needed")
    c = critical_value(question=question, organisations=organisations, confidence=confidence)
    if deviation == 0:
        return 1.0 if difference else 0.0
    return float(ndtr(abs(difference) / (deviation * sqrt(2 / contacts)) - c))


def _check(deviation: float, power: float) -> None:
    if deviation < 0:
        raise BadEstimates(f"a standard deviation of {deviation:g} points cannot be")
    if not 0 < power < 1:
        raise BadEstimates(f"a power of {power:g} cannot be reached – choose one such as 0.8")
