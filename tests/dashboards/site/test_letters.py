"""The evaluator's post: read safely, given to a contact, judged anew, laid aside, in the trail."""

from playwright.sync_api import expect

_SAYS = """
from results.models import Letter
letter = Letter.objects.get(pk={pk})
last = letter.decisions.order_by("-number")[0]
print(letter.kind, letter.attempt and letter.attempt.contact.key, letter.laid_aside, last.number, last.reason)
"""


def test_a_letter_is_read_and_given_to_its_contact(site, visit):
    page = visit("eva", f"/evaluator/letters/{site.told['letter_nobodys']}/")
    words = page.get_by_role("region", name="What it says")
    expect(words).to_contain_text("Fristen er 1. mars, og du søker på nettsidene.")
    assert words.locator("*").count() == 0
    assert page.locator("main img, main script, main iframe").count() == 0
    assert page.title() == "Sak 2026/4711: plass i barnehage · Svartid"
    expect(page.get_by_text("by which no contact is known")).to_have_count(1)
    keep = page.get_by_role("button", name="Keep")
    page.get_by_label("Why").fill("I asked them.")
    keep.click()
    expect(page.locator(".note.alarm")).to_contain_text("nothing would change")
    page.get_by_label("Another contact").fill("no.such.contact")
    keep.click()
    expect(page.locator(".errorlist")).to_have_text("There is no such contact.")
    page.get_by_label("Another contact").fill(f"{site.told['campaign']}/{site.told['lettered']}")
    keep.click()
    page.wait_for_url("**/evaluator/letters/")
    assert told(site, "letter_nobodys") == f"person {site.told['lettered']} False 2 I asked them."
    contact = visit("eva", f"/evaluator/campaigns/{site.told['campaign']}/contacts/{site.told['lettered']}/")
    expect(contact.get_by_role("link", name="Sak 2026/4711: plass i barnehage")).to_have_count(1)


def test_a_letter_is_of_another_kind_and_one_is_laid_aside(site):
    eva = site.someone("eva")
    path = f"/evaluator/letters/{site.told['letter']}/"
    answer = site.post(eva, path, kind="out_of_office", reason="Borte til mandag.", belongs="stays", other="")
    assert (answer.status_code, answer.headers["Location"]) == (302, path)
    assert told(site, "letter") == f"out_of_office {site.told['lettered']} False 2 Borte til mandag."
    other = f"/evaluator/letters/{site.told['letter_other']}/"
    assert site.post(eva, other, kind="person", reason="", belongs="aside", other="").status_code == 200
    assert (
        site.post(eva, other, kind="person", reason="Reklame.", belongs="aside", other="").status_code == 302
    )
    assert told(site, "letter_other") == "person None True 2 Reklame."
    aside = eva.get(f"{site.url}/evaluator/letters/?show=aside", timeout=120).text
    assert f'href="{other}"' in aside
    trail = eva.get(f"{site.url}/evaluator/trail/?action=letter.", timeout=120).text
    assert trail.count('data-action="letter.judged"') >= 2


def test_an_evaluator_of_one_award_gives_no_letter_to_another(site):
    erik = site.someone("erik")
    path = f"/evaluator/letters/{site.told['letter_elsewhere']}/"
    theirs = f"{site.told['campaign']}/{site.told['lettered']}"
    answer = site.post(erik, path, kind="person", reason="x", belongs=theirs, other="")
    assert answer.status_code == 200
    answer = site.post(erik, path, kind="person", reason="x", belongs="stays", other=theirs)
    assert (answer.status_code, "There is no such contact." in answer.text) == (200, True)
    assert told(site, "letter_elsewhere").startswith(f"person {site.told['lettered_elsewhere']} False 1")
    assert "Laid aside" not in erik.get(f"{site.url}/evaluator/letters/", timeout=120).text


def told(site, name) -> str:
    return site.run(_SAYS.format(pk=site.told[name]))
