"""The quiz that a campaign may ask its shoppers before their first assignment."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Mapping, Sequence
from typing import Any

from django.db import IntegrityError, transaction

from benchmark.fieldwork.book import campaign_book, enquiry_of
from results.audit import audit
from results.models import Campaign, Contact, QuizSitting, Shopper
from scenarios.enquiry import Enquiry
from scenarios.quiz import Quiz
from scenarios.text import Text

_CHOICES = 4
"""Answers to choose from in a question that is drawn. Project's own choice."""


def begin_quiz(*, campaign: Campaign, shopper: Shopper, rng: random.Random) -> QuizSitting | None:
    """Return the sitting that waits to be answered, drawn now if there is none; None where nothing is asked.

    Questions are drawn from the enquiries of the shopper's own contacts (of the campaign's, where they have
    none), wrong answers from the campaign's other enquiries. What was shown once stays until it is answered.
    """
    quiz = campaign_book(campaign.pk).campaign.quiz
    if quiz is None:
        return None
    open_ = QuizSitting.objects.filter(campaign=campaign, shopper=shopper, answered_at__isnull=True)
    if (found := open_.first()) is not None:
        return found
    asked = _draw(quiz, _enquiries(campaign, shopper), _enquiries(campaign, None), rng)
    if not asked:
        return None
    try:
        with transaction.atomic():
            return QuizSitting.objects.create(
                campaign=campaign,
                shopper=shopper,
                asked=asked,
                questions=len(asked),
                pass_mark=quiz.pass_mark.fraction,
            )
    except IntegrityError:  # another tab drew them at the same moment
        return open_.first()


@transaction.atomic
def answer_quiz(*, sitting: int, ticked: Mapping[int, int], now: dt.datetime, actor: str) -> QuizSitting:
    """Mark a sitting, once: another answer to it changes nothing. What was left open is wrong.

    Args:
        sitting: its id.
        ticked: the place of the ticked answer by the place of the question, both from 0.
        now: when it was answered.
        actor: who answered, as the audit trail names them.
    """
    row = QuizSitting.objects.select_for_update().get(pk=sitting)
    if row.answered_at is not None:
        return row
    row.right = sum(ticked.get(place) == each["right"] for place, each in enumerate(row.asked))
    row.answers = {str(place): tick for place, tick in sorted(ticked.items())}
    row.passed = row.right >= row.pass_mark * row.questions - 1e-9
    row.answered_at = now
    row.save(update_fields=["right", "answers", "passed", "answered_at"])
    audit(
        actor=actor,
        action="quiz.passed" if row.passed else "quiz.failed",
        subject=f"shopper:{row.shopper_id}",
        detail={"sitting": row.pk, "right": row.right, "of": row.questions},
    )
    return row


def _enquiries(campaign: Campaign, shopper: Shopper | None) -> list[Enquiry]:
    contacts = Contact.objects.filter(campaign=campaign)
    own = contacts.filter(shopper=shopper) if shopper is not None else contacts
    rows = own.order_by("enquiry").values_list("enquiry", flat=True).distinct()
    return [enquiry_of(document) for document in rows] or (
        _enquiries(campaign, None) if shopper is not None else []
    )


def _draw(
    quiz: Quiz, own: Sequence[Enquiry], others: Sequence[Enquiry], rng: random.Random
) -> list[dict[str, Any]]:
    drawn: list[dict[str, Any]] = []
    for enquiry in own:
        strange = [each for each in others if each.enquiry != enquiry.enquiry]
        personas = [each.persona for each in strange]
        facts = [fact.question for each in strange for fact in each.facts]
        if personas:
            drawn.append(_question("persona", enquiry.title, enquiry.persona, personas, rng))
        drawn += [
            _question("fact", enquiry.title, fact.question, facts, rng) for fact in enquiry.facts if facts
        ]
    asked = rng.sample(drawn, min(quiz.drawn, len(drawn)))
    asked += [_question("own", each.ask, each.right, each.wrong, rng) for each in quiz.ask]
    return asked


def _question(
    kind: str, about: Text, right: Text, wrong: Sequence[Text], rng: random.Random
) -> dict[str, Any]:
    answers = [
        right,
        *rng.sample(list(wrong), min(_CHOICES - 1 if kind != "own" else len(wrong), len(wrong))),
    ]
    rng.shuffle(answers)
    return {
        "kind": kind,
        "about": _words(about),
        "answers": [_words(each) for each in answers],
        "right": answers.index(right),
    }


def _words(text: Text) -> dict[str, str]:
    return {language: text.say(language) for language in text.languages}
