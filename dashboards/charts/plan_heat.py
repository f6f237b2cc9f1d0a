"""The heat map of a plan: counts in cells, their sums beside and below."""

from __future__ import annotations

from collections.abc import Sequence

from plotly.colors import sample_colorscale

from dashboards.charts.drawing import Drawing
from dashboards.charts.theme import FAINT, FONT, GROUND, INK, cells, quiet_axis, row_axis

SCALE = [[0.0, "#eaf3f4"], [1.0, "#6fadb6"]]
"""From few to many: one hue, so that it reads in grey and by colour-blind eyes too, and light enough for the
dark numbers in it."""
_ROW = 27


def plan_heat(
    *,
    counts: Sequence[Sequence[int]],
    across: Sequence[str],
    down: Sequence[str],
    hover: Sequence[Sequence[str]],
) -> Drawing:
    """Draw counts, one row for each of `down`, one column for each of `across`; 0 leaves a cell blank.

    Cells are filled paths: a heat map of plotly's is a picture in a data: address, which a strict
    Content-Security-Policy forbids.

    Args:
        counts: shape (down, across). across, down: labels. hover: what a cell says to a pointer.
    """
    filled = [(column, row, n) for row, line in enumerate(counts) for column, n in enumerate(line) if n]
    most = max((n for *_, n in filled), default=1)
    figure = Drawing()
    for count in sorted({n for *_, n in filled}):
        figure.add_scatter(
            **cells([(column, row) for column, row, n in filled if n == count], wide=0.48, high=0.45),
            mode="lines",
            line={"width": 0},
            fill="toself",
            fillcolor=sample_colorscale(SCALE, [count / most])[0],
            hoverinfo="skip",
        )
    figure.add_scatter(
        x=[column for column, *_ in filled],
        y=[row for _, row, _ in filled],
        text=[str(n) for *_, n in filled],
        customdata=[hover[row][column] for column, row, _ in filled],
        hovertemplate="%{customdata}<extra></extra>",
        mode="text",
        textfont={"color": INK},
    )
    _sums(figure, counts, len(across))
    figure.update_layout(
        font={"family": FONT, "size": 13, "color": INK},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor=GROUND,
        margin={"l": 8, "r": 8, "t": 30, "b": 8},
        height=_ROW * (len(down) + 1) + 40,
        showlegend=False,
        hovermode="closest",
        hoverlabel={"font": {"family": FONT}},
        xaxis=quiet_axis(
            side="top",
            showgrid=False,
            range=[-0.5, len(across) + 0.5],
            tickvals=list(range(len(across) + 1)),
            ticktext=[*across, "Sum"],
            tickfont={"color": INK, "size": 13},
        ),
        yaxis=row_axis([*down, "Sum"], ticklabelstandoff=6),
    )
    return figure


def _sums(figure: Drawing, counts: Sequence[Sequence[int]], columns: int) -> None:
    """Totals without colour: they are of another size."""
    rows = len(counts)
    sums = [(columns, row, sum(line)) for row, line in enumerate(counts)]
    sums += [(column, rows, sum(line[column] for line in counts)) for column in range(columns)]
    sums.append((columns, rows, sum(map(sum, counts))))
    figure.add_scatter(
        x=[column for column, *_ in sums],
        y=[row for _, row, _ in sums],
        text=[str(total) for *_, total in sums],
        mode="text",
        textfont={"color": FAINT},
        hoverinfo="skip",
    )
