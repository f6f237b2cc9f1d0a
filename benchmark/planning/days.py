"""On which days: spread evenly over weeks and weekdays, never above a cap."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache

import numpy as np

from benchmark.planning.day_book import DayBook
from benchmark.planning.errors import WindowTooShort
from benchmark.planning.spread import Ints, Spread, stretches


def spread_over_days(
    *,
    wanted: Mapping[str, int],
    room: Mapping[str, Ints],
    days: Sequence[date],
    most_a_day: int | None,
    rng: np.random.Generator,
) -> dict[str, list[int]]:
    """Choose the days of one organisation's contacts; gives each touchpoint its days, as places in `days`.

    `wanted` and `room` by touchpoint: the contacts, and how many fit on each day (0 when closed). Each
    contact goes where weeks, weekdays and days have least of what is expected of them for the organisation,
    and weekdays and stretches of the fieldwork for the touchpoint. `rng` rounds what cannot be even,
    elsewhere for each organisation. When each open day is full for the organisation (`most_a_day`), earlier
    choices are moved (see `DayBook.make_room`), so that WindowTooShort is raised only if no choice of days
    at all would do.
    """
    spread = Spread(rng=rng)
    weeks, weekdays, single = _groupings(tuple(days))
    anywhere = np.any([room[name] > 0 for name in wanted], axis=0)
    total = sum(wanted.values())
    whole = [spread.group(numbers, open_=anywhere, count=total) for numbers in (weeks, weekdays, single)]
    handles = {}
    for name, count in wanted.items():
        open_ = room[name] > 0
        own = [spread.group(it, open_=open_, count=count) for it in (stretches(open_, count), weekdays)]
        handles[name] = np.stack([*whole, *own])
    book = DayBook(room, most_a_day=most_a_day)
    # The touchpoint with the least room to spare chooses first.
    spare = {name: int(room[name].sum()) - count for name, count in wanted.items()}
    for name in sorted(wanted, key=lambda each: spare[each]):
        for _ in range(wanted[name]):
            if not _place(name, book, spread, handles[name]) and not book.make_room(name):
                raise _too_short(wanted, room, most_a_day)
    # The first choices knew least: each is taken back once and made anew.
    for name in wanted:
        for day in book.days_of(name):
            book.remove(name, day)
            spread.remove(handles[name], day)
            _place(name, book, spread, handles[name])
    return {name: book.days_of(name) for name in wanted}


def _place(name: str, book: DayBook, spread: Spread, handles: Ints) -> bool:
    """Put a contact where it costs least; False when no day is free."""
    cost = spread.cost(handles) + book.barred(name)
    day = int(cost.argmin())
    if cost[day] == np.inf:
        return False
    book.add(name, day)
    spread.add(handles, day)
    return True


def _too_short(wanted: Mapping[str, int], room: Mapping[str, Ints], most_a_day: int | None) -> WindowTooShort:
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
def _groupings(days: tuple[date, ...]) -> tuple[Ints, Ints, Ints]:
    """Number the weeks, the weekdays and the single days."""
    weeks = np.array([(day.toordinal() - 1) // 7 for day in days], dtype=np.int64)
    weekdays = np.array([day.weekday() for day in days], dtype=np.int64)
    return weeks - weeks.min(), weekdays, np.arange(len(days), dtype=np.int64)
