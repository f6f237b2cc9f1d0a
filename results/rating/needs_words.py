from __future__ import annotations

from typing import Protocol

from scenarios.item import Item
from scenarios.questionnaire import NumberScale, OptionScale, Questionnaire


class Given(Protocol):
    """An answer as it was given."""

    @property
    def option(self) -> int | None:
        """The place of the ticked answer, from 0."""

    @property
    def number(self) -> int | None:
        """The number answered."""

    @property
    def not_applicable(self) -> bool:
        """Whether the item did not apply."""


def needs_words(questionnaire: Questionnaire, item: Item, given: Given) -> bool:
    """Tell whether words must stand beside this answer, as the item's `comment` asks.

    Where it asks them for the worst answer, or where anything is lost, that follows from what the answers are
    worth: so it is told here and only here, and never by a page that a shopper holds.
    """
    if given.not_applicable or item.comment in ("none", "optional"):
        return False
    if item.comment == "required":
        return True
    scale = questionnaire.scales[item.scale]
    if isinstance(scale, OptionScale) and given.option is not None:
        worths = [option.worth for option in scale.options]
        worth = worths[given.option]
        return worth < max(worths) if item.comment == _LOST else worth == min(worths)
    if isinstance(scale, NumberScale) and given.number is not None:
        return (
            given.number < scale.numbers.to if item.comment == _LOST else given.number == scale.numbers.from_
        )
    return False


_LOST = "required when a point is lost"
