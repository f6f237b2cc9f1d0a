from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from results.keep_document import read_document
from results.models import RatingSession
from results.queries.possible_names import Piece, possible_names
from scenarios.item import Item
from scenarios.questionnaire import NumberScale, OptionScale, Questionnaire


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """An item as it was asked, the shopper's answer, and the editor's newest correction if there is one."""

    item: str
    ask: str
    measured: str
    answer: str
    comment: str
    corrected: str
    reason: str
    choices: tuple[tuple[str, str], ...]

    @property
    def pieces(self) -> list[Piece]:
        """The comment, cut where a word may name somebody."""
        return possible_names(self.comment)


@dataclass(frozen=True, slots=True)
class AreaLines:
    """The items of an area."""

    title: str
    lines: tuple[AnswerLine, ...]


def answer_lines(session: RatingSession) -> list[AreaLines]:
    """Put a rating's answers beside the questions, in the reader's language. No points stand in it."""
    document = read_document(session.questionnaire)
    assert isinstance(document, Questionnaire)
    language = get_language() or "en"
    answers = {each.item: each for each in session.answers.all()}
    corrections = {each.item: each for each in session.corrections.order_by("at", "pk")}
    areas = []
    for area in document.areas:
        lines = []
        for item in area.items:
            answer, correction = answers.get(item.item), corrections.get(item.item)
            if answer is None and item.channels and session.contact.channel not in item.channels:
                continue
            lines.append(
                AnswerLine(
                    item=item.item,
                    ask=item.ask.say(language),
                    measured=item.measured or "",
                    answer=_said(document, item, answer, language),
                    comment=answer.comment if answer else "",
                    corrected=_said(document, item, correction, language) if correction else "",
                    reason=correction.reason if correction else "",
                    choices=_choices(document, item, language),
                )
            )
        if lines:
            areas.append(AreaLines(area.title.say(language), tuple(lines)))
    return areas


def _said(document: Questionnaire, item: Item, answer: Any, language: str) -> str:
    if answer is None:
        return _("Not answered")
    if answer.not_applicable:
        return _("Not applicable")
    scale = document.scales[item.scale]
    if isinstance(scale, OptionScale) and answer.option is not None and answer.option < len(scale.options):
        return str(scale.options[answer.option].answer.say(language))
    if answer.number is not None:
        return str(answer.number)
    return str(answer.words)


def _choices(document: Questionnaire, item: Item, language: str) -> tuple[tuple[str, str], ...]:
    scale = document.scales[item.scale]
    found: list[tuple[str, str]] = []
    if isinstance(scale, OptionScale):
        found = [(f"option:{place}", one.answer.say(language)) for place, one in enumerate(scale.options)]
    elif isinstance(scale, NumberScale):
        found = [(f"number:{n}", str(n)) for n in range(scale.numbers.from_, scale.numbers.to + 1)]
    if item.not_applicable:
        found.append(("not_applicable:", _("Not applicable")))
    return tuple(found)
