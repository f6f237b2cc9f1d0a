import datetime as dt
import random
from pathlib import Path

import pytest

NOW = dt.datetime(2026, 12, 1, 9, tzinfo=dt.UTC)


@pytest.fixture
def asked(record, planter):
    """A campaign with a quiz, and Sam with contacts of two of its enquiries."""
    from benchmark.fieldwork.book import forget_books
    from benchmark.planning.campaign_files import read_campaign
    from results.keep_document import keep_document
    from scenarios.quiz import Quiz, QuizQuestion

    forget_books()
    files = read_campaign(Path("town-award"))
    own = QuizQuestion.model_validate(
        {"ask": {"en": "May you say who sent you?"}, "right": {"en": "No"}, "wrong": [{"en": "Yes"}]}
    )
    document = files.campaign.model_copy(update={"quiz": Quiz(drawn=4, ask=(own,))})
    campaign = planter.campaign(document=keep_document(document), method=keep_document(files.method))
    sam, siv = planter.shopper("sam"), planter.shopper("siv")
    for shopper, names in ((sam, ("nursery-admission", "parking-permit")), (siv, ("home-care",))):
        for name in names:
            planter.contact(campaign, shopper=shopper, enquiry=keep_document(files.enquiries[name]))
    yield campaign, sam
    forget_books()


def test_questions_come_from_ones_own_briefs_and_stay_until_answered(asked):
    from benchmark.fieldwork.book import enquiry_of
    from benchmark.fieldwork.quiz import begin_quiz

    campaign, sam = asked
    sitting = begin_quiz(campaign=campaign, shopper=sam, rng=random.Random(1))
    assert begin_quiz(campaign=campaign, shopper=sam, rng=random.Random(2)) == sitting
    assert (sitting.questions, sitting.pass_mark) == (5, 0.8)
    mine = {enquiry_of(each.enquiry_id).title.say("en") for each in sam.contacts.all()}
    assert {each["about"]["en"] for each in sitting.asked[:4]} <= mine
    last = sitting.asked[4]
    assert (last["kind"], last["answers"][last["right"]]) == ("own", {"en": "No"})
    assert [each for each in sitting.asked if len({str(one) for one in each["answers"]}) < 2] == []


def test_enough_right_answers_pass_once(asked):
    from django.db import IntegrityError, transaction

    from benchmark.fieldwork.quiz import answer_quiz, begin_quiz

    campaign, sam = asked
    first = begin_quiz(campaign=campaign, shopper=sam, rng=random.Random(1))
    right = {place: each["right"] for place, each in enumerate(first.asked)}
    failed = answer_quiz(sitting=first.pk, ticked={0: right[0], 1: right[1] + 1}, now=NOW, actor="account:1")
    assert (failed.right, failed.passed) == (1, False)
    # Once answered it stays, whoever asks again.
    assert answer_quiz(sitting=first.pk, ticked=right, now=NOW, actor="account:1").right == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        type(first).objects.filter(pk=first.pk).update(right=5, passed=True)
    second = begin_quiz(campaign=campaign, shopper=sam, rng=random.Random(3))
    right = {place: each["right"] for place, each in enumerate(second.asked)}
    four = right | {4: right[4] + 1}
    passed = answer_quiz(sitting=second.pk, ticked=four, now=NOW, actor="account:1")
    assert (passed.right, passed.passed) == (4, True)  # 80 % of five
