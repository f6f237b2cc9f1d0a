"""Rows in which something moves from one number to another: an open mark, a line, a filled mark."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dashboards.charts.drawing import Drawing
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

NARROW_ROW = 44
"""Px of a row on a phone: a name and a line below it."""
_LETTERS = 36
_DROP = 0.22


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


def moves(rows: Sequence[Move], *, key: str, right: int, language: Language, narrow: bool) -> Drawing:
    """Draw the rows from the top down; on a phone the name stands above its line.

    Args:
        rows: in their order. key: what the marks mean, HTML of two lines.
        right: px for the labels. language: of the numbers. narrow: for a phone of 360 px.
    """
    figure = Drawing()
    drop = _DROP if narrow else 0.0
    bands = [
        (row.start - row.band, row.start + row.band, at + drop) for at, row in enumerate(rows) if row.band
    ]
    if bands:
        figure.add_scatter(
            **strokes(bands), mode="lines", line={"width": 9, "color": "#e6ecee"}, hoverinfo="skip"
        )
    for strong, colour in ((False, QUIET), (True, ACCENT)):
        mine = [(at + drop, row) for at, row in enumerate(rows) if row.strong is strong]
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
    ends = [x for row in rows for x in (row.start - row.band, row.start + row.band, row.end)]
    reach = room(min(ends, default=0.0), max(ends, default=100.0))
    names = [] if narrow else [clipped(row.name, _LETTERS) for row in rows]
    if narrow:
        names_above(figure, [row.name for row in rows], x=reach[0])
    dressed(
        figure,
        height=max(len(rows), 1) * (NARROW_ROW if narrow else row_height(len(rows))) + 92,
        language=language,
        margin={"l": 4 if narrow else label_room(names), "r": right, "t": 72, "b": 8},
        xaxis=quiet_axis(range=reach, side="top", nticks=5 if narrow else 7),
        yaxis=row_axis(names or [""] * len(rows), automargin=False),
        yaxis2=row_axis([row.label for row in rows], side="right", overlaying="y", automargin=False),
    )
    heading(figure, key, x=0, shift=26)
    return figure


def names_above(figure: Drawing, names: Sequence[str], *, x: float) -> None:
    """Write each row's name above the middle of its row, from `x` on: what is drawn lies below it."""
    figure.add_scatter(
        x=[x] * len(names),
        y=[at - 0.2 for at in range(len(names))],
        text=[clipped(name, _LETTERS) for name in names],
        mode="text",
        textposition="middle right",
        textfont={"size": 13},
        hoverinfo="skip",
        cliponaxis=False,
    )


def signed(value: float, language: Language) -> str:
    """Write a difference with its sign: +2.3, −0.4, ±0.0."""
    text = number(value, language)
    if text.startswith("−"):
        return text
    return f"+{text}" if text.strip("0.,") else f"±{text}"


def faint(text: str) -> str:
    """Give a part of a label the quiet ink."""
    return f'<span style="color:{FAINT}">{text}</span>'
