"""A contact of an organisation's own as programs read it."""

from __future__ import annotations

import datetime as dt
from typing import Any

from ninja import Schema
from pydantic import Field

from dashboards.evaluator.answers import AreaLines, answer_lines
from dashboards.organisation.masked import masked
from dashboards.organisation.pages import Own
from results.access.visible import visible
from results.models import Contact, Organisation, Score
from results.queries.contact_story import AttemptStory, contact_story


class ToldEvent(Schema):
    """An event of a timeline."""

    offset_ms: float = Field(description="From the attempt's start, in ms.")
    kind: str
    source: str = Field(description="Who saw it: signalling, media, page, mailbox or person.")
    confidence: float = Field(description="0 to 1.")


class ToldMeasurement(Schema):
    """A number derived from the timeline; null exactly where it was not observed."""

    name: str
    value: float | None
    unit: str = Field(description="s or count.")
    status: str
    confidence: float


class ToldAttempt(Schema):
    """One try at a contact."""

    number: int
    outcome: str
    started_at: dt.datetime | None
    ended_at: dt.datetime | None
    measurements: list[ToldMeasurement]
    timeline: list[ToldEvent]


class ToldAnswer(Schema):
    """An item as it was asked, and the shopper's answer after review."""

    item: str
    asked: str
    answer: str
    comment: str
    corrected: bool = Field(description="Whether the editors corrected it.")


class ToldArea(Schema):
    """The items of an area."""

    title: str
    answers: list[ToldAnswer]


class ToldContact(Schema):
    """A contact whole."""

    contact: str
    edition: str
    channel: str
    touchpoint: str
    enquiry: str
    mode: str = Field(description="automatic, bridged or manual.")
    planned_for: dt.datetime
    done_at: dt.datetime | None
    outcome: str
    not_run_reason: str
    score: float | None
    attempts: list[ToldAttempt]
    ratings: list[list[ToldArea]] = Field(description="How it was rated, in the language asked for.")


def told_contact(own: Own, contact: Contact) -> ToldContact:
    """Tell a contact; what somebody wrote comes without names, numbers and addresses."""
    story = contact_story(contact)
    score = (
        visible(Score)
        .filter(run=own.run.score_run, level="contact", column="total", contact=contact)
        .values_list("value", flat=True)
        .first()
    )
    return ToldContact(
        contact=contact.key,
        edition=own.campaign.slug,
        channel=contact.channel,
        touchpoint=contact.touchpoint.slug,
        enquiry=contact.enquiry.slug,
        mode=contact.mode,
        planned_for=contact.due_at,
        done_at=contact.done_at,
        outcome=contact.outcome,
        not_run_reason=contact.not_run_reason,
        score=score,
        attempts=[_attempt(each) for each in story.attempts],
        ratings=[
            [_area(area, contact.organisation) for area in answer_lines(each)]
            for each in story.ratings
            if each.state == "submitted" and each.role == "first"
        ],
    )


def _attempt(story: AttemptStory) -> ToldAttempt:
    events: list[dict[str, Any]] = story.timeline.document.get("events", []) if story.timeline else []
    return ToldAttempt(
        number=story.attempt.number,
        outcome=story.attempt.outcome,
        started_at=story.attempt.started_at,
        ended_at=story.attempt.ended_at,
        measurements=[
            ToldMeasurement(
                name=each.name,
                value=each.value,
                unit=each.unit,
                status=each.status,
                confidence=each.confidence,
            )
            for each in story.measurements
        ],
        # What events say beyond this may hold a shopper's own number: it stays inside.
        timeline=[
            ToldEvent(
                offset_ms=each["ms"],
                kind=each["kind"],
                source=each["source"],
                confidence=each.get("confidence", 1.0),
            )
            for each in events
        ],
    )


def _area(area: AreaLines, organisation: Organisation) -> ToldArea:
    return ToldArea(
        title=area.title,
        answers=[
            ToldAnswer(
                item=line.item,
                asked=line.ask,
                answer=masked(line.corrected or line.answer, organisation=organisation),
                comment=masked(line.comment, organisation=organisation) if line.comment else "",
                corrected=bool(line.corrected),
            )
            for line in area.lines
        ],
    )
