"""The folder opens from disk in a real Chromium that runs no script: read, by ear, in the dark, on paper."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.dashboards.public.conftest import Edition

PAGES = (
    ("nb", "index"),
    ("sv", "class-municipality"),
    ("en", "organisation-myrfoss-kommune"),
    ("nb", "method"),
    ("sv", "questions"),
    ("en", "data"),
)
"""Each kind of page once, each language twice; the proof reads all of them."""

KINDS = tuple(name for _, name in PAGES)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]
Open = Callable[..., Any]


@pytest.fixture
def opening(edition: Edition, chromium: Any) -> Iterator[Open]:
    """`opening("nb/index.html", width=360)`: a page from disk; what failed to load is in `page.failed`."""
    contexts = []

    def opened(path: str, *, width: int = 1200, scripts: bool = False) -> Any:
        context = chromium.new_context(viewport={"width": width, "height": 900}, java_script_enabled=scripts)
        contexts.append(context)
        page = context.new_page()
        page.failed = []
        page.on("requestfailed", lambda request: page.failed.append(request.url))
        page.on("request", lambda request: _from_disk(request.url, page.failed))
        page.goto((edition.folder / path).as_uri())
        return page

    yield opened
    for each in contexts:
        each.close()


def _from_disk(url: str, failed: list[str]) -> None:
    if not url.startswith("file://"):
        failed.append(f"left the disk: {url}")


def test_a_reader_goes_from_the_door_to_the_winner_without_a_script(opening, edition):
    page = opening("index.html", width=360)
    page.get_by_role("link", name="Norsk").click()
    page.get_by_role("heading", level=1, name="Eksempelprisen 2026").wait_for()
    [prize] = [each for each in edition.document["prizes"] if each["kind"] == "overall"]
    winner = next(
        row["name"]["nb"]
        for klass in edition.document["classes"]
        for row in klass["rows"]
        if row["key"] == prize["winners"][0]
    )
    page.locator(".first").get_by_role("link", name=winner).click()
    page.get_by_role("heading", level=1, name=winner).wait_for()
    page.get_by_role("link", name="Svenska").click()
    page.get_by_text("Sannolikhet att vara bäst").wait_for()
    page.get_by_role("link", name="Kommuner").click()
    page.get_by_role("img", name="Rangordning").wait_for()
    assert page.failed == []


@pytest.mark.parametrize(("language", "name"), PAGES)
def test_a_page_is_good_to_read(opening, language, name):
    looked_at(opening, f"{language}/{name}.html")


@pytest.mark.proof
@pytest.mark.parametrize("language", ["nb", "sv", "en"])
@pytest.mark.parametrize("name", [*KINDS, "class-energy", "organisation-rypelund-kraft"])
def test_every_page_is_good_to_read_in_every_language(opening, language, name):
    looked_at(opening, f"{language}/{name}.html")


def looked_at(opening: Open, path: str) -> None:
    from axe_playwright_python.sync_playwright import Axe

    plain = opening(path, width=360)
    assert plain.failed == []
    assert plain.locator("h1").count() == 1
    # axe and measuring need scripts; the page itself has none.
    page = opening(path, width=360, scripts=True)
    assert page.locator("html").get_attribute("lang") == path.partition("/")[0]
    assert page.evaluate("document.fonts.ready.then(() => document.fonts.check('1rem Inter'))")
    assert sideways(page) == 0
    assert told(Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}})) == []
    page.emulate_media(color_scheme="dark")
    contrast = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
    assert told(Axe().run(page, options=contrast)) == []
    page.set_viewport_size({"width": 320, "height": 256})
    assert sideways(page) == 0
    page.set_viewport_size({"width": 1200, "height": 900})
    assert sideways(page) == 0


def sideways(page: Any) -> int:
    page.wait_for_load_state()  # between two pages there is no document
    found: int = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return found


def told(found: Any) -> list[str]:
    return [
        f"{each['id']}: {node['html'][:150]} {node.get('failureSummary', '')[:200]}"
        for each in found.response["violations"]
        for node in each["nodes"]
    ]


def test_a_class_prints_on_two_sheets_with_its_picture_and_without_the_menu(opening, edition, tmp_path):
    page = opening("nb/class-municipality.html", scripts=True)
    page.emulate_media(media="print")
    shown = "(all) => all.map(each => getComputedStyle(each).display !== 'none')"
    assert page.locator(".panel.wide, .panel.narrow").evaluate_all(shown) == [True, False]
    assert page.locator("nav").evaluate_all(shown) == [False, False]
    sheets = page.pdf(format="A4", tagged=True)
    assert 1 <= sheets.count(b"/Type /Page\n") + sheets.count(b"/Type /Page ") <= 2
