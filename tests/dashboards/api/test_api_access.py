"""Every address of the API × every token: who gets what, and that nothing of anybody else's is in it."""

import re

import pytest

_EDITION = "organisation/editions/{edition}"
_OTTOS, _OLGAS = f"{_EDITION}/contacts/{{ottos_contact}}", f"{_EDITION}/contacts/{{olgas_contact}}"
_SAMS = "shopper/assignments/{sams_rated}"
ORGANISATION = {"otto": 200, "olga": 200}
SHOPPER = {"sam": 200, "siv": 200, "reader": 200}
ADDRESSES = (
    ("token", dict.fromkeys(("eva", "erik", "sam", "siv", "otto", "olga", "reader"), 200)),
    ("organisation/editions", ORGANISATION),
    (_EDITION, ORGANISATION),
    ("organisation/editions/{edition_before}", ORGANISATION),
    # Not released: as if it were not there, although both take part.
    ("organisation/editions/{campaign}", {"otto": 404, "olga": 404}),
    (f"{_EDITION}/waiting", ORGANISATION),
    (f"{_EDITION}/contacts", ORGANISATION),
    (_OTTOS, {"otto": 200, "olga": 404}),
    (_OLGAS, {"otto": 404, "olga": 200}),
    ("organisation/editions/{campaign}/contacts/{contact}", {"otto": 404, "olga": 404}),
    ("shopper/assignments", SHOPPER),
    (f"{_SAMS}/questionnaire", {"sam": 200, "siv": 404, "reader": 200}),
    (f"{_SAMS}/rating", {"sam": 200, "siv": 404, "reader": 200}),
    ("shopper/assignments/1/rating", {"sam": 404, "siv": 404, "reader": 404}),
    ("evaluator/campaigns", {"eva": 200, "erik": 200}),
    ("evaluator/campaigns/{campaign}", {"eva": 200, "erik": 404}),
    ("evaluator/campaigns/{elsewhere}", {"eva": 200, "erik": 200}),
)
"""Addresses that take a token, and what those get that are of the right role; all others are refused."""

TOKENS = ("eva", "erik", "sam", "siv", "otto", "olga", "reader")
STRANGERS = ("nobody", "old", "revoked", "svartid_nonsense")


def test_every_address_that_takes_a_token_is_in_the_table(program):
    schema = program().get("openapi.json").json()
    takes = {
        re.sub(r"\{\w+\}", "*", path.removeprefix("/api/v1/"))
        for path, methods in schema["paths"].items()
        for method, told in methods.items()
        if told.get("security") and method == "get"
    }
    assert {re.sub(r"\{\w+\}|\d+", "*", path) for path, _ in ADDRESSES} == takes


@pytest.mark.parametrize("name", TOKENS + STRANGERS)
def test_every_token_gets_what_is_its_own(program, name):
    mine = program(name)
    wrong = []
    for path, statuses in ADDRESSES:
        expected = 401 if name in STRANGERS else statuses.get(name, 403)
        answer = mine.get(path)
        if answer.status_code != expected:
            wrong.append(f"{path}: {answer.status_code}, not {expected}: {answer.text[:200]}")
        if expected >= 400:
            told = answer.json()
            assert answer.headers["Content-Type"] == "application/problem+json"
            assert (told["status"], set(told) <= {"type", "title", "status", "detail"}) == (expected, True)
    assert wrong == []


def test_a_cookie_lets_nobody_in(site):
    """Whoever is signed in at the site has no token by that: no page elsewhere can use their browser."""
    assert site.someone("otto").get(f"{site.url}/api/v1/organisation/editions", timeout=60).status_code == 401


def test_a_token_that_may_only_read_sends_nothing(program):
    key = "11111111-1111-4111-8111-111111111111"
    assert program("reader").post(f"{_SAMS}/rating", {"answers": []}, key=key).status_code == 403
    assert program("siv").post(f"{_SAMS}/rating", {"answers": []}, key=key).status_code == 404


def test_answers_hold_what_is_ones_own_and_nothing_else(site, program):
    """Contacts, comments and names of the others are in the record: none of them is in an answer."""
    otto = program("otto")
    paths = [path for path, statuses in ADDRESSES if statuses.get("otto") == 200]
    text = "".join(otto.get(path).text for path in paths)
    contacts = otto.get(f"{_EDITION}/contacts?limit=200").json()["items"]
    text += "".join(otto.get(f"{_EDITION}/contacts/{each['contact']}").text for each in contacts[:12])
    assert "Fjordvik kommune" in text
    assert "[name]" in text  # the made-up shoppers name Turid at the switchboard
    others = re.compile(rf"OLGA|SECRET|Turid|{site.told['olgas_contact']}|{site.told['campaign']}")
    assert others.findall(text) == []
    assert re.findall(r'"(?:sam|siv|kari|nils|ola|liv|per|ida)"', text) == []
    # The edition before names the others, this one does not; neither hands out anything of theirs.
    assert "Elvedal" not in "".join(otto.get(path).text for path in paths if "edition_before" not in path)
    assert {each["contact"].split(".")[0] for each in contacts} == {"fjordvik"}


def test_a_shoppers_tool_learns_no_points_and_nobody_elses_answers(site, program):
    questions = program("sam").get(f"{_SAMS}/questionnaire").text
    assert '"option"' in questions
    assert re.findall(r'"(?:worth|weight|points|measured|value)"', questions) == []
    mine = {
        each["assignment"] for each in program("sam").get("shopper/assignments?limit=200").json()["items"]
    }
    theirs = {
        each["assignment"] for each in program("siv").get("shopper/assignments?limit=200").json()["items"]
    }
    both = site.run(
        "from results.models import Contact\nfrom django.db.models import Q\n"
        "a, b = Q(shopper__label='sam', second_shopper__label='siv'),"
        " Q(shopper__label='siv', second_shopper__label='sam')\n"
        "print(list(Contact.objects.filter(a | b).values_list('pk', flat=True)))"
    )
    assert (mine & theirs) <= set(map(int, re.findall(r"\d+", both)))


def test_an_evaluator_of_one_award_hears_nothing_of_another(program):
    erik = program("erik").get("evaluator/campaigns?limit=200").text
    assert "other-award" in erik
    assert "town-" not in erik


def test_everybody_reads_what_is_published_and_nothing_else(site, program):
    for name in ("nobody", "otto", "eva"):
        told = program(name).get("editions").json()
        assert {each["edition"] for each in told["items"]} <= {"town-2024", "town-2025"}
        assert program(name).get("editions/{campaign}").status_code == 404
