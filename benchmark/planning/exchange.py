"""Room for a contact when everybody able has reached their limit: another of their contacts changes hands."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from benchmark.planning.draft import Draft
from benchmark.planning.roster import APART, Roster


class Made(NamedTuple):
    """A contact, by its place in a draft, and its moment (seconds since 1970)."""

    draft: Draft
    place: int
    moment: int


class Exchange(NamedTuple):
    """`giver` hands `made` to `taker` and has room for another contact then."""

    giver: int
    taker: int
    made: Made


def find_exchange(wanted: Made, *, roster: Roster, held: Mapping[int, Sequence[Made]]) -> Exchange | None:
    """Find a contact of somebody able to make `wanted` that another can take; None when there is none.

    `held` are the contacts of each shopper. Limits, languages, channels, conflicts and times hold after the
    exchange; the rotation may not.
    """
    able = roster.able(wanted.draft.contacts[wanted.place], wanted.draft.organisation.organisation)
    for giver in np.flatnonzero(able & ~roster.below_limit(roster.everybody)).tolist():
        others = held.get(giver, ())
        for made in others:
            if any(abs(it.moment - wanted.moment) < APART for it in others if it is not made):
                continue
            can = roster.able(made.draft.contacts[made.place], made.draft.organisation.organisation)
            takers = np.flatnonzero(can & roster.free(roster.everybody, made.moment))
            if len(takers):
                return Exchange(giver, int(takers[roster.load[takers].argmin()]), made)
    return None
