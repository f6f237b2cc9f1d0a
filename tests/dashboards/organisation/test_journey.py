"""An organisation's work in Chromium: walking through a contact, an objection, an hour, colleagues."""

import re
import time

from playwright.sync_api import expect

from tests.dashboards.site.test_pages import axe, sideways

_FIRST = "/organisation/editions/{edition}/contacts/{ottos_contact}/"
_SECOND = "/organisation/editions/{edition}/contacts/{ottos_second}/"


def test_medlytt_with_sound_from_the_keyboard_to_the_listening_hour(site, visit):
    page = visit(
        "otto", "/organisation/editions/{edition}/contacts/{ottos_contact}/listen/".format(**site.told)
    )
    page.locator(".walk li").nth(2).get_by_role("link").click()
    page.locator("h1").click()
    before = int(page.locator("[data-place]").input_value())
    page.keyboard.press("Space")
    until = time.monotonic() + 15
    while int(page.locator("[data-place]").input_value()) <= before + 300 and time.monotonic() < until:
        page.wait_for_timeout(50)  # the page's policy refuses a test's words as script
    assert int(page.locator("[data-place]").input_value()) > before + 300
    assert page.evaluate("!document.querySelector('audio').paused")
    page.keyboard.press("Space")
    assert page.evaluate("document.querySelector('audio').paused")
    stood = page.locator("[data-place]").input_value()
    here = page.locator(".walk [aria-current=step]").get_attribute("data-at")
    page.keyboard.press("ArrowRight")
    after = page.locator(".walk [aria-current=step]").get_attribute("data-at")
    assert float(after) > float(here)
    # The steps go on when the sound has ended; its place does not.
    assert float(page.locator("[data-place]").input_value()) >= float(stood)
    page.keyboard.press("c")
    page.keyboard.type("Her burde Turid Bakken ha sagt at det tar tid.")
    page.get_by_label("Kollega OTTO").check()
    page.get_by_role("button", name="Say it").click()
    page.get_by_text("Names and numbers were taken out").wait_for()
    said = page.locator(".walk .said").filter(has_text="ha sagt at det tar tid")
    expect(said).to_have_count(1)
    assert "[name]" in said.inner_text()
    page.get_by_label("Why (optional)").fill("Slik høres en lang kø ut")
    page.get_by_role("button", name="Put it on the list").click()
    page.wait_for_url("**/hours/**")
    expect(page.get_by_text("Slik høres en lang kø ut")).to_have_count(1)
    assert page.said == []
    kept = site.run(
        "from results.models import Comment, Mention\n"
        "c = Comment.objects.order_by('-pk')[0]\n"
        "print(c.text, c.offset_ms > 0, Mention.objects.get(comment=c).account.name, sep='|')"
    )
    assert kept == "Her burde [name] ha sagt at det tar tid.|True|Kollega OTTO"


def test_medlytt_without_sound_goes_faster_and_ends(site, visit):
    page = visit("otto", _SECOND.format(**site.told) + "listen/", width=360)
    assert page.locator("audio").count() == 0
    page.get_by_label("Speed").select_option("16")
    last = page.locator(".walk li").last
    page.evaluate(
        """at => { const place = document.querySelector('[data-place]');
            place.value = at; place.dispatchEvent(new Event('input')); }""",
        float(last.get_attribute("data-at")) - 3000,
    )
    page.get_by_role("button", name="Play").click()
    page.locator(".walk li:last-child[aria-current]").wait_for()
    page.get_by_role("button", name="Play").wait_for()


def test_medlytt_without_a_script(site, visit):
    page = visit("otto", _SECOND.format(**site.told) + "listen/", java_script_enabled=False)
    page.locator(".walk a").nth(3).click()
    at = re.search(r"at=(\d+)", page.url)[1]
    assert page.locator("#say input[name=at]").first.get_attribute("value") == at
    page.get_by_label("Your comment").fill("Uten skript går det også.")
    page.get_by_role("button", name="Say it").click()
    expect(page.get_by_text("Uten skript går det også.")).to_have_count(1)


