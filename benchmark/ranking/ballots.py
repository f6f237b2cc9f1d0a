"""What a jury's ballots say together: votes, mean places, and where jurors disagree."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

TALK = 2
"""Places that two jurors may lie apart on a nominee before it is named for a talk. Project's own choice."""


@dataclass(frozen=True, slots=True)
class NomineeVotes:
    """One nominee: how many put it first, points by Borda, its mean, best and worst place, from 1."""

    nominee: int
    firsts: int
    borda: int
    mean: float
    best: int
    worst: int
    talk: bool


@dataclass(frozen=True, slots=True)
class Ballots:
    """All ballots of a class.

    Attributes:
        nominees: by most points, then most first places.
        voters: how many ballots.
        agreement: Kendall's W, 0 to 1; None with fewer than two ballots or nominees.
    """

    nominees: tuple[NomineeVotes, ...]
    voters: int
    agreement: float | None


def tally_ballots(*, nominees: Sequence[int], ballots: Sequence[Sequence[int]]) -> Ballots:
    """Count complete ballots, each with every nominee from the best down.

    Borda gives m − place points among m nominees. Kendall's W is 12 S ÷ (k² (m³ − m)) for k ballots, with S
    the sum of squared deviations of the sums of places.

    Raises:
        ValueError: a ballot that does not hold every nominee once.

    Source: Kendall and Babington Smith (1939), Annals of Mathematical Statistics 10:275.
    """
    size = len(nominees)
    for ballot in ballots:
        if sorted(ballot) != sorted(nominees):
            raise ValueError("a ballot holds every nominee once")
    places = np.array([[ballot.index(each) + 1 for each in nominees] for ballot in map(list, ballots)])
    found = []
    for at, nominee in enumerate(nominees):
        mine = places[:, at] if len(ballots) else np.array([], dtype=int)
        found.append(
            NomineeVotes(
                nominee=nominee,
                firsts=int((mine == 1).sum()),
                borda=int((size - mine).sum()),
                mean=float(mine.mean()) if mine.size else 0.0,
                best=int(mine.min()) if mine.size else 0,
                worst=int(mine.max()) if mine.size else 0,
                talk=bool(mine.size and mine.max() - mine.min() > TALK),
            )
        )
    agreement = None
    if len(ballots) > 1 and size > 1:
        sums = places.sum(axis=0)
        deviations = float(((sums - sums.mean()) ** 2).sum())
        agreement = 12 * deviations / (len(ballots) ** 2 * (size**3 - size))
    ordered = sorted(found, key=lambda each: (-each.borda, -each.firsts, each.nominee))
    return Ballots(tuple(ordered), len(ballots), agreement)
