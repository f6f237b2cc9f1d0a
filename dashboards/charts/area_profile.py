"""One organisation's areas beside its class."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
from scipy import special

from benchmark.statistics.errors import BadTable
from benchmark.statistics.interval import tail
from dashboards.charts.chart import Chart, ChartTable
from dashboards.charts.drawing import Drawing
from dashboards.charts.theme import (
    ACCENT,
    FAINT,
    INK,
    clipped,
    dressed,
    heading,
    quiet_axis,
    room,
    row_axis,
    strokes,
)
from dashboards.charts.words import Language, number, say, share

_ROW, _NARROW_ROW = 40, 50


class _Area(NamedTuple):
    title: str
    score: float | None
    low: float | None
    high: float | None
    contacts: int
    peers: tuple[float, ...]

    @property
    def middle(self) -> float | None:
        return float(np.median(self.peers)) if self.peers else None

    @property
    def apart(self) -> float | None:
        # Alone, the median is its own score: nobody is there to be compared with.
        if self.score is None or self.middle is None or len(self.peers) == 1:
            return None
        return self.score - self.middle


def area_profile(
    areas: pd.DataFrame,
    *,
    organisation: str,
    order: Sequence[str] | None = None,
    titles: Mapping[str, str] | None = None,
    level: float = 0.95,
    language: Language,
) -> Chart:
    """Draw an organisation's areas with intervals; behind them its class: all, the middle half, the median.

    Args:
        areas: `ScoreRun.areas`: a row an organisation and area with `class, n, score, standard_error`.
        organisation: whose. order: areas from the top down; as they come where not given.
        titles: readable names of areas. level: of the intervals. language: of the words.

    Raises:
        BadTable: the organisation is not in the table.
    """
    found = _read(areas, organisation, order, titles or {}, level)
    return Chart(
        figure=_figure(found, level, language, narrow=False),
        narrow=_figure(found, level, language, narrow=True),
        table=_table(found, language),
        title=say("profile_title", language, organisation=organisation),
        summary=_summary(found, organisation, language),
        language=language,
    )


def _read(
    areas: pd.DataFrame,
    organisation: str,
    order: Sequence[str] | None,
    titles: Mapping[str, str],
    level: float,
) -> list[_Area]:
    whose = areas["organisation"].astype(str)
    own = areas[whose == organisation].set_index("area")
    if own.empty:
        raise BadTable(f"there is no area of {organisation}")
    group = str(own["class"].iloc[0])
    peers = areas[areas["class"].astype(str) == group]
    z = float(special.ndtri(1 - tail(level)))
    found = []
    for area in order or [str(each) for each in own.index]:
        score = _number(own.loc[area, "score"])
        error = _number(own.loc[area, "standard_error"])
        known = None if score is None or error is None else (score - z * error, score + z * error)
        found.append(
            _Area(
                title=titles.get(area, area),
                score=score,
                low=None if known is None else max(known[0], 0.0),
                high=None if known is None else min(known[1], 100.0),
                contacts=int(_number(own.loc[area, "n"]) or 0),
                peers=tuple(float(each) for each in peers[peers["area"] == area]["score"].dropna()),
            )
        )
    return found


def _number(cell: object) -> float | None:
    """A cell of a frame; None where it is empty."""
    value = float(str(cell))
    return None if value != value else value


def _figure(found: list[_Area], level: float, language: Language, *, narrow: bool) -> Drawing:
    drop = 0.18 if narrow else 0.0
    figure = Drawing()
    spread = [(at + drop, area) for at, area in enumerate(found) if area.peers]
    figure.add_scatter(
        **strokes([(min(area.peers), max(area.peers), at) for at, area in spread]),
        mode="lines",
        line={"width": 2, "color": "#cfd8da"},
        hoverinfo="skip",
    )
    quartiles = [(at, np.quantile(area.peers, [0.25, 0.75])) for at, area in spread]
    figure.add_scatter(
        **strokes([(float(low), float(high), at) for at, (low, high) in quartiles]),
        mode="lines",
        line={"width": 12, "color": "#dbe3e5"},
        hoverinfo="skip",
    )
    figure.add_scatter(
        x=[area.middle for _, area in spread],
        y=[at for at, _ in spread],
        mode="markers",
        marker={"symbol": "line-ns", "size": 14, "line": {"width": 2, "color": FAINT}},
        hoverinfo="skip",
    )
    own = [(at + drop, area) for at, area in enumerate(found) if area.score is not None]
    figure.add_scatter(
        **strokes(
            [(area.low, area.high, at) for at, area in own if area.low is not None and area.high is not None]
        ),
        mode="lines",
        line={"width": 1.5, "color": ACCENT},
        hoverinfo="skip",
    )
    figure.add_scatter(
        x=[area.score for _, area in own],
        y=[at for at, _ in own],
        mode="markers",
        marker={"size": 10, "color": ACCENT},
        customdata=[_hover(area, language) for _, area in own],
        hovertemplate="%{customdata}<extra></extra>",
    )
    ends = [
        value
        for area in found
        for value in (*area.peers, area.low, area.high, area.score)
        if value is not None
    ]
    start, end = room(min(ends, default=0.0), max(ends, default=100.0))
    if narrow:
        figure.add_scatter(
            x=[start] * len(found),
            y=[at - 0.26 for at in range(len(found))],
            text=[clipped(area.title, 34) for area in found],
            mode="text",
            textposition="middle right",
            hoverinfo="skip",
            cliponaxis=False,
        )
    numbers = [_numbers(area, language) for area in found]
    names = ["" if narrow else clipped(area.title, 34) for area in found]
    dressed(
        figure,
        height=len(found) * (_NARROW_ROW if narrow else _ROW) + 92,
        language=language,
        margin={"l": 8, "r": 106 if narrow else 120, "t": 72, "b": 8},
        xaxis=quiet_axis(range=[start, end], side="top", nticks=6),
        yaxis=row_axis(names, showticklabels=not narrow, tickfont={"size": 14, "color": INK}),
    )
    for at, text in enumerate(numbers):
        figure.add_annotation(
            text=text, xref="paper", x=1, xshift=10, xanchor="left", y=at + drop, yref="y", showarrow=False,
            align="left", font={"size": 13},
        )  # fmt: skip
    heading(figure, say("profile_key", language, level=share(level, language)), x=0, shift=26)
    return figure


def _numbers(area: _Area, language: Language) -> str:
    if area.score is None:
        return f'<span style="color:{FAINT}">{say("missing", language)}</span>'
    text = f"<b>{number(area.score, language)}</b>"
    if area.apart is None:
        return text
    return f'{text}  <span style="color:{FAINT}">{_signed(area.apart, language)}</span>'


def _score(area: _Area) -> float:
    return area.score or 0.0


def _signed(value: float, language: Language) -> str:
    text = number(value, language)
    return text if value < 0 and text.startswith("−") else f"+{text}"


def _hover(area: _Area, language: Language) -> str:
    lines = [f"<b>{area.title}</b>", f"{say('score', language)} {number(area.score or 0.0, language)}"]
    if area.low is not None and area.high is not None:
        lines[1] += f" ({number(area.low, language)}–{number(area.high, language)})"
    if area.middle is not None:
        lines.append(f"{say('profile_median', language)} {number(area.middle, language)}")
    return "<br>".join([*lines, say("n_contacts", language, n=area.contacts)])


def _table(found: list[_Area], language: Language) -> ChartTable:
    keys = ("profile_area", "score_points", "interval_low", "interval_high", "profile_median_points",
            "profile_apart", "profile_low", "profile_high", "contacts")  # fmt: skip
    return ChartTable(
        head=tuple(say(key, language) for key in keys),
        rows=tuple(
            (
                area.title,
                area.score,
                area.low,
                area.high,
                area.middle,
                area.apart,
                min(area.peers, default=None),
                max(area.peers, default=None),
                area.contacts,
            )
            for area in found
        ),
        places=(0, 1, 1, 1, 1, 1, 1, 1, 0),
    )


def _summary(found: list[_Area], organisation: str, language: Language) -> str:
    known = [area for area in found if area.apart is not None]
    alone = [area for area in found if area.score is not None]
    if not alone:
        return say("profile_none", language, organisation=organisation)
    if not known:
        top, bottom = max(alone, key=_score), min(alone, key=_score)
        return say(
            "profile_alone",
            language,
            organisation=organisation,
            best=top.title,
            worst=bottom.title,
            above=number(_score(top), language),
            below=number(_score(bottom), language),
        )
    best = max(known, key=lambda area: area.apart or 0.0)
    worst = min(known, key=lambda area: area.apart or 0.0)
    return say(
        "profile_summary",
        language,
        organisation=organisation,
        best=best.title,
        worst=worst.title,
        above=_signed(best.apart or 0.0, language),
        below=_signed(worst.apart or 0.0, language),
    )
