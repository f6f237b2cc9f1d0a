"""An evaluator's work in Chromium, from a rating to a released result."""

import re

import pytest


def test_a_rating_is_corrected_sent_back_and_accepted(site, visit):
    path = f"/evaluator/campaigns/{site.told['campaign']}/review/{site.told['session']}/"
    page = visit("eva", path)
    page.locator("details.more summary").first.click()
    page.get_by_label("Reason").first.fill("Heard again: the answer was another.")
    form = page.locator("details[open] form")
    form.get_by_label("Right answer").select_option(index=1)
    form.get_by_role("button", name="Correct").click()
    assert page.locator("s").count() == 1
    page.get_by_label("Send back because").fill("The comment names somebody.")
    page.get_by_role("button", name="Send back to the shopper").click()
    page.wait_for_url("**/review/")
    told = site.run(
        "from results.models import RatingSession\n"
        f"s = RatingSession.objects.get(pk={site.told['session']})\n"
        "print(s.state, s.corrections.count(), s.reviews.get().decision, s.answers.count() > 0)"
    )
    assert told == "open 1 returned True"


def test_a_dispute_is_answered_once(site, visit):
    page = visit("eva", f"/evaluator/campaigns/{site.told['campaign']}/disputes/{site.told['dispute']}/")
    page.get_by_label("In words that the organisation reads").fill("Sporet viser at dere la på.")
    page.get_by_role("button", name="Reject").click()
    page.wait_for_url("**/disputes/")
    assert page.get_by_text("Rejected").count() == 1
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
    assert page.get_by_text("Nobody is being contacted").count() == 1
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
    box = page.get_by_label("As in the organisation's file")
    before = box.input_value()
    box.fill(before + "\nnonsense: 1\n")
    page.get_by_role("button", name="Save").click()
    assert page.locator(".errorlist").count() == 1
    box = page.get_by_label("As in the organisation's file")
    box.fill(before + "\nclosed_on: [2026-12-23]\n")
    page.get_by_role("button", name="Save").click()
    assert page.locator(".note.good").count() == 1
    assert "2026-12-23" in page.get_by_label("As in the organisation's file").input_value()


def test_a_campaign_is_built_by_questions_and_planned(site, visit):
    page = visit("eva", "/evaluator/build/")
    first = page.locator("#answer .answer").inner_text()
    page.get_by_label("Most minutes of telephone").fill("1234")
    page.get_by_label("Short name").fill("autumn-round")
    page.get_by_label("Short name").blur()
    page.wait_for_timeout(800)
    assert page.locator("#answer .answer").inner_text() == first
    page.get_by_role("button", name="Write it into the file").click()
    text = page.get_by_label("The campaign's file").input_value()
    assert re.search(r"^campaign: autumn-round$", text, re.MULTILINE)
    assert "minutes: 1234" in text
    assert "# half days in many places" in text
    assert page.get_by_label("Short name").input_value() == "autumn-round"
    page.get_by_role("button", name="Plan it").click()
    page.wait_for_url("**/campaigns/autumn-round/")
    assert page.get_by_text("Contacts made").count() == 1


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
