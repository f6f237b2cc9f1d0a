"""On which days: spread evenly over weeks and weekdays, never above a cap."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from benchmark.planning.day_book import DayBook
from benchmark.planning.errors import WindowTooShort

_Floats = NDArray[np.float64]
_Ints = NDArray[np.int64]


def spread_over_days(
    *,
    wanted: Mapping[str, int],
    room: Mapping[str, _Ints],
    days: Sequence[date],
    most_a_day: int | None,
    rng: np.random.Generator,
) -> dict[str, list[int]]:
    """Choose the days of one organisation's contacts; gives each touchpoint its days, as places in `days`.

    `wanted` and `room` by touchpoint: the contacts, and how many fit on each day (0 when closed). Each
    contact goes where it least raises the sum of chi-squares (observed against even) over weeks, weekdays
    and days, for the organisation and for the touchpoint. `rng` draws where each of these begins to count,
    so that what cannot be even is uneven elsewhere for each organisation. When each open day is full for
    the organisation (`most_a_day`), earlier choices are moved (see `DayBook.make_room`), so that
    WindowTooShort is raised only if no choice of days at all would do.
    """
    groups = _groups(tuple(days))
    spreads = {name: _Spread(groups, room[name] > 0, count, rng) for name, count in wanted.items()}
    anywhere = np.any([room[name] > 0 for name in wanted], axis=0)
    whole = _Spread(groups, anywhere, sum(wanted.values()), rng)
    book = DayBook(room, most_a_day=most_a_day)
    # The touchpoint with the least room to spare chooses first.
    spare = {name: int(room[name].sum()) - count for name, count in wanted.items()}
    for name in sorted(wanted, key=lambda each: spare[each]):
        for _ in range(wanted[name]):
            free = book.free(name)
            if free.any():
                cost = np.where(free, whole.cost + spreads[name].cost, np.inf)
                day = int(cost.argmin())
                book.add(name, day)
                whole.add(day)
                spreads[name].add(day)
            elif not book.make_room(name):
                raise _too_short(wanted, room, most_a_day)
    return {name: book.days_of(name) for name in wanted}


def _too_short(
    wanted: Mapping[str, int], room: Mapping[str, _Ints], most_a_day: int | None
) -> WindowTooShort:
    """Count what fits at most, and where it is tight."""
    book = DayBook(room, most_a_day=most_a_day)
    fit = {name: sum(book.make_room(name) for _ in range(count)) for name, count in wanted.items()}
    tight = ", ".join(f"{fit[name]} of {count} at {name}" for name, count in wanted.items())
    return WindowTooShort(
        f"only {sum(fit.values())} of {sum(wanted.values())} contacts fit into the fieldwork ({tight})"
        " – widen its days or hours, or raise the caps",
        wanted=sum(wanted.values()),
        fit=sum(fit.values()),
    )


@lru_cache(maxsize=16)
def _groups(days: tuple[date, ...]) -> list[tuple[_Ints, list[_Ints]]]:
    """Weeks, weekdays and single days: the number of each day's group, and the days of its group."""
    weeks = [(day.toordinal() - 1) // 7 for day in days]
    labels = (weeks, [day.weekday() for day in days], list(range(len(days))))
    groups = []
    for label in labels:
        numbers = np.unique(np.array(label, dtype=np.int64), return_inverse=True)[1].astype(np.int64)
        groups.append((numbers, [np.flatnonzero(numbers == number).astype(np.int64) for number in numbers]))
    return groups


class _Spread:
    """What one more contact on each day adds to the chi-square of weeks, weekdays and days."""

    def __init__(
        self,
        groups: list[tuple[_Ints, list[_Ints]]],
        open_: NDArray[np.bool_],
        count: int,
        rng: np.random.Generator,
    ) -> None:
        self.cost: _Floats = np.zeros(len(open_))
        self._members = [members for _, members in groups]
        self._steps: list[list[float]] = []
        for numbers, _ in groups:
            expected = np.bincount(numbers, weights=open_) * (count / max(1, open_.sum()))
            step = 1 / np.maximum(expected, 1e-9)[numbers]
            self.cost += step * rng.random(len(expected))[numbers]
            self._steps.append(step.tolist())

    def add(self, day: int) -> None:
        """Count a contact on a day."""
        for members, steps in zip(self._members, self._steps, strict=True):
            self.cost[members[day]] += steps[day]
