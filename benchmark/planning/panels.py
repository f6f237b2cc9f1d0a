"""Which shoppers serve which class: the blocks of the design.

Organisations that compete are comparable when the same shoppers meet them, for then their severity cancels.
So each class (and language in it) has a panel, and every organisation of the class is met by all of it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, log
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from benchmark.planning.draft import Draft
from benchmark.planning.roster import Roster
from benchmark.planning.streams import order

Group = tuple[str, tuple[tuple[str, ...], ...]]
"""A class and the languages of its touchpoints."""

_CLASSES_EACH = 3
"""Project's choice: a shopper serves about three classes, so that classes hang together too."""
_LEAST = 12
"""Project's choice: ten shoppers an organisation are the target, and two may be busy."""
_ROOM = 1.5
"""Project's choice: half as many again as the rotation makes necessary."""
_LINKS = 3
"""Project's choice: so many shoppers, where there are any, serve two languages of a class."""
_STEP = 1.2
COMFORTABLE = 15
"""Project's choice: nobody is spared a class for having this many contacts in it."""


class Panel(NamedTuple):
    """Who serves a group, as places in the roster; `links` among them serve its class in two languages."""

    seats: NDArray[np.int64]
    links: NDArray[np.int64]


@dataclass(slots=True)
class _Demand:
    """What a group needs: ratings in all, contacts of its greatest organisation, channels."""

    ratings: float
    contacts: int
    channels: set[str]
    able: NDArray[np.int64]


def group_of(draft: Draft) -> Group:
    """Give the group to which an organisation belongs."""
    return draft.organisation.class_, tuple(sorted({contact.languages for contact in draft.contacts}))


def seat_panels(
    drafts: Sequence[Draft], *, roster: Roster, double_rated: float, rotation: float, seed: int
) -> dict[Group, Panel]:
    """Give each group its panel, as places in the roster.

    A panel has 12 shoppers at least (or what the rotation needs: `rotation` is its length as a share of the
    fieldwork), as many as give each shopper about three classes but no more than an organisation has
    contacts, and always as many as keep loads even. Seats go to those who have the fewest, and among them
    down the group's ranking, a hash of its class and the shopper's name. The group with the fewest able
    shoppers chooses first.
    """
    demands = _demands(drafts, roster, double_rated)
    pools: dict[bytes, list[_Demand]] = {}
    for each in demands.values():
        pools.setdefault(each.able.tobytes(), []).append(each)
    sizes = {
        group: _size(each, among=pools[each.able.tobytes()], rotation=rotation)
        for group, each in demands.items()
    }
    turn = {group: (len(demands[group].able), order(seed, "group", repr(group))) for group in demands}
    seats = np.zeros(len(roster.names))
    panels: dict[Group, Panel] = {}
    for group in sorted(demands, key=lambda each: turn[each]):
        able, size = demands[group].able, sizes[group]
        ranked = able[np.argsort(roster.ranking(group[0])[able])]
        # Seats are counted, not weighed with their contacts: an organisation more or less changes no seat.
        by_seats = ranked[np.argsort(seats[ranked], kind="stable")]
        seated = by_seats[:size]
        # Those who serve another language of the class too are what makes its organisations comparable.
        beside = [panel.seats for other, panel in panels.items() if other[0] == group[0]]
        links = by_seats[np.isin(by_seats, np.concatenate([able[:0], *beside]))][:_LINKS]
        seated = np.concatenate([seated, links[~np.isin(links, seated)]])
        panels[group] = Panel(_with_channels(seated, ranked, demands[group].channels, roster), links)
        seats[seated] += 1
    return panels


def _size(demand: _Demand, *, among: Sequence[_Demand], rotation: float) -> int:
    """Reckon a panel's size; `among` are the groups that share its shoppers, itself included."""
    able = len(demand.able)
    least = max(min(_LEAST, demand.contacts), ceil(_ROOM * rotation * demand.contacts))
    several = min(demand.contacts, ceil(_CLASSES_EACH * able / len(among)))
    load = max(COMFORTABLE, sum(each.ratings for each in among) / able)
    # In steps of a fifth, so that one organisation more or less seldom changes it.
    needed = ceil(_STEP ** ceil(log(max(1, demand.ratings / load), _STEP)))
    return min(max(least, several, needed), able)


def _demands(drafts: Sequence[Draft], roster: Roster, double_rated: float) -> dict[Group, _Demand]:
    found: dict[Group, _Demand] = {}
    for each in drafts:
        group = group_of(each)
        if group not in found:
            found[group] = _Demand(0.0, 0, set(), roster.speaking(group[1]))
        demand = found[group]
        demand.ratings += len(each.contacts) * (1 + double_rated)
        demand.contacts = max(demand.contacts, len(each.contacts))
        demand.channels |= {contact.channel for contact in each.contacts}
    return found


def _with_channels(
    seated: NDArray[np.int64], ranked: NDArray[np.int64], channels: set[str], roster: Roster
) -> NDArray[np.int64]:
    """Seat more where too few of a panel serve a channel."""
    for channel in sorted(channels):
        serving = ranked[roster.serving(channel)[ranked]]
        lacking = min(_LEAST, len(serving)) - int(roster.serving(channel)[seated].sum())
        if lacking > 0:
            seated = np.concatenate([seated, serving[~np.isin(serving, seated)][:lacking]])
    return seated
