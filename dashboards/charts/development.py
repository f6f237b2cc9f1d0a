"""One organisation's score from edition to edition."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from dashboards.charts.chart import Chart, ChartTable
from dashboards.charts.drawing import Drawing
from dashboards.charts.theme import ACCENT, FAINT, clipped, dressed, heading, quiet_axis, room
from dashboards.charts.words import Language, number, say, span


class Point(NamedTuple):
    """An edition: its title, score and interval in points, places not ruled out, of how many.

    `comparable` holds where the edition before was scored by the same method: only then a line joins them.
    """

    title: str
    score: float
    low: float
    high: float
    n: int
    best: int
    worst: int
    size: int
    comparable: bool


def development_chart(points: Sequence[Point], *, language: Language) -> Chart:
    """Draw scores with intervals in the order given; a line joins editions of the same method."""
    return Chart(
        figure=_figure(points, language, most=26),
        narrow=_figure(points, language, most=12),
        table=_table(points, language),
        title=say("development_title", language),
        summary=_summary(points, language),
        language=language,
    )


def _figure(points: Sequence[Point], language: Language, *, most: int) -> Drawing:
    figure = Drawing()
    places = list(range(len(points)))
    x: list[float | None] = []
    y: list[float | None] = []
    for at, point in enumerate(points):
        if not point.comparable:
            x.append(None)
            y.append(None)
        x.append(at)
        y.append(point.score)
    figure.add_scatter(x=x, y=y, mode="lines", line={"width": 2, "color": "#7fb3bc"}, hoverinfo="skip")
    for at, point in enumerate(points):
        figure.add_scatter(
            x=[at, at], y=[point.low, point.high], mode="lines", line={"width": 1.5, "color": ACCENT},
            hoverinfo="skip",
        )  # fmt: skip
    figure.add_scatter(
        x=places,
        y=[point.score for point in points],
        mode="markers+text",
        marker={"size": 11, "color": ACCENT},
        text=[f"<b>{number(point.score, language)}</b>" for point in points],
        textposition=[
            "middle left" if at + 1 < len(points) and points[at + 1].comparable else "middle right"
            for at in range(len(points))
        ],
        customdata=[
            f"{point.title}<br>{number(point.score, language)}"
            f" ({number(point.low, language)}–{number(point.high, language)})"
            f"<br>{say('n_contacts', language, n=point.n)}"
            for point in points
        ],
        hovertemplate="%{customdata}<extra></extra>",
        cliponaxis=False,
    )
    start, end = room(min(point.low for point in points), max(point.high for point in points))
    dressed(
        figure,
        height=300,
        language=language,
        margin={"l": 8, "r": 16, "t": 40, "b": 8},
        xaxis=quiet_axis(
            range=[-0.4, len(points) - 0.4],
            tickvals=places,
            ticktext=[
                f"{clipped(point.title, most)}<br>{say('ranks', language)}"
                f" {span(point.best, point.worst)} / {point.size}"
                for point in points
            ],
            showgrid=False,
        ),
        yaxis=quiet_axis(range=[start, end], nticks=6),
    )
    heading(figure, f'<span style="color:{FAINT}">{say("development_key", language)}</span>', x=0, shift=10)
    return figure


def _table(points: Sequence[Point], language: Language) -> ChartTable:
    keys = ("development_edition", "score_points", "interval_low", "interval_high", "contacts", "rank_low",
            "rank_high", "development_of")  # fmt: skip
    return ChartTable(
        head=tuple(say(key, language) for key in keys),
        rows=tuple(
            (each.title, each.score, each.low, each.high, each.n, each.best, each.worst, each.size)
            for each in points
        ),
        places=(0, 1, 1, 1, 0, 0, 0, 0),
    )


def _summary(points: Sequence[Point], language: Language) -> str:
    last = points[-1]
    if len(points) == 1 or not last.comparable:
        return say("development_one", language, score=number(last.score, language), title=last.title)
    before = points[-2]
    apart = last.score - before.score
    clear = last.low > before.high or last.high < before.low
    return say(
        "development_clear" if clear else "development_level",
        language,
        before=number(before.score, language),
        score=number(last.score, language),
        change=("+" if apart >= 0 else "") + number(apart, language),
    )
