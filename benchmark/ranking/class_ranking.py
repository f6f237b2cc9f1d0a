"""The ranking of one class with everything that may be said of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmark.ranking.clear_winners import clear_winner_p
from benchmark.ranking.comparison_bars import comparison_bars
from benchmark.ranking.comparisons import Comparisons
from benchmark.ranking.contest import Contest, Official
from benchmark.ranking.errors import UnknownOrganisation
from benchmark.ranking.letters import compact_letters
from benchmark.ranking.marginal_sets import marginal_rank_sets
from benchmark.ranking.rank_probabilities import rank_probabilities
from benchmark.ranking.rank_sets import simultaneous_rank_sets
from benchmark.ranking.separation import contacts_to_separate
from benchmark.ranking.shortlist import shortlist
from benchmark.ranking.shown_points import shown_points
from benchmark.ranking.verdict import Standing, Verdict
from benchmark.ranking.winner_correction import Corrected, corrected_for_rank
from benchmark.ranking.winner_set import winner_set
from benchmark.statistics.estimates import Estimates
from benchmark.statistics.score_intervals import score_intervals
from scenarios.award import Shortlist

# Letters name groups of a class; in longer lists nobody reads them.
_MOST_LETTERS = 100
# Each marginal set looks at all pairs of one organisation: in long lists only the simultaneous ones are made.
_MOST_MARGINAL = 400


@dataclass(frozen=True)
class Row:
    """One organisation in the ranking of its class. Ranks from 1, the highest.

    Points are at full precision, as the model reckons them; whoever prints them uses `shown_points`.

    Attributes:
        organisation: its name.
        rank: by the official score; equal scores share the better rank.
        score: the official one. raw, adjusted: as measured, and for the average shopper and scenario.
        low, high: confidence interval of the adjusted score.
        bar: half length of its comparison bar.
        contacts: how many it rests on.
        rank_low, rank_high: ranks not ruled out, for all organisations together.
        own_rank_low, own_rank_high: the same for this one by itself; None in very long lists.
        may_be_best: whether it is in the winner set.
        letters: organisations that share one cannot be told apart; empty in long lists.
        best: probability of being the best (empirical Bayes). expected_rank, sucra: of the same posterior.
        rank_probabilities: of each rank, shape (p,).
        verdict: the sentence.
    """

    organisation: str
    rank: int
    score: float
    raw: float
    adjusted: float
    low: float
    high: float
    bar: float
    contacts: int
    rank_low: int
    rank_high: int
    own_rank_low: int | None
    own_rank_high: int | None
    may_be_best: bool
    letters: str
    best: float
    expected_rank: float
    sucra: float
    rank_probabilities: tuple[float, ...]
    verdict: Verdict


@dataclass(frozen=True)
class ClassRanking:
    """A class, the highest official score first.

    Attributes:
        group: the class.
        official: which score ranks.
        confidence: of intervals and sets.
        rows: one an organisation with a score.
        unscored: organisations without any scored contact.
        critical: critical value of the simultaneous rank sets.
        clear_p: p-value of the claim that the leader of the adjusted scores is the best.
        corrected: its adjusted score corrected for having been picked; None without a lead.
        nominees: who goes to the jury, the highest first; empty without a rule.
    """

    group: str
    official: Official
    confidence: float
    rows: tuple[Row, ...]
    unscored: tuple[str, ...]
    critical: float
    clear_p: float
    corrected: Corrected | None
    nominees: tuple[str, ...] = ()

    @property
    def winner_set(self) -> tuple[str, ...]:
        """Who may be the best, the highest official score first."""
        return tuple(row.organisation for row in self.rows if row.may_be_best)

    def verdicts(self) -> tuple[Verdict, ...]:
        """All verdicts, the unscored organisations' last."""
        missing = (Verdict(name, Standing.unscored) for name in self.unscored)
        return (*(row.verdict for row in self.rows), *missing)


def rank_contest(
    *,
    contest: Contest,
    estimates: Estimates,
    official: Official = "adjusted",
    confidence: float = 0.95,
    least_contacts: int = 0,
    nominees: Shortlist | None = None,
    draws: int = 10_000,
    rng: np.random.Generator,
) -> ClassRanking:
    """Rank those who compete, and say what may be said of each.

    Args:
        contest: a class, or all organisations.
        estimates: the mixed model's, for all classes.
        official: which score the contest is ordered by. Sets and intervals are always the adjusted score's.
        confidence: of intervals and sets.
        least_contacts: below, an organisation is labelled as too small to be ranked.
        nominees: the method's rule for who goes to the jury.
        draws, rng: for probabilities.
    """
    comparisons = contest.comparisons
    rows, critical = _rows(
        estimates,
        comparisons,
        contest.names,
        contest.places,
        contest.raw,
        contest.score,
        confidence,
        least_contacts,
        draws,
        rng,
    )
    return ClassRanking(
        group=contest.group,
        official=official,
        confidence=confidence,
        rows=rows,
        unscored=contest.unscored,
        critical=critical,
        clear_p=clear_winner_p(comparisons),
        corrected=_corrected(comparisons, confidence),
        nominees=_nominees(contest, nominees, confidence),
    )


def _nominees(contest: Contest, rule: Shortlist | None, confidence: float) -> tuple[str, ...]:
    if rule is None:
        return ()
    found = shortlist(
        contest.comparisons, order=contest.score, size=rule.size, by=rule.by, confidence=confidence
    )
    return tuple(contest.names[at] for at in found.chosen)


