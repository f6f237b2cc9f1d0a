"""Rating a contact on a phone, in Chromium: through a lost connection, two tabs, a double tap, a return."""

import re
import uuid

from playwright.sync_api import expect

from tests.dashboards.site.conftest import token

PHONE = 360


def tick(page, item: str, place: int = 0) -> None:
    page.locator(f"#item-{item} .tick").nth(place).click()


def answer_all(page, *, but: tuple[str, ...] = ()) -> None:
    """Tick the first answer of everything, in the page itself: forty real taps would take a minute."""
    page.evaluate(
        """but => document.querySelectorAll('[data-item]').forEach(ask => {
            if (but.includes(ask.dataset.item)) return;
            const box = ask.querySelector('input[type=radio]');
            const words = ask.querySelector("textarea[name^='w-']");
            const why = ask.querySelector("textarea[name^='c-']");
            if (words) words.value = 'Greit.';
            if (box && !ask.querySelector('input:checked')) box.checked = true;
            if (why && !why.value) why.value = 'Helt greit.';
            (box || words).dispatchEvent(new Event('change', { bubbles: true }));
        })""",
        list(but),
    )


def items(page) -> list[str]:
    return page.evaluate("[...document.querySelectorAll('[data-item]')].map(each => each.dataset.item)")


def until(page, holds: str) -> None:
    """Wait until something holds in the page; the policy refuses Playwright's own way, which is eval."""
    for _ in range(200):
        if page.evaluate(holds):
            return
        page.wait_for_timeout(50)
    raise AssertionError(holds)


def saved(page) -> None:
    until(page, "document.querySelector('[data-saving]').textContent === 'Saved' && !outbox.entries().length")


def test_through_a_lost_connection(visit, unrated, stands):
    contact = unrated()
    page = visit("sam", f"/shopper/contacts/{contact}/rate/", width=PHONE)
    first, second, third = items(page)[:3]
    tick(page, first)
    saved(page)
    page.context.set_offline(True)
    tick(page, second)
    tick(page, third)
    tick(page, third, 1)
    page.get_by_text("kept on this phone and sent later").wait_for()
    assert stands(contact)["trail"] == [["opened", ""], ["answered", first]]
    answer_all(page)
    page.get_by_role("button", name="Send the rating").click()
    page.get_by_text("Will be sent when there is a connection").wait_for()
    # The same answers leave by another page of the site, too: what is kept is the browser's, not the page's.
    other = page.context.new_page()
    home = page.url.replace(f"contacts/{contact}/rate/", "")
    page.close()
    other.context.set_offline(False)
    other.goto(home)
    other.get_by_text("Your rating has been sent").wait_for()
    assert other.evaluate("Object.keys(localStorage).filter(name => name.startsWith('svartid.'))") == []
    told = stands(contact)
    assert told["state"] == "submitted"
    assert told["answers"][third][0] == 1
    kinds = [kind for kind, item in told["trail"] if item == third]
    assert (kinds[0], set(kinds[1:])) == ("answered", {"changed"})
    assert [each for each in told["trail"] if each[0] == "submitted"] == [["submitted", ""]]
    assert len(told["answers"]) == len({item for _kind, item in told["trail"] if item})
    page.said[:] = [said for said in page.said if "ERR_INTERNET_DISCONNECTED" not in said]
    assert page.said == []


def test_in_two_tabs(visit, unrated, stands):
    contact = unrated()
    one = visit("sam", f"/shopper/contacts/{contact}/rate/", width=PHONE)
    first, second = items(one)[:2]
    two = one.context.new_page()
    two.goto(one.url)
    tick(one, first)
    # The other tab shows it, without asking the site.
    until(two, f"document.querySelector('#item-{first} input').checked")
    tick(two, second, 1)
    until(one, f"document.querySelectorAll('#item-{second} input')[1].checked")
    one.context.set_offline(True)
    tick(one, first, 1)
    tick(two, first)
    one.context.set_offline(False)
    for tab in (one, two):
        until(tab, "!outbox.entries().length")
    told = stands(contact)
    assert told["answers"][first][0] == 0, "what was tapped last stands"
    assert [kind for kind, item in told["trail"] if item == second] == ["answered"]
    assert len([kind for kind, item in told["trail"] if item == first and kind == "answered"]) == 1


def test_a_double_tap_is_one(visit, unrated, stands):
    contact = unrated()
    page = visit("sam", f"/shopper/contacts/{contact}/rate/", width=PHONE)
    first = items(page)[0]
    page.locator(f"#item-{first} .tick").first.dblclick()
    saved(page)
    answer_all(page)
    page.locator("[data-send]").dblclick()
    page.wait_for_url("**/shopper/")
    told = stands(contact)
    kinds = [kind for kind, item in told["trail"] if item in (first, "")]
    assert kinds == ["opened", "answered", "submitted"]


