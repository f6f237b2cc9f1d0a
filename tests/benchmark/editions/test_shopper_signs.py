"""Signs in a campaign of the record: who ticked the same all the way down, and what comes to review."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pytest

from benchmark.scoring.simulated import Design, simulate
from scenarios.library_path import library_file
from scenarios.load import load_method, load_questionnaire


@pytest.fixture
def campaign(record):
    """A simulated campaign in which one shopper ticks the second answer to everything."""
    from benchmark.editions.made_up import keep_made_up

    method = load_method(library_file(kind="method", name="kundeserviceprisen"))
    questionnaire = load_questionnaire(library_file(kind="questionnaire", name=method.questionnaire))
    design = Design(organisations=6, contacts=10, shoppers=6, scenarios=4, classes=2)
    made = simulate(
        method=method, questionnaire=questionnaire, design=design, rng=np.random.default_rng(7)
    ).fieldwork
    answers = made.answers.copy()
    idle = min(set(answers["rater"].astype(str)))
    lazy = (answers["rater"].astype(str) == idle) & (answers["status"] == "given")
    answers.loc[lazy, "value"] = 1.0
    kept = keep_made_up(
        slug="made-up",
        method=method,
        questionnaire=questionnaire,
        fieldwork=replace(made, answers=answers),
    )
    return kept, idle


def test_the_same_answer_all_the_way_down_is_seen_and_reviewed(campaign):
    from benchmark.editions.shopper_signs import shopper_signs
    from benchmark.editions.to_review import to_review
    from results.models import RatingSession

    row, idle = campaign
    signs = shopper_signs(row)
    flagged = {each.shopper: set(each.flagged) for each in signs.panel}
    assert {"straight lines", "copied answers"} <= flagged[idle]
    assert not any("straight lines" in found for shopper, found in flagged.items() if shopper != idle)
    theirs = set(RatingSession.objects.filter(shopper__label=idle).values_list("contact__key", flat=True))
    straight = {key for key, words in signs.contacts.items() if "straight" in words}
    assert theirs <= straight
    assert len(straight - theirs) < len(theirs), "among others it comes by chance, on one scale of many"
    waiting = {each.contact: each.reasons for each in to_review(row)}
    assert {key for key, reasons in waiting.items() if "sign" in reasons} >= theirs
    assert shopper_signs(row) is signs, "kept until a rating comes"


def test_what_waits_is_what_the_queue_holds_and_is_reckoned_once(campaign, django_assert_num_queries):
    from benchmark.editions.reviews_waiting import reviews_waiting
    from benchmark.editions.to_review import to_review
    from results.models import Campaign, RatingSession
    from results.queries.review_queue import review_counts
    from results.review_rating import accept_rating, return_rating

    row, _idle = campaign
    row = Campaign.objects.get(pk=row.pk)
    queue = to_review(row, fresh=True)
    unreviewed = review_counts([row.pk])[row.pk]
    assert 0 < len(queue) < unreviewed
    assert reviews_waiting([row]) == {row.pk: len(queue)}
    with django_assert_num_queries(1):
        assert reviews_waiting([row]) == {row.pk: len(queue)}
    accept_rating(session=RatingSession.objects.get(pk=queue[0].session), reviewer="account:1")
    assert reviews_waiting([row]) == {row.pk: len(queue) - 1}
    # One that was in no queue is, once it was sent again after a return.
    queued = [each.session for each in queue]
    other = RatingSession.objects.filter(state="submitted", reviews=None).exclude(pk__in=queued)[0]
    sent = other.submitted_at
    return_rating(session=other, reviewer="account:1", reason="Say why.")
    RatingSession.objects.filter(pk=other.pk).update(
        state="submitted", submitted_at=sent + dt.timedelta(seconds=1)
    )
    assert reviews_waiting([row]) == {row.pk: len(queue)}
    row.released_at = sent
    assert reviews_waiting([row]) == {}


def test_of_a_shopper_with_signs_more_is_looked_at(campaign):
    from results.queries.review_queue import RANDOM_SHARE, SIGN_SHARE, review_queue

    row, idle = campaign
    alone = {each.session for each in review_queue(campaign=row.pk)}
    found = review_queue(campaign=row.pk, shoppers=[idle])
    more = [each for each in found if "shopper" in each.reasons]
    assert {each.shopper for each in more} <= {idle}
    assert not alone & {each.session for each in more}
    assert RANDOM_SHARE < SIGN_SHARE


def test_words_that_may_be_names_are_cut_out():
    from results.queries.possible_names import may_hold_a_name, possible_names

    pieces = possible_names("Turid på sentralbordet sa at Per ringer. Takk!")
    assert [each.text for each in pieces if each.name] == ["Turid", "Per"]
    assert "".join(each.text for each in pieces) == "Turid på sentralbordet sa at Per ringer. Takk!"
    assert may_hold_a_name("ring 08-465 004 00")
    assert not may_hold_a_name("Vi fikk svar med en gang.")
