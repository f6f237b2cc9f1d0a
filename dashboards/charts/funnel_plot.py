"""The funnel: which scores lie further out than their contacts can explain."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from benchmark.statistics.funnel import Funnel
from dashboards.charts.chart import Cell, Chart, ChartTable
from dashboards.charts.drawing import Drawing
from dashboards.charts.theme import (
    ACCENT,
    ALARM,
    FAINT,
    INK,
    LETTER_PX,
    QUIET,
    clipped,
    dressed,
    escaped,
    heading,
    quiet_axis,
)
from dashboards.charts.words import Language, listed, number, say

_LABELS = 12
_FINE = 60


def funnel_plot(
    *,
    organisations: Sequence[str],
    theta: NDArray[np.float64],
    variances: NDArray[np.float64],
    limits: Funnel,
    language: Language,
) -> Chart:
    """Draw scores against their standard error, the surest to the right, with the funnel's limits.

    Filled triangles lie outside the inner limits, up or down; those furthest out are named.

    Args:
        organisations, theta, variances: names, points and points², in one order, shape (p,).
        limits: `funnel` of the same. language: of the words.
    """
    errors = np.sqrt(variances)
    return Chart(
        figure=_figure(organisations, theta, errors, limits, language, labels=_LABELS, letters=30),
        narrow=_figure(organisations, theta, errors, limits, language, labels=4, letters=18),
        table=_table(organisations, theta, errors, limits, language),
        title=say("funnel_title", language),
        summary=_summary(organisations, theta, limits, language),
        language=language,
    )


def _figure(
    names: Sequence[str],
    theta: NDArray[np.float64],
    errors: NDArray[np.float64],
    limits: Funnel,
    language: Language,
    *,
    labels: int,
    letters: int,
) -> Drawing:
    figure = Drawing()
    span = max(float(errors.max() - errors.min()), 0.3 * float(errors.max()))
    start, end = float(errors.max()) + 0.18 * span, max(float(errors.min()) - 0.18 * span, 0.0)
    grid = np.linspace(start, end, _FINE)
    lines = [limits.limits_at(float(error)) for error in grid]
    for place in reversed(range(len(limits.levels))):
        under, over = [each[place].low for each in lines], [each[place].high for each in lines]
        for y, fill in ((under, None), (over, "tonexty")):
            figure.add_scatter(
                x=grid.tolist(),
                y=y,
                mode="lines",
                line={"color": QUIET, "width": 1, "dash": "solid" if place else "dot"},
                fill=fill,
                fillcolor="#f7f9f9" if place else "#edf2f3",
                hoverinfo="skip",
            )
        figure.add_annotation(
            x=end, y=over[-1], text=_level(limits.levels[place], language), xanchor="right", yanchor="bottom",
            showarrow=False, font={"size": 11, "color": FAINT},
        )  # fmt: skip
    figure.add_scatter(
        x=[start, end],
        y=[limits.centre] * 2,
        mode="lines",
        line={"color": FAINT, "width": 1},
        hoverinfo="skip",
    )
    _marks(figure, names, theta, errors, limits, language)
    outer = [each[-1] for each in lines]
    # What nobody can score is not drawn, unless the limits themselves are all there is.
    low = max(min(float(theta.min()), *(each.low for each in outer)), 0.0)
    high = min(max(float(theta.max()), *(each.high for each in outer)), 100.0)
    pad = 0.05 * max(high - low, 1.0)
    _names(figure, names, theta, errors, limits, (start, end, low, high), labels, letters)
    dressed(
        figure,
        height=460,
        language=language,
        margin={"l": 8, "r": 16, "t": 56, "b": 8},
        xaxis=quiet_axis(
            range=[start, end],
            showgrid=False,
            nticks=6,
            title={
                "text": say("funnel_axis", language),
                "font": {"size": 12, "color": FAINT},
                "standoff": 8,
            },
        ),
        yaxis=quiet_axis(range=[low - pad, high + pad], nticks=6),
    )
    widened = (
        say("funnel_wider", language, between=number(float(np.sqrt(limits.between)), language))
        if limits.between > 0
        else say("funnel_plain", language)
    )
    centre = say("funnel_centre", language, centre=number(limits.centre, language))
    heading(figure, f"<b>{say('score_points', language)}</b> · {centre}<br>{widened}", x=0, shift=8)
    return figure


def _level(level: float, language: Language) -> str:
    """Write a level of confidence: 95 %, 99.8 %."""
    places = 0 if round(100 * level, 6) == round(100 * level) else 1
    return number(100 * level, language, places=places) + ("%" if language == "en" else "\u00a0%")


def _marks(
    figure: Drawing,
    names: Sequence[str],
    theta: NDArray[np.float64],
    errors: NDArray[np.float64],
    limits: Funnel,
    language: Language,
) -> None:
    outside = limits.outside.tolist()
    figure.add_scatter(
        x=errors.tolist(),
        y=theta.tolist(),
        mode="markers",
        marker={
            "size": [10 if each else 7 for each in outside],
            "symbol": [
                "triangle-up" if each > 0 else "triangle-down" if each else "circle" for each in outside
            ],
            "color": [_colour(each) for each in outside],
            "line": {
                "width": 1.3,
                "color": [ACCENT if each > 0 else ALARM if each else FAINT for each in outside],
            },
        },
        customdata=[
            f"<b>{escaped(name)}</b><br>{say('score', language)} {number(float(score), language)}"
            f" ({number(float(limits.low[at, 0]), language)}–{number(float(limits.high[at, 0]), language)})"
            f"<br>{say(_place(each), language)}"
            for at, (name, score, each) in enumerate(zip(names, theta, outside, strict=True))
        ],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _colour(outside: int) -> str:
    """Filled beyond the outer limits, hollow within the inner ones."""
    if outside == 0:
        return "#ffffff"
    strong = abs(outside) > 1
    return (ACCENT if strong else "#9cc7cf") if outside > 0 else (ALARM if strong else "#f0b78f")


def _names(
    figure: Drawing,
    names: Sequence[str],
    theta: NDArray[np.float64],
    errors: NDArray[np.float64],
    limits: Funnel,
    frame: tuple[float, float, float, float],
    most: int,
    letters: int,
) -> None:
    """Name those furthest out, as far as the names leave each other room."""
    start, end, low, high = frame
    z = np.abs(theta - limits.centre) / np.sqrt(errors**2 + limits.between)
    px = 1050.0 if letters > 20 else 280.0
    points = np.column_stack([(start - errors) / (start - end), (theta - low) / max(high - low, 1.0)])
    taken: list[tuple[float, float, float]] = []
    for at in sorted(np.flatnonzero(limits.outside).tolist(), key=lambda at: -z[at]):
        if len(taken) == most:
            break
        text = clipped(names[at], letters)
        x, y = points[at]
        width, gap = len(text) * LETTER_PX / px, 9 / px
        for right in (True, False):
            left = x + gap if right else x - gap - width
            box = (left, left + width, y)
            crowded = any(abs(y - c) < 0.05 and left < b and box[1] > a for a, b, c in taken)
            near = (np.abs(points[:, 1] - y) < 0.03) & (points[:, 0] > left - gap / 2)
            near &= (points[:, 0] < box[1] + gap / 2) & (np.arange(len(names)) != at)
            if left < 0 or box[1] > 1 or crowded or near.any():
                continue
            taken.append(box)
            figure.add_annotation(
                x=float(errors[at]), y=float(theta[at]), text=text, xanchor="left" if right else "right",
                xshift=9 if right else -9, showarrow=False, font={"size": 12, "color": INK},
            )  # fmt: skip
            break


def _place(outside: int) -> str:
    return {2: "funnel_far_above", 1: "funnel_above", 0: "funnel_inside", -1: "funnel_below",
            -2: "funnel_far_below"}[outside]  # fmt: skip


def _table(
    names: Sequence[str],
    theta: NDArray[np.float64],
    errors: NDArray[np.float64],
    limits: Funnel,
    language: Language,
) -> ChartTable:
    head = [say("organisation", language), say("score_points", language), say("error", language)]
    for level in limits.levels:
        written = _level(level, language)
        head += [say("limit_low", language, level=written), say("limit_high", language, level=written)]
    order = sorted(range(len(names)), key=lambda at: (-theta[at], names[at]))
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            names[at],
            float(theta[at]),
            float(errors[at]),
            *(
                float(side[at, place])
                for place in range(len(limits.levels))
                for side in (limits.low, limits.high)
            ),
            say(_place(int(limits.outside[at])), language),
        )
        for at in order
    )
    places = (0, 1, 2, *[1] * (2 * len(limits.levels)), 0)
    return ChartTable(head=(*head, say("funnel_place", language)), rows=rows, places=places)


def _summary(names: Sequence[str], theta: NDArray[np.float64], limits: Funnel, language: Language) -> str:
    order = sorted(range(len(names)), key=lambda at: (-theta[at], names[at]))
    above = [names[at] for at in order if limits.outside[at] > 0]
    below = [names[at] for at in reversed(order) if limits.outside[at] < 0]
    nobody = say("nobody", language)
    return say(
        "funnel_summary",
        language,
        n=len(names),
        centre=number(limits.centre, language),
        inside=int((limits.outside == 0).sum()),
        above=listed(above, language) or nobody,
        below=listed(below, language) or nobody,
    )