def _rows(
    estimates: Estimates,
    comparisons: Comparisons,
    names: Sequence[str],
    places: NDArray[np.intp],
    raw: NDArray[np.float64],
    score: NDArray[np.float64],
    confidence: float,
    least: int,
    draws: int,
    rng: np.random.Generator,
) -> tuple[tuple[Row, ...], float]:
    size, theta = comparisons.size, comparisons.theta
    sets = simultaneous_rank_sets(comparisons, confidence=confidence)
    own = marginal_rank_sets(comparisons, confidence=confidence) if size <= _MOST_MARGINAL else None
    best = winner_set(comparisons, confidence=confidence)
    letters = compact_letters(sets.beats, theta=theta) if size <= _MOST_LETTERS else ("",) * size
    bayes = rank_probabilities(theta=theta, covariance=comparisons.covariance, draws=draws, rng=rng)
    bars = comparison_bars(comparisons.covariance, confidence=confidence)
    intervals = score_intervals(estimates, level=confidence)
    probable, expected, sucra = bayes.best, bayes.expected, bayes.sucra
    rows = []
    for at, (name, place) in enumerate(zip(names, places, strict=True)):
        interval = intervals[int(place)]
        rows.append(
            Row(
                organisation=name,
                rank=1 + int((score > score[at]).sum()),
                score=float(score[at]),
                raw=float(raw[at]),
                adjusted=float(theta[at]),
                low=interval.low,
                high=interval.high,
                bar=float(bars[at]),
                contacts=int(estimates.contacts[place]),
                rank_low=int(sets.lower[at]),
                rank_high=int(sets.upper[at]),
                own_rank_low=int(own.lower[at]) if own else None,
                own_rank_high=int(own.upper[at]) if own else None,
                may_be_best=bool(best[at]),
                letters=letters[at],
                best=float(probable[at]),
                expected_rank=float(expected[at]),
                sucra=float(sucra[at]),
                rank_probabilities=tuple(float(p) for p in bayes.probability[at]),
                verdict=_verdict(
                    at=at,
                    names=names,
                    score=score,
                    adjusted=float(theta[at]),
                    spread=estimates.moderated[places],
                    contacts=int(estimates.contacts[place]),
                    interval=(interval.low, interval.high),
                    best=best,
                    least=least,
                    confidence=confidence,
                ),
            )
        )
    return tuple(rows), float(np.max(sets.critical))


def _verdict(
    *,
    at: int,
    names: Sequence[str],
    score: NDArray[np.float64],
    adjusted: float,
    spread: NDArray[np.float64],
    contacts: int,
    interval: tuple[float, float],
    best: NDArray[np.bool_],
    least: int,
    confidence: float,
) -> Verdict:
    standing, others = _standing(at, names, score, best, contacts, least)
    rival = 0 if at or len(names) == 1 else 1
    gap = abs(float(score[at] - score[rival]))
    deviation = float(np.sqrt((spread[at] + spread[rival]) / 2))
    return Verdict(
        name=names[at],
        standing=standing,
        score=float(score[at]),
        low=interval[0],
        high=interval[1],
        contacts=contacts,
        rival=names[rival],
        rival_score=float(score[rival]),
        # As the two are printed: their difference in full may reach beyond the scale.
        gap=abs(shown_points(float(score[at])) - shown_points(float(score[rival]))),
        needed=contacts_to_separate(
            gap=gap,
            deviation=deviation,
            made=contacts,
            organisations=len(names),
            confidence=confidence,
        ),
        others=others,
        least=least,
        adjusted=adjusted,
    )


def _standing(
    at: int,
    names: Sequence[str],
    score: NDArray[np.float64],
    best: NDArray[np.bool_],
    contacts: int,
    least: int,
) -> tuple[Standing, tuple[str, ...]]:
    if len(names) == 1:
        return (Standing.small if contacts < least else Standing.alone), ()
    if contacts < least:
        return Standing.small, ()
    printed = np.array([round(shown_points(each), 1) for each in score])
    tied = tuple(
        name for name, shown in zip(names, printed, strict=True) if shown == printed[0] and name != names[at]
    )
    if printed[at] == printed[0] and tied:
        return Standing.tie, tied
    if at:
        return (Standing.level if best[at] else Standing.behind), ()
    others = tuple(name for name, may in zip(names[1:], best[1:], strict=True) if may)
    if not best[0]:
        return Standing.measured, others
    return (Standing.first if others else Standing.clear), others


def _corrected(comparisons: Comparisons, confidence: float) -> Corrected | None:
    leader = int(comparisons.theta.argmax())
    if comparisons.size < 2 or (comparisons.theta == comparisons.theta[leader]).sum() > 1:
        return None
    return corrected_for_rank(
        theta=comparisons.theta,
        covariance=comparisons.covariance,
        which=leader,
        confidence=confidence,
        within=(0.0, 100.0),
    )


def row_of(ranking: ClassRanking, organisation: str) -> Row:
    """Find an organisation's row.

    Raises:
        UnknownOrganisation: it is not in the class or has no score.
    """
    for row in ranking.rows:
        if row.organisation == organisation:
            return row
    raise UnknownOrganisation(f"{organisation} has no place in {ranking.group}")
