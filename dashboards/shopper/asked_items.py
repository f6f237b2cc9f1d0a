from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from results.rating.given_answer import GivenAnswer
from scenarios.item import Item
from scenarios.questionnaire import NumberScale, OptionScale, Questionnaire, WordsScale


@dataclass(frozen=True, slots=True)
class Tick:
    """One thing to tick: the value that the form sends, its words, whether it is ticked."""

    value: str
    words: str
    ticked: bool


@dataclass(frozen=True, slots=True)
class AskedItem:
    """A question as the shopper meets it: no points, no weights, and nothing by which to tell them.

    `numbers` is set for a scale of numbers, with what its ends mean; `letters` for free words, with the
    most that may be written; `say_why` says that the answer given needs words beside it.
    """

    item: str
    ask: str
    help: str
    ticks: tuple[Tick, ...]
    numbers: tuple[str, str] | None
    letters: int
    words: str
    takes_comment: bool
    comment: str
    say_why: bool
    missing: bool


@dataclass(frozen=True, slots=True)
class AskedArea:
    """The questions of an area."""

    area: str
    title: str
    items: tuple[AskedItem, ...]


def asked_items(
    *,
    questionnaire: Questionnaire,
    channel: str,
    answers: Mapping[str, GivenAnswer],
    say_why: Collection[str] = (),
    missing: Collection[str] = (),
) -> list[AskedArea]:
    """Put a questionnaire into the reader's language, with the answers given so far."""
    language = get_language() or "en"
    asked = set(questionnaire.asked(channel))
    areas = []
    for area in questionnaire.areas:
        items = tuple(
            _item(
                questionnaire,
                item,
                answers.get(item.item, GivenAnswer()),
                language,
                item.item in say_why,
                item.item in missing,
            )
            for item in area.items
            if item in asked
        )
        if items:
            areas.append(AskedArea(area.area, area.title.say(language), items))
    return areas


def _item(
    questionnaire: Questionnaire,
    item: Item,
    given: GivenAnswer,
    language: str,
    say_why: bool,
    missing: bool,
) -> AskedItem:
    scale = questionnaire.scales[item.scale]
    numbers = letters = None
    found: list[tuple[str, str]] = []
    if isinstance(scale, OptionScale):
        found = [(f"option:{place}", each.answer.say(language)) for place, each in enumerate(scale.options)]
    elif isinstance(scale, NumberScale):
        numbers = (scale.lowest.say(language), scale.highest.say(language))
        found = [(f"number:{n}", str(n)) for n in range(scale.numbers.from_, scale.numbers.to + 1)]
    elif isinstance(scale, WordsScale):
        letters = scale.words
    if item.not_applicable and found:
        found.append(("not_applicable:", _("Not applicable")))
    return AskedItem(
        item=item.item,
        ask=item.ask.say(language),
        help=item.help.say(language) if item.help else "",
        ticks=tuple(Tick(value, words, value == given.tick) for value, words in found),
        numbers=numbers,
        letters=letters or 0,
        words=given.words,
        takes_comment=item.comment != "none" and letters is None,
        comment=given.comment,
        say_why=say_why,
        missing=missing,
    )
