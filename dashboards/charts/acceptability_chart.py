"""Who wins under how many of all reasonable weights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from benchmark.ranking.errors import BadEstimates
from benchmark.ranking.rank_acceptability import Acceptability
from dashboards.charts.chart import Chart, ChartTable
from dashboards.charts.drawing import Drawing
from dashboards.charts.moves import NARROW_ROW, names_above
from dashboards.charts.theme import (
    ACCENT,
    FAINT,
    QUIET,
    bands,
    clipped,
    dressed,
    escaped,
    heading,
    label_room,
    quiet_axis,
    row_axis,
    row_height,
    strokes,
)
from dashboards.charts.words import Language, listed, number, say, share, span

_SEEN = 0.005
"""Less prints as 0 % and gets no bar."""


def acceptability_chart(found: Acceptability, *, organisations: Sequence[str], language: Language) -> Chart:
    """Draw a row an organisation, in the order under the published weights.

    At the left the share of the weights under which it is first; beside it the ranks that it takes under
    nine tenths of them, with a mark at its rank under the published weights.

    Args:
        found: by `rank_acceptability`, its rows in the published order. organisations: their names.
        language: of the words.

    Raises:
        BadEstimates: not one name for each row.
    """
    if len(organisations) != len(found.low):
        raise BadEstimates(f"{len(organisations)} names do not fit {len(found.low)} organisations")
    first = [float(each) for each in found.share[:, 0]]
    winners = [name for name, each in zip(organisations, first, strict=True) if each >= _SEEN]
    return Chart(
        figure=_wide(found, organisations, first, language),
        narrow=_narrow(found, organisations, first, language),
        table=ChartTable(
            head=tuple(
                say(key, language)
                for key in (
                    "rank",
                    "organisation",
                    "weights_first_percent",
                    "rank_low",
                    "rank_high",
                    "weights_shift",
                )
            ),
            rows=tuple(
                (
                    at + 1,
                    name,
                    100 * first[at],
                    int(found.low[at]),
                    int(found.high[at]),
                    float(found.shift[at]),
                )
                for at, name in enumerate(organisations)
            ),
            places=(0, 0, 1, 0, 0, 1),
        ),
        title=say("weights_title", language),
        summary=say(
            "weights_summary",
            language,
            leader=organisations[0],
            share=share(first[0], language),
            names=listed([name for name in winners if name != organisations[0]], language, most=4)
            or say("nobody", language),
        ),
        language=language,
    )


def _wide(found: Acceptability, names: Sequence[str], first: list[float], language: Language) -> Drawing:
    size = len(names)
    figure = Drawing()
    won = [at for at in range(size) if first[at] >= _SEEN]
    bands(figure, won)
    figure.add_bar(
        orientation="h",
        x=[100 * first[at] for at in won],
        y=won,
        width=0.55,
        marker={"color": ACCENT, "line": {"width": 0}},
        customdata=[_hover(found, names, at, language) for at in won],
        hovertemplate="%{customdata}<extra></extra>",
    )
    figure.add_scatter(
        x=[100 * first[at] for at in won],
        y=won,
        text=[f" {share(first[at], language)}" for at in won],
        mode="text",
        textposition="middle right",
        textfont={"size": 12},
        hoverinfo="skip",
        cliponaxis=False,
    )
    _ranks(figure, found, names, first, language, axes={"xaxis": "x2", "yaxis": "y2"})
    shown = [clipped(name, 36) for name in names]
    dressed(
        figure,
        height=size * row_height(size) + 92,
        language=language,
        margin={"l": label_room(shown), "r": 12, "t": 72, "b": 8},
        barmode="overlay",
        xaxis=quiet_axis(
            domain=[0.0, 0.34], range=[0, 118], tickvals=[0, 50, 100], ticksuffix=" %", side="top",
            anchor="y",
        ),
        yaxis=row_axis(shown, automargin=False),
        xaxis2=quiet_axis(**_rank_axis(size), domain=[0.45, 1.0], anchor="y2"),
        yaxis2=row_axis(
            _spans(found), anchor="x2", matches="y", automargin=False, tickfont={"color": FAINT, "size": 12}
        ),
    )  # fmt: skip
    heading(figure, say("weights_first", language), x=0, shift=26)
    heading(figure, say("weights_ranks", language), x=0.45, shift=26)
    figure.add_shape(
        type="line", xref="x", x0=0, x1=0, yref="paper", y0=0, y1=1, line={"color": QUIET, "width": 1}
    )
    return figure


def _narrow(found: Acceptability, names: Sequence[str], first: list[float], language: Language) -> Drawing:
    """For a phone: the name above its ranks, the share at the right."""
    size = len(names)
    figure = Drawing()
    bands(figure, [at for at in range(size) if first[at] >= _SEEN])
    _ranks(figure, found, names, first, language, drop=0.22)
    figure.add_scatter(x=[None], y=[None], mode="markers", hoverinfo="skip", yaxis="y2")
    axis = _rank_axis(size)
    names_above(figure, names, x=axis["range"][0])
    told = [
        f'<b>{share(first[at], language)}</b><br><span style="color:{FAINT};font-size:11px">{ranks}</span>'
        for at, ranks in enumerate(_spans(found))
    ]
    dressed(
        figure,
        height=size * NARROW_ROW + 92,
        language=language,
        margin={"l": 4, "r": 58, "t": 72, "b": 8},
        xaxis=quiet_axis(**axis),
        yaxis=row_axis([""] * size, automargin=False),
        yaxis2=row_axis(told, side="right", overlaying="y", automargin=False),
    )
    heading(figure, say("weights_ranks", language), x=0, shift=26)
    figure.add_annotation(
        text=say("weights_first_short", language), xref="paper", yref="paper", x=1, y=1, xshift=54, yshift=26,
        xanchor="right", yanchor="bottom", align="right", showarrow=False, font={"size": 12, "color": FAINT},
    )  # fmt: skip
    return figure


def _ranks(
    figure: Drawing,
    found: Acceptability,
    names: Sequence[str],
    first: list[float],
    language: Language,
    *,
    drop: float = 0.0,
    axes: Mapping[str, str] | None = None,
) -> None:
    """The ranks of each as a stroke, and a mark at the published one."""
    size = len(names)
    figure.add_scatter(
        **strokes([(found.low[at] - 0.3, found.high[at] + 0.3, at + drop) for at in range(size)]),
        mode="lines",
        line={"width": 8, "color": "#b9c6c9"},
        hoverinfo="skip",
        **(axes or {}),
    )
    figure.add_scatter(
        x=list(range(1, size + 1)),
        y=[at + drop for at in range(size)],
        mode="markers",
        marker={
            "size": 7,
            "color": [ACCENT if each >= _SEEN else "#ffffff" for each in first],
            "line": {"width": 1.5, "color": [ACCENT if each >= _SEEN else FAINT for each in first]},
        },
        customdata=[_hover(found, names, at, language) for at in range(size)],
        hovertemplate="%{customdata}<extra></extra>",
        **(axes or {}),
    )


def _rank_axis(size: int) -> dict[str, Any]:
    steps = {"dtick": 1, "tick0": 1} if size <= 12 else {"nticks": 6}
    return {"range": [0.3, max(size, 2) + 0.7], "side": "top", **steps}


def _spans(found: Acceptability) -> list[str]:
    return [span(int(low), int(high)) for low, high in zip(found.low, found.high, strict=True)]


def _hover(found: Acceptability, names: Sequence[str], at: int, language: Language) -> str:
    return "<br>".join(
        (
            f"<b>{escaped(names[at])}</b>",
            say("p_rank", language, rank=1, p=share(float(found.share[at, 0]), language)),
            f"{say('ranks', language)} {span(int(found.low[at]), int(found.high[at]))}",
            f"{say('weights_shift', language)} {number(float(found.shift[at]), language)}",
        )
    )
