"""The ranking panel: scores that may be compared by eye, ranks not ruled out, probabilities of ranks."""

from __future__ import annotations

from benchmark.ranking.class_ranking import ClassRanking, Row
from dashboards.charts.chart import Chart, ChartTable
from dashboards.charts.drawing import Drawing
from dashboards.charts.theme import (
    ACCENT,
    FAINT,
    INK,
    QUIET,
    bands,
    cells,
    clipped,
    dressed,
    escaped,
    heading,
    quiet_axis,
    room,
    row_axis,
    row_height,
    shade,
    strokes,
)
from dashboards.charts.words import Language, listed, number, say, share, span

_HEAT_MOST = 60
"""In longer lists a cell of the heat map would be narrower than two pixels."""
_NARROW_ROW = 44
_SEEN = 0.005
"""Less prints as 0 % and stays white."""


def ranking_panel(ranking: ClassRanking, *, language: Language) -> Chart:
    """Draw a class: a row an organisation in the ranking's order, the unscored last.

    The mark is the official score, filled where the organisation may be the best. The thin line is the
    interval of the adjusted score, the thick one its comparison bar: where two thick ones do not overlap, the
    difference is more than chance. Beside them the ranks that are not ruled out, and up to 60 organisations
    the probability of each rank.
    """
    rows = ranking.rows
    return Chart(
        figure=_wide(ranking, language),
        narrow=_narrow(ranking, language),
        table=_table(ranking, language),
        title=say("ranking_title", language, group=ranking.group),
        summary=_summary(rows, ranking, language),
        language=language,
    )


def _wide(ranking: ClassRanking, language: Language) -> Drawing:
    rows, size = ranking.rows, len(ranking.rows) + len(ranking.unscored)
    with_heat = 1 < len(rows) <= _HEAT_MOST
    score, sets = ((0.0, 0.5), (0.59, 0.76)) if with_heat else ((0.0, 0.62), (0.71, 1.0))
    figure = Drawing()
    bands(figure, [at for at, row in enumerate(rows) if row.may_be_best])
    _scores(figure, rows, language)
    figure.add_scatter(
        **strokes([(row.rank_low - 0.3, row.rank_high + 0.3, at) for at, row in enumerate(rows)]),
        mode="lines",
        line={"width": 8, "color": "#b9c6c9"},
        hoverinfo="skip",
        xaxis="x2",
        yaxis="y2",
    )
    figure.add_scatter(
        x=[row.rank for row in rows],
        y=list(range(len(rows))),
        mode="markers",
        marker=_marks(rows, size=7),
        customdata=[_hover(row, language) for row in rows],
        hovertemplate="%{customdata}<extra></extra>",
        xaxis="x2",
        yaxis="y2",
    )
    names = [f"{clipped(row.organisation, 36)}  <b>{row.rank}</b>" for row in rows]
    names += [f"{clipped(name, 36)}  –" for name in ranking.unscored]
    scores = [f"<b>{number(row.score, language)}</b>" for row in rows]
    scores += [say("no_score", language)] * len(ranking.unscored)
    dressed(
        figure,
        height=size * row_height(size) + 96,
        language=language,
        margin={"l": 8, "r": 52 if not with_heat else 12, "t": 76, "b": 12},
        xaxis=quiet_axis(domain=list(score), range=_range(rows), side="top", anchor="y", nticks=7),
        yaxis=row_axis(names),
        xaxis2=quiet_axis(
            domain=list(sets),
            range=[0.3, max(len(rows), 2) + 0.7],
            side="top",
            anchor="y2",
            tickvals=_some_ranks(len(rows)),
            showgrid=True,
        ),
        yaxis2=row_axis(scores, overlaying=None, anchor="x2", side="left", ticklabelstandoff=14, matches="y"),
    )
    level = share(ranking.confidence, language)
    heading(figure, say("ranking_score", language, level=level), x=0)
    heading(figure, say("ranking_sets", language), x=sets[0])
    if with_heat:
        _heat(figure, rows, names, language)
    figure.add_annotation(
        text=say("ranking_key", language),
        xref="paper",
        yref="paper",
        x=0,
        y=1,
        xshift=-14,
        yshift=30,
        xanchor="right",
        yanchor="bottom",
        align="left",
        showarrow=False,
        font={"size": 12, "color": FAINT},
    )
    return figure


