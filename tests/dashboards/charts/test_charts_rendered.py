"""Charts in a real browser: drawn, nothing in its console, nothing fetched, nothing wider than the page."""

import pytest
from playwright.sync_api import sync_playwright

from dashboards.charts.gallery import gallery
from dashboards.charts.gallery_data import example_charts
from probes.browser.arguments import FEATURES_OFF

_CHROMIUM = "/usr/bin/chromium"
_DRAWN = """() => [...document.querySelectorAll(".js-plotly-plot")]
  .filter(plot => plot.offsetParent).map(plot => plot.querySelector(".main-svg") !== null)"""


def test_the_gallery_is_drawn_without_a_word_in_the_console(tmp_path):
    _look(tmp_path, organisations=7, language="nb", widths=(1200, 360))


@pytest.mark.proof
@pytest.mark.timeout(600)
@pytest.mark.parametrize("organisations", [7, 25, 200])
@pytest.mark.parametrize("language", ["nb", "sv", "en"])
def test_every_size_and_language(tmp_path, organisations, language):
    _look(tmp_path, organisations=organisations, language=language, widths=(1200, 720, 360))


def _look(tmp_path, *, organisations, language, widths):
    charts = example_charts(organisations=organisations, language=language)
    page_file = tmp_path / "gallery.html"
    page_file.write_text(gallery(charts), encoding="utf-8")
    said, fetched = [], []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_CHROMIUM, args=["--no-sandbox", FEATURES_OFF])
        for width in widths:
            page = browser.new_page(viewport={"width": width, "height": 900})
            page.on("console", lambda message: said.append(message.text))
            page.on("pageerror", lambda error: said.append(str(error)))
            page.on("request", lambda request: fetched.append(request.url))
            page.goto(page_file.as_uri(), timeout=300_000)
            assert page.evaluate(_DRAWN) == [True] * len(charts)
            assert page.evaluate("document.documentElement.scrollWidth") == width
            page.emulate_media(media="print")
            assert page.evaluate(_DRAWN) == [True] * len(charts)
            page.close()
        browser.close()
    assert said == []
    assert {url for url in fetched if not url.startswith("data:")} == {page_file.as_uri()}
