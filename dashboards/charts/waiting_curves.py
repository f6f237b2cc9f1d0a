"""Waiting times as survival curves: the share still waiting, and what each wait is worth."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from benchmark.scoring.curve import Curve
from benchmark.statistics.kaplan_meier import SurvivalCurve
from benchmark.statistics.restricted_mean import RestrictedMean, mean_difference, restricted_mean
from dashboards.charts.chart import Cell, Chart, ChartTable
from dashboards.charts.drawing import Drawing
from dashboards.charts.theme import DASHES, FAINT, KINDS, clipped, dressed, escaped, heading, quiet_axis
from dashboards.charts.words import Language, number, say, seconds, share

_DRAWN = 150
"""Steps of an interval band at most; the curves themselves keep every step."""
_SIGNS = {"solid": "━━", "dash": "╸╸", "dot": "┈┈", "dashdot": "━·", "longdash": "━ ╸"}
_HEIGHT, _KEY_LINE = 320, 17


def waiting_curves(
    curves: Mapping[str, SurvivalCurve],
    *,
    limit: float,
    value: Curve | None = None,
    level: float = 0.95,
    language: Language,
) -> Chart:
    """Draw up to five curves of the share still waiting after so many seconds.

    Args:
        curves: by name; two of them are compared, and the area between them is their difference in mean wait.
        limit: up to where, seconds; the means are means of min(wait, limit).
        value: what a wait is worth, in seconds; its knots are the numbers on the axis.
        level: confidence of all intervals. language: of the words.

    Raises:
        BadArgument: a limit that is not positive.
    """
    means = {name: restricted_mean(curve, limit=limit) for name, curve in curves.items()}
    told = {
        name: [_hover(name, curve, at, level, language) for at in _steps(curve, limit)[0]]
        for name, curve in curves.items()
    }
    return Chart(
        figure=_figure(curves, means, told, limit, value, level, language, names=48),
        narrow=_figure(curves, means, told, limit, value, level, language, names=24),
        table=_table(curves, means, limit, value, level, language),
        title=say("waiting_title", language),
        summary=_summary(means, level, language),
        language=language,
    )


def _figure(
    curves: Mapping[str, SurvivalCurve],
    means: Mapping[str, RestrictedMean],
    told: Mapping[str, list[str]],
    limit: float,
    value: Curve | None,
    level: float,
    language: Language,
    *,
    names: int,
) -> Drawing:
    figure = Drawing()
    ticks = _ticks(value, limit)
    key = []
    if len(curves) == 2:
        _gap(figure, list(curves.values()), limit)
    for place, (name, curve) in enumerate(curves.items()):
        colour, dash = KINDS[place % len(KINDS)], DASHES[place % len(DASHES)]
        if len(curves) == 1:
            _band(figure, curve, limit, level, colour)
        else:
            _whiskers(figure, curve, ticks[1:], limit, level, place - (len(curves) - 1) / 2, colour)
        x, y = _steps(curve, limit)
        figure.add_scatter(
            x=x,
            y=y,
            mode="lines",
            line={"shape": "hv", "color": colour, "width": 2.5, "dash": dash},
            customdata=told[name],
            hovertemplate="%{customdata}<extra></extra>",
        )
        key.append(
            f'<span style="color:{colour}"><b>{_SIGNS[dash]} {clipped(name, names)}</b></span>  '
            + _mean(means[name], level, language)
        )
    worth = (
        [f"<br>{number(float(value(np.array([at]))[0]), language, places=0)}" for at in ticks]
        if value
        else []
    )
    labels = [seconds(at, language) for at in ticks]
    if worth:
        labels = [f"{label}<b>{points}</b>" for label, points in zip(labels, worth, strict=True)]
    closest = 0.04 if names > 40 else 0.15
    shown = [at for at in ticks if at == 0 or not any(0 < at - other < closest * limit for other in ticks)]
    labels = [label if at in shown else "" for at, label in zip(ticks, labels, strict=True)]
    lines = len(key) + (len(curves) == 2)
    if len(curves) == 2:
        key.append(_difference_words(means, level, language, short=True))
    dressed(
        figure,
        height=_HEIGHT + _KEY_LINE * lines,
        language=language,
        margin={"l": 8, "r": 24, "t": 42 + _KEY_LINE * lines, "b": 8},
        xaxis=quiet_axis(
            range=[0, limit],
            tickvals=ticks,
            ticktext=labels,
            ticklabelstandoff=4,
            tickangle=0,
            title={
                "text": say("waiting_axis_points" if value is not None else "waiting_axis", language),
                "font": {"size": 12, "color": FAINT},
                "standoff": 10,
            },
        ),
        yaxis=quiet_axis(
            range=[-0.02, 1.02],
            tickvals=[0, 0.25, 0.5, 0.75, 1],
            ticktext=[share(at, language) for at in (0, 0.25, 0.5, 0.75, 1)],
        ),
    )
    heading(figure, "<br>".join([*key, say("waiting_y", language)]), x=0, shift=8)
    return figure


def _gap(figure: Drawing, curves: list[SurvivalCurve], limit: float) -> None:
    """Shade between two curves: that area is the difference of their means."""
    one, other = (_steps(curve, limit) for curve in curves)
    for (x, y), fill in ((one, None), (other, "tonexty")):
        figure.add_scatter(
            x=x,
            y=y,
            mode="lines",
            line={"shape": "hv", "width": 0},
            fill=fill,
            fillcolor="#eef1f2",
            hoverinfo="skip",
        )


def _band(figure: Drawing, curve: SurvivalCurve, limit: float, level: float, colour: str) -> None:
    x, _ = _steps(curve, limit)
    kept = x if len(x) <= _DRAWN else [x[at] for at in np.linspace(0, len(x) - 1, _DRAWN).astype(int)]
    found = [curve.interval_at(at, level=level) for at in kept]
    tint = "rgba({},{},{},0.10)".format(*(int(colour[at : at + 2], 16) for at in (1, 3, 5)))
    for y, fill in (([each.low for each in found], None), ([each.high for each in found], "tonexty")):
        figure.add_scatter(
            x=kept,
            y=y,
            mode="lines",
            line={"shape": "hv", "width": 0},
            fill=fill,
            fillcolor=tint,
            hoverinfo="skip",
        )


def _whiskers(
    figure: Drawing,
    curve: SurvivalCurve,
    ticks: list[float],
    limit: float,
    level: float,
    aside: float,
    colour: str,
) -> None:
    """Intervals at the numbers of the axis, a little apart: bands of several curves would hide each other."""
    x: list[float | None] = []
    y: list[float | None] = []
    for at in ticks:
        if at <= min(curve.longest, 0.99 * limit):
            around = curve.interval_at(at, level=level)
            x += [at + 0.006 * aside * limit] * 2 + [None]
            y += [around.low, around.high, None]
    figure.add_scatter(x=x, y=y, mode="lines", line={"width": 1.5, "color": colour}, hoverinfo="skip")


def _steps(curve: SurvivalCurve, limit: float) -> tuple[list[float], list[float]]:
    """The curve from 0 to the limit, or to the longest wait seen where that came earlier."""
    inside = curve.times <= limit
    x = [0.0, *curve.times[inside].tolist()]
    y = [1.0, *curve.survival[inside].tolist()]
    end = min(limit, curve.longest)
    return ([*x, end], [*y, y[-1]]) if end > x[-1] else (x, y)


def _ticks(value: Curve | None, limit: float) -> list[float]:
    """The value function's knots, or round times."""
    if value is not None and value.unit in ("s", ""):
        return [float(at) for at in value.at if at <= limit]
    step = next(
        (step for step in (5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600) if limit / step <= 6), limit / 5
    )
    return [float(at) for at in np.arange(0, limit + step / 2, step) if at <= limit]


