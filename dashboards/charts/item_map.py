"""The item map: which items are easy and which are hard, on one scale with the organisations."""

from __future__ import annotations

from collections.abc import Mapping

from benchmark.statistics.rasch import Rasch, RaschLevel
from dashboards.charts.chart import Chart, ChartTable
from dashboards.charts.drawing import Drawing
from dashboards.charts.theme import (
    ACCENT,
    ALARM,
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
from dashboards.charts.words import Language, listed, number, say

_ROW = 24
_TICK = 0.32


def item_map(rasch: Rasch, *, titles: Mapping[str, str] | None = None, language: Language) -> Chart:
    """Draw a row an item, the easiest first, on the scale of logits; above them a tick an organisation.

    An organisation to the right of an item is more likely than not to get the better mark on it. Items whose
    answers are more erratic or more regular than the model expects are marked. Diagnostics, never a score.

    Args:
        rasch: by `fit_rasch`. titles: readable names of items. language: of the words.
    """
    items = rasch.item_map
    names = [(titles or {}).get(each.name, each.name) for each in items]
    organisations = rasch.facets["organisation"]
    odd = [name for name, each in zip(names, items, strict=True) if not each.fits]
    keys = ("item_item", "item_measure", "item_error", "item_infit", "item_outfit", "item_ratings")
    return Chart(
        figure=_figure(items, names, organisations, language, letters=44),
        narrow=_figure(items, names, organisations, language, letters=17),
        table=ChartTable(
            head=tuple(say(key, language) for key in keys),
            rows=tuple(
                (name, each.measure, each.error, each.infit, each.outfit, each.ratings)
                for name, each in zip(names, items, strict=True)
            ),
            places=(0, 2, 2, 2, 2, 0),
        ),
        title=say("item_title", language),
        summary=say(
            "item_summary",
            language,
            easy=names[0],
            hard=names[-1],
            odd=listed(odd, language, most=4) or say("nothing", language),
        ),
        language=language,
    )


def _figure(
    items: tuple[RaschLevel, ...],
    names: list[str],
    organisations: tuple[RaschLevel, ...],
    language: Language,
    *,
    letters: int,
) -> Drawing:
    figure = Drawing()
    rows = list(range(1, len(items) + 1))
    x: list[float | None] = []
    y: list[float | None] = []
    for each in organisations:
        x += [each.measure, each.measure, None]
        y += [-_TICK, _TICK, None]
    figure.add_scatter(x=x, y=y, mode="lines", line={"width": 1.5, "color": QUIET}, hoverinfo="skip")
    figure.add_scatter(
        x=[each.measure for each in organisations],
        y=[0] * len(organisations),
        mode="markers",
        marker={"size": 10, "opacity": 0},
        customdata=[
            f"<b>{escaped(each.name)}</b><br>{number(each.measure, language, places=2)}"
            for each in organisations
        ],
        hovertemplate="%{customdata}<extra></extra>",
    )
    figure.add_scatter(
        **strokes(
            [
                (each.measure - 1.96 * each.error, each.measure + 1.96 * each.error, at)
                for at, each in zip(rows, items, strict=True)
            ]
        ),
        mode="lines",
        line={"width": 1.5, "color": QUIET},
        hoverinfo="skip",
    )
    figure.add_scatter(
        x=[each.measure for each in items],
        y=rows,
        mode="markers",
        marker={
            "size": 9,
            "symbol": ["circle" if each.fits else "diamond" for each in items],
            "color": [ACCENT if each.fits else "#ffffff" for each in items],
            "line": {"width": 2, "color": [ACCENT if each.fits else ALARM for each in items]},
        },
        customdata=[
            f"<b>{escaped(name)}</b><br>{number(each.measure, language, places=2)}"
            f"<br>{say('item_infit', language)} {number(each.infit, language, places=2)}"
            for name, each in zip(names, items, strict=True)
        ],
        hovertemplate="%{customdata}<extra></extra>",
    )
    shown = [f"<b>{say('item_organisations', language)}</b>", *(clipped(name, letters) for name in names)]
    left = label_room([say("item_organisations", language), *shown[1:]])
    dressed(
        figure,
        height=_ROW * len(shown) + 88,
        language=language,
        margin={"l": left, "r": 16, "t": 70, "b": 8},
        xaxis=quiet_axis(side="top", nticks=7, tickfont={"color": FAINT, "size": 12}),
        yaxis=row_axis(shown, automargin=False),
    )
    heading(figure, say("item_key", language), x=0, shift=26, aside=4 - left if letters < 20 else 0)
    return figure
