"""A rating as a shopper's tool sends it, kept by the very functions that the pages use."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal
from uuid import UUID, uuid5

from django.db import transaction
from ninja import Schema
from pydantic import Field

from dashboards.api.problems import NotNow
from results.errors import BadAnswer
from results.models import Contact, RatingSession
from results.rating.given_answer import MOST_WORDS, GivenAnswer, read_given
from results.rating.kept_answers import kept_answers
from results.rating.open_rating import open_rating
from results.rating.questionnaire_of import questionnaire_of
from results.rating.save_answers import Tap, save_answers
from results.rating.submit_rating import submit_rating
from results.rating.what_is_missing import what_is_missing
from scenarios.item import Item
from scenarios.questionnaire import Questionnaire

_Name = Annotated[str, Field(pattern=r"^[-a-z0-9_]{1,64}$", description="The item's short name.")]
_Words = Annotated[str, Field(max_length=MOST_WORDS)]


class Answer(Schema, extra="forbid"):
    """The answer to an item: exactly one of option, number, words and not_applicable; and a comment."""

    item: _Name
    option: Annotated[int, Field(ge=0, le=999)] | None = Field(None, description="Its place, from 0.")
    number: Annotated[int, Field(ge=0, le=999_999)] | None = None
    words: _Words = ""
    not_applicable: bool = False
    comment: _Words = ""

    @property
    def tick(self) -> str:
        """The answer as a form of the site sends it. Raises BadAnswer for more than one."""
        ticks = [f"option:{self.option}"] if self.option is not None else []
        ticks += [f"number:{self.number}"] if self.number is not None else []
        ticks += ["not_applicable:"] if self.not_applicable else []
        if len(ticks) + bool(self.words) > 1:
            raise BadAnswer(f"{self.item}: one of option, number, words and not_applicable")
        return ticks[0] if ticks else ""


class SentRating(Schema, extra="forbid"):
    """Answers of a contact, some or all."""

    answers: Annotated[list[Answer], Field(max_length=500)] = Field([])
    send: bool = Field(False, description="Send the rating to the editors once these answers are kept.")


class ToldRating(Schema):
    """A rating as it stands."""

    assignment: int
    state: Literal["none", "open", "submitted"] = Field(description="none: nothing was answered yet.")
    answers: list[Answer]
    unanswered: list[str] = Field(description="Items without an answer that must have one.")
    unsaid: list[str] = Field(description="Items whose answer needs a comment beside it.")


@transaction.atomic
def keep_rating(
    *,
    contact: Contact,
    shopper: int,
    sent: SentRating,
    key: UUID,
    language: str,
    now: dt.datetime,
    actor: str,
) -> RatingSession:
    """Keep what a tool sent: all of it or nothing.

    Raises NotRatable, BadAnswer, NotNow, and RatingIncomplete where it is to be sent to the editors and lacks
    something.
    """
    session = open_rating(
        contact=contact,
        shopper=shopper,
        language=language,
        now=now,
        role="first" if shopper == contact.shopper_id else "second",
    )
    session.contact = contact
    questionnaire = questionnaire_of(session.questionnaire_id)
    asked = {item.item: item for item in questionnaire.asked(contact.channel)}
    taps = [_tap(each, questionnaire, asked, key=key, now=now) for each in sent.answers]
    if session.state != "open":
        raise NotNow("The rating was sent: it is with the editors.")
    save_answers(session=session.pk, taps=taps, now=now)
    if sent.send:
        submit_rating(session=session.pk, now=now, actor=actor)
    session.refresh_from_db(fields=["state"])
    return session


def told_rating(contact: Contact, session: RatingSession | None) -> ToldRating:
    """Tell what was answered, and what a rating lacks before it can be sent."""
    document = session.questionnaire_id if session else contact.campaign.questionnaire_id
    if document is None:
        return ToldRating(assignment=contact.pk, state="none", answers=[], unanswered=[], unsaid=[])
    answers = kept_answers(session) if session else {}
    missing = what_is_missing(
        questionnaire=questionnaire_of(document), channel=contact.channel, answers=answers
    )
    return ToldRating.model_validate(
        {
            "assignment": contact.pk,
            "state": session.state if session else "none",
            "answers": [{"item": item, **_said(given)} for item, given in sorted(answers.items())],
            "unanswered": list(missing.answer),
            "unsaid": list(missing.words),
        }
    )


def _tap(
    answer: Answer, questionnaire: Questionnaire, asked: dict[str, Item], *, key: UUID, now: dt.datetime
) -> Tap:
    item = asked.get(answer.item)
    if item is None:
        raise BadAnswer(f"{answer.item} is not asked here")
    given = read_given(questionnaire, item, tick=answer.tick, words=answer.words, comment=answer.comment)
    if answer.words and not given.words:
        raise BadAnswer(f"{answer.item} takes no words")
    return Tap(str(uuid5(key, answer.item)), answer.item, now, given)


def _said(given: GivenAnswer) -> dict[str, object]:
    return {
        "option": given.option,
        "number": given.number,
        "words": given.words,
        "not_applicable": given.not_applicable,
        "comment": given.comment,
    }