def _mean(mean: RestrictedMean, level: float, language: Language) -> str:
    around = mean.interval(level=level)
    return (
        f"{say('waiting_mean', language)} {number(mean.seconds, language, places=0)}\u00a0s"
        f" ({number(around.low, language, places=0)}–{number(around.high, language, places=0)})"
    )


def _difference_words(
    means: Mapping[str, RestrictedMean], level: float, language: Language, *, short: bool = False
) -> str:
    (one, first), (other, second) = means.items()
    if first.seconds < second.seconds and not short:
        (one, first), (other, second) = (other, second), (one, first)
    found = mean_difference(first, second, level=level)
    return say(
        "waiting_gap_short" if short else "waiting_gap",
        language,
        gap=number(found.seconds, language, places=0),
        low=number(found.interval.low, language, places=0),
        high=number(found.interval.high, language, places=0),
        one=one,
        other=other,
    )


def _hover(name: str, curve: SurvivalCurve, at: float, level: float, language: Language) -> str:
    around = curve.interval_at(at, level=level)
    text = say(
        "waiting_hover",
        language,
        time=seconds(at, language),
        share=share(curve.at(at), language),
        low=share(around.low, language),
        high=share(around.high, language),
    )
    return f"<b>{escaped(name)}</b><br>{text}"


def _table(
    curves: Mapping[str, SurvivalCurve],
    means: Mapping[str, RestrictedMean],
    limit: float,
    value: Curve | None,
    level: float,
    language: Language,
) -> ChartTable:
    rows: list[tuple[Cell, ...]] = []
    for name, curve in curves.items():
        for at in _ticks(value, limit):
            seen = at <= curve.longest or curve.at(curve.longest) <= 0
            around = curve.interval_at(at, level=level) if seen else None
            rows.append(
                (
                    name,
                    curve.contacts,
                    at,
                    None if value is None else float(value(np.array([at]))[0]),
                    100 * curve.at(at) if seen else None,
                    None if around is None else 100 * around.low,
                    None if around is None else 100 * around.high,
                    means[name].seconds,
                )
            )
    keys = ("waiting_who", "contacts", "waiting_after", "waiting_worth", "waiting_share", "interval_low",
            "interval_high")  # fmt: skip
    mean = say("waiting_mean_limit", language, limit=seconds(limit, language))
    return ChartTable(
        head=(*(say(key, language) for key in keys), mean),
        rows=tuple(rows),
        places=(0, 0, 0, 0, 1, 1, 1, 1),
    )


def _summary(means: Mapping[str, RestrictedMean], level: float, language: Language) -> str:
    if len(means) == 2:
        return _difference_words(means, level, language) + "."
    each = "; ".join(f"{name}: {_mean(mean, level, language)}" for name, mean in means.items())
    return f"{each}."
