"""All charts on one page that needs no network: to be looked at by whoever changes one of them.

`python -m dashboards.charts.gallery gallery.html --organisations 25 --language nb`
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from html import escape
from pathlib import Path

from plotly.io import to_html
from plotly.offline import get_plotlyjs

from dashboards.charts.chart import Chart
from dashboards.charts.gallery_data import example_charts
from dashboards.charts.words import language_of

_STYLE = """
:root { color: #1d2b2e; background: #fff; font: 16px/1.5 system-ui, "Segoe UI", Roboto, Arial, sans-serif }
body { max-width: 75rem; margin: 0 auto; padding: 1rem .75rem 3rem }
h2 { font-size: 1.15rem; margin: 0 } p { margin: .25rem 0 .75rem; max-width: 50rem; color: #4d5d61 }
section + section { margin-top: 3rem } section { break-inside: auto }
.narrow { display: none }
@media (max-width: 719px) { .wide.has-narrow { display: none } .narrow { display: block } }
@media print { .wide.has-narrow { display: block } .narrow { display: none } }
table { border-collapse: collapse; font-size: .85rem; font-variant-numeric: tabular-nums }
th, td { padding: .2rem .5rem; text-align: left; border-bottom: 1px solid #dfe6e8 }
.scroll { overflow-x: auto } @media print { details { display: none } }
"""
_CONFIG = {"displayModeBar": False, "responsive": True}


def gallery(charts: Sequence[Chart]) -> str:
    """Give the page as HTML, plotly.js inside it."""
    language = charts[0].language if charts else "en"
    body = "\n".join(_section(chart, f"chart{at}") for at, chart in enumerate(charts))
    return f"""<!doctype html>
<html lang="{language}"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><link rel="icon" href="data:,">
<title>Svartid</title><style>{_STYLE}</style>
<script>{get_plotlyjs()}</script></head><body>
{body}
<script>
const fit = () => document.querySelectorAll(".js-plotly-plot").forEach(
  plot => {{ if (plot.offsetParent) Plotly.Plots.resize(plot) }});
addEventListener("load", fit); addEventListener("resize", fit);
</script></body></html>
"""


def _section(chart: Chart, name: str) -> str:
    wide = to_html(chart.figure, full_html=False, include_plotlyjs=False, div_id=name, config=_CONFIG)
    drawn = f'<div class="wide{" has-narrow" if chart.narrow else ""}">{wide}</div>'
    if chart.narrow is not None:
        slim = to_html(
            chart.narrow, full_html=False, include_plotlyjs=False, div_id=f"{name}-narrow", config=_CONFIG
        )
        drawn += f'<div class="narrow">{slim}</div>'
    head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in chart.table.head)
    rows = "".join(
        "<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>"
        for row in chart.table.written(chart.language)
    )
    return (
        f'<section id="{name}-section"><h2>{escape(chart.title)}</h2><p>{escape(chart.summary)}</p>'
        f'<div role="img" aria-label="{escape(chart.summary)}">{drawn}</div>'
        f'<details><summary>▤</summary><div class="scroll" tabindex="0"><table><thead><tr>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table></div></details></section>"
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("page", type=Path)
    parser.add_argument("--organisations", type=int, default=25)
    parser.add_argument("--language", default="en")
    chosen = parser.parse_args(arguments)
    charts = example_charts(organisations=chosen.organisations, language=language_of(chosen.language))
    chosen.page.write_text(gallery(charts), encoding="utf-8")


if __name__ == "__main__":
    main()
