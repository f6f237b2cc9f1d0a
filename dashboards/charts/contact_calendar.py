"""The calendar of contacts: what was made, what is still planned, what was missed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

from dashboards.charts.chart import Chart, ChartTable
from dashboards.charts.drawing import Drawing
from dashboards.charts.theme import (
    ACCENT,
    ALARM,
    FAINT,
    GROUND,
    INK,
    QUIET,
    dressed,
    heading,
    label_room,
    row_axis,
)
from dashboards.charts.words import Language, say, weekdays, written_day

_ROW = 38
_BAR = 0.8
"""Width of the fullest day's bar, a day being 1."""


class DayState(StrEnum):
    """What became of a contact on its day."""

    made = "made"
    planned = "planned"
    missed = "missed"


def contact_calendar(contacts: Iterable[tuple[date, DayState]], *, language: Language) -> Chart:
    """Draw weeks down and weekdays across: in each day how many contacts, and a bar of made, planned, missed.

    Made is filled, planned is outlined, missed is hatched: that reads in grey too. A day without contacts is
    blank. Weekends appear only where they are used.

    Args:
        contacts: day and state of each, the day on the organisation's own clock; for an attempt that failed
            for good, the day on which it should have been made. language: of the words.
    """
    count = Counter(contacts)
    total = Counter[DayState]()
    for (_, state), each in count.items():
        total[state] += each
    weeks, columns = _frame({day for day, _ in count})
    return Chart(
        figure=_figure(count, total, weeks, columns, language, narrow=False),
        narrow=_figure(count, total, weeks, columns, language, narrow=True),
        table=_table(count, language),
        title=say("calendar_title", language),
        summary=_summary(total, weeks, language),
        language=language,
    )


