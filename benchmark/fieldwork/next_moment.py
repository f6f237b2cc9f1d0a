"""When an attempt may be made (again): in the planner's windows, never outside them."""

from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime
from typing import Literal, NamedTuple

from benchmark.planning.windows import Windows

When = Literal["another day", "same day", "any time"]
Within = Literal["same week", "fieldwork"]
_MINUTE = 60


class Slot(NamedTuple):
    """A moment at which an attempt falls due, and the last one at which it may begin (both UTC)."""

    at: datetime
    until: datetime


def next_moment(
    *,
    windows: Windows,
    days: Sequence[date],
    after: datetime,
    share: float,
    tried_on: date | None = None,
    when: When = "any time",
    within: Within = "fieldwork",
    full: Collection[date] = (),
) -> Slot | None:
    """Return where in the windows the next attempt goes, None if no window is left.

    `days` are the fieldwork's, one for each of `windows.moments`; `after` is the end of the attempt before
    (or now). `tried_on` is the day of the attempt before: with `another day` only later days serve, with
    `same day` only that one. `same week` is a wish: it is met where a window of that ISO week is left.
    `full` are days whose caps leave no room. `share` in [0, 1) places the moment in the windows of its day,
    on a whole minute. A moment never lies before `after`, and on the same day never within the touchpoint's
    distance between contacts.
    """
    earliest = _seconds(after) + (windows.apart if tried_on is not None else 0)
    fitting = [
        (day, open_)
        for day, moments in zip(days, windows.moments, strict=True)
        if day not in full
        and _day_fits(day, tried_on, when)
        and (open_ := [(max(begin, earliest), begin, end) for begin, end in moments if end > earliest])
    ]
    if tried_on is not None and within == "same week":
        week = tried_on.isocalendar()[:2]
        fitting = [each for each in fitting if each[0].isocalendar()[:2] == week] or fitting
    return _place(fitting[0][1], share) if fitting else None


def _day_fits(day: date, tried_on: date | None, when: When) -> bool:
    if tried_on is None:
        return True
    if when == "another day":
        return day > tried_on
    return day == tried_on if when == "same day" else day >= tried_on


def _place(open_: list[tuple[int, int, int]], share: float) -> Slot:
    into = int(share * sum(end - first for first, _, end in open_))
    for first, begin, end in open_:
        if into < end - first:
            # Whole minutes of the window, as the plan's own; the first that is left may be between two.
            minute = begin + (first + into - begin) // _MINUTE * _MINUTE
            return Slot(_utc(max(first, minute)), _utc(end))
        into -= end - first
    raise AssertionError("a share is below 1")


def _seconds(moment: datetime) -> int:
    return -int(-moment.timestamp() // 1)


def _utc(seconds: int) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)
