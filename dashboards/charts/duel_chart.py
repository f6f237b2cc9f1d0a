"""Two organisations, and whether the points between them are a difference at all."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy import stats

from benchmark.ranking.pair import Pair
from benchmark.statistics.sample_size import Comparison, power
from dashboards.charts.chart import Chart, ChartTable
from dashboards.charts.drawing import Drawing
from dashboards.charts.theme import ACCENT, ALARM, FAINT, INK, LINE, TINT, dressed, heading, quiet_axis
from dashboards.charts.words import Language, number, say, share, whole

_WANTED = 0.8
_MOST = 10_000
"""Contacts beyond which nobody goes; the curve ends there."""


def duel_chart(pair: Pair, *, language: Language) -> Chart:
    """Draw what the difference may truly be, and how many contacts each would show it.

    On one side the differences that fit what was seen, the likelier the higher, with the interval; what lies
    on the other side of 0 is marked. On the other the chance of finding a true difference of this size by the
    number of contacts, with the contacts that were made.

    Args:
        pair: by `compare_pair`. language: of the words.
    """
    made = round(sum(pair.contacts) / 2)
    found = _chances(pair, made)
    return Chart(
        figure=_figure(pair, found, made, language, stacked=False),
        narrow=_figure(pair, found, made, language, stacked=True),
        table=ChartTable(
            head=(say("duel_contacts", language), say("duel_chance", language)),
            rows=tuple((int(n), float(100 * chance)) for n, chance in found),
            places=(0, 0),
        ),
        title=say("duel_title", language, one=pair.first, other=pair.second),
        summary=pair.say(language) + ".",
        language=language,
    )


def _chances(pair: Pair, made: int) -> list[tuple[int, float]]:
    """Contacts each and the chance that they show a true difference of this size, on a round grid."""
    end = min(max(2.2 * pair.needed, 2 * made, 50), _MOST) if np.isfinite(pair.needed) else 4 * made
    grid = sorted({made, *np.unique(np.linspace(2, end, 40).round().astype(int)).tolist()})
    if not pair.difference > 0 or not pair.deviation > 0:
        return [(n, 0.0) for n in grid]
    comparison = Comparison(level=pair.confidence, power=_WANTED)
    return [
        (n, power(difference=pair.difference, contacts=n, deviation=pair.deviation, comparison=comparison))
        for n in grid
    ]


def _figure(
    pair: Pair, found: list[tuple[int, float]], made: int, language: Language, *, stacked: bool
) -> Drawing:
    figure = Drawing()
    sides = ((0.0, 1.0), (0.0, 1.0)) if stacked else ((0.0, 0.46), (0.56, 1.0))
    floors = ((0.6, 1.0), (0.0, 0.38)) if stacked else ((0.0, 1.0), (0.0, 1.0))
    _differences(figure, pair)
    _power(figure, found, made, language)
    dressed(
        figure,
        height=560 if stacked else 330,
        language=language,
        margin={"l": 8, "r": 20, "t": 64, "b": 36},
        xaxis=quiet_axis(
            domain=list(sides[0]), anchor="y", nticks=7, title=_title(say("duel_difference_axis", language))
        ),
        yaxis=quiet_axis(domain=list(floors[0]), showticklabels=False, showgrid=False, range=[0, 1.12]),
        xaxis2=quiet_axis(
            domain=list(sides[1]), anchor="y2", nticks=5, rangemode="tozero", tickformat=",d",
            title=_title(say("duel_contacts", language)),
        ),
        yaxis2=quiet_axis(
            domain=list(floors[1]), anchor="x2", range=[0, 1.05], tickvals=[0, 0.5, _WANTED, 1],
            ticktext=[share(each, language) for each in (0, 0.5, _WANTED, 1)],
        ),
    )  # fmt: skip
    heading(figure, _said(pair, language), x=0, shift=12)
    text = say("duel_power", language, difference=number(pair.difference, language))
    figure.add_annotation(
        text=text, xref="paper", yref="paper", x=sides[1][0], y=floors[1][1], yshift=12, xanchor="left",
        yanchor="bottom", align="left", showarrow=False, font={"size": 12, "color": FAINT},
    )  # fmt: skip
    return figure


def _title(text: str) -> dict[str, object]:
    return {"text": text, "font": {"size": 12, "color": FAINT}, "standoff": 8}


def _said(pair: Pair, language: Language) -> str:
    return say(
        "duel_difference",
        language,
        difference=number(pair.difference, language),
        low=number(pair.low, language),
        high=number(pair.high, language),
        p=number(pair.p, language, places=2),
    )


def _differences(figure: Drawing, pair: Pair) -> None:
    spread = max(pair.error, 1e-6)
    x = np.linspace(pair.difference - 3.6 * spread, pair.difference + 3.6 * spread, 181)
    t = stats.t(pair.freedom) if np.isfinite(pair.freedom) else stats.norm()
    height = t.pdf((x - pair.difference) / spread) / t.pdf(0)
    _area(figure, x, height, TINT)
    wrong = x <= 0
    if wrong.any():
        _area(figure, x[wrong], height[wrong], "#f1c9b0")
    figure.add_scatter(x=x, y=height, mode="lines", line={"width": 2, "color": ACCENT}, hoverinfo="skip")
    figure.add_scatter(
        x=[pair.low, pair.high], y=[0.0, 0.0], mode="lines", line={"width": 5, "color": ACCENT},
        hoverinfo="skip", cliponaxis=False,
    )  # fmt: skip
    figure.add_shape(
        type="line",
        xref="x",
        x0=0,
        x1=0,
        yref="y",
        y0=0,
        y1=1.1,
        line={"color": INK, "width": 1.5, "dash": "dot"},
    )


def _area(figure: Drawing, x: NDArray[np.float64], height: NDArray[np.float64], colour: str) -> None:
    figure.add_scatter(
        x=x, y=height, mode="lines", line={"width": 0}, fill="tozeroy", fillcolor=colour, hoverinfo="skip"
    )


def _power(figure: Drawing, found: list[tuple[int, float]], made: int, language: Language) -> None:
    figure.add_scatter(
        x=[n for n, _ in found],
        y=[chance for _, chance in found],
        mode="lines",
        line={"width": 2.5, "color": ACCENT},
        customdata=[
            f"{say('n_contacts', language, n=whole(n, language))}<br>{share(chance, language)}"
            for n, chance in found
        ],
        hovertemplate="%{customdata}<extra></extra>",
        xaxis="x2",
        yaxis="y2",
    )
    now = dict(found)[made]
    figure.add_scatter(
        x=[made],
        y=[now],
        mode="markers+text",
        marker={"size": 10, "color": "#ffffff", "line": {"width": 2, "color": ALARM}},
        text=[f"  {say('duel_made', language, n=made, chance=share(now, language))}"],
        # The curve rises to the right, so below it is room; at the very bottom there is none.
        textposition="bottom right" if now > 0.12 else "top right",
        textfont={"size": 12, "color": INK},
        hoverinfo="skip",
        cliponaxis=False,
        xaxis="x2",
        yaxis="y2",
    )
    figure.add_shape(
        type="line", xref="x2 domain", x0=0, x1=1, yref="y2", y0=_WANTED, y1=_WANTED,
        line={"color": LINE, "width": 1, "dash": "dash"},
    )  # fmt: skip
