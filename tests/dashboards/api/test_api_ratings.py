"""A shopper's tool sends a rating: as often as it likes, and it is kept once, by the pages' own rules."""

import re
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest

_GIVE = """
from results.models import Contact, RatingSession, Shopper
sam = Shopper.objects.get(label="sam")
mine = Contact.objects.filter(campaign__slug="town-award", outcome="answered_by_person", channel="phone",
    second_shopper=None, calibration=None).exclude(pk={sams_rated}).exclude(shopper__label="siv")
contact = mine.order_by("pk")[0]
RatingSession.objects.filter(contact=contact).update(state="withdrawn", submitted_at=None)
Contact.objects.filter(pk=contact.pk).update(shopper=sam)
"""


@pytest.fixture
def waiting(site, program):
    """An assignment of Sam's that waits for answers, with its questions."""
    site.run(_GIVE.format(**site.told))
    items = program("sam").get("shopper/assignments?limit=200").json()["items"]
    number = next(each["assignment"] for each in items if each["todo"] in ("rate", "returned"))
    return number, program("sam").get(f"shopper/assignments/{number}/questionnaire").json()


def answers(questions, *, comment="Fint, takk."):
    """The first answer to everything, with a comment where one may stand."""
    found = []
    for area in questions["areas"]:
        for item in area["items"]:
            given = {"item": item["item"]}
            if item["kind"] == "option":
                given["option"] = item["options"][0]["option"]
            elif item["kind"] == "number":
                given["number"] = item["highest"]
            else:
                given["words"] = "Det gikk bra."
            if item["takes_comment"]:
                given["comment"] = comment
            found.append(given)
    return found


def counted(site, number):
    return site.run(
        "from results.models import RatingAnswer as A, RatingEvent as E, RatingSession as S\n"
        f"s = S.objects.filter(contact={number}).exclude(state='withdrawn').order_by('pk').last()\n"
        "print(s.state, *(each.objects.filter(session=s).count() for each in (A, E)))"
    )


def test_a_rating_is_kept_once_however_often_it_is_sent(site, program, waiting):
    number, questions = waiting
    path, sam = f"shopper/assignments/{number}/rating", program("sam")
    whole = answers(questions)

    # All or nothing: one that lacks something is told what, and leaves no trace.
    lacking = sam.post(path, {"answers": whole[:1], "send": True}, key=str(uuid4()))
    assert (lacking.status_code, lacking.json()["type"]) == (409, "/api/#not-now")
    assert len(lacking.json()["errors"]) > 0
    assert sam.get(path).json()["answers"] == []

    # The same sending, four times at once and once more: one answer, one trace.
    key, body = str(uuid4()), {"answers": whole, "send": True}
    with ThreadPoolExecutor(4) as pool:
        sent = list(pool.map(lambda _: program("sam").post(path, body, key=key), range(4)))
    assert {each.status_code for each in sent} == {200}
    assert sum("Idempotent-Replayed" not in each.headers for each in sent) == 1
    assert len({each.text for each in sent}) == 1
    kept = counted(site, number)
    assert re.fullmatch(rf"submitted {len(whole)} {len(whole) + 2}", kept)
    again = sam.post(path, body, key=key)
    assert (again.status_code, again.headers["Idempotent-Replayed"]) == (200, "true")
    assert counted(site, number) == kept

    # Another content under the same key is a mistake of the program's.
    other = sam.post(path, {"answers": whole[:1], "send": False}, key=key)
    assert (other.status_code, other.json()["type"]) == (422, "/api/#not-understood")

    # The page of the site shows what the tool sent.
    page = site.someone("sam").get(f"{site.url}/shopper/contacts/{number}/rate/", timeout=60).text
    assert "Fint, takk." in page


@pytest.mark.parametrize(
    "wrong",
    [
        {"item": "no-such-item", "option": 0},
        {"item": "%", "option": 0},
        {"option": 0},
        {"item": "FIRST", "option": 99},
        {"item": "FIRST", "number": 3},
        {"item": "FIRST", "option": 0, "not_applicable": True},
        {"item": "FIRST", "option": 0, "points": 100},
        {"item": "FIRST", "option": 0, "comment": "a\x00b"},
        {"item": "FIRST", "option": 0, "comment": "\ud800"},
        {"item": "FIRST", "option": 0, "comment": "x" * 5000},
    ],
    ids=["unknown", "no-name", "nameless", "no-option", "no-number", "two", "more", "nul", "half", "long"],
)
def test_what_the_questionnaire_does_not_have_is_refused(site, program, wrong):
    number = site.told["sams_rated"]
    questions = program("sam").get(f"shopper/assignments/{number}/questionnaire").json()
    first = next(
        item["item"]
        for area in questions["areas"]
        for item in area["items"]
        if item["kind"] == "option" and item["takes_comment"]
    )
    given = {name: first if value == "FIRST" else value for name, value in wrong.items()}
    answer = program("sam").post(
        f"shopper/assignments/{number}/rating", {"answers": [given]}, key=str(uuid4())
    )
    assert (answer.status_code, answer.json()["type"]) == (422, "/api/#not-understood")


def test_a_contact_that_is_not_over_is_not_rated(site, program):
    path = f"shopper/assignments/{site.told['sams_contact']}/rating"
    answer = program("sam").post(path, {"answers": []}, key=str(uuid4()))
    assert (answer.status_code, answer.json()["type"]) == (409, "/api/#not-now")


def test_a_sending_without_a_key_is_refused(program):
    answer = program("sam").ask("POST", "shopper/assignments/{sams_rated}/rating", json={"answers": []})
    assert answer.status_code == 422
    assert "Idempotency" in answer.text or "idempotency" in answer.text
