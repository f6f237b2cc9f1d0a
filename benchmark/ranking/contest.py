"""Who competes, in the order of the official score: what a ranking and a prize both begin with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from benchmark.ranking.comparisons import Comparisons
from benchmark.ranking.errors import BadEstimates
from benchmark.ranking.winner_set import winner_set
from benchmark.statistics.estimates import Estimates

Official = Literal["raw", "adjusted"]


@dataclass(frozen=True)
class Contest:
    """The members of a class, the highest official score first; a tie in the order of names.

    Attributes:
        group: the class.
        names: organisations with a score. unscored: those without, by name.
        places: where they stand in the estimates.
        raw, score: as measured, and the official score, points at full precision.
        comparisons: of the adjusted scores.
    """

    group: str
    names: tuple[str, ...]
    unscored: tuple[str, ...]
    places: NDArray[np.intp]
    raw: NDArray[np.float64]
    score: NDArray[np.float64]
    comparisons: Comparisons

    def only(self, members: Sequence[str], *, group: str) -> Contest:
        """The contest among some members, with the same errors; raises BadEstimates if none is in it."""
        wanted = set(members)
        chosen = np.array([at for at, name in enumerate(self.names) if name in wanted], dtype=np.intp)
        if not chosen.size:
            raise BadEstimates(f"no organisation of {group} has a score")
        return Contest(
            group=group,
            names=tuple(self.names[at] for at in chosen),
            unscored=tuple(sorted(wanted - set(self.names))),
            places=self.places[chosen],
            raw=self.raw[chosen],
            score=self.score[chosen],
            comparisons=self.comparisons.take(chosen),
        )

    def scores(self) -> dict[str, float]:
        """Official scores by name."""
        return {name: float(score) for name, score in zip(self.names, self.score, strict=True)}

    def may_be_best(self, *, confidence: float) -> dict[str, bool]:
        """Tell of each whether the winner set holds it."""
        found = winner_set(self.comparisons, confidence=confidence)
        return {name: bool(best) for name, best in zip(self.names, found, strict=True)}


def contest_of(
    *,
    estimates: Estimates,
    members: Sequence[str],
    group: str,
    official: Official,
    measured: Mapping[str, float] | None = None,
    draws: int,
    rng: np.random.Generator,
) -> Contest:
    """Put the members of a class in order and draw the errors of their scores.

    Args:
        estimates: the mixed model's, for all classes.
        members: organisations of the class; those without an estimate are unscored.
        group: the class's name.
        official: which score orders.
        measured: the method's own scores as measured, points, where those are not the means of contacts.
        draws, rng: of the errors.

    Raises:
        BadEstimates: no member has a score.
    """
    known = set(estimates.organisations)
    scored = [name for name in members if name in known]
    if not scored:
        raise BadEstimates(f"no organisation of {group} has a score")
    places = np.array([estimates.at(name) for name in scored], dtype=np.intp)
    theta = estimates.theta[places]
    raw = estimates.raw[places]
    if measured is not None:
        raw = np.array([measured.get(name, raw[at]) for at, name in enumerate(scored)])
    score = theta if official == "adjusted" else raw
    # The order of print: the official score, then the name, so that a tie always prints alike.
    order = np.array(sorted(range(len(scored)), key=lambda at: (-score[at], scored[at])), dtype=np.intp)
    places = places[order]
    return Contest(
        group=group,
        names=tuple(scored[at] for at in order),
        unscored=tuple(sorted(name for name in members if name not in known)),
        places=places,
        raw=raw[order],
        score=score[order],
        comparisons=Comparisons.of(
            theta=theta[order],
            covariance=estimates.covariance_for_ranks.take(places),
            df=estimates.freedom_for_ranks[places],
            draws=draws,
            rng=rng,
        ),
    )
