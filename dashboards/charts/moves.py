"""Rows in which something moves from one number to another: an open mark, a line, a filled mark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboards.charts.theme import (
    ACCENT,
    FAINT,
    QUIET,
    clipped,
    dressed,
    heading,
    label_room,
    quiet_axis,
    room,
    row_axis,
    row_height,
    strokes,
)
from dashboards.charts.words import Language, number


@dataclass(frozen=True, slots=True)
class Move:
    """A row.

    Attributes:
        name: whose. start, end: from where to where, points.
        strong: drawn in the accent colour.
        label: what stands at the right, HTML.
        hover: what it says to a pointer, HTML.
        band: half length of a pale stroke around `start`, points; 0 draws none.
    """

    name: str
    start: float
    end: float
    strong: bool
    label: str
    hover: str
    band: float = 0.0


def moves(rows: Sequence[Move], *, key: str, letters: int, right: int, language: Language) -> go.Figure:
    """Draw the rows from the top down.

    Args:
        rows: in their order. key: what the marks mean, HTML of two lines.
        letters: to which names are cut. right: px for the labels. language: of the numbers.
    """
    narrow = letters < 20
    figure = go.Figure()
    bands = [(row.start - row.band, row.start + row.band, at) for at, row in enumerate(rows) if row.band]
    if bands:
        figure.add_scatter(
            **strokes(bands), mode="lines", line={"width": 9, "color": "#e6ecee"}, hoverinfo="skip"
        )
    for strong, colour in ((False, QUIET), (True, ACCENT)):
        mine = [(at, row) for at, row in enumerate(rows) if row.strong is strong]
        figure.add_scatter(
            **strokes([(row.start, row.end, at) for at, row in mine]),
            mode="lines",
            line={"width": 2.5 if strong else 1.5, "color": colour},
            hoverinfo="skip",
        )
        for end, fill in ((False, "#ffffff"), (True, colour)):
            figure.add_scatter(
                x=[row.end if end else row.start for _, row in mine],
                y=[at for at, _ in mine],
                mode="markers",
                marker={"size": 9 if end else 7, "color": fill, "line": {"width": 1.5, "color": colour}},
                customdata=[row.hover for _, row in mine],
                hovertemplate="%{customdata}<extra></extra>",
            )
    # The labels' axis is drawn only where something lies on it.
    figure.add_scatter(x=[None], y=[None], mode="markers", hoverinfo="skip", yaxis="y2")
    names = [clipped(row.name, letters) for row in rows]
    left = label_room(names)
    ends = [x for row in rows for x in (row.start - row.band, row.start + row.band, row.end)]
    dressed(
        figure,
        height=max(len(rows), 1) * row_height(len(rows)) + 92,
        language=language,
        margin={"l": left, "r": right, "t": 72, "b": 8},
        xaxis=quiet_axis(range=room(min(ends, default=0.0), max(ends, default=100.0)), side="top", nticks=7),
        yaxis=row_axis(names, automargin=False),
        yaxis2=row_axis([row.label for row in rows], side="right", overlaying="y", automargin=False),
    )
    heading(figure, key, x=0, shift=26, aside=4 - left if narrow else 0)
    return figure


def signed(value: float, language: Language) -> str:
    """Write a difference with its sign: +2.3, −0.4, ±0.0."""
    text = number(value, language)
    if text.startswith("−"):
        return text
    return f"+{text}" if text.strip("0.,") else f"±{text}"


def faint(text: str) -> str:
    """Give a part of a label the quiet ink."""
    return f'<span style="color:{FAINT}">{text}</span>'
