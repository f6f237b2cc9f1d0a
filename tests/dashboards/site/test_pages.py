"""Each page in a real Chromium: axe, a silent console, no sideways scroll, read in the dark."""

import pytest
from playwright.sync_api import expect

from tests.dashboards.site.weight import MOST_BYTES, weight

_ONE = "/evaluator/campaigns/{campaign}/"
PAGES = (
    ("stranger", "/"),
    ("stranger", "/award/"),
    ("stranger", "/award/{edition_before}/en/class-municipality.html"),
    ("stranger", "/account/login/"),
    ("stranger", "/account/login/code/"),
    ("stranger", "/account/password/reset/"),
    ("stranger", "/invitation/{other_token}/"),
    ("stranger", "/invitation/nonsense/"),
    ("stranger", "/nothing/"),
    ("mallory", "/"),
    ("mallory", "/evaluator/"),
    ("jo", "/role/soon/"),
    ("eva", "/design/"),
    ("eva", "/account/email/"),
    ("eva", "/account/password/change/"),
    ("eva", "/account/2fa/"),
    ("eva", "/account/sessions/"),
    ("eva", "/api/"),
    ("otto", "/account/tokens/"),
    ("otto", "/account/letters/"),
    ("eva", "/evaluator/"),
    ("eva", "/evaluator/build/"),
    ("eva", "/evaluator/awards/"),
    ("eva", _ONE),
    ("eva", _ONE + "live/"),
    ("eva", _ONE + "contacts/"),
    ("eva", _ONE + "contacts/?q=nothing-like-this"),
    ("eva", _ONE + "contacts/{contact}/"),
    ("eva", _ONE + "review/"),
    ("eva", _ONE + "review/{session}/"),
    ("eva", _ONE + "review/signs/"),
    ("eva", _ONE + "disputes/"),
    ("eva", _ONE + "disputes/{dispute}/"),
    ("eva", _ONE + "publish/"),
    ("eva", "/evaluator/campaigns/{edition_before}/public/"),
    ("eva", "/evaluator/campaigns/{edition}/public/"),
    ("eva", "/evaluator/letters/"),
    ("eva", "/evaluator/letters/{letter_nobodys}/"),
    ("eva", "/evaluator/letters/{letter}/"),
    ("eva", "/evaluator/organisations/"),
    ("eva", "/evaluator/organisations/{organisation}/"),
    ("eva", "/evaluator/organisations/{organisation}/{touchpoint}/"),
    ("eva", "/evaluator/organisations/{organisation}/{touchpoint}/test/{trial}/"),
    ("eva", "/evaluator/shoppers/"),
    ("eva", "/evaluator/shoppers/{shopper}/"),
    ("eva", "/evaluator/import/"),
    ("eva", "/evaluator/people/"),
    ("eva", "/evaluator/people/invite/"),
    ("eva", "/evaluator/trail/"),
    ("sam", "/shopper/"),
    ("sam", "/shopper/contacts/{sams_contact}/"),
    ("sam", "/shopper/contacts/{sams_rated}/rate/"),
    ("sam", "/shopper/contacts/{sams_contact}/call/"),
    ("sam", "/shopper/contacts/{sams_contact}/clock/"),
    ("sam", "/shopper/contacts/{sams_contact}/rehearse/"),
    ("sam", "/shopper/calibration/"),
    ("sam", "/shopper/calibration/{calibration}/"),
    ("otto", "/organisation/"),
    ("otto", "/organisation/editions/{edition}/"),
    ("otto", "/organisation/editions/{edition}/contacts/"),
    ("otto", "/organisation/editions/{edition}/contacts/{ottos_contact}/"),
    ("otto", "/organisation/editions/{edition}/contacts/{ottos_contact}/listen/"),
    ("otto", "/organisation/editions/{edition}/contacts/{ottos_second}/dispute/"),
    ("otto", "/organisation/actions/{ottos_action}/"),
    ("otto", "/organisation/hours/"),
    ("otto", "/organisation/hours/{ottos_hour}/"),
    ("otto", "/organisation/practice/"),
    ("otto", "/organisation/practice/calls/{ottos_practice}/"),
    ("otto", "/organisation/colleagues/"),
    ("jo", "/jury/"),
    ("jo", "/jury/{edition}/municipality/"),
    ("jo", "/jury/{edition}/municipality/contacts/{jury_contact}/"),
)
"""Every page that somebody reads, by whom."""

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]


