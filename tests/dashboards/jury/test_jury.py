"""Two jurors from evidence to a signed protocol; nobody's vote is seen before one's own is locked."""

import re

import pytest
from playwright.sync_api import expect

from tests.dashboards.organisation.pdf_words import pdf_words
from tests.dashboards.site.demonstrated import demonstrated

_CLASS = "/jury/{edition_before}/municipality/"
_IDA = """
from allauth.account.models import EmailAddress
from results.models import Account, Award, Role
ida = Account.objects.get(name="Ida")
ida.set_password("en rolig formiddag")
ida.save()
EmailAddress.objects.get_or_create(user=ida, email=ida.email, verified=True, primary=True)
award = Award.objects.get(slug="town-award")
Role.objects.get_or_create(account=ida, role="juror", award=award, ended_at=None)
"""


@pytest.fixture(scope="module", autouse=True)
def _ida(site):
    """A third juror, whatever other tests did to her."""
    site.run(_IDA)


def votes(site, order, why):
    return {"reasons": why, "do": "lock"} | {f"place-{pk}": str(at) for at, pk in enumerate(order, 1)}


def test_two_jurors_from_ballot_to_protocol(site, visit):
    path = _CLASS.format(**site.told)
    nominees = site.told["nominees_before"]
    jan, jo = site.someone("jan"), site.someone("jo")
    assert site.post(jan, f"{path}ballot/", **votes(site, nominees[::-1], "JANS GRUNNER")).status_code == 302

    # Before Jo's own ballot is locked no answer holds anything of Jan's: no reason, no aggregate, no order.
    page = visit("jo", path)
    assert page.locator(".nominees .card").count() == len(nominees)
    before = [each.inner_text() for each in page.locator(".nominees h2").all()]
    assert before != sorted(before)
    answers = [
        jo.get(site.url + each, timeout=60)
        for each in ("/jury/", path, f"{path}decision/", f"{path}protocol.pdf")
    ]
    assert [each.status_code for each in answers] == [200, 200, 404, 404]
    assert re.findall("JANS GRUNNER|Borda|Kendall", "".join(each.text for each in answers)) == []

    # Blind: letters, the same for both, each in an order of their own.
    assert re.findall("Fjordvik|Elvedal|fjordvik|elvedal", answers[1].text) == []
    letters = {name: re.findall(r"<h2>(Nominee [A-Z])</h2>", who.get(site.url + path, timeout=60).text)
               for name, who in (("jan", jan), ("jo", jo))}  # fmt: skip
    assert sorted(letters["jan"]) == sorted(letters["jo"])
    assert letters["jan"] != letters["jo"]
    contact = jo.get(f"{site.url}{path}contacts/{site.told['jury_contact_before']}/", timeout=60).text
    assert re.findall("Fjordvik|Elvedal|fjordvik|elvedal|Turid", contact) == []

    # A ballot is whole before it is locked; locked, it stays.
    page.get_by_label("Why").fill("JOS GRUNNER")
    page.get_by_role("button", name="Lock the ballot").click()
    page.get_by_text("give every nominee a place").wait_for()
    expect(page.get_by_label("Why")).to_have_value("JOS GRUNNER")
    for place, select in enumerate(page.locator("#ballot select").all(), 1):
        select.select_option(str(place))
    page.get_by_role("button", name="Lock the ballot").click()
    page.locator("#ballot .state.good").wait_for()
    again = site.post(jo, f"{path}ballot/", **votes(site, nominees, "Ombestemt"))
    assert again.status_code == 302
    kept = site.run(
        "from results.models import Ballot\nprint(sorted(Ballot.objects.values_list('reasons', flat=True)))"
    )
    assert kept == "['JANS GRUNNER', 'JOS GRUNNER']"

    # Ida has not voted: the votes are seen when the time is over.
    assert jo.get(f"{site.url}{path}decision/", timeout=60).status_code == 404
    site.run(
        "import datetime\nfrom django.utils import timezone\nfrom results.models import Jury\n"
        f"Jury.objects.filter(campaign__slug='{site.told['edition_before']}')"
        ".update(votes_until=timezone.now() - datetime.timedelta(hours=1))"
    )
    page.goto(f"{site.url}{path}decision/")
    expect(page.get_by_text("JANS GRUNNER")).to_have_count(1)
    page.locator("input[name=winner]").first.check()
    page.get_by_label("Why", exact=True).fill("Raskest og vennligst.")
    page.get_by_role("button", name="Write it down").click()
    # The award publishes reasons: without one nothing is written down, and nothing that was typed is lost.
    page.get_by_text("write it in one language at least").wait_for()
    expect(page.get_by_label("Why", exact=True)).to_have_value("Raskest og vennligst.")
    page.get_by_label("Svenska").fill("De lyssnade först.")
    page.get_by_role("button", name="Write it down").click()
    page.get_by_role("button", name="Sign it").click()
    page.get_by_text("Signed by").wait_for()
    words = pdf_words(jo.get(f"{site.url}{path}protocol.pdf", timeout=60).content)
    assert "Protocol of the jury" in words
    assert "Raskest og vennligst." in words
    assert "De lyssnade först." in words
    assert "Demonstration" not in words
    with demonstrated(site, site.told["edition_before"]):
        assert ">Demonstration<" in jo.get(f"{site.url}{path}decision/", timeout=60).text
        assert "Demonstration" in pdf_words(jo.get(f"{site.url}{path}protocol.pdf", timeout=60).content)
    kept = site.run(
        "from results.models import JuryDecision\nprint(*JuryDecision.objects.values_list('public_words'))"
    )
    assert kept == "({'sv': 'De lyssnade först.'},)"
    assert page.said == []


def test_a_bond_takes_the_class_away(site):
    jan, path = site.someone("jan"), _CLASS.format(**site.told)
    # Jan's ballot of this class is locked: too late to be done silently.
    late = site.post(jan, f"/jury/{site.told['edition_before']}/conflict/", organisation="fjordvik")
    assert late.status_code == 302
    assert jan.get(site.url + path, timeout=60).status_code == 200
    ida = site.sign_in("ida")
    site.post(
        ida, f"/jury/{site.told['edition_before']}/conflict/", organisation="fjordvik", reason="Bor der"
    )
    home = ida.get(f"{site.url}/jury/", timeout=60).text
    assert "Ikke din å vurdere" in home
    assert ida.get(site.url + path, timeout=60).status_code == 404
    contact = f"{path}contacts/{site.told['jury_contact_before']}/"
    assert ida.get(site.url + contact, timeout=60).status_code == 404