def _frame(days: set[date]) -> tuple[list[date], list[int]]:
    if not days:
        return [], list(range(5))
    first, last = min(days), max(days)
    monday = first - timedelta(days=first.weekday())
    weeks = [monday + timedelta(days=7 * at) for at in range((last - monday).days // 7 + 1)]
    return weeks, sorted({*range(5), *(day.weekday() for day in days)})


def _figure(
    count: Counter[tuple[date, DayState]],
    total: Counter[DayState],
    weeks: list[date],
    columns: list[int],
    language: Language,
    *,
    narrow: bool,
) -> Drawing:
    cells = [
        (row, place, week + timedelta(days=column))
        for row, week in enumerate(weeks)
        for place, column in enumerate(columns)
    ]
    cells = [cell for cell in cells if any(count[cell[2], state] for state in DayState)]
    fullest = max((sum(count[day, state] for state in DayState) for _, _, day in cells), default=1)
    figure = Drawing()
    start = {day: place - _BAR / 2 for _, place, day in cells}
    for state in (DayState.made, DayState.missed, DayState.planned):
        mine = [(row, day, count[day, state]) for row, _, day in cells if count[day, state]]
        figure.add_bar(
            orientation="h",
            base=[start[day] for _, day, _ in mine],
            x=[_BAR * each / fullest for *_, each in mine],
            y=[row + 0.2 for row, *_ in mine],
            width=0.26,
            marker=_look(state),
            customdata=[_hover(day, count, language) for _, day, _ in mine],
            hovertemplate="%{customdata}<extra></extra>",
        )
        for _, day, each in mine:
            start[day] += _BAR * each / fullest
    figure.add_scatter(
        x=[place - _BAR / 2 for _, place, _ in cells],
        y=[row - 0.17 for row, *_ in cells],
        text=[_written(day, count, short=narrow) for *_, day in cells],
        mode="text",
        textposition="middle right",
        textfont={"size": 12, "color": INK},
        hoverinfo="skip",
        cliponaxis=False,
    )
    names = weekdays(language)
    labels = [
        written_day(
            week,
            language,
            year=not narrow and (week == weeks[0] or (week - timedelta(days=7)).year != week.year),
        )
        for week in weeks
    ]
    left = label_room(labels)
    sums = [
        sum(count[week + timedelta(days=at), state] for at in range(7) for state in DayState)
        for week in weeks
    ]
    dressed(
        figure,
        height=max(len(weeks), 1) * _ROW + 84,
        language=language,
        margin={"l": left, "r": 44, "t": 66, "b": 8},
        barmode="overlay",
        xaxis={
            "range": [-0.5, len(columns) - 0.5],
            "showticklabels": False,
            "showgrid": False,
            "zeroline": False,
            "ticks": "",
            "fixedrange": True,
        },
        yaxis=row_axis(labels, automargin=False, tickfont={"size": 12, "color": INK}),
    )
    for row in range(0, len(weeks), 2):
        figure.add_shape(
            type="rect", xref="paper", x0=0, x1=1, y0=row - 0.5, y1=row + 0.5, fillcolor=GROUND,
            line={"width": 0}, layer="below",
        )  # fmt: skip
    for place, column in enumerate(columns):
        figure.add_annotation(
            text=names[column], x=place - _BAR / 2, xref="x", xanchor="left", y=1, yref="paper",
            yanchor="bottom",
            showarrow=False, font={"color": FAINT, "size": 12},
        )  # fmt: skip
    figure.add_annotation(
        text=say("sum", language), x=1, xref="paper", xshift=38, xanchor="right", y=1, yref="paper",
        yanchor="bottom", showarrow=False, font={"color": FAINT, "size": 12},
    )  # fmt: skip
    for row, each in enumerate(sums):
        figure.add_annotation(
            text=str(each), xref="paper", x=1, xshift=34, xanchor="right", y=row, yref="y", showarrow=False,
            font={"color": FAINT, "size": 12},
        )  # fmt: skip
    key = "   ".join(
        f'<span style="color:{colour}">{sign}</span> {say(f"calendar_{state}", language)} {total[state]}'
        for state, sign, colour in (
            (DayState.made, "■", ACCENT),
            (DayState.missed, "▨", ALARM),
            (DayState.planned, "□", FAINT),
        )
    )
    heading(figure, key, x=0, shift=28, aside=4 - left if narrow else 0)
    return figure


def _look(state: DayState) -> dict[str, object]:
    if state is DayState.made:
        return {"color": ACCENT, "line": {"width": 0}}
    if state is DayState.planned:
        return {"color": "#ffffff", "line": {"width": 1, "color": QUIET}}
    return {
        "color": "#ffffff",
        "line": {"width": 1, "color": ALARM},
        "pattern": {"shape": "/", "fgcolor": ALARM, "bgcolor": "#ffffff", "size": 4, "solidity": 0.55},
    }


def _written(day: date, count: Counter[tuple[date, DayState]], *, short: bool) -> str:
    """The day's number; what was missed stands beside it in the colour of alarm."""
    missed = count[day, DayState.missed]
    text = str(sum(count[day, state] for state in DayState))
    return f'{text} <span style="color:{ALARM}">▨{"" if short else missed}</span>' if missed else text


def _hover(day: date, count: Counter[tuple[date, DayState]], language: Language) -> str:
    lines = [f"<b>{weekdays(language)[day.weekday()]} {written_day(day, language, year=True)}</b>"]
    states = (DayState.made, DayState.missed, DayState.planned)
    lines += [
        f"{say(f'calendar_{each.value}', language)} {count[day, each]}" for each in states if count[day, each]
    ]
    return "<br>".join(lines)


def _table(count: Counter[tuple[date, DayState]], language: Language) -> ChartTable:
    days = sorted({day for day, _ in count})
    states = (DayState.made, DayState.missed, DayState.planned)
    names = weekdays(language)
    return ChartTable(
        head=(
            say("calendar_day", language),
            say("calendar_weekday", language),
            *(
                f"{say(f'calendar_{state.value}', language)} ({say('contacts', language)})"
                for state in states
            ),
        ),
        rows=tuple((day, names[day.weekday()], *(count[day, state] for state in states)) for day in days),
        places=(0, 0, 0, 0, 0),
    )


def _summary(total: Counter[DayState], weeks: list[date], language: Language) -> str:
    return say(
        "calendar_summary",
        language,
        weeks=len(weeks),
        made=total[DayState.made],
        planned=total[DayState.planned],
        missed=total[DayState.missed],
    )
