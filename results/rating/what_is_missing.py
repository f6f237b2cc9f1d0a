from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from results.rating.given_answer import GivenAnswer
from results.rating.needs_words import needs_words
from scenarios.questionnaire import Questionnaire, WordsScale


class Missing(NamedTuple):
    """Items that keep a rating from being sent: without an answer, and without the words that it needs."""

    answer: tuple[str, ...]
    words: tuple[str, ...]


def what_is_missing(
    *, questionnaire: Questionnaire, channel: str, answers: Mapping[str, GivenAnswer]
) -> Missing:
    """Return what a rating lacks.

    Free words may stay empty unless the item asks for them, and so may what a machine measures (as in an
    import).
    """
    unanswered, unsaid = [], []
    for item in questionnaire.asked(channel):
        given = answers.get(item.item, GivenAnswer())
        free = isinstance(questionnaire.scales[item.scale], WordsScale)
        if free:
            if item.comment == "required" and not given.words:
                unanswered.append(item.item)
        elif given.empty:
            if item.measured is None:
                unanswered.append(item.item)
        elif not given.comment and needs_words(questionnaire, item, given):
            unsaid.append(item.item)
    return Missing(tuple(unanswered), tuple(unsaid))
