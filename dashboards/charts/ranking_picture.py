"""The ranking of a class as a picture that needs no script: SVG, drawn here, without inline styles."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from dashboards.charts.theme import clipped, shade
from dashboards.charts.words import Language, number, say, share, span

_WIDE, _NARROW = 760, 340
_HEAT_MOST = 20
"""Of more organisations the cells would be too small to be told apart: then there are none."""


@dataclass(frozen=True, slots=True)
class PanelRow:
    """An organisation's line: points, ranks from 1, probabilities from 0 to 1.

    Attributes:
        name: as it is shown. rank: its place. score: the official one.
        low, high: interval. middle, bar: the adjusted score and half the length of its comparison bar.
        best, worst: places not ruled out. may_be_best: whether it is in the winner set.
        shares: probability of each place, from 1; may be empty.
    """

    name: str
    rank: int
    score: float
    low: float
    high: float
    middle: float
    bar: float
    best: int
    worst: int
    may_be_best: bool
    shares: tuple[float, ...] = ()


def ranking_picture(rows: Sequence[PanelRow], *, label: str, language: Language, narrow: bool = False) -> str:
    """Draw a class, the highest first: score with interval and comparison bar, places, chances of each place.

    Args:
        rows: at least one, in the order in which they stand.
        label: the picture in a sentence, for those who hear the page.
        language: of headings and numbers.
        narrow: for a phone of 360 px: the name stands above its line, and there are no chances.
    """
    parts = _narrow(rows, language) if narrow else _wide(rows, language)
    width = _NARROW if narrow else _WIDE
    height = (_narrow_row(len(rows)) * len(rows) if narrow else _wide_row(len(rows)) * len(rows)) + 46
    kind = "narrow" if narrow else "wide"
    return (
        f'<svg class="panel {kind}" viewBox="0 0 {width} {height}" role="img" aria-label="{escape(label)}"'
        f' font-size="12" xmlns="http://www.w3.org/2000/svg">{"".join(parts)}</svg>'
    )


def _wide(rows: Sequence[PanelRow], language: Language) -> list[str]:
    tall = _wide_row(len(rows))
    heat = 1 < len(rows) <= _HEAT_MOST and all(row.shares for row in rows)
    score_axis, place_axis = ((296, 500), (526, 620)) if heat else ((296, 560), (590, 740))
    low, high = _reach(rows)
    out = [_heading(score_axis[0], say("score", language)), _heading(place_axis[0], say("ranks", language))]
    out += _grid(score_axis, low, high, 40, len(rows) * tall, language)
    for at, row in enumerate(rows):
        y = 46 + at * tall + tall / 2
        if row.may_be_best:
            out.append(_rect("band", "#f5f7f7", 0, y - tall / 2, _WIDE, tall))
        out.append(_text(22, y + 4, str(row.rank), end=True, quiet=True))
        out.append(_text(32, y + 4, clipped(row.name, 32), strong=row.may_be_best, raw=True))
        out.append(_text(284, y + 4, number(row.score, language), end=True, strong=True))
        out += _line(row, score_axis, low, high, y)
        out += _places(row, place_axis, len(rows), y)
    if heat:
        out += _heat(rows, tall, language)
    return out


def _narrow(rows: Sequence[PanelRow], language: Language) -> list[str]:
    tall, axis = _narrow_row(len(rows)), (8, 276)
    low, high = _reach(rows)
    out = [_heading(axis[0], say("score", language)), _heading(_NARROW - 4, say("ranks", language), end=True)]
    out += _grid(axis, low, high, 40, len(rows) * tall, language)
    for at, row in enumerate(rows):
        top = 46 + at * tall
        if row.may_be_best:
            out.append(_rect("band", "#f5f7f7", 0, top, _NARROW, tall))
        words = f"{row.rank}  {clipped(row.name, 30)}"
        out.append(_text(8, top + 18, words, strong=row.may_be_best, raw=True))
        out.append(_text(_NARROW - 4, top + 18, number(row.score, language), end=True, strong=True))
        out.append(_text(_NARROW - 4, top + 37, span(row.best, row.worst), end=True, quiet=True))
        out += _line(row, axis, low, high, top + 33)
    return out


def _line(row: PanelRow, axis: tuple[int, int], low: float, high: float, y: float) -> list[str]:
    """Thin interval, thick comparison bar, the mark on top: filled where it may be the best."""
    at = [
        _x(each, axis, low, high) for each in (row.low, row.high, row.middle - row.bar, row.middle + row.bar)
    ]
    tone, thick = ("#0b6676", "#7fb3bc") if row.may_be_best else ("#8b9a9e", "#b9c6c9")
    best = " best" if row.may_be_best else ""
    fill = "#0b6676" if row.may_be_best else "#ffffff"
    return [
        _stroke(f"bar{best}", at[2], at[3], y, 8, thick),
        _stroke(f"reach{best}", at[0], at[1], y, 1.5, tone),
        _mark(best, _x(row.score, axis, low, high), y, 4.5, fill, tone),
    ]


def _places(row: PanelRow, axis: tuple[int, int], size: int, y: float) -> list[str]:
    if size < 2:
        return []
    best, worst, rank = (
        _x(each, axis, 0.6, size + 0.4) for each in (row.best - 0.2, row.worst + 0.2, row.rank)
    )
    fill, tone = ("#0b6676", "#0b6676") if row.may_be_best else ("#ffffff", "#5a6b6f")
    chosen = " best" if row.may_be_best else ""
    return [
        _stroke("bar", best, worst, y, 8, "#b9c6c9"),
        _mark(chosen, rank, y, 3.5, fill, tone),
        _text(axis[1] + 8, y + 4, span(row.best, row.worst), quiet=True),
    ]


def _heat(rows: Sequence[PanelRow], tall: int, language: Language) -> list[str]:
    left, right = 664, _WIDE - 4
    wide = (right - left) / len(rows)
    words = re.sub("<[^>]+>", " ", say("ranking_heat", language)).split()
    out = [_heading(left, words[0])]
    for at, row in enumerate(rows):
        y = 46 + at * tall
        for place, chance in enumerate(row.shares):
            if chance >= 0.005:
                told = say("p_rank", language, rank=place + 1, p=share(chance, language))
                x = left + place * wide
                out.append(_rect("cell", shade(chance), x, y + 2, max(wide - 1, 1), tall - 4, title=told))
    return out


def _grid(
    axis: tuple[int, int], low: float, high: float, top: int, height: int, language: Language
) -> list[str]:
    step = next(each for each in (1, 2, 5, 10, 20, 50) if (high - low) / each <= 5)
    first = -(-low // step) * step
    out = []
    value = first
    while value <= high + 1e-9:
        x = _x(value, axis, low, high)
        ends = f'x1="{x:.1f}" x2="{x:.1f}" y1="{top}" y2="{top + height + 6}"'
        out.append(f'<line class="grid" stroke="#dfe6e8" {ends}/>')
        out.append(
            f'<text class="quiet" fill="#5a6b6f" text-anchor="middle" x="{x:.1f}" y="{top - 4}">'
            f"{number(value, language, places=0)}</text>"
        )
        value += step
    return out


def _reach(rows: Sequence[PanelRow]) -> tuple[float, float]:
    low = min(min(row.low, row.score, row.middle - row.bar) for row in rows)
    high = max(max(row.high, row.score, row.middle + row.bar) for row in rows)
    return max(0.0, 5 * (low // 5)), min(100.0, max(-5 * (-high // 5), 5 * (low // 5) + 10))


def _x(value: float, axis: tuple[int, int], low: float, high: float) -> float:
    inside = min(max(value, low), high)
    return axis[0] + (axis[1] - axis[0]) * (inside - low) / (high - low)


def _stroke(name: str, start: float, end: float, y: float, width: float, colour: str) -> str:
    return (
        f'<line class="{name}" stroke="{colour}" stroke-width="{width:g}" x1="{start:.1f}" x2="{end:.1f}"'
        f' y1="{y:.1f}" y2="{y:.1f}"/>'
    )


def _rect(name: str, colour: str, x: float, y: float, width: float, height: float, *, title: str = "") -> str:
    size = f'x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"'
    told = f"><title>{escape(title)}</title></rect>" if title else "/>"
    return f'<rect class="{name}" fill="{colour}" {size}{told}'


def _mark(best: str, x: float, y: float, radius: float, fill: str, tone: str) -> str:
    place = f'cx="{x:.1f}" cy="{y:.1f}" r="{radius:g}"'
    return f'<circle class="mark{best}" fill="{fill}" stroke="{tone}" stroke-width="1.5" {place}/>'


def _heading(x: float, words: str, *, end: bool = False) -> str:
    anchor = ' text-anchor="end"' if end else ""
    return f'<text class="quiet" fill="#5a6b6f"{anchor} x="{x:.0f}" y="14">{escape(words)}</text>'


def _text(
    x: float, y: float, words: str, *, end: bool = False, strong: bool = False, quiet: bool = False,
    raw: bool = False,
) -> str:  # fmt: skip
    """A text; `raw` is escaped already."""
    anchor = ' text-anchor="end"' if end else ""
    weight = ' font-weight="600"' if strong else ""
    name, colour = ("quiet", "#5a6b6f") if quiet else ("ink", "#1d2b2e")
    return (
        f'<text class="{name}" fill="{colour}"{anchor}{weight} x="{x:g}" y="{y:.1f}">'
        f"{words if raw else escape(words)}</text>"
    )


def _wide_row(size: int) -> int:
    return 28 if size <= 40 else 20


def _narrow_row(_size: int) -> int:
    return 48
