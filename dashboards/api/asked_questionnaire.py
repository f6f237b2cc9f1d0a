from __future__ import annotations

from typing import Literal

from ninja import Schema
from pydantic import Field

from dashboards.shopper.asked_items import AskedItem, asked_items
from results.models import Contact
from results.rating.questionnaire_of import questionnaire_of


class Choice(Schema):
    """An answer that may be ticked."""

    option: int = Field(description="Its place, from 0.")
    answer: str


class AskedQuestion(Schema):
    """A question as the shopper meets it."""

    item: str
    ask: str
    help: str
    kind: Literal["option", "number", "words"]
    options: list[Choice]
    lowest: int | None = Field(description="Of a scale of numbers.")
    highest: int | None
    lowest_means: str
    highest_means: str
    most_letters: int = Field(description="Of free words; 0 elsewhere.")
    not_applicable: bool = Field(description="Whether it may be answered so.")
    takes_comment: bool


class AskedPart(Schema):
    """The questions of an area."""

    area: str
    title: str
    items: list[AskedQuestion]


class AskedQuestionnaire(Schema):
    """The questions of a contact's channel."""

    assignment: int
    channel: str
    areas: list[AskedPart]


def asked_questionnaire(contact: Contact) -> AskedQuestionnaire:
    """Put a contact's questions into the reader's language, without what answers are worth."""
    document = contact.campaign.questionnaire_id
    assert document is not None
    areas = asked_items(questionnaire=questionnaire_of(document), channel=contact.channel, answers={})
    return AskedQuestionnaire(
        assignment=contact.pk,
        channel=contact.channel,
        areas=[
            AskedPart(area=area.area, title=area.title, items=[_question(item) for item in area.items])
            for area in areas
        ],
    )


def _question(item: AskedItem) -> AskedQuestion:
    ticks = [each for each in item.ticks if each.value != "not_applicable:"]
    options = [
        Choice(option=int(each.value.partition(":")[2]), answer=each.words)
        for each in ticks
        if each.value.startswith("option:")
    ]
    numbers = [int(each.value.partition(":")[2]) for each in ticks if each.value.startswith("number:")]
    means = item.numbers or ("", "")
    return AskedQuestion(
        item=item.item,
        ask=item.ask,
        help=item.help,
        kind="option" if options else "number" if numbers else "words",
        options=options,
        lowest=min(numbers, default=None),
        highest=max(numbers, default=None),
        lowest_means=means[0],
        highest_means=means[1],
        most_letters=item.letters,
        not_applicable=len(ticks) < len(item.ticks),
        takes_comment=item.takes_comment,
    )