def test_sent_back_and_sent_again(site, visit, unrated, stands):
    contact = unrated()
    page = visit("sam", f"/shopper/contacts/{contact}/rate/", width=PHONE)
    worst = page.evaluate("document.querySelector('details.why').closest('[data-item]').dataset.item")
    answer_all(page, but=(worst,))
    saved(page)
    page.locator(f"#item-{worst} input[value^='option:']").last.check(force=True)
    page.locator(f"#item-{worst} [data-why]").wait_for()
    page.locator("[data-send]").click()
    page.wait_for_url("**/rate/?missing=1")
    expect(page.locator("#lacking li")).to_have_count(1)
    page.locator(f"#item-{worst} textarea").fill("Hun la på røret.")
    page.locator("[data-send]").click()
    page.wait_for_url("**/shopper/")
    code = f"""
from results.models import RatingSession
from results.review_rating import return_rating
session = RatingSession.objects.get(contact={contact}, state="submitted")
return_rating(session=session, reviewer="account:1", reason="Hvem la på?")
print(session.pk)
"""
    session = int(site.run(code))
    page.reload()
    row = page.locator("li", has_text="Hvem la på?")
    row.get_by_role("link").click()
    page.get_by_text("Sent back to you because").wait_for()
    page.locator(f"#item-{worst} textarea").fill("Hun la på røret midt i svaret.")
    page.locator("[data-send]").click()
    page.wait_for_url("**/shopper/")
    assert stands(contact)["answers"][worst][2] == "Hun la på røret midt i svaret."
    eva = site.someone("eva")
    done = site.post(eva, f"/evaluator/campaigns/town-award/review/{session}/", do="accept")
    assert done.status_code == 302
    page.goto(f"{site.url}/shopper/contacts/{contact}/rate/")
    assert page.locator("form[data-rates]").count() == 0
    page.get_by_text("Hun la på røret midt i svaret.").wait_for()
    assert page.said == []


def test_without_script(site, visit, unrated, stands):
    contact = unrated()
    page = visit("sam", f"/shopper/contacts/{contact}/rate/", width=PHONE, java_script_enabled=False)
    for box in page.locator("fieldset .tick:first-child input").all():
        box.check(force=True)
    page.locator("textarea").evaluate_all("fields => fields.forEach(field => { field.value = 'Greit.'; })")
    page.get_by_role("button", name="Send the rating").click()
    expect(page).to_have_url(f"{site.url}/shopper/")
    assert stands(contact)["state"] == "submitted"


def test_no_points_leave_the_site(site, unrated):
    """Another questionnaire that differs in points and worths only looks the same to the letter."""
    contact = unrated()
    sam = site.someone("sam")
    urls = [f"{site.url}/shopper/contacts/{contact}/rate/", f"{site.url}/shopper/contacts/{contact}/"]
    before = [plain(sam.get(url, timeout=60).text) for url in urls]
    code = f"""
from results.keep_document import keep_document, read_document
from results.models import RatingSession
session = RatingSession.objects.select_related("questionnaire").get(contact={contact}, state="open")
old = read_document(session.questionnaire)
document = old.model_dump(mode="json", by_alias=True, exclude_defaults=True)
for area in document["areas"]:
    for item in area["items"]:
        item["points"] = 97 - item.get("points", 1)
for scale in document["scales"].values():
    for option in scale.get("options", ()):
        option["worth"] = 100 - option["worth"]
kept = keep_document(type(old).model_validate(document))
assert kept.pk != session.questionnaire_id
RatingSession.objects.filter(pk=session.pk).update(questionnaire=kept)
"""
    site.run(code)
    assert [plain(sam.get(url, timeout=60).text) for url in urls] == before
    assert [word for word in ("worth", "points", "weight", "obtainable") if word in "".join(before)] == []
    page = sam.get(urls[0], timeout=60).text
    item = re.search(r'data-item="([^"]+)"', page).group(1)
    tapped = {"key": str(uuid.uuid4()), "item": item, "at": 1, "tick": "option:0"}
    answer = sam.post(
        urls[0] + "answers/",
        json={"now": 2, "entries": [tapped, {"key": "nonsense", "item": "points"}]},
        headers={"X-CSRFToken": token(page)["csrfmiddlewaretoken"]},
        timeout=60,
    )
    assert answer.json() == {
        "done": [tapped["key"]],
        "wrong": ["nonsense"],
        "late": [],
        "open": True,
        "answers": {item: {"tick": "option:0", "words": "", "comment": ""}},
        "say_why": [],
    }


def plain(html: str) -> str:
    return re.sub(r'name="csrfmiddlewaretoken" value="[^"]+"', "", html)
