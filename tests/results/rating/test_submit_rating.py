import datetime as dt
import uuid

import pytest

from results.errors import NotRatable, RatingIncomplete
from results.rating.given_answer import GivenAnswer

NOW = dt.datetime(2026, 12, 1, 11, tzinfo=dt.UTC)
ALL = {
    "first-person-helped": GivenAnswer(option=0),
    "friendly": GivenAnswer(option=0),
    "understood": GivenAnswer(option=0),
    "clear": GivenAnswer(option=0),
    "correct-answer": GivenAnswer(not_applicable=True),
    "solution": GivenAnswer(option=0),
    "satisfied": GivenAnswer(number=5),
    "nps": GivenAnswer(number=10),
}
"""Every answer but the wait, which a machine measured."""


def submit_rating(**given) -> bool:
    from results.rating.submit_rating import submit_rating

    return submit_rating(**given)


def open_rating(**given):
    from results.rating.open_rating import open_rating

    return open_rating(**given)


def save(session, **answers: GivenAnswer) -> None:
    from results.rating.save_answers import Tap, save_answers

    now = NOW + dt.timedelta(seconds=session.events.count())
    taps = [Tap(str(uuid.uuid4()), item.replace("_", "-"), now, given) for item, given in answers.items()]
    save_answers(session=session.pk, taps=taps, now=now)


def test_it_is_sent_once(rated):
    save(rated, **{item.replace("-", "_"): given for item, given in ALL.items()})
    assert submit_rating(session=rated.pk, now=NOW, actor="account:1") is True
    assert submit_rating(session=rated.pk, now=NOW, actor="account:1") is False
    rated.refresh_from_db()
    assert (rated.state, rated.submitted_at) == ("submitted", NOW)
    assert rated.events.filter(kind="submitted").count() == 1


def test_what_is_missing_is_told(rated):
    save(rated, friendly=GivenAnswer(option=3), satisfied=GivenAnswer(number=1))
    with pytest.raises(RatingIncomplete) as caught:
        submit_rating(session=rated.pk, now=NOW, actor="account:1")
    assert caught.value.answer == (
        "first-person-helped", "understood", "clear", "correct-answer", "solution", "nps",
    )  # fmt: skip
    assert caught.value.words == ("satisfied",)


def test_the_worst_answer_needs_words_and_not_applicable_does_not(rated):
    answers = ALL | {"first-person-helped": GivenAnswer(option=2)}
    save(rated, **{item.replace("-", "_"): given for item, given in answers.items()})
    with pytest.raises(RatingIncomplete) as caught:
        submit_rating(session=rated.pk, now=NOW, actor="account:1")
    assert (caught.value.answer, caught.value.words) == ((), ("first-person-helped",))
    save(rated, first_person_helped=GivenAnswer(option=2, comment="Ble sendt rundt."))
    assert submit_rating(session=rated.pk, now=NOW, actor="account:1") is True


def test_opened_twice_it_is_one(rated):
    again = open_rating(contact=rated.contact, shopper=rated.shopper_id, language="nb", now=NOW, role="first")
    assert again == rated
    assert rated.events.count() == 1


def test_nobody_rates_what_somebody_else_rates(rated, planter):
    with pytest.raises(NotRatable):
        open_rating(
            contact=rated.contact, shopper=planter.shopper("siv").pk, language="nb", now=NOW, role="first"
        )


def test_everybody_calibrates(rated, planter):
    shoppers = [planter.shopper(label) for label in ("siv", "ola")]
    for shopper in shoppers:
        open_rating(contact=rated.contact, shopper=shopper.pk, language="nb", now=NOW, role="calibration")
    assert rated.contact.ratings.filter(role="calibration").count() == 2
