"""What the API says beside its numbers: parts, ETags, problems, limits; and how it asks the record."""

import json
import re

import pytest

_CONTACTS = "organisation/editions/{edition}/contacts"


def test_a_result_is_the_one_that_its_page_shows(site, program):
    told = program("otto").get("organisation/editions/{edition}").json()
    page = (
        site.someone("otto").get(f"{site.url}/organisation/editions/{site.told['edition']}/", timeout=60).text
    )
    assert f"{told['score']:.1f}" in page
    assert told["low"] <= told["score"] <= told["high"]
    assert 0 < told["n"] <= 25
    assert told["best"] <= told["rank"] <= told["worst"] <= told["ranked"]
    assert told["sentence"].removesuffix(".")[:40] in page
    assert [each["n"] > 0 for each in told["areas"]] == [True] * len(told["areas"])
    waits = program("otto").get("organisation/editions/{edition}/waiting?step=60").json()
    assert len(waits["own"]) < waits["class_n"]
    shares = [each["own"] for each in waits["curve"] if each["own"] is not None]
    assert shares == sorted(shares)
    line = program("otto").get("organisation/editions").json()["items"][-1]
    assert (line["edition"], line["score"], line["n"]) == (told["edition"], told["score"], told["n"])


def test_the_sentence_speaks_the_language_asked_for(program):
    said = {
        language: program("otto")
        .get("organisation/editions/{edition}", **{"Accept-Language": language})
        .json()
        for language in ("nb", "sv", "en")
    }
    assert len({each["sentence"] for each in said.values()}) == 3
    assert len({each["score"] for each in said.values()}) == 1


def test_a_contact_comes_with_its_timeline(site, program):
    told = program("otto").get(f"{_CONTACTS}/{{ottos_contact}}").json()
    [attempt] = told["attempts"]
    offsets = [each["offset_ms"] for each in attempt["timeline"]]
    assert offsets == sorted(offsets)
    assert offsets[0] == 0
    measured = {each["name"]: each for each in attempt["measurements"]}
    assert measured["answer_time"]["unit"] == "s"
    assert {set(each) == {"offset_ms", "kind", "source", "confidence"} for each in attempt["timeline"]} == {
        True
    }


def test_each_campaign_says_whose_edition_it_is(site, program):
    eva, alone = program("eva"), site.told["elsewhere"]
    put = "from results.models import Award, Campaign\nCampaign.objects.filter(slug=%r).update(award=%s)"
    try:
        site.run(put % (alone, None))
        items = eva.get("evaluator/campaigns?limit=200").json()["items"]
        told = {each["campaign"]: each["award"] for each in items}
        assert (told[site.told["campaign"]], told[alone]) == (site.told["award"], None)
        assert eva.get("evaluator/campaigns/{campaign}").json()["award"] == site.told["award"]
        assert eva.get("evaluator/campaigns/{elsewhere}").json()["award"] is None
    finally:
        site.run(put % (alone, f"Award.objects.get(slug={site.told['award_elsewhere']!r})"))


def test_long_lists_come_in_parts_and_none_is_lost(program):
    otto = program("otto")
    whole = [each["contact"] for each in otto.get(f"{_CONTACTS}?limit=200").json()["items"]]
    found, path = [], f"{_CONTACTS}?limit=10"
    while path:
        answer = otto.get(path)
        told = answer.json()
        found += [each["contact"] for each in told["items"]]
        link = re.match(r'<(.+)>; rel="next"', answer.headers.get("Link", ""))
        assert (link is None) == (told["next"] is None)
        path = link[1].removeprefix("/api/v1/") if link else ""
    assert found == whole == sorted(whole)
    assert len(whole) == 25


def test_what_has_not_changed_is_not_sent_again(program):
    first = program("otto").get("organisation/editions/{edition}")
    again = program("otto").get("organisation/editions/{edition}", **{"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert first.headers["Cache-Control"] == "private, no-cache"
    assert {"Authorization", "Accept-Language"} <= set(re.split(", *", first.headers["Vary"]))


@pytest.mark.parametrize(
    ("method", "path", "more", "status", "word"),
    [
        ("GET", "nothing/of/this/name", {}, 404, "nothing-there"),
        ("DELETE", "organisation/editions", {}, 405, "method"),
        ("GET", "organisation/editions/no%00name", {}, 422, "not-understood"),
        ("GET", f"{_CONTACTS}?limit=0", {}, 422, "not-understood"),
        ("GET", f"{_CONTACTS}?after=%00", {}, 422, "not-understood"),
        ("GET", "organisation/editions/{edition}/waiting?step=7", {}, 422, "not-understood"),
    ],
)  # fmt: skip
def test_every_problem_is_a_problem_document(program, method, path, more, status, word):
    answer = program("otto").ask(method, path, **more)
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert (answer.status_code, answer.json()["type"]) == (status, f"/api/#{word}")


def test_a_program_that_asks_too_often_is_told_to_wait(site, program):
    count = (
        "from django.utils import timezone\nfrom results.models import AccessToken as T\n"
        "now = timezone.now().replace(second=0, microsecond=0)\n"
        "T.objects.filter(name='only reads').update(minute=now, used={used})"
    )
    for _ in range(3):  # a minute may end between two steps
        site.run(count.format(used=600))
        answer = program("reader").get("token")
        if answer.status_code == 429:
            break
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= 60
    assert answer.json()["type"] == "/api/#too-many"


_QUERIES = """
import json
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
client, found = Client(HTTP_HOST="localhost"), {}
for name, path, secret in json.loads(%r):
    headers = {"Authorization": f"Bearer {secret}", "Accept-Language": "en"}
    client.get(f"/api/v1/{path}", headers=headers)
    with CaptureQueriesContext(connection) as asked:
        status = client.get(f"/api/v1/{path}", headers=headers).status_code
    found[name] = [status, len(asked)]
print(json.dumps(found))
"""
QUERIES = {
    "token": 2,
    "organisation/editions": 9,
    "organisation/editions/{edition}": 17,
    f"{_CONTACTS}?limit=10": 9,
    f"{_CONTACTS}?limit=200": 9,
    f"{_CONTACTS}/{{ottos_contact}}": 18,
    "shopper/assignments?limit=200": 4,
    "shopper/assignments/{sams_rated}/rating": 6,
    "evaluator/campaigns?limit=200": 5,
    "evaluator/campaigns/{campaign}": 13,
}
"""The most that each address asks of the record, the token and the trail's line among them."""


def test_addresses_ask_few_queries_however_long_the_list(site):
    whose = {"organisation": "otto", "shopper": "sam", "evaluator": "eva", "token": "eva"}
    asked = [
        (path, path.format(**site.told), site.told[f"token_{whose[path.split('/')[0]]}"]) for path in QUERIES
    ]
    told = json.loads(site.run(_QUERIES % json.dumps(asked)))
    assert {path: count for path, (_status, count) in told.items() if count > QUERIES[path]} == {}
    assert told[f"{_CONTACTS}?limit=10"] == told[f"{_CONTACTS}?limit=200"]
    assert {status for status, _count in told.values()} == {200}
