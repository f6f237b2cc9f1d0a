from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from results.errors import BadAnswer
from scenarios.item import Item
from scenarios.questionnaire import NumberScale, OptionScale, Questionnaire

MOST_WORDS = 4000
"""Letters of a comment. Project's own choice."""


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """An item's whole answer: an option, a number, words or not applicable, or none yet; and a comment."""

    option: int | None = None
    number: int | None = None
    words: str = ""
    not_applicable: bool = False
    comment: str = ""

    @property
    def empty(self) -> bool:
        """Whether nothing was answered; a comment may stand there all the same."""
        return self.option is None and self.number is None and not self.words and not self.not_applicable

    def document(self) -> dict[str, Any]:
        """Return what is said, for the trail: nothing that is not."""
        said = {name: getattr(self, name) for name in self.__slots__}
        return {
            name: value
            for name, value in said.items()
            if value is not None and value is not False and value != ""  # but 0 is an answer
        }

    @property
    def tick(self) -> str:
        """The answer as a form sends it: `option:2`, `number:4`, `not_applicable:`, or nothing."""
        if self.option is not None:
            return f"option:{self.option}"
        if self.number is not None:
            return f"number:{self.number}"
        return "not_applicable:" if self.not_applicable else ""


def read_given(
    questionnaire: Questionnaire, item: Item, *, tick: str = "", words: str = "", comment: str = ""
) -> GivenAnswer:
    """Read what a form sent for an item. Raises BadAnswer if the item's scale has no such answer."""
    scale = questionnaire.scales[item.scale]
    kind, _colon, value = tick.partition(":")
    comment = comment.strip()
    if not (_is_text(words) and _is_text(comment)):
        raise BadAnswer(f"{item.item}: this is no text")
    if len(comment) > MOST_WORDS:
        raise BadAnswer(f"{item.item}: a comment has at most {MOST_WORDS} letters")
    if comment and item.comment == "none":
        raise BadAnswer(f"{item.item} takes no comment")
    if kind == "not_applicable":
        if not item.not_applicable:
            raise BadAnswer(f"{item.item} always applies")
        return GivenAnswer(not_applicable=True, comment=comment)
    if isinstance(scale, OptionScale):
        return GivenAnswer(
            option=_whole(item, kind, "option", value, 0, len(scale.options) - 1), comment=comment
        )
    if isinstance(scale, NumberScale):
        low, high = scale.numbers.from_, scale.numbers.to
        return GivenAnswer(number=_whole(item, kind, "number", value, low, high), comment=comment)
    words = words.strip()
    if kind or len(words) > scale.words:
        raise BadAnswer(f"{item.item} takes words, at most {scale.words} letters")
    return GivenAnswer(words=words, comment=comment)


def _is_text(text: str) -> bool:
    """Whether it can be kept: no NUL, and no half of a pair of surrogates, which JSON lets through."""
    return "\x00" not in text and not any("\ud800" <= letter <= "\udfff" for letter in text)


def _whole(item: Item, kind: str, wanted: str, value: str, low: int, high: int) -> int | None:
    if not kind:
        return None
    if kind != wanted or not value.isdecimal() or not low <= int(value) <= high:
        raise BadAnswer(f"{item.item} has no such answer")
    return int(value)
