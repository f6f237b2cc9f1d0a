"""The look that all charts share: one ink, one accent, a quiet grid, letters that every machine has."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any, NamedTuple

from plotly.colors import sample_colorscale

from dashboards.charts.drawing import Drawing
from dashboards.charts.words import Language

FONT = "system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"
INK, FAINT, LINE, GROUND, QUIET = "#1d2b2e", "#5a6b6f", "#dfe6e8", "#f5f7f7", "#8b9a9e"
ACCENT, ALARM = "#0b6676", "#b84a00"
"""The one accent, and the one colour for what is wrong. Told apart by every kind of eye, and in grey by the
shapes that always go with them."""
TINT = "#cfe3e6"
KINDS = ("#0b6676", "#d55e00", "#0072b2", "#7a5195", "#444444")
"""Colours of curves side by side, after Okabe and Ito; each has its own dash as well."""
DASHES = ("solid", "dash", "dot", "dashdot", "longdash")
SCALE = [[0.0, "#ffffff"], [0.03, "#eaf3f4"], [0.3, "#7fb3bc"], [1.0, "#0b6676"]]
"""Nothing to everything in one hue; steep at first, for in a long list every probability is small."""
FIGURE_SPACE = "\u2007"
"""As wide as a digit."""
LETTER_PX = 7.0
"""Mean width of a letter at 13 px."""


_SHADES = (0.01, 0.02, 0.03, 0.05, 0.08, 0.12, 0.18, 0.25, 0.35, 0.5, 0.65, 0.8, 0.95, 1.0)


def shade(share: float) -> str:
    """Colour of a share of 0 to 1, in one of fourteen steps of `SCALE`."""
    return _colour(next((step for step in _SHADES if share <= step), 1.0))


@cache
def _colour(step: float) -> str:
    (colour,) = sample_colorscale(SCALE, [step])
    return str(colour)


class Panel(NamedTuple):
    """A part of the width: from and to as shares of it, and what stands above."""

    start: float
    end: float
    heading: str


def dressed(figure: Drawing, *, height: int, language: Language, **layout: Any) -> Drawing:
    """Give a figure its look and a height in px; the width is the page's. `layout` goes to plotly."""
    figure.update_layout(
        font={"family": FONT, "size": 13, "color": INK},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        height=height,
        autosize=True,
        showlegend=False,
        separators=". " if language == "en" else ", ",
        hovermode="closest",
        dragmode=False,
        hoverlabel={
            "font": {"family": FONT, "size": 13, "color": INK},
            "bgcolor": "#ffffff",
            "bordercolor": QUIET,
            "align": "left",
        },
        **{"margin": {"l": 8, "r": 16, "t": 48, "b": 8}, **layout},
    )
    return figure


def quiet_axis(**own: Any) -> dict[str, Any]:
    """A number axis: hair lines, faint numbers, no frame."""
    return {
        "showline": False,
        "zeroline": False,
        "gridcolor": LINE,
        "gridwidth": 1,
        "ticks": "",
        "tickfont": {"color": FAINT, "size": 12},
        "fixedrange": True,
        "automargin": True,
        **own,
    }


def row_axis(names: Sequence[str], **own: Any) -> dict[str, Any]:
    """An axis of rows from the top down: row i lies at i, and its name stands level with it."""
    return {
        "range": [len(names) - 0.5, -0.5],
        "tickmode": "array",
        "tickvals": list(range(len(names))),
        "ticktext": list(names),
        "showgrid": False,
        "showline": False,
        "zeroline": False,
        "ticks": "",
        "tickfont": {"color": INK, "size": 13},
        "ticklabelstandoff": 8,
        "fixedrange": True,
        "automargin": True,
        **own,
    }


def row_height(rows: int) -> int:
    """Height of a row in px: airy for a class, close for two hundred."""
    return 30 if rows <= 40 else 22


def bands(figure: Drawing, rows: Sequence[int], *, xref: str = "paper") -> None:
    """Lay a faint ground under some rows, so that the eye keeps to a line across panels."""
    starts = [row for row in rows if row - 1 not in rows]
    ends = [row for row in rows if row + 1 not in rows]
    for start, end in zip(starts, ends, strict=True):
        figure.add_shape(
            type="rect",
            xref=xref,
            x0=0,
            x1=1,
            yref="y",
            y0=start - 0.5,
            y1=end + 0.5,
            fillcolor=GROUND,
            line={"width": 0},
            layer="below",
        )


def heading(
    figure: Drawing, text: str, *, x: float, shift: int = 30, aside: float = 0, align: str = "left"
) -> None:
    """Write a panel's heading above it: `x` a share of the plot's width, `shift` px up, `aside` px right."""
    figure.add_annotation(
        text=text,
        xref="paper",
        yref="paper",
        x=x,
        y=1,
        xshift=aside,
        yshift=shift,
        xanchor=align,
        yanchor="bottom",
        align=align,
        showarrow=False,
        font={"size": 12, "color": FAINT},
    )


def clipped(name: str, most: int) -> str:
    """Shorten a name; tables and hover keep it whole. HTML's own signs are written out."""
    short = name if len(name) <= most else name[: most - 1].rstrip() + "…"
    return escaped(short)


def escaped(text: str) -> str:
    """Plotly reads tags; names must not become any."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def label_room(names: Sequence[str]) -> int:
    """Px that labels of 13 px need, and a little air."""
    return 16 + round(LETTER_PX * 1.16 * max((len(name) for name in names), default=0))


def strokes(spans: Sequence[tuple[float, float, float]]) -> dict[str, list[float | None]]:
    """Horizontal strokes (from, to, row) as the x and y of one line with gaps."""
    x: list[float | None] = []
    y: list[float | None] = []
    for low, high, row in spans:
        x += [low, high, None]
        y += [row, row, None]
    return {"x": x, "y": y}


def cells(
    places: Sequence[tuple[int, int]], *, wide: float = 0.47, high: float = 0.45
) -> dict[str, list[float | None]]:
    """Cells (column, row) of one shade as the outline of one filled line with gaps.

    `wide` and `high` are half sizes; a cell and the space around it are 1.
    """
    x: list[float | None] = []
    y: list[float | None] = []
    for column, row in places:
        x += [column - wide, column + wide, column + wide, column - wide, column - wide, None]
        y += [row - high, row - high, row + high, row + high, row - high, None]
    return {"x": x, "y": y}


def room(low: float, high: float, *, least: float = 0.0, most: float = 100.0) -> list[float]:
    """A range a little wider than the data, on whole fives, within what can be."""
    width = max(high - low, 1.0)
    start = max(least, 5 * ((low - 0.04 * width) // 5))
    end = min(most, -5 * (-(high + 0.04 * width) // 5))
    return [start - 0.01 * (end - start), end + 0.01 * (end - start)]
