"""The days of a plan: how many contacts fall on each, week by week."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from benchmark.planning.planned_contact import PlannedContact
from dashboards.charts.drawing import Drawing
from dashboards.charts.plan_heat import plan_heat

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


@dataclass(frozen=True, slots=True)
class PlanTable:
    """The same numbers as a chart, for those who read tables: a head and rows of text."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def plan_calendar(contacts: Sequence[PlannedContact]) -> Drawing:
    """Draw the contacts of each day, on the organisations' own clocks: weeks down, weekdays across.

    A day without contacts is left blank; totals stand beside the weeks and below the weekdays.
    """
    weeks, columns, count = _grid(contacts)
    days = [[week + timedelta(days=column) for column in columns] for week in weeks]
    return plan_heat(
        counts=[[count[day] for day in row] for row in days],
        across=[WEEKDAYS[column] for column in columns],
        down=[_label(week, weeks) for week in weeks],
        hover=[
            [f"{WEEKDAYS[day.weekday()]} {_written(day)}<br>{count[day]} contacts" for day in row]
            for row in days
        ],
    )


def plan_calendar_table(contacts: Sequence[PlannedContact]) -> PlanTable:
    """Give the calendar's numbers as a table, a row a week."""
    weeks, columns, count = _grid(contacts)
    rows = []
    for week in weeks:
        each = [count[week + timedelta(days=column)] for column in columns]
        rows.append((f"{week.isocalendar().week}", _written(week), *map(str, each), str(sum(each))))
    sums = [sum(count[week + timedelta(days=column)] for week in weeks) for column in columns]
    rows.append(("all", "", *map(str, sums), str(sum(sums))))
    return PlanTable(("Week", "from", *(WEEKDAYS[column] for column in columns), "Sum"), tuple(rows))


def _grid(contacts: Sequence[PlannedContact]) -> tuple[list[date], list[int], Counter[date]]:
    """The Mondays of all weeks, the weekdays in use, and the contacts of each day."""
    count = Counter(contact.at.date() for contact in contacts)
    if not count:
        return [], list(range(5)), count
    first, last = min(count), max(count)
    monday = first - timedelta(days=first.weekday())
    weeks = [monday + timedelta(days=7 * i) for i in range((last - monday).days // 7 + 1)]
    columns = sorted({*range(5), *(day.weekday() for day in count)})
    return weeks, columns, count


def _label(week: date, weeks: Sequence[date]) -> str:
    """The day on which a week begins, with its year where that is new."""
    new = week == weeks[0] or (week - timedelta(days=7)).year != week.year
    return _written(week) if new else f"{week.day} {week:%b}"


def _written(day: date) -> str:
    return f"{day.day} {day:%b %Y}"
