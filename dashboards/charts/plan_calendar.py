"""The days of a plan: how many contacts fall on each, week by week."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import plotly.graph_objects as go

from benchmark.planning.planned_contact import PlannedContact

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
SCALE = [[0.0, "#eaf3f4"], [1.0, "#6fadb6"]]
"""From few to many: one hue, so that it reads in grey and by colour-blind eyes too, and light enough for the
dark numbers in it."""
FONT = "system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"
INK, FAINT, GROUND = "#1d2b2e", "#5a6b6f", "#f5f7f7"
_ROW = 27


@dataclass(frozen=True, slots=True)
class PlanTable:
    """The same numbers as a chart, for those who read tables: a head and rows of text."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def plan_calendar(contacts: Sequence[PlannedContact]) -> go.Figure:
    """Draw the contacts of each day, on the organisations' own clocks: weeks down, weekdays across.

    A day without contacts is left blank; totals stand beside the weeks and below the weekdays.
    """
    weeks, columns, count = _grid(contacts)
    labels = [_label(week, weeks) for week in weeks]
    days = [[week + timedelta(days=column) for column in columns] for week in weeks]
    names = [WEEKDAYS[column] for column in columns]
    figure = go.Figure(
        go.Heatmap(
            z=[[count.get(day) for day in row] for row in days],
            x=names,
            y=labels,
            customdata=[[f"{WEEKDAYS[day.weekday()]} {_written(day)}" for day in row] for row in days],
            text=[[str(count.get(day, "")) for day in row] for row in days],
            texttemplate="%{text}",
            hovertemplate="%{customdata}<br>%{z} contacts<extra></extra>",
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
        right=[(label, sum(count[day] for day in row)) for label, row in zip(labels, days, strict=True)],
        below=[(name, sum(count[row[i]] for row in days)) for i, name in enumerate(names)],
    )
    return dressed(figure, rows=len(labels) + 1, across=[*names, "Sum"], down=[*labels, "Sum"])


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


def dressed(figure: go.Figure, *, rows: int, across: Sequence[str], down: Sequence[str]) -> go.Figure:
    """Give a heat map its look; `rows` decide the height, `across` and `down` the order of the labels."""
    axis = {"showgrid": False, "zeroline": False, "fixedrange": True, "ticks": "", "showline": False}
    figure.update_layout(
        font={"family": FONT, "size": 13, "color": INK},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor=GROUND,
        margin={"l": 8, "r": 8, "t": 30, "b": 8},
        height=_ROW * rows + 40,
        showlegend=False,
        hoverlabel={"font": {"family": FONT}},
        xaxis={
            **axis,
            "side": "top",
            "type": "category",
            "categoryarray": list(across),
            "range": [-0.5, len(across) - 0.5],
        },
        yaxis={
            **axis,
            "range": [len(down) - 0.5, -0.5],
            "type": "category",
            "categoryarray": list(down),
            "automargin": True,
            "ticklabelstandoff": 6,
        },
    )
    return figure


def totals(figure: go.Figure, *, right: list[tuple[str, int]], below: list[tuple[str, int]]) -> None:
    """Write totals beside and below a heat map, without colour: they are of another size."""
    sums = [("Sum", label, total) for label, total in right]
    sums += [(name, "Sum", total) for name, total in below]
    sums.append(("Sum", "Sum", sum(total for _, total in right)))
    figure.add_scatter(
        x=[each[0] for each in sums],
        y=[each[1] for each in sums],
        text=[f"{each[2]}" for each in sums],
        mode="text",
        textfont={"color": FAINT},
        hoverinfo="skip",
    )


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
