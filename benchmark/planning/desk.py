"""Where the shoppers of one organisation are chosen."""

import numpy as np
from numpy.typing import NDArray

from benchmark.planning.draft import Draft, DraftContact
from benchmark.planning.panels import Panel
from benchmark.planning.roster import Roster

# What counts against a shopper, in steps that outweigh one another. Project's choice.
_MET_BEFORE = 2.0  # each contact with this organisation already
_BURDENED = 500.0  # a load above the fair one; twice as much at twice that load
_TOO_SOON = 1e6  # the rotation forbids it

Places = NDArray[np.int64]


class Desk:
    """Chooses shoppers for the contacts of one organisation, in any order; it keeps who met it when.

    `panel` are those who serve its class, `rotation` is in seconds.
    """

    def __init__(self, roster: Roster, draft: Draft, *, panel: Panel, rotation: int) -> None:
        self._roster = roster
        self._name = draft.organisation.organisation
        self._base = roster.ranking(self._name)
        self._panel = panel.seats
        self._spared = np.zeros(len(roster.names), dtype=np.bool_)
        self._spared[panel.links] = True
        self._rotation = rotation
        self._recent = np.zeros(len(roster.names))
        self._when = np.zeros(len(draft.contacts), dtype=np.int64)
        self._who = np.zeros(len(draft.contacts), dtype=np.int64)
        self._made = 0

    def choose(self, contact: DraftContact, moment: int) -> int:
        """Give the place of the shopper for a contact at a moment; -1 when nobody can."""
        best, cost = self._best(self._panel, contact, moment)
        if cost >= _BURDENED:
            best, cost = self._best(self._roster.everybody, contact, moment)
        if cost == np.inf:
            return -1
        self._when[self._made], self._who[self._made] = moment, best
        self._made += 1
        self.meets(best)
        self._roster.engage(best, moment)
        return best

    def second(self, contact: DraftContact, first: int) -> int:
        """Give the place of another who rates a contact too, from its evidence; -1 when nobody can."""
        for among in (self._panel, self._roster.everybody):
            can = self._roster.able(contact, self._name)[among] & (among != first)
            can &= self._roster.below_limit(among)
            cost = np.where(can, self._cost(among), np.inf)
            if can.any():
                best = int(among[cost.argmin()])
                self.meets(best)
                self._roster.load[best] += 1
                return best
        return -1

    def _best(self, among: Places, contact: DraftContact, moment: int) -> tuple[int, float]:
        cost = self._cost(among)
        made = self._made
        recent = self._who[:made][np.abs(self._when[:made] - moment) < self._rotation]
        self._recent[recent] = _TOO_SOON
        cost += self._recent[among]
        self._recent[recent] = 0
        can = self._roster.able(contact, self._name)[among] & self._roster.free(among, moment)
        cost[~can] = np.inf
        least = int(cost.argmin())
        return int(among[least]), float(cost[least])

    def _cost(self, among: Places) -> NDArray[np.float64]:
        cost: NDArray[np.float64] = self._base[among]
        load = self._roster.load[among]
        burdened = load >= self._roster.fair
        if burdened.any():
            # Without those who link the languages of a class it would fall apart: each comes here once.
            burdened &= ~self._spared[among]
            cost[burdened] += _BURDENED * load[burdened] / self._roster.fair
        return cost

    def meets(self, shopper: int) -> None:
        """Count that a shopper meets this organisation."""
        self._base[shopper] += _MET_BEFORE
        self._spared[shopper] = False
