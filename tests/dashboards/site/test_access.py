"""Every address × every persona, over HTTP on the running site."""

import pytest

from tests.dashboards.site.personas import ADDRESSES, PERSONAS, SIGN_IN, Address


def test_every_address_is_in_the_table(site):
    told = {each.name for each in (*ADDRESSES, *SIGN_IN)}
    assert sorted(set(site.told["addresses"]) - told) == []
    assert sorted(told - set(site.told["addresses"])) == []


@pytest.mark.parametrize("persona", PERSONAS)
def test_everybody_gets_what_is_theirs(site, persona):
    # A session of its own: one that has just said again who it is finds pages that ask for it open.
    session = site.someone() if persona == "stranger" else site.sign_in(persona)
    wrong = []
    for each in ADDRESSES:
        got = ask(site, session, each)
        if got != each.status(persona):
            wrong.append(f"{each.method} {each.path}: {got}, not {each.status(persona)}")
    assert wrong == []


@pytest.mark.parametrize("persona", ["stranger", "mallory"])
def test_sign_in_pages(site, persona):
    session = site.someone(persona) if persona == "stranger" else site.sign_in(persona)
    wrong = []
    for each in SIGN_IN:
        got = ask(site, session, each)
        if got != each.status(persona):
            wrong.append(f"{each.path}: {got}, not {each.status(persona)}")
    assert wrong == []


def ask(site, session, each: Address) -> int:
    path = each.path.format(**site.told)
    if each.method == "POST":
        return site.post(session, path).status_code
    with session.get(site.url + path, timeout=120, allow_redirects=False, stream=True) as answer:
        return answer.status_code


def test_pages_of_one_award_hold_nothing_of_the_other(site):
    """Both campaigns have the same organisations and shoppers: what tells them apart are their names."""
    erik = site.someone("erik")
    for path in ("", "organisations/", "organisations/fjordvik/", "shoppers/", "people/"):
        page = erik.get(f"{site.url}/evaluator/{path}", timeout=120).text
        assert "town-award" not in page
        assert "ny@svartid.example" not in page
    assert "other-award" in erik.get(f"{site.url}/evaluator/", timeout=120).text


def test_headers_of_every_answer(site):
    answer = site.someone("eva").get(f"{site.url}/evaluator/", timeout=120)
    policy = dict(part.strip().split(" ", 1) for part in answer.headers["Content-Security-Policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert policy["frame-ancestors"] == "'none'"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store, private"
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
