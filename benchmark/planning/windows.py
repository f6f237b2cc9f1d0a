"""When a touchpoint may be contacted: fieldwork ∩ method ∩ opening hours, without public holidays."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfoNotFoundError

from benchmark.planning.errors import PlanningError
from benchmark.planning.public_holidays import HolidayCalendar
from probes.zone_clock import Moments, ZoneClock, zone_clock
from scenarios.campaign import Campaign, Fieldwork
from scenarios.limits import ReplyLimit, WaitLimit
from scenarios.method import Method
from scenarios.opening_hours import OpeningHours
from scenarios.organisation import Organisation
from scenarios.touchpoint import Touchpoint

MINUTE = 60
_APART = 30 * MINUTE
"""Project's choice: half an hour between contacts of one touchpoint on a day, or as long as one may last."""


@dataclass(frozen=True, slots=True)
class Windows:
    """The windows of one touchpoint, those of day i of the fieldwork in `moments[i]`, in order of time.

    `clock` is the touchpoint's; contacts of one day begin at least `apart` seconds after one another.
    """

    clock: ZoneClock
    moments: tuple[tuple[Moments, ...], ...]
    apart: int


@lru_cache(maxsize=16)
def fieldwork_days(fieldwork: Fieldwork) -> tuple[date, ...]:
    """Give the days of the fieldwork: its weekdays from the first to the last, without `not_on`."""
    length = (fieldwork.to - fieldwork.from_).days + 1
    days = (fieldwork.from_ + timedelta(days=i) for i in range(length))
    return tuple(day for day in days if day in fieldwork.days and day not in fieldwork.not_on)


def windows_of(
    touchpoint: Touchpoint,
    *,
    organisation: Organisation,
    campaign: Campaign,
    method: Method,
    holidays: HolidayCalendar,
) -> Windows:
    """Give the windows in which contacts with a touchpoint may begin.

    Public holidays are left out even where the touchpoint is open on them: a benchmark compares ordinary
    days. Where somebody waits (telephone, chat), a window ends one waiting limit before closing, though
    never before its middle, so that nobody is measured while the doors are being shut (project's choice).
    PlanningError when the organisation's time zone is not known.
    """
    limit = getattr(method.limits, touchpoint.channel)
    fieldwork = campaign.fieldwork
    try:
        clock = zone_clock(organisation.clock, fieldwork.from_, fieldwork.to)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise PlanningError(
            f"{organisation.organisation}: there is no time zone {organisation.clock}"
            " – write it like Europe/Oslo"
        ) from None
    years = range(fieldwork.from_.year, fieldwork.to.year + 1)
    public = (holidays(organisation.country, year) or () for year in years)
    closed = frozenset(touchpoint.closed_on).union(*public)
    before = limit.send_before.minute if isinstance(limit, ReplyLimit) and limit.send_before else 24 * 60
    wait = round(limit.wait.seconds) if isinstance(limit, WaitLimit) else 0
    talk = round(limit.talk.seconds) if isinstance(limit, WaitLimit) else 0
    opening = None if touchpoint.open is None else _plain(touchpoint.open)
    moments = _moments(
        clock, fieldwork_days(fieldwork), fieldwork.hours.ranges, opening, closed, before, wait
    )
    return Windows(clock, moments, max(_APART, -(-(wait + talk) // MINUTE) * MINUTE))


_Opening = tuple[tuple[tuple[int, int], ...], ...]


def _plain(opening: OpeningHours) -> _Opening:
    """The ranges of Monday to Sunday, in minutes after midnight."""
    by_day = {day: hours.ranges for days, hours in opening.root.items() for day in days.days}
    return tuple(by_day.get(day, ()) for day in range(7))


@lru_cache(maxsize=4096)
def _moments(
    clock: ZoneClock,
    days: tuple[date, ...],
    hours: tuple[tuple[int, int], ...],
    opening: _Opening | None,
    closed: frozenset[date],
    before: int,
    wait: int,
) -> tuple[tuple[Moments, ...], ...]:
    """Many organisations keep the same hours, so what they share is reckoned once."""
    clipped = [(begin, min(end, before)) for begin, end in hours if begin < before]
    of_weekday = [clipped if opening is None else _common(clipped, opening[weekday]) for weekday in range(7)]
    return tuple(
        ()
        if day in closed
        else tuple(
            _before_closing(moments, wait)
            for begin, end in of_weekday[day.weekday()]
            for moments in clock.moments(day, begin, end)
            if moments[1] - moments[0] >= MINUTE
        )
        for day in days
    )


def _common(some: list[tuple[int, int]], others: tuple[tuple[int, int], ...]) -> list[tuple[int, int]]:
    pairs = ((max(a, c), min(b, d)) for a, b in some for c, d in others)
    return sorted((begin, end) for begin, end in pairs if begin < end)


def _before_closing(moments: Moments, wait: int) -> Moments:
    begin, end = moments
    last = end - min(wait, (end - begin) // 2)
    # Whole minutes, so that a plan reads like an appointment book; a window keeps at least its first one.
    return begin, max(begin + MINUTE, begin + (last - begin) // MINUTE * MINUTE)
