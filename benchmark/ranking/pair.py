"""Two organisations compared, as if nobody else were measured."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

import numpy as np
from scipy import stats

from benchmark.ranking.errors import BadEstimates, UnknownOrganisation
from benchmark.ranking.separation import contacts_to_separate
from benchmark.ranking.shown_points import shown_points
from benchmark.ranking.words import Language, contacts, decimal, language_of, roughly
from benchmark.statistics.estimates import Estimates


@dataclass(frozen=True)
class Pair:
    """A difference and what it is worth; points at full precision.

    Attributes:
        first, second: names, the higher score first. first_score, second_score: adjusted scores.
        contacts: of each.
        difference: first − second. low, high: its interval. error: its standard error.
        p: two-sided probability of such a difference between equals.
        freedom: degrees of freedom of the test.
        deviation: standard deviation of one contact, both organisations' together.
        needed: contacts with each that would show this difference; may be infinite.
        confidence: of the interval and of `needed`.
    """

    first: str
    second: str
    first_score: float
    second_score: float
    contacts: tuple[int, int]
    difference: float
    low: float
    high: float
    error: float
    p: float
    freedom: float
    deviation: float
    needed: float
    confidence: float

    @property
    def apart(self) -> bool:
        """Whether the difference is more than chance explains."""
        return self.p < 1 - self.confidence

    def say(self, language: str = "en") -> str:
        """Write the comparison as one sentence in Norwegian, Swedish or English, without a full stop."""
        into = language_of(language)
        sentence = _APART[into] if self.apart else _LEVEL[into] if self.difference else _EQUAL[into]
        return sentence.format(
            first=self.first,
            second=self.second,
            first_score=decimal(shown_points(self.first_score), into),
            second_score=decimal(shown_points(self.second_score), into),
            difference=decimal(self.difference, into),
            low=decimal(self.low, into),
            high=decimal(self.high, into),
            needed=self._needed(into),
            confidence=f"{100 * self.confidence:g}",
        )

    def _needed(self, into: Language) -> str:
        if self.needed > 10_000:
            return f"{_MORE_THAN[into]} {contacts(10_000, into)}"
        return f"{_ABOUT[into]} {contacts(roughly(self.needed), into)}"


def compare_pair(*, estimates: Estimates, one: str, other: str, confidence: float = 0.95) -> Pair:
    """Compare two organisations that were named before anybody looked at the scores.

    The error is that of their difference, in which what common shoppers and scenarios bring cancels;
    each has its own moderated variance. Picked afterwards out of a list, the pair needs the rank sets.

    Raises:
        UnknownOrganisation: one has no score. BadEstimates: they are the same.
    """
    if one == other:
        raise BadEstimates("an organisation cannot be compared with itself")
    for name in (one, other):
        if name not in estimates.organisations:
            raise UnknownOrganisation(f"{name} has no score")
    a, b = estimates.at(one), estimates.at(other)
    if estimates.theta[b] > estimates.theta[a]:
        a, b = b, a
    at = np.array([a, b], dtype=np.intp)
    covariance = estimates.covariance_for_ranks.take(at)
    variance = float(covariance.of_differences()[0, 1])
    freedom = _freedom(covariance.own, estimates.freedom_for_ranks[at])
    error = float(np.sqrt(variance))
    difference = float(estimates.theta[a] - estimates.theta[b])
    t = stats.t(freedom) if np.isfinite(freedom) else stats.norm()
    half = float(t.ppf((1 + confidence) / 2)) * error
    p = float(2 * t.sf(difference / error)) if error > 0 else float(difference == 0)
    deviation = float(np.sqrt(estimates.moderated[at].mean()))
    return Pair(
        first=estimates.organisations[a],
        second=estimates.organisations[b],
        first_score=float(estimates.theta[a]),
        second_score=float(estimates.theta[b]),
        contacts=(int(estimates.contacts[a]), int(estimates.contacts[b])),
        difference=difference,
        low=difference - half,
        high=difference + half,
        error=error,
        p=p,
        freedom=freedom,
        deviation=deviation,
        needed=contacts_to_separate(gap=difference, deviation=deviation, confidence=confidence),
        confidence=confidence,
    )


def _freedom(own: np.ndarray[tuple[int, ...], np.dtype[np.float64]], df: object) -> float:
    each = own * own / np.asarray(df, dtype=np.float64)
    total = float(each.sum())
    return float(own.sum() ** 2 / total) if total > 0 else inf


_ABOUT = {"nb": "omtrent", "sv": "omkring", "en": "about"}
_MORE_THAN = {"nb": "mer enn", "sv": "mer än", "en": "more than"}
_EQUAL = {
    "en": "{first} and {second} have the same score, {first_score}",
    "nb": "{first} og {second} har like mange poeng, {first_score}",
    "sv": "{first} och {second} har lika många poäng, {first_score}",
}
_APART = {
    "en": "{first}, {first_score}, is ahead of {second}, {second_score}: the difference of {difference}"
    " ({confidence} % interval {low} to {high}) is more than chance can explain",
    "nb": "{first}, {first_score}, ligger foran {second}, {second_score}: forskjellen på {difference}"
    " ({confidence} % intervall {low} til {high}) er mer enn tilfeldigheter kan forklare",
    "sv": "{first}, {first_score}, ligger före {second}, {second_score}: skillnaden på {difference}"
    " ({confidence} % intervall {low} till {high}) är mer än slumpen kan förklara",
}
_LEVEL = {
    "en": "{first}, {first_score}, and {second}, {second_score}, cannot be told apart: at this spread a"
    " difference of {difference} ({confidence} % interval {low} to {high}) would need {needed} each",
    "nb": "{first}, {first_score}, og {second}, {second_score}, kan ikke skilles fra hverandre: med denne"
    " spredningen ville en forskjell på {difference} ({confidence} % intervall {low} til {high}) kreve"
    " {needed} med hver",
    "sv": "{first}, {first_score}, och {second}, {second_score}, går inte att skilja åt: med den här"
    " spridningen skulle en skillnad på {difference} ({confidence} % intervall {low} till {high})"
    " kräva {needed} med vardera",
}
