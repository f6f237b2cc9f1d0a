"""All shoppers at once: what each can, may and already does."""

from collections.abc import Iterable, Sequence
from math import inf

import numpy as np
from numpy.typing import NDArray

from benchmark.planning.draft import Draft, DraftContact
from benchmark.planning.errors import NoShopperFits
from benchmark.planning.shopper import Shopper
from benchmark.planning.streams import name_codes, ranking

Flags = NDArray[np.bool_]

_SLOT = 600
_AROUND = 2
"""Project's choice: a shopper begins contacts at least 20 to 30 min after one another (slots of 10 min)."""
APART = (_AROUND + 1) * _SLOT
"""Seconds after which a shopper is certainly free for another contact."""


class Roster:
    """The shoppers of a campaign as arrays, one place a shopper in the order of `names`.

    `fair` is the load from which others are preferred, `begin` and `end` the fieldwork in seconds since
    1970 (UTC).
    """

    def __init__(
        self,
        shoppers: Sequence[Shopper],
        *,
        per_shopper: int | None,
        fair: int,
        begin: int,
        end: int,
        seed: int,
    ) -> None:
        self.names = [shopper.name for shopper in shoppers]
        self.fair = fair
        self.everybody = np.arange(len(shoppers))
        self.load = np.zeros(len(shoppers), dtype=np.int64)
        limits = [[limit for limit in (each.most, per_shopper) if limit is not None] for each in shoppers]
        self.most = np.array([min(each, default=inf) for each in limits])
        self._shoppers = shoppers
        self._seed = seed
        self._codes = name_codes(seed, self.names)
        self.begin, self.end = begin, end
        self._busy = np.zeros(((end - begin) // _SLOT + 2 * _AROUND + 1, len(shoppers)), dtype=np.bool_)
        self._able: dict[tuple[tuple[str, ...], str], Flags] = {}
        self._serving: dict[str, Flags] = {}
        self._conflicts: dict[str, list[int]] = {}
        for i, shopper in enumerate(shoppers):
            for organisation in shopper.conflicts:
                self._conflicts.setdefault(organisation, []).append(i)

    @property
    def capacity(self) -> float:
        """The contacts and ratings that all together may have; infinite without limits."""
        return float(self.most.sum())

    def ranking(self, name: str) -> NDArray[np.float64]:
        """Give each shopper a number in [0, 1) that belongs to a name: the lowest goes first."""
        return ranking(self._seed, name, self._codes)

    def able(self, contact: DraftContact, organisation: str) -> Flags:
        """Say who speaks a language of the contact, serves its channel and has no conflict."""
        what = (contact.languages, contact.channel)
        if what not in self._able:
            self._able[what] = np.array(
                [
                    contact.channel in each.channels and any(it in each.languages for it in contact.languages)
                    for each in self._shoppers
                ],
                dtype=np.bool_,
            )
        if organisation not in self._conflicts:
            return self._able[what]
        able = self._able[what].copy()
        able[self._conflicts[organisation]] = False
        return able

    def language(self, shopper: int, contact: DraftContact) -> str:
        """Give the contact's first language that a shopper speaks."""
        return next(each for each in contact.languages if each in self._shoppers[shopper].languages)

    def speaking(self, languages: tuple[tuple[str, ...], ...]) -> NDArray[np.int64]:
        """Give the places of those who speak one of each of several choices of languages, or of any."""
        spoken = [set(each.languages) for each in self._shoppers]
        every = [i for i, own in enumerate(spoken) if all(own & set(choice) for choice in languages)]
        some = [i for i, own in enumerate(spoken) if any(own & set(choice) for choice in languages)]
        return np.array(every or some, dtype=np.int64)

    def serving(self, channel: str) -> Flags:
        """Say who serves a channel."""
        if channel not in self._serving:
            self._serving[channel] = np.array(
                [channel in each.channels for each in self._shoppers], dtype=np.bool_
            )
        return self._serving[channel]

    def below_limit(self, among: NDArray[np.int64]) -> Flags:
        """Say which of some shoppers are below their own limit."""
        result: Flags = self.load[among] < self.most[among]
        return result

    def free(self, among: NDArray[np.int64], moment: int) -> Flags:
        """Say which of some shoppers are below their own limit and have no other contact around a moment."""
        result: Flags = ~self._busy[self._slot(moment), among] & self.below_limit(among)
        return result

    def engage(self, shopper: int, moment: int) -> None:
        """Give a shopper a contact at a moment."""
        slot = self._slot(moment)
        self._busy[slot - _AROUND : slot + _AROUND + 1, shopper] = True
        self.load[shopper] += 1

    def release(self, shopper: int, moment: int, *, others: Iterable[int]) -> None:
        """Take a contact from a shopper; `others` are the moments of those that stay."""
        slot = self._slot(moment)
        self._busy[slot - _AROUND : slot + _AROUND + 1, shopper] = False
        self.load[shopper] -= 1
        for other in map(self._slot, others):
            self._busy[other - _AROUND : other + _AROUND + 1, shopper] = True

    def _slot(self, moment: int) -> int:
        return (moment - self.begin) // _SLOT + _AROUND

    def fewest_able(self, draft: Draft) -> int:
        """Give the smallest number of shoppers able to make a contact of an organisation."""
        return min(int(self.able(each, draft.organisation.organisation).sum()) for each in _kinds(draft))

    def problems(self, draft: Draft) -> list[NoShopperFits]:
        """Say which contacts of an organisation nobody can make, and why."""
        name = draft.organisation.organisation
        return [
            NoShopperFits(f"{name}.{each.touchpoint}: {self._why(each)}")
            for each in _kinds(draft)
            if not self.able(each, name).any()
        ]

    def _why(self, contact: DraftContact) -> str:
        languages = " or ".join(contact.languages)
        speaking = [each for each in self._shoppers if set(contact.languages) & set(each.languages)]
        if not speaking:
            return f"no shopper speaks {languages} – add one, or take the touchpoint out"
        serving = [each for each in speaking if contact.channel in each.channels]
        if not serving:
            return f"no shopper who speaks {languages} serves {contact.channel} – add the channel to one"
        return (
            f"each of the {len(serving)} shoppers who speak {languages} and serve {contact.channel} has a"
            " conflict of interest – add another"
        )


def _kinds(draft: Draft) -> list[DraftContact]:
    """One contact of each touchpoint: they differ in nothing that a shopper must be able to."""
    return list({contact.touchpoint: contact for contact in draft.contacts}.values())
