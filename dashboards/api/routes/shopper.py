"""What a shopper's tool reads and sends. Points and weights stand nowhere in it."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import get_language
from ninja import Header, Router, Schema
from pydantic import Field

from dashboards.api.asked_questionnaire import AskedQuestionnaire, asked_questionnaire
from dashboards.api.guard import Token, noted, token_of
from dashboards.api.paging import After, Limit, Next, part_of
from dashboards.api.problems import NotNow, NotUnderstood, Wrong
from dashboards.api.routes.names import Number
from dashboards.api.sent_rating import SentRating, ToldRating, keep_rating, told_rating
from dashboards.shopper.practice import quiz_before
from dashboards.site.access.find import find, viewer_of
from results.access.send_once import send_once
from results.access.visible import visible
from results.errors import BadAnswer, KeyUsedBefore, NotRatable, RatingIncomplete
from results.models import Contact, RatingSession
from results.queries.assignments import assignments

router = Router()
_READ = Token("shopper", "assignments")
_SEND = Token("shopper", "ratings")
_FOREVER = dt.datetime(9999, 1, 1, tzinfo=dt.UTC)


class Assignment(Schema):
    """A contact in the shopper's hands."""

    assignment: int
    organisation: str
    title: dict[str, str] = Field(description="What is asked, by language.")
    channel: str
    mode: str = Field(description="automatic, bridged or manual.")
    not_before: dt.datetime
    not_after: dt.datetime
    todo: Literal["returned", "rate", "place", "running"] = Field(
        description="returned: came back from the editors · rate: is over and waits for answers · place: is"
        " theirs to make · running: goes on just now."
    )
    reason: str = Field(description="Why it was sent back, where it was.")


class Assignments(Schema):
    """A part of what the shopper has to do, in the order of the numbers."""

    items: list[Assignment]
    next: Next


@router.get("/assignments", response=Assignments, auth=_READ, summary="What there is to do")
def read_assignments(
    request: HttpRequest, response: HttpResponse, limit: Limit = 50, after: After = ""
) -> Assignments:
    """List what the shopper has to do, in parts."""
    mine = assignments(shopper=viewer_of(request).shopper or 0, until=_FOREVER)
    noted(request, "api.read", "assignments")
    first = int(after) if after.isdecimal() else 0
    rows = sorted((*mine.returned, *mine.to_rate, *mine.due), key=lambda each: each.contact)
    part = part_of(
        [each for each in rows if each.contact > first], limit=limit,
        name=lambda each: str(each.contact), request=request, response=response,
    )  # fmt: skip
    lines = [
        {
            "assignment": each.contact,
            "organisation": each.organisation,
            "title": each.title,
            "channel": each.channel,
            "mode": each.mode,
            "not_before": each.due_at,
            "not_after": each.until,
            "todo": each.todo,
            "reason": each.reason,
        }
        for each in part.rows
    ]
    return Assignments.model_validate({"items": lines, "next": part.next})


@router.get(
    "/assignments/{assignment}/questionnaire",
    response=AskedQuestionnaire,
    auth=_READ,
    summary="The questions of a contact",
)
def read_questionnaire(request: HttpRequest, assignment: Number) -> AskedQuestionnaire:
    """Tell the questions of a contact's channel in the language asked for, without what answers are worth."""
    contact = _contact(request, assignment)
    if contact.campaign.questionnaire_id is None:
        raise NotNow("This campaign asks no questions.")
    return asked_questionnaire(contact)


@router.get(
    "/assignments/{assignment}/rating", response=ToldRating, auth=_READ, summary="A rating as it stands"
)
def read_rating(request: HttpRequest, assignment: Number) -> ToldRating:
    """Tell what was answered and what a rating still lacks."""
    contact = _contact(request, assignment)
    noted(request, "contact.seen", f"contact:{contact.pk}")
    return told_rating(contact, _session(contact))


@router.post(
    "/assignments/{assignment}/rating", response=ToldRating, auth=_SEND, summary="Answer, and send a rating"
)
def send_answers(
    request: HttpRequest,
    response: HttpResponse,
    assignment: Number,
    sent: SentRating,
    idempotency_key: Annotated[
        UUID,
        Header(
            alias="Idempotency-Key",
            description="A UUID of the program's own for this sending. Sent again with it, nothing is doubled"
            " and the first answer is told again, for 48 hours.",
        ),
    ],
) -> ToldRating:
    """Keep answers, and send the rating to the editors if `send` says so: all of it or nothing.

    Answers go the way that a shopper's page takes: an item that is not asked, or an answer that it does not
    have, is refused; whether words are needed beside an answer is told, not why.
    """
    contact = _contact(request, assignment)

    def do() -> dict[str, object]:
        return _kept(request, contact, sent, idempotency_key).model_dump(mode="json")

    content = request.path.encode() + b"\n" + request.body
    try:
        told = send_once(token=token_of(request), key=idempotency_key, content=content, do=do)
    except KeyUsedBefore:
        raise NotUnderstood("This Idempotency-Key came with another content before.") from None
    if told.again:
        response.headers["Idempotent-Replayed"] = "true"
    return ToldRating.model_validate(told.answer)


def _kept(request: HttpRequest, contact: Contact, sent: SentRating, key: UUID) -> ToldRating:
    viewer = viewer_of(request)
    if contact.campaign.released_at is not None:
        raise NotNow("The results are released: nothing is rated any more.")
    try:
        session = keep_rating(
            contact=contact,
            shopper=viewer.shopper or 0,
            sent=sent,
            key=key,
            language=get_language() or "en",
            now=timezone.now(),
            actor=viewer.label,
        )
    except NotRatable:
        raise NotNow("There is nothing to rate here: it is not over, or nobody was reached.") from None
    except BadAnswer as wrong:
        raise NotUnderstood(str(wrong)) from None
    except RatingIncomplete as lacks:
        missing = [Wrong(where=f"body.answers.{item}", what="has no answer") for item in lacks.answer]
        missing += [Wrong(where=f"body.answers.{item}", what="needs a comment") for item in lacks.words]
        raise NotNow("The rating lacks something; nothing was kept.", errors=missing) from None
    noted(request, "rating.received", f"rating:{session.pk}", send=sent.send)
    return told_rating(contact, session)


def _contact(request: HttpRequest, assignment: int) -> Contact:
    rows = visible(Contact).select_related("campaign__questionnaire", "organisation", "enquiry")
    contact = find(request, Contact, "shopper.contact", among=rows, pk=assignment)
    if quiz_before(viewer_of(request).shopper or 0, contact.campaign_id):
        raise NotNow("This campaign asks for a quiz first, on the site.")
    return contact


def _session(contact: Contact) -> RatingSession | None:
    found = visible(RatingSession).filter(contact=contact).exclude(state="withdrawn").first()
    if found is not None:
        found.contact = contact
    return found
