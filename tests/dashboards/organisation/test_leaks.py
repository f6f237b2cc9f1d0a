"""Nothing of another organisation's, no agent's name and no shopper is in what an organisation gets."""

import io
import re

import openpyxl
import pytest

from tests.dashboards.organisation.pdf_words import pdf_fonts, pdf_is_tagged, pdf_words

_CONTACT = "editions/{edition}/contacts/{ottos_contact}/"
PAGES = (
    "", "editions/{edition}/", "editions/{edition}/contacts/", _CONTACT, f"{_CONTACT}listen/",
    "editions/{edition}/disputes/", "actions/", "actions/{ottos_action}/", "hours/", "hours/{ottos_hour}/",
    "practice/", "practice/calls/{ottos_practice}/", "colleagues/",
)  # fmt: skip
"""Pages in which something of Otto's stands, marked OTTO; Olga's are marked OLGA."""


@pytest.fixture(scope="module")
def pages(site):
    otto = site.someone("otto")
    return {
        path: otto.get(f"{site.url}/organisation/{path.format(**site.told)}", timeout=60).text
        for path in PAGES
    }


def test_pages_hold_what_is_ones_own_and_nothing_else(site, pages):
    told = {path for path, text in pages.items() if re.search("OTTO|Fjordvik", text)}
    nameless = {"editions/{edition}/contacts/", "practice/calls/{ottos_practice}/"}
    assert told == set(PAGES) - nameless
    others = re.compile(rf"OLGA|SECRET|{site.told['olgas_contact']}|{site.told['campaign']}")
    assert {path: others.findall(text) for path, text in pages.items() if others.search(text)} == {}


def test_others_are_letters_unless_the_release_names_them(site, pages):
    assert "Elvedal" not in "".join(pages.values())
    assert "Organisation A" in pages["editions/{edition}/"]
    before = (
        site.someone("otto")
        .get(f"{site.url}/organisation/editions/{site.told['edition_before']}/", timeout=60)
        .text
    )
    assert "Elvedal kommune" in before


def test_no_agent_is_named_and_no_shopper(site, pages):
    """A comment of the made-up shoppers names Turid at the switchboard; the record holds the shoppers."""
    contacts = re.findall(r'href="([^"]+/contacts/[^"/]+/)"', pages["editions/{edition}/contacts/"])
    otto = site.someone("otto")
    read = "".join(otto.get(site.url + each, timeout=60).text for each in contacts[:12])
    assert "[name]" in read
    assert re.findall(r"Turid|>sam<|>siv<|>kari<|>nils<", read + "".join(pages.values())) == []


def test_the_workbook_holds_ones_own_as_text_and_numbers(site):
    answer = site.someone("otto").get(
        f"{site.url}/organisation/editions/{site.told['edition']}/result.xlsx", timeout=60
    )
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    assert book.sheetnames == ["Result", "Areas", "Channels", "Figures", "Contacts", "Action plan"]
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert [cell.value for cell in cells if cell.data_type == "f"] == []
    words = " ".join(str(cell.value) for cell in cells)
    assert "Fjordvik kommune" in words
    assert re.findall("OLGA|Elvedal|Turid", words) == []
    assert isinstance(book["Result"]["B6"].value, float)
    assert book["Contacts"].max_row == 26


def test_the_report_is_tagged_and_holds_ones_own(site):
    answer = site.someone("otto").get(
        f"{site.url}/organisation/editions/{site.told['edition']}/result.pdf", timeout=60
    )
    assert answer.headers["Content-Type"] == "application/pdf"
    words = pdf_words(answer.content)
    assert "Fjordvik kommune" in words
    assert "Your place in the class" in words
    assert re.findall("OLGA|Elvedal|Turid", words) == []
    assert pdf_is_tagged(answer.content)
    assert pdf_fonts(answer.content) == {"Inter"}


def test_the_sound_is_heard_in_parts_and_not_after_the_agreement_ends(site):
    otto = site.someone("otto")
    path = f"{site.url}/organisation/{_CONTACT.format(**site.told)}sound/{site.told['ottos_sound']}/"
    whole = otto.get(path, timeout=60)
    part = otto.get(path, headers={"Range": "bytes=44-143"}, timeout=60)
    assert (part.status_code, part.headers["Content-Range"]) == (206, f"bytes 44-143/{len(whole.content)}")
    assert part.content == whole.content[44:144]
    assert otto.get(path, headers={"Range": "bytes=999999999-"}, timeout=60).status_code == 416
    ends = "from results.models import RecordingAgreement as A\nA.objects.update(withdrawn_on=%s)"
    try:
        site.run("import datetime\n" + ends % "datetime.date(2026, 1, 1)")
        assert otto.get(path, timeout=60).status_code == 404
    finally:
        site.run(ends % "None")
