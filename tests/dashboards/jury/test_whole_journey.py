"""From invitations to the published edition in Chromium: an organisation, two jurors, and a reader."""

import datetime as dt
import json
import re
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from tests.dashboards.organisation.pdf_words import pdf_words
from tests.dashboards.site.test_pages import sideways

WAYS = [
    pytest.param(language, width, 2000 + place, marks=pytest.mark.proof, id=f"{language}-{width}")
    for place, (language, width) in enumerate((one, px) for one in ("nb", "sv", "en") for px in (360, 1200))
]
"""Each in a year and an award of its own: no other juror's ballot is waited for."""

_SITE = Path(__file__).parents[1] / "site"

_PREPARED = """
import datetime as dt, json, sys
sys.path.insert(0, "{site}")
from town_released import _edition
from results.access.invitations import invite
from results.models import Award, Organisation
award = Award.objects.create(slug="{name}", name="Prisen {year}", house="Målehuset")
campaign = _edition(award, "{name}", dt.date({year}, 9, 1), most=100, seed={year}, names=True)
asked = [("organisation", dict(organisation=Organisation.objects.get(slug="fjordvik"))),
    ("juror", dict(award=award)), ("juror", dict(award=award))]
print(json.dumps([invite(email=f"{name}-{{place}}@svartid.example", role=role, invited_by="operator",
    language="{language}", **more).token for place, (role, more) in enumerate(asked)]))
"""

_KEPT = """
import json
from results.models import Ballot, JuryDecision, Publication
decision = JuryDecision.objects.get(jury__campaign__slug="{name}")
published = Publication.objects.get(campaign__slug="{name}")
print(json.dumps([decision.signatures.count(), decision.public_words, published.licence,
    [each for each in Ballot.objects.filter(jury__campaign__slug="{name}").values_list("reasons", flat=True)
     if each in published.document]]))
"""


@pytest.mark.timeout(600)
@pytest.mark.parametrize(("language", "width", "year"), WAYS)
def test_from_invitations_to_the_published_edition(site, visit, language, width, year):
    name = f"award-{language}-{width}"
    made = site.run(_PREPARED.format(site=_SITE, name=name, year=year, language=language))
    tokens = json.loads(made)

    def invited(place):
        page = visit("stranger", f"/invitation/{tokens[place]}/", width=width, language=language)
        page.on("dialog", lambda dialog: dialog.accept())
        page.locator("input[name=name]").fill(f"Person {place}")
        page.locator("main form .ds-button").last.click()
        page.wait_for_url("**/organisation/" if place == 0 else "**/jury/")
        assert page.locator("html").get_attribute("lang") == language
        return page

    # The organisation reads its result, down to a contact, and objects to it.
    member = invited(0)
    member.locator(f"a[href$='/editions/{name}/']").first.click()
    member.locator(".score-head").first.wait_for()
    assert sideways(member) == 0
    member.goto(f"{site.url}/organisation/editions/{name}/contacts/?order=score")
    member.locator("main tbody th a").first.click()
    member.locator("#comments textarea").fill("Her ventet kunden lenge.")
    member.locator("#comments button").click()
    expect(member.locator("#comments .rows")).to_contain_text("Her ventet kunden lenge.")
    member.locator("a[href$='/dispute/']").click()
    member.locator("#text").fill("Vi svarte den dagen.")
    member.locator("main form .ds-button").first.click()
    member.wait_for_url("**/disputes/")
    assert sideways(member) == 0

    # The house puts it before the jury, and answers the objection.
    eva = visit("eva", f"/evaluator/campaigns/{name}/jury/", width=width, language=language)
    eva.on("dialog", lambda dialog: dialog.accept())
    now = dt.datetime.now(ZoneInfo("Europe/Oslo"))
    for field, days in (("votes_from", -1), ("votes_until", 9)):
        at = now + dt.timedelta(days=days)
        eva.locator(f"[name={field}]").fill(at.strftime("%Y-%m-%dT%H:%M"))
    eva.locator("[name=blind]").check()
    eva.locator("[name=publishes_reasons]").check()
    eva.locator("main form .ds-button").click()
    eva.locator(".message, [role=status]").first.wait_for()
    eva.goto(f"{site.url}/evaluator/campaigns/{name}/disputes/")
    eva.locator("main .rows h3 a").first.click()
    eva.locator("#answer").fill("Loggen viser at ingen svarte.")
    eva.locator("[name=decision][value=rejected]").click()
    eva.wait_for_url("**/disputes/")
    member.reload()
    expect(member.locator(".rows")).to_contain_text("Loggen viser at ingen svarte.")

    # Two jurors: neither sees anything of the other's vote before both have locked their own.
    path = f"/jury/{name}/municipality/"
    jurors = [invited(1), invited(2)]
    for place, juror in enumerate(jurors):
        juror.goto(f"{site.url}/jury/")
        juror.locator(f"main a[href='{path}']").click()
        assert sideways(juror) == 0
        assert "VALGT" not in juror.content()
        for rank, select in enumerate(juror.locator("#ballot select").all(), 1):
            select.select_option(str(rank))
        juror.locator("#reasons").fill(f"VALGT AV {place}")
        juror.locator("button[value=lock]").click()
        juror.locator("#ballot .state.good").wait_for()
        seen = juror.request.get(f"{site.url}{path}decision/").status
        assert seen == (404 if place == 0 else 200)
    reason = {"nb": "Hørte etter først.", "sv": "Lyssnade först.", "en": "Listened first."}[language]
    writer = jurors[0]
    writer.goto(f"{site.url}{path}decision/")
    assert sideways(writer) == 0
    writer.locator("[name=winner]").first.check()
    writer.locator("#words").fill("Til protokollen alene.")
    writer.locator(f"#public-{language}").fill(reason)
    writer.locator("details.more button").last.click()
    for juror in jurors:
        juror.goto(f"{site.url}{path}decision/")
        juror.locator("form[action$='/sign/'] button").click()
        juror.locator("form[action$='/sign/']").wait_for(state="detached")
    protocol = pdf_words(writer.request.get(f"{site.url}{path}protocol.pdf").body())
    assert [
        each for each in (reason, "Til protokollen alene.", "Person 1", "Person 2") if each not in protocol
    ] == []

    # It is published, and everybody reads who won and why.
    eva.goto(f"{site.url}/evaluator/campaigns/{name}/public/")
    assert sideways(eva) == 0
    assert eva.locator(".steps .sign.alarm").count() == 0
    eva.locator("[name=licence]").select_option("CC-BY-4.0")
    eva.locator("form[data-asks] button").click()
    eva.locator(".note.good").first.wait_for()
    reader = visit("stranger", f"/award/{name}/{language}/index.html", width=width, language=language)
    expect(reader.locator("section[aria-labelledby=jury]")).to_contain_text(reason)
    assert sideways(reader) == 0
    reader.locator("section[aria-labelledby=jury] dd a").first.click()
    reader.wait_for_url(re.compile("/organisation-"))
    expect(reader.locator("section[aria-labelledby=jury]")).to_contain_text(reason)
    reader.goto(f"{site.url}/award/{name}/{language}/data.html")
    expect(reader.locator("section[aria-labelledby=licence] a")).to_have_text(
        "Creative Commons Attribution 4.0"
    )
    assert json.loads(site.run(_KEPT.format(name=name))) == [2, {language: reason}, "CC-BY-4.0", []]
    assert [each.said for each in (member, eva, *jurors, reader)] == [[], [], [], [], []]
