"""Last year and this year: which changes are more than chance."""

from __future__ import annotations

from benchmark.statistics.year_over_year import YearOverYear
from dashboards.charts.chart import Chart, ChartTable
from dashboards.charts.moves import Move, faint, moves, signed
from dashboards.charts.theme import FIGURE_SPACE, escaped
from dashboards.charts.words import Language, listed, number, say


def change_dumbbells(found: YearOverYear, *, language: Language) -> Chart:
    """Draw a row an organisation, the largest rise first; strong where the change counts.

    The open mark is last year, the filled one this year, on one scale of severity. The pale stroke around
    last year's is what chance alone would do to the largest of so many half the time.
    """
    rows = sorted(found.changes, key=lambda each: (-each.change, each.organisation))

    def drawn(*, short: bool) -> list[Move]:
        return [
            Move(
                name=each.organisation,
                start=each.before,
                end=each.after,
                strong=each.changed,
                label=f"<b>{signed(each.change, language).rjust(5, FIGURE_SPACE)}</b>"
                + (
                    "" if short else "  " + faint(f"{_span(each.interval.low, each.interval.high, language)}")
                ),
                hover=(
                    f"<b>{escaped(each.organisation)}</b><br>{number(each.before, language)} →"
                    f" {number(each.after, language)}<br>{signed(each.change, language)}"
                    f" ({_span(each.interval.low, each.interval.high, language)})"
                ),
                band=found.chance_band,
            )
            for each in rows
        ]

    key = say("change_key", language, band=number(found.chance_band, language))
    keys = ("organisation", "change_before", "change_after", "change", "interval_low", "interval_high",
            "change_q", "change_counts")  # fmt: skip
    yes, no = say("yes", language), say("no", language)
    return Chart(
        figure=moves(drawn(short=False), key=key, right=160, language=language, narrow=False),
        narrow=moves(drawn(short=True), key=key, right=62, language=language, narrow=True),
        table=ChartTable(
            head=tuple(say(each, language) for each in keys),
            rows=tuple(
                (
                    each.organisation, each.before, each.after, each.change, each.interval.low,
                    each.interval.high, each.q_value, yes if each.changed else no,
                )
                for each in rows
            ),
            places=(0, 1, 1, 1, 1, 1, 3, 0),
        ),
        title=say("change_title", language),
        summary=say(
            "change_summary",
            language,
            n=len(rows),
            names=listed([each.organisation for each in rows if each.changed], language, most=6)
            or say("nobody", language),
            band=number(found.chance_band, language),
        ),
        language=language,
    )  # fmt: skip


def _span(low: float, high: float, language: Language) -> str:
    return f"{signed(low, language)} … {signed(high, language)}"
