"""The weight-flip chart: how far the weights would have to move for another to win."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pandas as pd

from benchmark.ranking.errors import BadEstimates
from benchmark.ranking.weight_flip import Flip, nearest_flip
from dashboards.charts.chart import Cell, Chart, ChartTable
from dashboards.charts.drawing import Drawing
from dashboards.charts.theme import (
    ACCENT,
    FAINT,
    QUIET,
    clipped,
    dressed,
    escaped,
    heading,
    label_room,
    quiet_axis,
    row_axis,
    strokes,
)
from dashboards.charts.words import Language, number, say

_RIVALS = 8
_ROW = 30


def weight_flip_chart(
    scores: pd.DataFrame,
    *,
    weights: Mapping[str, float],
    titles: Mapping[str, str] | None = None,
    language: Language,
) -> Chart:
    """Draw how much weight must move from areas to areas before each rival draws level with the leader.

    On one side the nearest rivals with the percentage points of weight that would have to move; on the
    other, for the nearest of all, every area's published weight and the weight at which the two are level.

    Args:
        scores: organisations (index) × areas (columns), points, no gaps.
        weights: published weight of each area, on any scale; shown as per cent of their total.
        titles: readable names of areas. language: of the words.

    Raises:
        BadEstimates: a gap in the scores, an area without weight, or fewer than two organisations.
    """
    if len(scores) < 2 or set(scores.columns) - set(weights):
        raise BadEstimates("a weight-flip chart needs two organisations, and a weight for each area")
    values = scores.to_numpy(dtype=np.float64)
    published = np.array([weights[str(area)] for area in scores.columns], dtype=np.float64)
    if not published.sum() > 0:
        raise BadEstimates("weights must not be negative, and one must count")
    published = 100 * published / published.sum()
    totals = values @ published
    names = [str(name) for name in scores.index]
    order = sorted(range(len(names)), key=lambda at: (-totals[at], names[at]))
    leader = order[0]
    flips = [nearest_flip(scores=values, weights=published, leader=leader, rival=at) for at in order[1:]]
    flips.sort(key=lambda flip: (_moved(flip, published), names[flip.rival]))
    areas = [(titles or {}).get(str(area), str(area)) for area in scores.columns]
    drawing = (names, leader, flips, areas, published, language)
    return Chart(
        figure=_figure(names, flips, areas, published, language, stacked=False),
        narrow=_figure(names, flips, areas, published, language, stacked=True),
        table=_table(*drawing),
        title=say("flip_title", language, leader=names[leader]),
        summary=_summary(names, leader, flips, published, language),
        language=language,
    )


def _moved(flip: Flip, published: np.ndarray) -> float:
    """Percentage points of weight that change place; infinite where no weights help."""
    return float(np.inf) if flip.weights is None else float(np.abs(flip.weights - published).sum() / 2)


def _figure(
    names: list[str],
    flips: list[Flip],
    areas: list[str],
    published: np.ndarray,
    language: Language,
    *,
    stacked: bool,
) -> Drawing:
    shown = [flip for flip in flips if flip.weights is not None][:_RIVALS]
    if not shown:
        shown = flips[:1]
    moved = [_moved(flip, published) for flip in shown]
    finite = [each for each in moved if np.isfinite(each)]
    top = 1.15 * max(finite, default=1.0) or 1.0
    tall, low = len(shown) * _ROW, len(areas) * _ROW
    # Px between two stacked panels: a heading of two lines and the axis.
    between = 84
    whole = tall + between + low
    left = {"domain": [0.0, 1.0 if stacked else 0.42]}
    first_y = [1 - tall / whole, 1.0] if stacked else [1 - len(shown) / max(len(shown), len(areas)), 1.0]
    second_y = [0.0, low / whole] if stacked else [1 - len(areas) / max(len(shown), len(areas)), 1.0]
    figure = Drawing()
    rows = [at for at, each in enumerate(moved) if np.isfinite(each)]
    figure.add_scatter(
        **strokes([(0, moved[at], at) for at in rows]),
        mode="lines",
        line={"width": 2, "color": QUIET},
        hoverinfo="skip",
    )
    figure.add_scatter(
        x=[moved[at] for at in rows],
        y=rows,
        mode="markers+text",
        text=[f"  {number(moved[at], language)}" for at in rows],
        textposition="middle right",
        marker={"size": 9, "color": [ACCENT if at == 0 else FAINT for at in rows]},
        customdata=[
            f"<b>{escaped(names[shown[at].rival])}</b><br>{say('flip_gap', language)}: "
            f"{number(shown[at].gap / 100, language)}"
            for at in rows
        ],
        hovertemplate="%{customdata}<extra></extra>",
        cliponaxis=False,
    )
    letters = 18 if stacked else 30
    nearest = shown[0]
    if nearest.weights is not None:
        _areas(figure, published, nearest.weights, areas, language)
    most = max(float(published.max()), float(nearest.weights.max()) if nearest.weights is not None else 0.0)
    rivals, fields = (
        [clipped(names[flip.rival], letters) for flip in shown],
        [clipped(a, letters) for a in areas],
    )
    # On a phone the headings begin at the edge, so the room of the labels must be known.
    left_px = label_room([*rivals, *fields])
    aside = -left_px + 4 if stacked else 0
    own = {"automargin": False} if stacked else {}
    dressed(
        figure,
        height=(whole if stacked else max(tall, low)) + 92,
        language=language,
        margin={"l": left_px if stacked else 8, "r": 48, "t": 76, "b": 12},
        xaxis=quiet_axis(**left, range=[0, top], side="top", nticks=4, rangemode="tozero", anchor="y"),
        yaxis=row_axis(rivals, domain=first_y, anchor="x", **own),
        xaxis2=quiet_axis(
            domain=[0.0 if stacked else 0.66, 1.0], range=[0, most * 1.12], side="top", nticks=5, anchor="y2"
        ),
        yaxis2=row_axis(fields, domain=second_y, anchor="x2", **own),
    )
    heading(figure, say("flip_distance", language), x=0, aside=aside)
    rival = clipped(names[nearest.rival], 24)
    text = (
        say("flip_areas", language, rival=rival)
        if nearest.weights is not None
        else say("flip_never", language)
    )
    if stacked:
        figure.add_annotation(
            text=text, xref="paper", yref="paper", x=0, y=second_y[1], yshift=28, xshift=aside,
            xanchor="left",
            yanchor="bottom", align="left", showarrow=False, font={"size": 12, "color": FAINT},
        )  # fmt: skip
    else:
        heading(figure, text, x=0.66)
    return figure


def _areas(
    figure: Drawing, published: np.ndarray, at_flip: np.ndarray, areas: list[str], language: Language
) -> None:
    rows = list(range(len(areas)))
    figure.add_scatter(
        **strokes([(float(published[at]), float(at_flip[at]), at) for at in rows]),
        mode="lines",
        line={"width": 2, "color": QUIET},
        hoverinfo="skip",
        xaxis="x2",
        yaxis="y2",
    )
    for values, key, marker in (
        (published, "flip_published", {"color": "#ffffff", "line": {"width": 1.5, "color": FAINT}}),
        (at_flip, "flip_there", {"color": ACCENT, "line": {"width": 1.5, "color": ACCENT}}),
    ):
        figure.add_scatter(
            x=values.tolist(),
            y=rows,
            mode="markers",
            marker={"size": 9, **marker},
            cliponaxis=False,
            customdata=[
                f"<b>{escaped(area)}</b><br>{say(key, language)} {number(float(value), language)}"
                for area, value in zip(areas, values, strict=True)
            ],
            hovertemplate="%{customdata}<extra></extra>",
            xaxis="x2",
            yaxis="y2",
        )


def _table(
    names: list[str],
    leader: int,
    flips: list[Flip],
    areas: list[str],
    published: np.ndarray,
    language: Language,
) -> ChartTable:
    keys = ("organisation", "flip_gap", "flip_moved", "flip_euclid")
    here = tuple(float(weight) for weight in published)
    rows: list[tuple[Cell, ...]] = [(names[leader], 0.0, 0.0, 0.0, *here)]
    for flip in flips:
        found = flip.weights is not None
        rows.append(
            (
                names[flip.rival],
                flip.gap / 100,
                _moved(flip, published) if found else None,
                flip.distance if found else None,
                *([None] * len(areas) if flip.weights is None else [float(each) for each in flip.weights]),
            )
        )
    weights = tuple(say("flip_weight", language, area=area) for area in areas)
    return ChartTable(
        head=(*(say(key, language) for key in keys), *weights),
        rows=tuple(rows),
        places=(0, 1, 1, 1, *[1] * len(areas)),
    )


def _summary(
    names: list[str], leader: int, flips: list[Flip], published: np.ndarray, language: Language
) -> str:
    nearest = flips[0]
    if nearest.weights is None:
        return say("flip_summary_never", language, leader=names[leader])
    return say(
        "flip_summary",
        language,
        leader=names[leader],
        rival=names[nearest.rival],
        moved=number(_moved(nearest, published), language),
        gap=number(nearest.gap / 100, language),
    )
