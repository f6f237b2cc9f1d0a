"""Where the shoppers of one organisation are chosen."""

import numpy as np

from benchmark.planning.draft import Draft, DraftContact
from benchmark.planning.roster import Flags, Roster

# What counts against a shopper, in steps that outweigh one another. Project's choice.
_MET_BEFORE = 2.0  # each contact with this organisation already
_BURDENED = 5.0  # the load is fair already; twice as much at twice the fair load
_TOO_SOON = 1000.0  # the rotation forbids it


class Desk:
    """Chooses shoppers for the contacts of one organisation, in any order; it keeps who met it when."""

    def __init__(self, roster: Roster, draft: Draft, *, rotation: int) -> None:
        self._roster = roster
        self._name = draft.organisation.organisation
        self._ranking = roster.ranking(draft.organisation.class_)
        self._rotation = rotation
        self._met = np.zeros(len(roster.names))
        self._when = np.zeros(len(draft.contacts), dtype=np.int64)
        self._who = np.zeros(len(draft.contacts), dtype=np.int64)
        self._made = 0
        self.too_soon = 0
        """Contacts for which the rotation had to give way."""

    def choose(self, contact: DraftContact, moment: int) -> int:
        """Give the place of the shopper for a contact at a moment; -1 when nobody can."""
        can = self._roster.able(contact, self._name) & self._roster.free(moment)
        recent = self._who[: self._made][np.abs(self._when[: self._made] - moment) < self._rotation]
        cost = self._cost(can)
        cost[recent] += _TOO_SOON
        best = int(cost.argmin())
        if not can[best]:
            return -1
        self.too_soon += bool(cost[best] >= _TOO_SOON)
        self._when[self._made], self._who[self._made] = moment, best
        self._made += 1
        self._met[best] += 1
        self._roster.engage(best, moment)
        return best

    def second(self, contact: DraftContact, first: int) -> int:
        """Give the place of another who rates a contact too, from its evidence; -1 when nobody can."""
        can = self._roster.able(contact, self._name) & (self._roster.load < self._roster.most)
        can[first] = False
        best = int(self._cost(can).argmin())
        if not can[best]:
            return -1
        self._met[best] += 1
        self._roster.load[best] += 1
        return best

    def _cost(self, can: Flags) -> np.typing.NDArray[np.float64]:
        over = self._roster.load / self._roster.fair
        burden = np.where(over < 1, 0.0, _BURDENED * over)
        return np.where(can, self._ranking + _MET_BEFORE * self._met + burden, np.inf)
