"""Working days and working hours between a question in writing and its answer."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

from probes.errors import BadSettings
from probes.legal_holidays import legal_holidays
from probes.zone_clock import zone_clock
from scenarios.duration import WorkingDays
from scenarios.limits import ReplyLimit
from scenarios.opening_hours import OpeningHours
from scenarios.organisation import Organisation
from scenarios.touchpoint import Touchpoint

FirstDay = Literal["day of sending", "next working day"]

OFFICE_HOURS = OpeningHours.model_validate({"mon-fri": "08:00-16:00"})
"""Working hours of a touchpoint that names none. Project's own choice."""

_DAY = timedelta(days=1)


def is_working_day(day: date, *, country: str) -> bool:
    """Whether people work on this day: Monday to Friday, without the country's legal holidays.

    Raises BadSettings when no calendar of the country is known.
    """
    closed = legal_holidays(country, day.year)
    if closed is None:
        raise BadSettings(
            f"there is no calendar of public holidays for the country {country} – write it like NO or SE"
        )
    return day.weekday() < 5 and day not in closed


def due_day(
    *, sent: date, days: int, country: str, first_day: FirstDay = "next working day", in_time: bool = True
) -> date:
    """Return the last day on which an answer is in time: working day number `days`, from 1.

    With `day of sending` the day of sending is day 1 if it is a working day and the question was sent before
    the method's hour (`in_time`), else the next working day is. What is sent on a Monday before noon and due
    within 3 working days is due on Wednesday. Raises BadSettings as `is_working_day`.
    """
    day = sent if first_day == "day of sending" and in_time else sent + _DAY
    left = days
    while True:
        left -= is_working_day(day, country=country)
        if left <= 0:
            return day
        day += _DAY


def working_day_number(
    *, sent: datetime, answered: datetime, country: str, clock: str, first_day: FirstDay = "next working day",
    send_before: int | None = None,
) -> int:  # fmt: skip
    """Return on which working day after sending an answer came; 0 for the day of sending, if it is not day 1.

    What comes on a day without work belongs to the next working day; a day ends at midnight of the
    organisation's `clock`. `send_before` in minutes after midnight. The rule is that of the scoring
    (`benchmark.scoring.working_days`), for one answer. Raises BadSettings as `is_working_day`.
    """
    zone = ZoneInfo(clock)
    begun, came = sent.astimezone(zone), answered.astimezone(zone)
    in_time = send_before is None or begun.hour * 60 + begun.minute < send_before
    start = begun.date() if first_day == "day of sending" and in_time else begun.date() + _DAY
    if came.date() < start:
        return 0
    before = (start + n * _DAY for n in range((came.date() - start).days))
    return 1 + sum(is_working_day(day, country=country) for day in before)


def reply_due_at(*, sent: datetime, limit: ReplyLimit, country: str, clock: str) -> datetime:
    """Return until when the method waits for an answer: the last second of the day that it is due on, in UTC.

    For a limit in clock time (24 h) exactly so long after sending. Late answers that the method still judges
    (`judged_until`) are waited for, too. Raises BadSettings as `is_working_day`.
    """
    until = limit.judged_until or limit.reply
    if not isinstance(until, WorkingDays):
        return sent.astimezone(UTC) + until.timedelta
    zone = ZoneInfo(clock)
    local = sent.astimezone(zone)
    in_time = limit.send_before is None or local.hour * 60 + local.minute < limit.send_before.minute
    last = due_day(
        sent=local.date(), days=until.days, country=country, first_day=limit.first_day, in_time=in_time
    )
    # Midnight on the wall, whatever the clock has done since: daylight saving moves its moment by an hour.
    midnight = datetime.combine(last + _DAY, time(), zone).astimezone(UTC)
    return midnight - timedelta(seconds=1)


def working_seconds(
    *, sent: datetime, answered: datetime, organisation: Organisation, touchpoint: Touchpoint
) -> float:
    """Return how many seconds of the touchpoint's working hours lie between question and answer.

    Its opening hours, without `closed_on` and, unless it is open on them, the country's legal holidays;
    office hours (`OFFICE_HOURS`) where it names none. Exact through changes of the clock: an hour that the
    clock shows twice counts twice. Raises BadSettings as `is_working_day`.
    """
    begin, end = sent.timestamp(), answered.timestamp()
    zone = ZoneInfo(organisation.clock)
    first, last = sent.astimezone(zone).date(), answered.astimezone(zone).date()
    clock = zone_clock(organisation.clock, first, last)
    opening = touchpoint.open or OFFICE_HOURS
    total = 0.0
    day = first
    while day <= last:
        hours = opening.hours(day)
        if hours is not None and not _closed(day, organisation, touchpoint):
            for low, high in hours.ranges:
                for since, until in clock.moments(day, low, high):
                    total += max(0.0, min(end, until) - max(begin, since))
        day += _DAY
    return total


def people_at_work(*, at: datetime, organisation: Organisation, touchpoint: Touchpoint) -> bool:
    """Whether somebody is likely at work there: from an hour before the working hours to an hour after them.

    The hours are those of `working_seconds`; the hour on either side is the project's own choice. Raises
    BadSettings as `is_working_day`.
    """
    around = timedelta(hours=1)
    return (
        working_seconds(
            sent=at - around, answered=at + around, organisation=organisation, touchpoint=touchpoint
        )
        > 0
    )


def _closed(day: date, organisation: Organisation, touchpoint: Touchpoint) -> bool:
    if day in touchpoint.closed_on:
        return True
    if touchpoint.holidays == "open":
        return False
    return day in (legal_holidays(organisation.country, day.year) or frozenset())
