"""From the score as measured to the adjusted one: what shoppers and scenarios did to each organisation."""

from __future__ import annotations

from benchmark.ranking.class_ranking import ClassRanking
from dashboards.charts.chart import Chart, ChartTable
from dashboards.charts.moves import Move, faint, moves, signed
from dashboards.charts.theme import FIGURE_SPACE, escaped
from dashboards.charts.words import Language, number, say


def adjustment_arrows(ranking: ClassRanking, *, language: Language) -> Chart:
    """Draw a row an organisation, the highest adjusted score first; strong where its place changes.

    The open mark is the score as measured, the filled one the score for the average shopper and scenario.
    At the right the difference, and the places before and after.
    """
    rows = sorted(ranking.rows, key=lambda row: (-row.adjusted, row.organisation))
    raw, adjusted = ([getattr(row, name) for row in rows] for name in ("raw", "adjusted"))
    places = [(_place(row.raw, raw), _place(row.adjusted, adjusted)) for row in rows]

    def drawn(at: int, *, short: bool) -> Move:
        row, (before, after) = rows[at], places[at]
        apart = signed(row.adjusted - row.raw, language).rjust(5, FIGURE_SPACE)
        way = f"{before} → {after}" if before != after else f"{after}"
        return Move(
            name=row.organisation,
            start=row.raw,
            end=row.adjusted,
            strong=before != after,
            label=f"<b>{apart}</b>  {faint(way if short else say('adjust_place', language, way=way))}",
            hover=(
                f"<b>{escaped(row.organisation)}</b>"
                f"<br>{say('measured', language)} {number(row.raw, language)}"
                f"<br>{say('adjusted', language)} {number(row.adjusted, language)}"
            ),
        )

    size, key = range(len(rows)), say("adjust_key", language)
    return Chart(
        figure=moves(
            [drawn(at, short=False) for at in size], key=key, right=176, language=language, narrow=False
        ),
        narrow=moves(
            [drawn(at, short=True) for at in size], key=key, right=116, language=language, narrow=True
        ),
        table=ChartTable(
            head=tuple(
                say(name, language)
                for name in (
                    "organisation",
                    "measured",
                    "adjusted",
                    "adjust_apart",
                    "adjust_raw_place",
                    "rank",
                )
            ),
            rows=tuple(
                (row.organisation, row.raw, row.adjusted, row.adjusted - row.raw, *place)
                for row, place in zip(rows, places, strict=True)
            ),
            places=(0, 1, 1, 1, 0, 0),
        ),
        title=say("adjust_title", language),
        summary=say(
            "adjust_summary",
            language,
            n=len(rows),
            moved=sum(before != after for before, after in places),
            most=number(max((abs(row.adjusted - row.raw) for row in rows), default=0.0), language),
        ),
        language=language,
    )


def _place(score: float, scores: list[float]) -> int:
    return 1 + sum(each > score for each in scores)
