"""The hours of a plan: how its contacts spread over weekday and time of day."""

from collections import Counter
from collections.abc import Sequence

import plotly.graph_objects as go

from benchmark.planning.planned_contact import PlannedContact
from dashboards.charts.plan_calendar import INK, SCALE, WEEKDAYS, PlanTable, dressed, totals


def plan_hours(contacts: Sequence[PlannedContact]) -> go.Figure:
    """Draw the contacts by hour and weekday, on the organisations' own clocks."""
    hours, columns, count = _grid(contacts)
    labels = [f"{hour:02}:00" for hour in hours]
    names = [WEEKDAYS[column] for column in columns]
    grid = [[count[column, hour] for column in columns] for hour in hours]
    figure = go.Figure(
        go.Heatmap(
            z=[[number or None for number in row] for row in grid],
            x=names,
            y=labels,
            text=[[str(number or "") for number in row] for row in grid],
            texttemplate="%{text}",
            hovertemplate="%{x} from %{y}<br>%{z} contacts<extra></extra>",
            hoverongaps=False,
            colorscale=SCALE,
            zmin=0,
            showscale=False,
            textfont={"color": INK},
            xgap=3,
            ygap=3,
        )
    )
    totals(
        figure,
        right=[(label, sum(row)) for label, row in zip(labels, grid, strict=True)],
        below=[(name, sum(row[i] for row in grid)) for i, name in enumerate(names)],
    )
    return dressed(figure, rows=len(labels) + 1, across=[*names, "Sum"], down=[*labels, "Sum"])


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
