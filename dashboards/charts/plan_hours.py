"""The hours of a plan: how its contacts spread over weekday and time of day."""

from collections import Counter
from collections.abc import Sequence

from benchmark.planning.planned_contact import PlannedContact
from dashboards.charts.drawing import Drawing
from dashboards.charts.plan_calendar import WEEKDAYS, PlanTable
from dashboards.charts.plan_heat import plan_heat


def plan_hours(contacts: Sequence[PlannedContact]) -> Drawing:
    """Draw the contacts by hour and weekday, on the organisations' own clocks."""
    hours, columns, count = _grid(contacts)
    names = [WEEKDAYS[column] for column in columns]
    return plan_heat(
        counts=[[count[column, hour] for column in columns] for hour in hours],
        across=names,
        down=[f"{hour:02}:00" for hour in hours],
        hover=[
            [
                f"{name} from {hour:02}:00<br>{count[column, hour]} contacts"
                for name, column in zip(names, columns, strict=True)
            ]
            for hour in hours
        ],
    )


def plan_hours_table(contacts: Sequence[PlannedContact]) -> PlanTable:
    """Give the same numbers as a table, a row an hour."""
    hours, columns, count = _grid(contacts)
    rows = []
    for hour in hours:
        each = [count[column, hour] for column in columns]
        rows.append((f"{hour:02}:00", *map(str, each), str(sum(each))))
    sums = [sum(count[column, hour] for hour in hours) for column in columns]
    rows.append(("all", *map(str, sums), str(sum(sums))))
    return PlanTable(("Hour", *(WEEKDAYS[column] for column in columns), "Sum"), tuple(rows))


def _grid(contacts: Sequence[PlannedContact]) -> tuple[list[int], list[int], Counter[tuple[int, int]]]:
    count = Counter((contact.at.weekday(), contact.at.hour) for contact in contacts)
    hours = sorted({hour for _, hour in count})
    columns = sorted({*range(5), *(weekday for weekday, _ in count)})
    return list(range(hours[0], hours[-1] + 1)) if hours else [], columns, count
