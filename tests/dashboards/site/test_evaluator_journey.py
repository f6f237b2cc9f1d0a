"""An evaluator's work in Chromium, from a rating to a released result."""

import re

import pytest
from playwright.sync_api import expect

from scenarios.skeleton import skeleton


def test_a_rating_is_corrected_sent_back_and_accepted(site, visit):
    path = f"/evaluator/campaigns/{site.told['campaign']}/review/{site.told['session']}/"
    page = visit("eva", path)
    page.locator("details.more summary").first.click()
    page.get_by_label("Reason").first.fill("Heard again: the answer was another.")
    form = page.locator("details[open] form")
    form.get_by_label("Right answer").select_option(index=1)
    form.get_by_role("button", name="Correct").click()
    expect(page.locator("s")).to_have_count(1)
    page.get_by_label("Send back because").fill("The comment names somebody.")
    page.get_by_role("button", name="Send back to the shopper").click()
    page.wait_for_url("**/review/")
    told = site.run(
        "from results.models import RatingSession\n"
        f"s = RatingSession.objects.get(pk={site.told['session']})\n"
        "print(s.state, s.corrections.count(), s.reviews.get().decision, s.answers.count() > 0)"
    )
    assert told == "open 1 returned True"


def test_tab_and_list_count_what_the_queue_holds_and_no_more(site, visit):
    page = visit("eva", f"/evaluator/campaigns/{site.told['campaign']}/review/")
    count = page.locator("main .rows > li").count()
    unreviewed = site.run(
        "from results.models import Campaign\nfrom results.queries.review_queue import review_counts\n"
        f"pk = Campaign.objects.get(slug='{site.told['campaign']}').pk\nprint(review_counts([pk])[pk])"
    )
    assert 0 < count < int(unreviewed)
    expect(page.locator(".tabs [aria-current] .number")).to_have_text(str(count))
    page.goto(f"{site.url}/evaluator/")
    row = page.locator("li", has=page.locator(f"a[href$='/campaigns/{site.told['campaign']}/']"))
    expect(row.locator("a[href$='/review/']")).to_have_text(f"{count} ratings to review")


def test_a_dispute_is_answered_once(site, visit):
    page = visit("eva", f"/evaluator/campaigns/{site.told['campaign']}/disputes/{site.told['dispute']}/")
    page.get_by_label("In words that the organisation reads").fill("Sporet viser at dere la på.")
    page.get_by_role("button", name="Reject").click()
    page.wait_for_url("**/disputes/")
    expect(page.get_by_text("Rejected")).to_have_count(1)
    again = site.post(
        site.someone("eva"),
        f"/evaluator/campaigns/{site.told['campaign']}/disputes/{site.told['dispute']}/",
        decision="upheld",
        answer="Likevel.",
    )
    assert again.status_code == 302
    state = site.run(
        f"from results.models import Dispute\nprint(Dispute.objects.get(pk={site.told['dispute']}).state)"
    )
    assert state == "rejected"


def test_pause_and_go_on_stand_in_the_trail(site, visit):
    page = visit("eva", f"/evaluator/campaigns/{site.told['elsewhere']}/")
    page.get_by_role("button", name="Pause").click()
    page.get_by_role("button", name="Let it go on").click()
    page.get_by_role("button", name="Pause").wait_for()
    trail = site.someone("eva").get(f"{site.url}/evaluator/trail/?action=campaign.", timeout=120).text
    assert trail.index("campaign.resumed") < trail.index("campaign.paused")


def test_live_rows_come_when_the_database_says_so(site, visit):
    page = visit("eva", f"/evaluator/campaigns/{site.told['elsewhere']}/live/")
    page.locator("[data-lamp][data-on]").wait_for()
    expect(page.get_by_text("Nobody is being contacted")).to_have_count(1)
    site.run(
        "from results.models import Attempt, Worker\n"
        "from django.utils import timezone\n"
        "import datetime as dt\n"
        "now = timezone.now()\n"
        f"planned = Attempt.objects.filter(campaign__slug='{site.told['elsewhere']}', state='planned')\n"
        "a = planned.order_by('pk')[0]\n"
        "row = Attempt.objects.filter(pk=a.pk)\n"
        "row.update(state='claimed', worker=Worker.objects.get(label='example-1'), fencing_token=1,"
        " day=now.date(), claimed_at=now, lease_until=now + dt.timedelta(minutes=5))\n"
        "row.update(state='contacting', contacting_at=now, started_at=now)\n"
    )
    page.locator("td .state.moving").wait_for(timeout=10_000)
    assert page.get_by_text("Nobody is being contacted").count() == 0


