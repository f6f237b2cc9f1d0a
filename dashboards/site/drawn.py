from __future__ import annotations

import json
import re
from typing import Any

from django.utils.translation import get_language

from dashboards.charts.chart import Chart
from dashboards.charts.words import Language, language_of

_STYLED = re.compile(r"</?(?:b|i|em|strong|span|a)(?:\s[^<>]*)?>")
_COLOURED = re.compile(r'<span style="color:([^";]+)[^>]*>')
_FONT = "Inter, system-ui, 'Segoe UI', Roboto, 'Helvetica Neue', Arial, sans-serif"


def chart_language() -> Language:
    """Return the page's language as charts name it."""
    return language_of(get_language() or "en")


def drawn(chart: Chart, *, name: str) -> dict[str, Any]:
    """Return what `parts/chart.html` needs: figures as JSON in an inert block, the table and the sentence.

    The page's policy refuses inline scripts and styles; a block of JSON is neither.
    """
    figures = {"figure": _plain(chart.figure)}
    if chart.narrow is not None:
        figures["narrow"] = _plain(chart.narrow)
    return {
        "name": name,
        "title": chart.title,
        "summary": chart.summary,
        "json": json.dumps(figures, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c"),
        "head": chart.table.head,
        "rows": chart.table.written(chart.language),
    }


def _plain(figure: Any) -> dict[str, Any]:
    made: dict[str, Any] = json.loads(figure.to_json())
    made.get("layout", {}).pop("template", None)
    for note in made.get("layout", {}).get("annotations", ()):
        if str(note.get("text", "")).startswith("<b>"):
            note.setdefault("font", {})["weight"] = 700
        if coloured := _COLOURED.match(str(note.get("text", ""))):
            note.setdefault("font", {})["color"] = coloured[1]
    made = _without_style(made)
    made.setdefault("layout", {}).setdefault("font", {})["family"] = _FONT
    return made


def _without_style(value: Any) -> Any:
    """Take <b>, <i> and <span> out of all words: Plotly makes style attributes of them, which are refused."""
    if isinstance(value, str):
        return _STYLED.sub("", value) if "<" in value else value
    if isinstance(value, dict):
        return {key: _without_style(each) for key, each in value.items()}
    return [_without_style(each) for each in value] if isinstance(value, list) else value
