"""A shopper's whole way in Chromium: invited, a contact made by the clock, rated, approved, released."""

import json

import pytest
from playwright.sync_api import expect

from tests.dashboards.shopper.test_rating_journey import answer_all
from tests.dashboards.site.test_pages import axe, sideways

WAYS = [
    pytest.param(language, width, 2012 + place, marks=pytest.mark.proof, id=f"{language}-{width}")
    for place, (language, width) in enumerate((one, px) for one in ("nb", "sv", "en") for px in (360, 1200))
]
"""Each in a year of its own: the banks are called twice a day at most, whoever tests."""

_INVITED = """
import datetime as dt, json
from pathlib import Path
from benchmark.fieldwork.store_campaign import store_campaign
from benchmark.planning.campaign_files import read_campaign
from benchmark.planning.shopper import Shopper as Planned
from results.access.invitations import invite
from results.models import Award, Campaign, CampaignControl, Contact, Shopper
files = read_campaign(Path("town-award"))
period = files.campaign.fieldwork.model_copy(
    update=dict(from_=dt.date({year}, 2, 3), to=dt.date({year}, 5, 30), not_on=()))
named = files.campaign.model_copy(update=dict(classes=("bank",), campaign="{name}", fieldwork=period,
    enquiries=dict(bank=files.campaign.enquiries["bank"])))
members = tuple(each for each in files.organisations if each.class_ == "bank")
labels = ["{name}", "siv", "ola", "liv", "per", "ida", "nils", "kari"]
stored = store_campaign(
    files=type(files)(files.path, named, files.method, members, files.enquiries, files.questionnaire),
    shoppers=[Planned(name=label, languages=("nb", "sv", "da", "fi")) for label in labels], actor="operator")
campaign = stored.campaign
Campaign.objects.filter(pk=campaign.pk).update(award=Award.objects.get(slug="town-award"))
CampaignControl.objects.filter(campaign=campaign).update(state="running")
shopper = Shopper.objects.get(label="{name}")
mine = Contact.objects.filter(campaign=campaign, channel="phone").order_by("pk")[0]
Contact.objects.filter(pk=mine.pk).update(shopper=shopper, second_shopper=None, mode="manual")
made = invite(email="{name}@svartid.example", role="shopper", shopper=shopper, invited_by="operator",
    language="{language}")
print(json.dumps([made.token, mine.pk, mine.organisation_id]))
"""

_RELEASED = """
import json
import numpy as np
from benchmark.editions.as_used import questionnaire_of
from benchmark.editions.made_up_fieldwork import make_contacts
from benchmark.editions.release import release
from benchmark.editions.score_and_rank import score_and_rank
from benchmark.editions.to_review import to_review
from results.access.viewer import Viewer, looking
from results.access.visible import visible
from results.models import Campaign, RatingSession, Score
from results.review_rating import accept_rating
campaign = Campaign.objects.select_related("questionnaire").get(slug="{name}")
make_contacts(campaign=campaign, most=10_000, questionnaire=questionnaire_of(campaign),
    rng=np.random.default_rng(5))
for each in to_review(campaign):
    accept_rating(session=RatingSession.objects.get(pk=each.session), reviewer="account:0")
score_and_rank(campaign=campaign, actor="account:0")
release(campaign=campaign, actor="account:0")
with looking(Viewer("organisation", "account:0", organisation={member})):
    seen = visible(Score).filter(contact={contact}, level="contact", column="total")
    print(json.dumps([[each.status, each.value is not None] for each in seen]))
"""


@pytest.mark.parametrize(("language", "width", "year"), WAYS)
def test_from_an_invitation_to_a_released_result(site, visit, language, width, year):
    name = f"shop-{language}-{width}"
    told = site.run(_INVITED.format(name=name, language=language, year=year))
    token, contact, member = json.loads(told.splitlines()[-1])
    page = visit("stranger", f"/invitation/{token}/", width=width, language=language)
    page.locator("input[name=name]").fill("Ny Tester")
    page.locator("main form .ds-button").last.click()
    page.wait_for_url("**/shopper/")
    expect(page.locator("html")).to_have_attribute("lang", language)
    _looks_well(page)

    page.goto(f"{site.url}/shopper/contacts/{contact}/")
    _looks_well(page)
    page.locator(f"a[href$='/contacts/{contact}/clock/']").click()
    page.locator("[data-press=start]").click()
    page.locator("[data-press=person]").click()
    page.locator("[data-press='ended by me']").click()
    expect(page.locator("input[value=answered_by_person]")).to_be_checked()
    _looks_well(page)
    page.locator("[data-ending] button").click()
    page.wait_for_url(f"**/contacts/{contact}/rate/")
    _looks_well(page)
    answer_all(page)
    page.locator("[data-send]").click()
    page.wait_for_url("**/shopper/")
    page.goto(f"{site.url}/shopper/contacts/{contact}/")
    page.locator(".note.good").wait_for()

    told = site.run(_RELEASED.format(name=name, member=member, contact=contact))
    assert json.loads(told.splitlines()[-1]) == [["scored", True]]
    assert page.said == []


def _looks_well(page) -> None:
    assert sideways(page) == 0
    assert axe(page) == []