def _scores(figure: Drawing, rows: tuple[Row, ...], language: Language, *, drop: float = 0.0) -> None:
    """Thin interval, thick bar, mark; `drop` moves them below the middle of their row."""
    for best, colour, thick in ((False, QUIET, "#b9c6c9"), (True, ACCENT, "#7fb3bc")):
        mine = [(at + drop, row) for at, row in enumerate(rows) if row.may_be_best is best]
        for width, tone, half in ((1.5, colour, False), (8, thick, True)):
            figure.add_scatter(
                **strokes(
                    [
                        (max(row.adjusted - row.bar, 0), min(row.adjusted + row.bar, 100), at)
                        if half
                        else (row.low, row.high, at)
                        for at, row in mine
                    ]
                ),
                mode="lines",
                line={"width": width, "color": tone},
                hoverinfo="skip",
            )
    figure.add_scatter(
        x=[row.score for row in rows],
        y=[at + drop for at in range(len(rows))],
        mode="markers",
        marker=_marks(rows, size=9),
        customdata=[_hover(row, language) for row in rows],
        hovertemplate="%{customdata}<extra></extra>",
    )


def _marks(rows: tuple[Row, ...], *, size: int) -> dict[str, object]:
    return {
        "size": size,
        "color": [ACCENT if row.may_be_best else "#ffffff" for row in rows],
        "line": {"width": 1.5, "color": [ACCENT if row.may_be_best else FAINT for row in rows]},
    }


def _heat(figure: Drawing, rows: tuple[Row, ...], names: list[str], language: Language) -> None:
    size = len(rows)
    # Rectangles as paths: a heat map of plotly's is a picture in a data: address, which the site forbids.
    shades: dict[str, list[tuple[int, int]]] = {}
    for at, row in enumerate(rows):
        for rank, p in enumerate(row.rank_probabilities, 1):
            if p >= _SEEN:
                shades.setdefault(shade(p), []).append((rank, at))
    for colour, places in shades.items():
        figure.add_scatter(
            **cells(places),
            mode="lines",
            line={"width": 0},
            fill="toself",
            fillcolor=colour,
            hoverinfo="skip",
            xaxis="x3",
            yaxis="y3",
        )
    felt = [place for places in shades.values() for place in places]
    figure.add_scatter(
        x=[rank for rank, _ in felt],
        y=[at for _, at in felt],
        customdata=[
            f"{escaped(rows[at].organisation)}<br>"
            + say("p_rank", language, rank=rank, p=share(rows[at].rank_probabilities[rank - 1], language))
            for rank, at in felt
        ],
        mode="markers",
        marker={"size": 8, "opacity": 0},
        hovertemplate="%{customdata}<extra></extra>",
        xaxis="x3",
        yaxis="y3",
    )
    if size <= 12:
        shown = [
            (rank, at, p)
            for at, row in enumerate(rows)
            for rank, p in enumerate(row.rank_probabilities, 1)
            if p >= _SEEN
        ]
        figure.add_scatter(
            x=[each[0] for each in shown],
            y=[each[1] for each in shown],
            text=[f"{100 * each[2]:.0f}" for each in shown],
            mode="text",
            textfont={"size": 11, "color": ["#ffffff" if each[2] > 0.55 else INK for each in shown]},
            hoverinfo="skip",
            xaxis="x3",
            yaxis="y3",
        )
    labels = [span(row.rank_low, row.rank_high) for row in rows]
    figure.update_layout(
        xaxis3=quiet_axis(
            domain=[0.83, 1.0],
            range=[0.5, size + 0.5],
            side="top",
            anchor="y3",
            tickvals=_some_ranks(size),
            showgrid=False,
        ),
        yaxis3=row_axis(
            labels + [""] * (len(names) - size),
            anchor="x3",
            matches="y",
            tickfont={"color": FAINT, "size": 12},
        ),
    )
    heading(figure, say("ranking_heat", language) + (" (%)" if size <= 12 else ""), x=0.83)