def test_a_touchpoint_is_checked_before_it_is_saved(site, visit):
    path = f"/evaluator/organisations/{site.told['organisation']}/{site.told['touchpoint']}/"
    page = visit("eva", path)
    page.get_by_label("Friday").fill("08:00-07:00")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".note.alarm")).to_have_count(1)
    page.get_by_label("Friday").fill("08:00-12:00")
    page.get_by_label("Also closed on").fill("2026-12-23")
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator(".note.good")).to_have_count(1)
    page.get_by_text("The whole description as a file").click()
    box = page.get_by_label("As in the organisation's file")
    before = box.input_value()
    assert "2026-12-23" in before
    assert "fri: 08:00-12:00" in before
    box.fill(before + "\nnonsense: 1\n")
    page.get_by_role("button", name="Save the file").click()
    expect(page.locator(".errorlist")).to_have_count(1)
    page.get_by_label("As in the organisation's file").fill(before.replace("2026-12-23", "2026-12-22"))
    page.get_by_role("button", name="Save the file").click()
    assert page.get_by_label("Also closed on").input_value() == "2026-12-22"


def test_a_campaign_is_built_by_questions_and_planned(site, visit, tmp_path):
    page = visit("eva", "/evaluator/build/")
    first = page.locator("#answer .answer").inner_text()
    page.get_by_label("Most minutes of telephone").fill("1234")
    page.get_by_label("Short name").fill("autumn-round")
    page.get_by_label("Short name").blur()
    # The file follows the answers as they are given, and keeps its comments.
    file_says = expect(page.get_by_label("The campaign's file"))
    file_says.to_have_value(re.compile("campaign: autumn-round"))
    assert page.locator("#answer .answer").inner_text() == first
    text = page.get_by_label("The campaign's file").input_value()
    assert "minutes: 1234" in text
    assert "# half days in many places" in text
    page.locator("details.more", has=page.locator("[value=elvedal]")).locator("summary").click()
    page.locator("[name=organisations][value=elvedal]").uncheck()
    file_says.not_to_have_value(re.compile(r"/\*\.yaml"))
    assert "elvedal" not in page.get_by_label("The campaign's file").input_value()
    with page.expect_download() as handed:
        page.get_by_role("button", name="Download").click()
    file = tmp_path / "autumn.yaml"
    handed.value.save_as(file)
    assert handed.value.suggested_filename == "autumn-round.yaml"
    file.write_text(file.read_text().replace("autumn-round", "winter-round"))
    page.get_by_text("Read a file in").click()
    page.get_by_label("A campaign's file from this computer").set_input_files(file)
    page.get_by_role("button", name="Read it in").click()
    assert page.get_by_label("Short name").input_value() == "winter-round"
    assert not page.locator("[name=organisations][value=elvedal]").is_checked()
    page.get_by_role("button", name="Plan it").click()
    page.wait_for_url("**/campaigns/winter-round/")
    expect(page.get_by_text("Contacts made")).to_have_count(1)
    assert page.said == []


def test_mistakes_stand_at_their_questions(site, visit):
    page = visit("eva", "/evaluator/build/")
    page.get_by_label("Hours of a day").fill("25:00-26:00")
    page.get_by_label("Last day").fill("2020-01-01")
    page.get_by_role("button", name="Write it into the file").click()
    expect(page.locator(".field", has=page.locator("#id_hours")).locator(".errorlist")).to_have_count(1)
    page.get_by_label("Hours of a day").fill("09:00-15:00")
    page.get_by_role("button", name="Write it into the file").click()
    expect(page.locator(".field", has=page.locator("#id_last")).locator(".errorlist")).to_have_count(1)
    page.get_by_label("The campaign's file").fill("method: [")
    page.get_by_role("button", name="Check").click()
    assert re.match(r"^1:\d+|2:\d+", page.locator(".note.alarm li").first.inner_text())


def test_a_test_contact_is_asked_for_seen_and_stopped(site, visit):
    page = visit("eva", "/evaluator/organisations/elvedal/switchboard/")
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Make a test contact").click()
    page.wait_for_url("**/test/*/")
    expect(page.get_by_text("Nobody can make it now")).to_have_count(1)
    number = page.url.rstrip("/").rpartition("/")[2]
    site.run(
        "from results.models import Trial\n"
        "from django.utils import timezone\n"
        f"Trial.objects.filter(pk={number}).update(state='running', started_at=timezone.now(),"
        " beat_at=timezone.now(), phase='talking', phase_at=timezone.now())"
    )
    page.get_by_text("Talking with a person").wait_for(timeout=10_000)
    page.get_by_role("button", name="Stop it").click()
    page.get_by_text("It is being ended.").wait_for(timeout=10_000)
    site.run(
        "from results.models import Trial\n"
        f"Trial.objects.filter(pk={number}).update(state='ended', outcome='cancelled', phase='')"
    )
    page.get_by_text("Cancelled").wait_for(timeout=10_000)
    page.get_by_role("link", name="Back to the touchpoint").click()
    expect(page.locator(f"a[href$='/test/{number}/']")).to_have_count(1)


