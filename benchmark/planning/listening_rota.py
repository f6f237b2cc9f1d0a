"""Whose turn it is to listen: everybody comes round, and no hour is without somebody who leads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

UPPER = ("leader", "top")
"""Posts of those who lead."""


@dataclass(frozen=True, slots=True)
class Listener:
    """Somebody who takes turns.

    Attributes:
        account: who. post: team, leader or top; anything else counts as team.
        seats: in which earlier hours they sat, as places in the order of time, the first 0.
    """

    account: int
    post: str
    seats: tuple[int, ...] = ()


def listening_rota(
    *, listeners: Sequence[Listener], hours: int, seats: int, rng: np.random.Generator
) -> list[tuple[int, ...]]:
    """Give out the seats of so many coming hours.

    The first seat of an hour is for whoever of those who lead has waited longest, top management among them;
    the others for whoever has waited longest of all. Equal waits are drawn. So everybody has sat within as
    many hours as there are people, whatever their post.

    Args:
        listeners: everybody who takes turns. hours: how many. seats: in each, at least 1.
        rng: for equal waits.

    Returns:
        The accounts of each hour, fewer than `seats` where there are fewer people.
    """
    last = {each.account: max(each.seats, default=-1) for each in listeners}
    times = {each.account: len(each.seats) for each in listeners}
    leading = {each.account for each in listeners if each.post in UPPER}
    start = 1 + max(last.values(), default=-1)
    made = []
    for hour in range(start, start + hours):
        draw = {account: float(rng.random()) for account in last}
        waiting = sorted(last, key=lambda each: (last[each], times[each], draw[each]))
        first = next((each for each in waiting if each in leading), None)
        chosen = [] if first is None else [first]
        chosen += [each for each in waiting if each != first][: max(seats, 1) - len(chosen)]
        for account in chosen:
            last[account] = hour
            times[account] += 1
        made.append(tuple(chosen))
    return made
