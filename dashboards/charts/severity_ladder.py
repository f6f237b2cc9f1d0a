"""The severity ladder: which shoppers rate hard and which rate kindly, and how sure that is."""

from __future__ import annotations

from collections.abc import Sequence

from scipy import special

from benchmark.statistics.estimates import LevelEffect
from benchmark.statistics.interval import tail
from dashboards.charts.chart import Chart, ChartTable
from dashboards.charts.drawing import Drawing
from dashboards.charts.theme import (
    ACCENT,
    FAINT,
    FIGURE_SPACE,
    QUIET,
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
from dashboards.charts.words import Language, listed, number, say, share


def severity_ladder(levels: Sequence[LevelEffect], *, level: float = 0.95, language: Language) -> Chart:
    """Draw a row a shopper, the most severe first; filled where 0 lies outside the interval.

    Args:
        levels: `Estimates.severities`. level: of the intervals. language: of the words.
    """
    z = float(special.ndtri(1 - tail(level)))
    ordered = sorted(levels, key=lambda each: (each.effect, each.name))
    return Chart(
        figure=_figure(ordered, z, level, language, letters=32, right=150),
        narrow=_figure(ordered, z, level, language, letters=14, right=92),
        table=_table(ordered, z, language),
        title=say("severity_title", language),
        summary=_summary(ordered, z, language),
        language=language,
    )


def _sure(each: LevelEffect, z: float) -> bool:
    return abs(each.effect) > z * each.error


def _signed(value: float, language: Language) -> str:
    text = number(value, language)
    if text.startswith("−"):
        return text
    return f"+{text}" if text.strip("0.,") else f"±{text}"


def _figure(
    ordered: Sequence[LevelEffect], z: float, level: float, language: Language, *, letters: int, right: int
) -> Drawing:
    figure = Drawing()
    rows = list(range(len(ordered)))
    figure.add_scatter(
        **strokes(
            [
                (each.effect - z * each.error, each.effect + z * each.error, at)
                for at, each in enumerate(ordered)
            ]
        ),
        mode="lines",
        line={"width": 1.5, "color": QUIET},
        hoverinfo="skip",
    )
    sure = [_sure(each, z) for each in ordered]
    figure.add_scatter(
        x=[each.effect for each in ordered],
        y=rows,
        mode="markers",
        marker={
            "size": 9,
            "color": [ACCENT if each else "#ffffff" for each in sure],
            "line": {"width": 1.5, "color": [ACCENT if each else FAINT for each in sure]},
        },
        customdata=[_hover(each, z, language) for each in ordered],
        hovertemplate="%{customdata}<extra></extra>",
        yaxis="y2",
    )
    reach = max((abs(each.effect) + z * each.error for each in ordered), default=1.0) * 1.05 or 1.0
    names = [clipped(each.name, letters) for each in ordered]
    left = label_room(names)
    dressed(
        figure,
        height=max(len(ordered), 1) * row_height(len(ordered)) + 92,
        language=language,
        margin={"l": left, "r": right, "t": 72, "b": 8},
        xaxis=quiet_axis(range=[-reach, reach], side="top", nticks=7),
        yaxis=row_axis(names, automargin=False),
        yaxis2=row_axis(
            [_numbers(each, language, short=letters < 20) for each in ordered], side="right", overlaying="y"
        ),
    )
    figure.add_shape(
        type="line", x0=0, x1=0, yref="paper", y0=0, y1=1, line={"color": FAINT, "width": 1}, layer="below"
    )
    heading(
        figure,
        say("severity_key", language, level=share(level, language)),
        x=0,
        shift=26,
        aside=4 - left if letters < 20 else 0,
    )
    return figure


def _numbers(each: LevelEffect, language: Language, *, short: bool) -> str:
    """Effect and contacts in columns; figure spaces are as wide as digits."""
    effect = _signed(each.effect, language).rjust(5, FIGURE_SPACE)
    contacts = f"n {each.contacts}" if short else say("n_contacts", language, n=each.contacts)
    return f'<b>{effect}</b>   <span style="color:{FAINT}">{contacts}</span>'


def _hover(each: LevelEffect, z: float, language: Language) -> str:
    low, high = each.effect - z * each.error, each.effect + z * each.error
    return (
        f"<b>{escaped(each.name)}</b><br>{_signed(each.effect, language)}"
        f" ({_signed(low, language)} – {_signed(high, language)})"
        f"<br>{say('n_contacts', language, n=each.contacts)}"
    )


def _table(ordered: Sequence[LevelEffect], z: float, language: Language) -> ChartTable:
    keys = ("shopper", "severity_effect", "error", "interval_low", "interval_high", "contacts")
    return ChartTable(
        head=tuple(say(key, language) for key in keys),
        rows=tuple(
            (
                each.name,
                each.effect,
                each.error,
                each.effect - z * each.error,
                each.effect + z * each.error,
                each.contacts,
            )
            for each in ordered
        ),
        places=(0, 1, 1, 1, 1, 0),
    )


def _summary(ordered: Sequence[LevelEffect], z: float, language: Language) -> str:
    if not ordered:
        return say("severity_none", language)
    hard = [each.name for each in ordered if _sure(each, z) and each.effect < 0]
    kind = [each.name for each in reversed(ordered) if _sure(each, z) and each.effect > 0]
    nobody = say("nobody", language)
    return say(
        "severity_summary",
        language,
        n=len(ordered),
        hard=listed(hard, language) or nobody,
        kind=listed(kind, language) or nobody,
    )