def test_shoppers_are_taken_in_from_a_file(site, visit, tmp_path):
    file = tmp_path / "testere.csv"
    file.write_text("label;name;phone\nrune;Rune;1\n")
    page = visit("eva", "/evaluator/import/?what=shoppers")
    page.get_by_label("File", exact=True).set_input_files(file)
    page.get_by_role("button", name="Take in", exact=True).click()
    assert page.locator(".note.alarm li").first.inner_text().startswith("2: phone:")
    file.write_text(
        "label;name;phone;email;languages\nrune;Rune;sip:rune@127.0.0.1;rune@svartid.example;sv\n"
    )
    page.get_by_label("File", exact=True).set_input_files(file)
    page.get_by_role("button", name="Only try").click()
    assert "1 new" in page.locator(".note.good").inner_text()
    page.get_by_label("File", exact=True).set_input_files(file)
    page.get_by_role("button", name="Take in", exact=True).click()
    page.goto(f"{site.url}/evaluator/shoppers/rune/")
    expect(page.get_by_text("not verified: never dialled")).to_have_count(1)
    page.on("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="I have spoken with them on it").click()
    expect(page.get_by_text("verified", exact=True)).to_have_count(1)
    # Who is invited as this shopper is known: nothing is typed again.
    page.get_by_role("link", name="Invite", exact=True).click()
    expect(page.get_by_label("E-mail address")).to_have_value("rune@svartid.example")
    expect(page.get_by_label("Name (optional)")).to_have_value("Rune")
    expect(page.get_by_label("Language of the letter")).to_have_value("sv")


def test_an_enquiry_of_one_s_own_is_taken_in_and_asked(site, visit, tmp_path):
    file = tmp_path / "dog-licence.yaml"
    file.write_text(skeleton(kind="enquiry", name="dog-licence") + "colour: red\n")
    page = visit("eva", "/evaluator/import/?what=documents")
    page.get_by_label("File", exact=True).set_input_files(file)
    page.get_by_role("button", name="Take in", exact=True).click()
    expect(page.locator(".note.alarm li").first).to_contain_text(re.compile(r"^\d+:1: colour: "))
    file.write_text(skeleton(kind="enquiry", name="dog-licence"))
    page.get_by_label("File", exact=True).set_input_files(file)
    page.get_by_role("button", name="Take in", exact=True).click()
    expect(page.locator(".note.good")).to_contain_text("1 new")
    page.goto(f"{site.url}/evaluator/build/")
    page.locator("[name=enquiries][value='municipality:dog-licence']").check()
    expect(page.get_by_label("The campaign's file")).to_have_value(re.compile("dog-licence"))
    expect(page.locator(".note.alarm li")).to_have_count(0)


def test_a_release_waits_for_every_gate(site, visit):
    page = visit("eva", f"/evaluator/campaigns/{site.told['campaign']}/publish/")
    assert page.get_by_role("button", name="Release the results").count() == 0
    sent = site.post(site.someone("eva"), f"/evaluator/campaigns/{site.told['campaign']}/publish/")
    assert sent.status_code == 302
    state = site.run(
        "from results.models import Campaign\n"
        f"print(Campaign.objects.get(slug='{site.told['campaign']}').released_at)"
    )
    assert state == "None"


@pytest.mark.parametrize("width", [360, 1200])
def test_an_invitation_is_sent_and_taken(site, visit, width):
    address = f"ola{width}@svartid.example"
    page = visit("eva", "/evaluator/people/invite/", width=width)
    page.get_by_label("E-mail address").fill(address)
    page.get_by_role("button", name="Send the invitation").click()
    link = page.get_by_label("Link").input_value()
    page = visit("stranger", link.removeprefix(site.url), width=width)
    page.get_by_label("Your name").fill("Ola Nordmann")
    page.get_by_role("button", name="Accept and sign in").click()
    page.wait_for_url("**/evaluator/")
    # The invitation was in Norwegian, and so are the pages of whoever took it.
    assert page.locator("h1").inner_text() == "Undersøkelser"
