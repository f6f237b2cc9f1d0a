"""Small drawings beside numbers, as SVG without inline styles: points with their interval on 0 to 100."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from dashboards.charts.words import number as decimal
from dashboards.charts.words import share as written_share
from dashboards.site.drawn import chart_language

register = template.Library()

_WIDTH = 200


@register.filter
def percent(value: float | None) -> str:
    """Write a share of 0 to 1 in per cent: 72 %. A missing one is a dash."""
    return "–" if value is None else written_share(value, chart_language())


@register.filter
def places(span: Sequence[int] | None) -> str:
    """Write places, the best and the worst of them: 2–3, or 1. Missing ones are a dash."""
    if span is None:
        return "–"
    best, worst = span
    return str(best) if best == worst else f"{best}–{worst}"


@register.simple_tag
def from_to(low: float | None, high: float | None) -> str:
    """Write an interval with one decimal: 23,1–88,2; with air where a minus is in it."""
    if low is None or high is None:
        return "–"
    ends = [decimal(each, chart_language()) for each in (low, high)]
    return (" – " if low < 0 else "–").join(ends)


@register.filter
def points(value: float | None) -> str:
    """Write a figure with one decimal and a true minus. A missing one is a dash."""
    return "–" if value is None else decimal(value, chart_language())


@register.filter
def at(titles: Mapping[str, str], name: str) -> str:
    """Return the title of a part, or its name where it has none."""
    return titles.get(name, name)


@register.simple_tag
def interval(
    value: float | None, low: float | None, high: float | None, *, middle: float | None = None
) -> SafeString:
    """Draw a value with its interval on a line from 0 to 100, the class's middle as a tick; "" without one.

    It stands beside the same numbers in words, so it is hidden from those who hear the page. Its colours are
    those of paper; the site's rules put their own over them.
    """
    if value is None:
        return SafeString("")
    start, end = _x(value if low is None else low), _x(value if high is None else high)
    tick = (
        ""
        if middle is None
        else format_html(
            '<line class="tick" stroke="#52646a" stroke-width="2" x1="{0}" x2="{0}" y1="2" y2="14"/>',
            _x(middle),
        )
    )
    return format_html(
        '<svg class="interval" viewBox="0 0 200 16" preserveAspectRatio="xMinYMid" aria-hidden="true"'
        ' focusable="false">'
        '<line class="scale" stroke="#d5dddf" stroke-width="2" x1="4" x2="196" y1="8" y2="8"/>{}'
        '<line class="reach" stroke="#0b6676" stroke-width="3" x1="{}" x2="{}" y1="8" y2="8"/>'
        '<circle class="mark" fill="#0b6676" cx="{}" cy="8" r="4"/></svg>',
        tick,
        start,
        end,
        _x(value),
    )


def _x(points: float) -> str:
    return f"{4 + (_WIDTH - 8) * min(max(points, 0.0), 100.0) / 100:.1f}"