def _narrow(ranking: ClassRanking, language: Language) -> Drawing:
    """For a phone: the name above its line, score and ranks at the right."""
    rows = ranking.rows
    size = len(rows) + len(ranking.unscored)
    start, end = _range(rows)
    figure = Drawing()
    bands(figure, [at for at, row in enumerate(rows) if row.may_be_best])
    _scores(figure, rows, language, drop=0.22)
    names = [f"<b>{row.rank}</b>  {clipped(row.organisation, 30)}" for row in rows]
    names += [f"–  {clipped(name, 30)}" for name in ranking.unscored]
    figure.add_scatter(
        x=[start] * size,
        y=[at - 0.2 for at in range(size)],
        text=names,
        mode="text",
        textposition="middle right",
        textfont={"size": 13},
        hoverinfo="skip",
        cliponaxis=False,
    )
    ticks = [
        f"<b>{number(row.score, language)}</b><br>"
        f'<span style="color:{FAINT};font-size:11px">{span(row.rank_low, row.rank_high)}</span>'
        for row in rows
    ]
    dressed(
        figure,
        height=size * _NARROW_ROW + 88,
        language=language,
        margin={"l": 4, "r": 48, "t": 66, "b": 8},
        xaxis=quiet_axis(range=[start, end], side="top", nticks=5),
        yaxis=row_axis([*ticks, *("–" for _ in ranking.unscored)], side="right", ticklabelstandoff=4),
    )
    level = share(ranking.confidence, language)
    heading(figure, say("ranking_score_narrow", language, level=level), x=0, shift=24)
    figure.add_annotation(
        text=f"{say('score', language)}<br>{say('ranks', language)}",
        xref="paper", yref="paper", x=1, y=1, xshift=46, yshift=24, xanchor="right", yanchor="bottom",
        align="right", showarrow=False, font={"size": 12, "color": FAINT},
    )  # fmt: skip
    return figure


def _range(rows: tuple[Row, ...]) -> list[float]:
    lows = [min(row.low, row.score, row.adjusted - row.bar) for row in rows]
    highs = [max(row.high, row.score, row.adjusted + row.bar) for row in rows]
    return room(min(lows), max(highs))


def _some_ranks(size: int) -> list[int]:
    """Ranks worth a number on the axis: the first, the last, and a few round ones between."""
    if size <= 8:
        return list(range(1, size + 1))
    step = next(step for step in (5, 10, 20, 50, 100, 200, 500, 1000, size) if size / step <= 3)
    between = [rank for rank in range(step, size, step) if size - rank > step / 2]
    return [1, *between, size]


def _hover(row: Row, language: Language) -> str:
    lines = [
        f"<b>{escaped(row.organisation)}</b>",
        (
            f"{say('score', language)} {number(row.score, language)}"
            f" ({number(row.low, language)}–{number(row.high, language)})"
        ),
        say("n_contacts", language, n=row.contacts),
        f"{say('ranks', language)} {span(row.rank_low, row.rank_high)}",
        say("p_best_short", language, p=share(row.best, language)),
    ]
    return "<br>".join(lines)


def _table(ranking: ClassRanking, language: Language) -> ChartTable:
    keys = (
        "rank", "organisation", "score_points", "adjusted", "interval_low", "interval_high", "bar_half",
        "contacts", "rank_low", "rank_high", "may_be_best", "p_best",
    )  # fmt: skip
    yes, no = say("yes", language), say("no", language)
    scored = tuple(
        (
            row.rank, row.organisation, row.score, row.adjusted, row.low, row.high, row.bar, row.contacts,
            row.rank_low, row.rank_high, yes if row.may_be_best else no, 100 * row.best,
        )
        for row in ranking.rows
    )  # fmt: skip
    unscored = tuple((None, name, *[None] * 10) for name in ranking.unscored)
    return ChartTable(
        head=tuple(say(key, language) for key in keys),
        rows=(*scored, *unscored),
        places=(0, 0, 1, 1, 1, 1, 1, 0, 0, 0, 0, 0),
    )


def _summary(rows: tuple[Row, ...], ranking: ClassRanking, language: Language) -> str:
    first, best = rows[0], ranking.winner_set
    text = say(
        "ranking_clear" if best == (first.organisation,) and len(rows) > 1 else "ranking_summary",
        language,
        leader=first.organisation,
        score=number(first.score, language),
        low=number(first.low, language),
        high=number(first.high, language),
        n=len(rows),
        best=listed(best, language, most=6),
    )
    if ranking.unscored:
        text += say("unscored_summary", language, names=listed(ranking.unscored, language, most=6))
    return text
