"""An evaluator's whole way in Chromium: invited, a campaign built and planned, ratings reviewed, released."""

import re

import pytest
from playwright.sync_api import expect

_DESKTOP, _PHONE = 1200, 360
WAYS = [
    pytest.param(language, width, 2020 + place, marks=pytest.mark.proof, id=f"{language}-{width}")
    for place, (language, width) in enumerate(
        (one, px) for one in ("nb", "sv", "en") for px in (_DESKTOP, _PHONE)
    )
]
"""Each is walked in the proof, in a year of its own: the banks are called twice a day at most."""

_INVITE = """
from results.access.invitations import invite
from results.models import Shopper
Shopper.objects.filter(label__in=["sam", "siv", "ola", "liv", "per", "ida"]).update(
    pools=["town shoppers"], languages=["nb", "sv"])
made = invite(email="{name}@svartid.example", role="evaluator", invited_by="operator", language="{language}")
print(made.token)
"""

_FIELDWORK = """
import numpy as np
from benchmark.editions.as_used import questionnaire_of
from benchmark.editions.made_up_fieldwork import make_contacts
from results.models import Campaign
campaign = Campaign.objects.select_related("questionnaire").get(slug="{name}")
make_contacts(campaign=campaign, most=10_000, questionnaire=questionnaire_of(campaign),
    rng=np.random.default_rng(5))
print(campaign.contacts.exclude(state="done").count())
"""

_REVIEW_THE_REST = """
from benchmark.editions.to_review import to_review
from results.models import Campaign, RatingSession
from results.review_rating import accept_rating
campaign = Campaign.objects.get(slug="{name}")
waiting = to_review(campaign)
for each in waiting:
    accept_rating(session=RatingSession.objects.get(pk=each.session), reviewer="account:0")
print(len(waiting))
"""

_OBJECTED = """
from results.models import Contact
from results.open_dispute import open_dispute
contact = Contact.objects.filter(campaign__slug="{name}", outcome="answered_by_person").order_by("pk")[0]
print(open_dispute(contact=contact, text="It was not us.", opened_by="account:0").pk, contact.pk)
"""

_SCORE_SEEN = """
from benchmark.editions.released_run import released_run
from results.models import Campaign, Score
run = released_run(Campaign.objects.get(slug="{name}"))
one = Score.objects.get(run=run.score_run, level="contact", column="total", contact={contact})
print(one.status)
"""

_SEEN_BY_ORGANISATIONS = """
from results.access.viewer import Viewer, looking
from results.access.visible import visible
from results.models import Campaign
campaign = Campaign.objects.get(slug="{name}")
member = campaign.participants.order_by("pk")[0].organisation_id
with looking(Viewer("organisation", "account:0", organisation=member)):
    print(visible(Campaign).filter(pk=campaign.pk).count())
"""


@pytest.mark.parametrize(("language", "width", "year"), WAYS)
def test_from_an_invitation_to_a_released_result(site, visit, language, width, year):
    name = f"round-{language}-{width}"
    token = site.run(_INVITE.format(name=name, language=language))
    page = visit("stranger", f"/invitation/{token}/", width=width, language=language)
    page.on("dialog", lambda dialog: dialog.accept())
    page.locator("input[name=name]").fill("Ny Lyngbekk")
    page.locator("main form .ds-button").last.click()
    page.wait_for_url("**/evaluator/")
    assert page.locator("html").get_attribute("lang") == language

    page.goto(f"{site.url}/evaluator/build/")
    for field, value in (("campaign", name), ("first", f"{year}-02-03"), ("last", f"{year}-05-29")):
        page.locator(f"[name={field}]").fill(value)
    ticked = page.locator("[name=enquiries]:checked")
    while ticked.count():
        ticked.first.uncheck()
    for enquiry in ("child-account", "switching-bank"):
        page.locator(f"[name=enquiries][value='bank:{enquiry}']").check()
    expect(page.locator("#text")).to_have_value(re.compile(f"campaign: {name}"))
    page.locator("button[name=do][value=plan]").click()
    page.wait_for_url(f"**/campaigns/{name}/")
    page.locator("button[name=state][value=running]").first.click()
    page.locator("button[name=state][value=paused]").first.wait_for()

    assert site.run(_FIELDWORK.format(name=name)) == "0"
    here = f"{site.url}/evaluator/campaigns/{name}/"
    page.goto(f"{here}publish/")
    assert page.locator("button[value=release], form[data-asks] button").count() == 0
    for _ in range(2):
        page.goto(f"{here}review/")
        page.locator("main .rows h3 a").first.click()
        page.locator("button[value=accept]").click()
        page.wait_for_url("**/review/")
    assert int(site.run(_REVIEW_THE_REST.format(name=name))) > 0

    page.goto(f"{here}publish/")
    page.locator("button[value=score]").click()
    page.locator("form[data-asks] button").click()
    page.locator(".note.good").first.wait_for()
    assert site.run(_SEEN_BY_ORGANISATIONS.format(name=name)) == "1"
    _objection_to_its_end(site, page, name)
    page.goto(f"{site.url}/evaluator/")
    row = page.locator("li", has=page.locator(f"a[href$='/campaigns/{name}/']"))
    expect(row.locator(".state.good")).to_have_count(1)
    assert page.said == []


def _objection_to_its_end(site, page, name):
    """An objection comes: it is upheld, its contact left out, and the corrected ranking released."""
    dispute, contact = site.run(_OBJECTED.format(name=name)).split()
    assert site.run(_SCORE_SEEN.format(name=name, contact=contact)) == "scored"
    here = f"{site.url}/evaluator/campaigns/{name}/"
    page.goto(f"{here}disputes/{dispute}/")
    page.locator("#answer").fill("It was the neighbour's.")
    page.locator("button[value=upheld]").click()
    page.locator("a[href$='#counting']").click()
    page.locator("#reason").fill("The neighbouring office was asked.")
    page.locator("button[value=leave]").click()
    page.locator(".note.wait").first.wait_for()
    page.goto(f"{here}publish/")
    assert page.locator("button[value=again]").count() == 0
    page.locator("button[value=score]").click()
    assert site.run(_SCORE_SEEN.format(name=name, contact=contact)) == "scored"
    page.locator("button[value=again]").click()
    page.locator("button[value=again]").wait_for(state="detached")
    assert site.run(_SCORE_SEEN.format(name=name, contact=contact)) == "left out"
