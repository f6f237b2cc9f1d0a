"""The signs that a shopper's work should be looked at again, all shoppers side by side."""

from __future__ import annotations

from collections.abc import Sequence

from benchmark.statistics.shopper_panel import SIGNS, ShopperSigns, Sign
from dashboards.charts.chart import Cell, Chart, ChartTable
from dashboards.charts.drawing import Drawing
from dashboards.charts.theme import (
    ALARM,
    FAINT,
    cells,
    clipped,
    dressed,
    escaped,
    heading,
    label_room,
    quiet_axis,
    row_axis,
    row_height,
    shade,
)
from dashboards.charts.words import Language, listed, number, say

_HEAD, _HEAD_NARROW = 150, 168
"""Px above the cells, for the names of the signs, which stand upright or aslant."""


def shopper_signs_chart(panel: Sequence[ShopperSigns], *, language: Language) -> Chart:
    """Draw a row a shopper, the most conspicuous first, and a column a sign.

    A cell is the darker, the more conspicuous the shopper is among all; a mark in it says that the sign is
    flagged. What could not be read has no cell. None of it excludes anybody.

    Args:
        panel: by `shopper_panel`. language: of the words.
    """
    kinds = [name for name in SIGNS if any(sign.name == name for each in panel for sign in each.signs)]
    flagged = [each.shopper for each in panel if each.flagged]
    return Chart(
        figure=_figure(panel, kinds, language, letters=32),
        narrow=_figure(panel, kinds, language, letters=13),
        table=_table(panel, kinds, language),
        title=say("signs_title", language),
        summary=say(
            "signs_summary",
            language,
            n=len(panel),
            names=listed(flagged, language, most=6) or say("nobody", language),
        ),
        language=language,
    )


def _figure(panel: Sequence[ShopperSigns], kinds: list[str], language: Language, *, letters: int) -> Drawing:
    narrow = letters < 20
    column = {name: at for at, name in enumerate(kinds)}
    found = [(column[sign.name], row, each, sign) for row, each in enumerate(panel) for sign in each.signs]
    shades: dict[str, list[tuple[int, int]]] = {}
    for at, row, _, sign in found:
        # The least conspicuous of all still has a cell that is seen: it was read.
        shades.setdefault(shade(max(sign.rank * 0.6, 0.03)), []).append((at, row))
    figure = Drawing()
    for colour, places in shades.items():
        figure.add_scatter(
            **cells(places), mode="lines", line={"width": 0}, fill="toself", fillcolor=colour,
            hoverinfo="skip",
        )  # fmt: skip
    marked = [(at, row) for at, row, _, sign in found if sign.flagged]
    figure.add_scatter(
        x=[at for at, _ in marked],
        y=[row for _, row in marked],
        mode="markers",
        marker={"symbol": "diamond", "size": 9, "color": "#ffffff", "line": {"width": 2, "color": ALARM}},
        hoverinfo="skip",
    )
    figure.add_scatter(
        x=[at for at, *_ in found],
        y=[row for _, row, *_ in found],
        customdata=[_hover(each, sign, language) for *_, each, sign in found],
        mode="markers",
        marker={"size": 14, "opacity": 0},
        hovertemplate="%{customdata}<extra></extra>",
    )
    names = [clipped(each.shopper, letters) for each in panel]
    left = label_room(names)
    figure.add_scatter(x=[None], y=[None], mode="markers", hoverinfo="skip", yaxis="y2")
    dressed(
        figure,
        height=max(len(panel), 1) * row_height(len(panel)) + (_HEAD_NARROW if narrow else _HEAD) + 16,
        language=language,
        margin={"l": left, "r": 52 if narrow else 130, "t": _HEAD_NARROW if narrow else _HEAD, "b": 8},
        xaxis=quiet_axis(
            range=[-0.55, max(len(kinds), 1) - 0.45],
            tickvals=list(range(len(kinds))),
            ticktext=[say(_key(name), language) for name in kinds],
            tickangle=-90 if narrow else -35,
            side="top",
            showgrid=False,
            automargin=False,
        ),
        yaxis=row_axis(names, automargin=False),
        yaxis2=row_axis(
            [f"n {each.contacts}" for each in panel],
            side="right", overlaying="y", automargin=False, tickfont={"color": FAINT, "size": 12},
        ),
    )  # fmt: skip
    top = _HEAD_NARROW if narrow else _HEAD
    heading(figure, say("signs_key", language), x=0, shift=top - 40, aside=4 - left)
    return figure


def _key(name: str) -> str:
    return "sign_" + name.replace(" ", "_").replace("'", "")


def _hover(each: ShopperSigns, sign: Sign, language: Language) -> str:
    lines = [f"<b>{escaped(each.shopper)}</b>", f"{say(_key(sign.name), language)}: {_value(sign, language)}"]
    if sign.flagged:
        lines.append(say("signs_flagged", language))
    return "<br>".join(lines)


def _value(sign: Sign, language: Language) -> str:
    text = number(sign.value, language, places=2)
    return text if sign.p_value is None else f"{text} (p = {number(sign.p_value, language, places=3)})"


def _table(panel: Sequence[ShopperSigns], kinds: list[str], language: Language) -> ChartTable:
    rows: list[tuple[Cell, ...]] = []
    for each in panel:
        signs = {sign.name: sign for sign in each.signs}
        values = [signs[name].value if name in signs else None for name in kinds]
        flags = listed([say(_key(name), language) for name in each.flagged], language, most=20)
        rows.append((each.shopper, each.contacts, each.score, flags or say("nothing", language), *values))
    keys = ("shopper", "contacts", "signs_score", "signs_flagged_head")
    return ChartTable(
        head=(*(say(key, language) for key in keys), *(say(_key(name), language) for name in kinds)),
        rows=tuple(rows),
        places=(0, 0, 2, 0, *[2] * len(kinds)),
    )
