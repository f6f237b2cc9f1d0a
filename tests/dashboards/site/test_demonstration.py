"""A demonstration that was released says so on every page of it, and in all that is taken home."""

import io
import re

import openpyxl
import pytest

from tests.dashboards.organisation.pdf_words import pdf_words
from tests.dashboards.site.demonstrated import demonstrated
from tests.dashboards.site.test_pages import axe, sideways

_OWN = "/organisation/editions/{edition}/"
_ONE = "/evaluator/campaigns/{edition}/"
_CLASS = "/jury/{edition}/municipality/"
PAGES = {
    "otto": (
        "/organisation/", _OWN, f"{_OWN}contacts/", f"{_OWN}contacts/{{ottos_contact}}/",
        f"{_OWN}contacts/{{ottos_contact}}/listen/", f"{_OWN}contacts/{{ottos_contact}}/dispute/",
        f"{_OWN}disputes/",
    ),
    "jo": ("/jury/", "/jury/{edition}/conflict/", _CLASS, f"{_CLASS}contacts/{{jury_contact}}/"),
    "eva": (
        "/evaluator/", _ONE, f"{_ONE}live/", f"{_ONE}contacts/", f"{_ONE}contacts/{{ottos_contact}}/",
        f"{_ONE}review/", f"{_ONE}review/signs/", f"{_ONE}disputes/", f"{_ONE}publish/", f"{_ONE}public/",
        f"{_ONE}jury/",
    ),
}  # fmt: skip
"""What shows a campaign or its results to each role; the jury's last pages are in its own journey's test."""

REHEARSAL = {
    "nb": "Ingen får brev, og hver side sier at det er en demonstrasjon.",
    "sv": "Ingen får brev, och varje sida säger att det är en demonstration.",
    "en": "Nobody gets a letter, and every page says that it is a demonstration.",
}


@pytest.mark.parametrize("who", PAGES)
def test_every_page_of_it_is_marked_and_no_other(site, who):
    def marked():
        pages = {each: site.someone(who).get(site.url + each.format(**site.told), timeout=120)
                 for each in PAGES[who]}  # fmt: skip
        assert {each: page.status_code for each, page in pages.items() if page.status_code != 200} == {}
        return {each for each, page in pages.items() if ">Demonstration<" in page.text}

    assert marked() == set()
    with demonstrated(site, site.told["edition"]):
        assert marked() == set(PAGES[who])


def test_report_and_workbook_say_it_on_each_sheet(site):
    def taken(name):
        path = f"{site.url}/organisation/editions/{site.told['edition']}/result.{name}"
        return site.someone("otto").get(path, timeout=120).content

    def words():
        return pdf_words(taken("pdf")).count("Demonstration")

    def sheets():
        book = openpyxl.load_workbook(io.BytesIO(taken("xlsx")))
        rows = dict(row[:2] for row in book["Result"].iter_rows(values_only=True))
        return {each.oddHeader.center.text for each in book}, rows.get("Demonstration")

    assert (words(), sheets()) == (0, ({None}, None))
    with demonstrated(site, site.told["edition"]):
        count, (heads, told) = words(), sheets()
    assert count > 1  # the note, and each page's foot
    assert heads == {"Demonstration"}
    assert re.match("Nobody is measured by this", told)


def test_a_program_is_told_it_too(site):
    token = site.told["token_otto"]
    path = f"{site.url}/api/v1/organisation/editions"

    def told():
        answer = site.someone().get(path, headers={"Authorization": f"Bearer {token}"}, timeout=60).json()
        return {each["edition"]: each["demonstration"] for each in answer["items"]}

    named = {site.told["edition"]: False, site.told["edition_before"]: False}
    assert told() == named
    with demonstrated(site, site.told["edition"]):
        assert told() == named | {site.told["edition"]: True}


@pytest.mark.parametrize("language", REHEARSAL)
def test_the_evaluator_reads_what_such_a_release_is(site, visit, language):
    path = _ONE.format(**site.told) + "publish/"
    assert visit("eva", path, language=language).get_by_text(REHEARSAL[language]).count() == 0
    with demonstrated(site, site.told["edition"]):
        page = visit("eva", path, language=language, width=360)
        assert page.get_by_text(REHEARSAL[language]).count() == 1
        assert sideways(page) == 0
        assert axe(page) == []
        result = visit("otto", _OWN.format(**site.told), language=language, width=360)
        assert sideways(result) == 0
        assert axe(result) == []
    assert page.said + result.said == []