def test_an_objection_to_its_end(site, visit):
    page = visit("otto", _SECOND.format(**site.told))
    page.get_by_role("link", name="Object to this contact").click()
    page.get_by_label("Why").fill("Anropet ble brutt hos dere.")
    page.get_by_role("button", name="Send the objection").click()
    page.wait_for_url("**/disputes/")
    again = site.post(site.someone("otto"), _SECOND.format(**site.told) + "dispute/", text="Én gang til.")
    assert again.status_code == 200
    number = site.run(
        "from results.models import Dispute\n"
        "print(Dispute.objects.get(text='Anropet ble brutt hos dere.').pk)"
    )
    house = f"/evaluator/campaigns/{site.told['edition']}/disputes/{number}/"
    # The evaluator upholds it, and leaves the contact out; the organisation reads both.
    desk = visit("eva", house)
    desk.get_by_label("In words that the organisation reads").fill("Det stemmer, vår linje falt ut.")
    desk.get_by_role("button", name="Uphold").click()
    desk.get_by_text("The organisation can read it.").wait_for()
    desk.get_by_role("link", name="Leave the contact out").click()
    desk.get_by_label("Why").fill("Vår linje falt ut, sa Kari Nordmann.")
    desk.get_by_role("button", name="Leave it out").click()
    desk.locator(".note.wait", has_text="Vår linje falt ut, sa Kari Nordmann.").wait_for()
    assert (sideways(desk), axe(desk), desk.said) == (0, [], [])
    desk.goto(f"{site.url}/evaluator/campaigns/{site.told['edition']}/contacts/?state=left_out")
    expect(desk.locator("tbody tr")).to_have_count(1)
    theirs = visit("otto", _SECOND.format(**site.told), width=360)
    told = theirs.locator(".note.wait")
    expect(told).to_contain_text("Left out of the scores")
    # Nobody is named to an organisation, by the house neither.
    expect(told).to_contain_text("Vår linje falt ut, sa [name].")
    expect(told).to_contain_text("The scores shown here are from before; the next ones go without it.")
    assert (sideways(theirs), axe(theirs), theirs.said) == (0, [], [])
    desk.goto(f"{site.url}/evaluator/campaigns/{site.told['edition']}/publish/")
    expect(desk.get_by_text("Something was corrected or left out since")).to_have_count(1)
    assert (sideways(desk), axe(desk)) == (0, [])
    # Nothing takes the first ranking's place while a gate is shut, and the page says which.
    site.post(site.someone("eva"), f"/evaluator/campaigns/{site.told['edition']}/publish/", do="again")
    desk.reload()
    expect(desk.get_by_text("Not yet: something is open")).to_contain_text("Contacts left")
    counting = f"/evaluator/campaigns/{site.told['edition']}/contacts/{site.told['ottos_second']}/counting/"
    site.post(site.someone("eva"), counting, do="count", reason="Likevel ikke.")
    theirs.reload()
    expect(told).to_have_count(0)
    page.reload()
    expect(page.get_by_text("Det stemmer, vår linje falt ut.")).to_have_count(1)
    row = page.locator(".rows > li").filter(has_text="Anropet ble brutt hos dere.")
    expect(row.get_by_text("Objection upheld")).to_have_count(1)
    # After the window nobody objects any more; the page says so.
    site.run(
        "import datetime\nfrom django.utils import timezone\nfrom results.models import Campaign\n"
        f"Campaign.objects.filter(slug='{site.told['edition_before']}')"
        ".update(released_at=timezone.now() - datetime.timedelta(days=22))"
    )
    key = site.run(
        "from results.models import Contact\nprint(Contact.objects.filter(organisation__slug='fjordvik',"
        f" campaign__slug='{site.told['edition_before']}', state='done').order_by('pk')[0].key)"
    )
    late = f"/organisation/editions/{site.told['edition_before']}/contacts/{key}/dispute/"
    assert site.post(site.someone("otto"), late, text="For sent").status_code == 200
    count = site.run(
        "from results.models import Dispute\nprint(Dispute.objects.filter(text='For sent').count())"
    )
    assert count == "0"


def test_a_line_of_the_plan_is_made_and_ended(site, visit):
    page = visit("otto", "/organisation/actions/new/", width=360)
    page.get_by_label("What is to be done").fill("Si fra om ventetiden i køen")
    page.get_by_label("Until when").fill("2027-02-01")
    page.get_by_role("button", name="Put it into the plan").click()
    page.get_by_role("link", name="Si fra om ventetiden i køen").click()
    page.get_by_label("What became of it").fill("Nytt opptak fra mandag.")
    page.get_by_role("button", name="Done").click()
    page.get_by_text("Nytt opptak fra mandag.").wait_for()


def test_an_hour_is_set_drawn_and_held(site, visit):
    page = visit("otto", "/organisation/hours/new/")
    page.get_by_label("What it is called").fill("Desembertimen")
    page.get_by_label("When").fill("2026-12-10T13:00")
    page.get_by_label("Seats").fill("2")
    page.get_by_role("button", name="Set it and draw the seats").click()
    page.wait_for_url(re.compile(r"/hours/\d+/"))
    expect(page.locator(".seats li")).to_have_count(2)
    page.get_by_role("textbox", name="What was learned").fill("Si ventetiden først.")
    page.get_by_role("button", name="It was held").click()
    page.get_by_text("Si ventetiden først.").wait_for()
    expect(page.locator(".seats .good")).to_have_count(2)


def test_an_owner_lets_a_colleague_in_who_may_not_invite(site, visit):
    page = visit("otto", "/organisation/colleagues/")
    page.get_by_label("E-mail address").fill("rita@svartid.example")
    page.get_by_role("button", name="Send the invitation").click()
    url = page.get_by_label("Link").input_value()
    rita = visit("stranger", url.removeprefix(site.url))
    rita.get_by_label("Your name").fill("Rita")
    rita.get_by_label("Password").fill("en rolig formiddag")
    rita.locator("main form button").last.click()
    rita.wait_for_url("**/organisation/")
    rita.goto(f"{site.url}/organisation/colleagues/")
    assert rita.get_by_role("button", name="Send the invitation").count() == 0
    session = site.sign_in("rita")
    assert site.post(session, "/organisation/colleagues/", email="mer@svartid.example").status_code == 403
    page.goto(f"{site.url}/organisation/colleagues/")
    row = page.get_by_role("row").filter(has_text="Rita")
    row.locator("summary").click()
    row.get_by_role("button", name="End the access").click()
    assert page.get_by_role("row").filter(has_text="Rita").count() == 0
    assert session.get(f"{site.url}/organisation/", timeout=60).status_code == 403