@pytest.mark.parametrize(("who", "path"), PAGES)
def test_page(site, visit, who, path):
    page = visit(who, path.format(**site.told), width=360)
    assert weight(page) < MOST_BYTES
    assert sideways(page) == 0
    assert axe(page) == []
    assert page.locator("h1").count() == 1
    allowed = ("404", "403") if page.locator(".entrance h1").count() else ()
    assert [said for said in page.said if not any(code in said for code in allowed)] == []
    assert walked(page) == []
    page.emulate_media(color_scheme="dark")
    page.wait_for_timeout(150)  # colours glide
    assert contrast(page) == []
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": 320, "height": 256})  # 1280 × 1024 at 400 %
    assert sideways(page) == 0


@pytest.mark.proof
@pytest.mark.parametrize("language", ["nb", "sv", "en"])
@pytest.mark.parametrize(("who", "path"), PAGES)
def test_page_in_every_language(site, visit, who, path, language):
    page = visit(who, path.format(**site.told), width=1200, language=language)
    # A published edition has an address for each of its languages, whoever reads it.
    wanted = "en" if "/en/" in path else language
    assert page.locator("html").get_attribute("lang") == wanted
    assert axe(page) == []
    page.set_viewport_size({"width": 360, "height": 800})
    assert sideways(page) == 0


def test_by_keyboard_alone(site, visit):
    page = visit("eva", "/evaluator/")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "New campaign"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.rows') !== null")
    page.keyboard.press("Enter")
    page.wait_for_url("**/evaluator/campaigns/**")


def test_the_menu_on_a_phone(site, visit):
    page = visit("eva", "/evaluator/", width=360)
    button = page.get_by_role("button", name="Menu")
    assert button.get_attribute("aria-expanded") == "false"
    link = page.locator("nav a", has_text="Organisations")
    expect(link).to_be_hidden()
    button.click()
    expect(button).to_have_attribute("aria-expanded", "true")
    expect(link).to_be_visible()
    page.keyboard.press("Escape")
    expect(link).to_be_hidden()


_WALK = """() => {
  const wrong = [];
  const kinds = "a[href], button, input, select, textarea, summary, [tabindex]";
  for (const stop of document.querySelectorAll(kinds)) {
    if (stop.disabled || stop.tabIndex < 0 || !stop.checkVisibility({visibilityProperty: true})) continue;
    const told = stop.outerHTML.slice(0, 120);
    if (stop.tabIndex > 0) wrong.push("out of turn: " + told);
    stop.focus();
    if (document.activeElement !== stop) { wrong.push("takes no focus: " + told); continue; }
    const style = getComputedStyle(stop), box = stop.getBoundingClientRect();
    const ring = (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2)
      || style.boxShadow !== "none";
    if (!ring) wrong.push("no ring: " + told);
    if (box.width < 1 || box.height < 1) wrong.push("nothing to see: " + told);
  }
  return wrong;
}"""
"""Goes to every stop of the keyboard: each can be reached, in the order of reading, and shows that it is."""


def walked(page) -> list[str]:
    page.keyboard.press("Tab")  # from here on the browser shows the ring
    return page.evaluate(_WALK)


def sideways(page) -> int:
    page.wait_for_load_state()  # between two pages there is no document
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


_WRONG_ONLY = {"resultTypes": ["violations"]}
"""What is right is not told node by node: that is most of the words that axe writes."""


def axe(page) -> list[str]:
    from axe_playwright_python.sync_playwright import Axe

    return _told(Axe().run(page, options={"runOnly": {"type": "tag", "values": RULES}, **_WRONG_ONLY}))


def contrast(page) -> list[str]:
    from axe_playwright_python.sync_playwright import Axe

    rule = {"type": "rule", "values": ["color-contrast"]}
    return _told(Axe().run(page, options={"runOnly": rule, **_WRONG_ONLY}))


def _told(found) -> list[str]:
    return [
        f"{each['id']}: {node['html'][:150]} {node.get('failureSummary', '')[:200]}"
        for each in found.response["violations"]
        for node in each["nodes"]
    ]
