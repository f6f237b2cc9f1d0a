"""The two pictures of the README, drawn by the site's own charts and by the system's Chromium.

`python -m dashboards.reference.pictures docs/examples/contacts.csv docs/examples/call.json docs/pictures`
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

from plotly.io import to_html
from plotly.offline import get_plotlyjs

from benchmark.ranking.contact_table import read_contact_table
from benchmark.ranking.edition_ranking import rank_edition
from dashboards.charts.chart import Chart
from dashboards.charts.contact_timeline import contact_timeline
from dashboards.charts.ranking_panel import ranking_panel
from probes.browser.arguments import FEATURES_OFF
from probes.browser.chromium_path import chromium_path
from probes.timeline import Timeline
from scenarios.library_path import library_path
from scenarios.load import load_method

_WIDTH = 1000
"""Px: what a README is shown at, and half of what is drawn."""


def draw_pictures(*, contacts: Path, call: Path, out: Path) -> list[Path]:
    """Draw the ranking panel of a file of contacts and the timeline of a call; return the PNG files."""
    method = load_method(library_path() / "methods" / "kundeserviceprisen.yaml")
    edition = rank_edition(table=read_contact_table(contacts), method=method)
    charts = {
        "ranking.png": ranking_panel(edition.classes[0], language="en"),
        "call.png": contact_timeline(Timeline.load(call), language="en"),
    }
    out.mkdir(parents=True, exist_ok=True)
    _photograph({out / name: _page(chart) for name, chart in charts.items()})
    return [out / name for name in charts]


def _page(chart: Chart) -> str:
    drawn = to_html(
        chart.figure, full_html=False, include_plotlyjs=False, config={"staticPlot": True}, div_id="chart"
    )
    return (
        f"<!doctype html><html lang=en><meta charset=utf-8><title>{chart.title}</title>"
        f"<style>body{{margin:0;background:#fff;font:15px/1.4 sans-serif}}#chart{{width:{_WIDTH}px}}</style>"
        f"<script>{get_plotlyjs()}</script><body>{drawn}"
    )


def _photograph(pages: dict[Path, str]) -> None:
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium_path(), args=["--no-sandbox", FEATURES_OFF]
        )
        page = browser.new_page(viewport={"width": _WIDTH, "height": 900}, device_scale_factor=2)
        for path, html in pages.items():
            page.set_content(html)
            page.locator("#chart .main-svg").first.wait_for()
            page.locator("#chart").screenshot(path=path)
        browser.close()


def main(arguments: Sequence[str] | None = None) -> None:
    """Draw them."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("contacts", "call", "out"):
        parser.add_argument(name, type=Path)
    chosen = parser.parse_args(arguments)
    draw_pictures(contacts=chosen.contacts, call=chosen.call, out=chosen.out)


if __name__ == "__main__":
    main()
