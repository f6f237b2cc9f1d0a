from dataclasses import dataclass

from results.exchange.cells import BadCell, number
from results.rating.needs_words import needs_words
from scenarios.item import Item
from scenarios.questionnaire import NumberScale, OptionScale, Questionnaire

_NOT_APPLICABLE = frozenset({
    "n/a", "na", "not applicable", "ikke aktuelt", "ikke relevant", "ikkje aktuelt", "ej aktuellt",
    "ej relevant", "inte aktuellt", "ikke aktuel", "ei sovellu",
})  # fmt: skip

_WHEN = {
    "required when worst": " with its worst answer",
    "required when a point is lost": " where a point is lost",
}


@dataclass(frozen=True)
class Answered:
    """An answer as the record keeps it: an option, a number, words, or not applicable."""

    option: int | None = None
    number: int | None = None
    words: str = ""
    not_applicable: bool = False


def check_answer(
    questionnaire: Questionnaire, item: Item, answer: str, comment: str
) -> tuple[Answered, list[str]]:
    """Read an answer to an item; return it with everything that is wrong with the comment beside it.

    An option is named by its words in any language, never by a number that houses count differently. Raises
    BadCell if the answer is not in the item's scale.
    """
    read = _read(questionnaire, item, answer)
    asked = item.comment
    if comment and asked == "none":
        return read, [f"{item.item} takes no comment – leave it empty"]
    if not comment and needs_words(questionnaire, item, read):
        return read, [f"{item.item} needs a comment{_WHEN.get(asked, '')} – write it"]
    return read, []


def _read(questionnaire: Questionnaire, item: Item, answer: str) -> Answered:
    scale = questionnaire.scales[item.scale]
    plain = " ".join(answer.casefold().split())
    if isinstance(scale, OptionScale):
        for place, option in enumerate(scale.options):
            if plain in {
                " ".join(option.answer.say(each).casefold().split()) for each in option.answer.languages
            }:
                return Answered(option=place)
    if plain in _NOT_APPLICABLE:
        if not item.not_applicable:
            raise BadCell(f"{item.item} always applies – give an answer")
        return Answered(not_applicable=True)
    if isinstance(scale, OptionScale):
        known = " / ".join(option.answer.say("en") for option in scale.options)
        raise BadCell(f"{answer[:60]!r} is no answer to {item.item} – write one of: {known}")
    if isinstance(scale, NumberScale):
        value = number(answer)
        low, high = scale.numbers.from_, scale.numbers.to
        if not value.is_integer() or not low <= value <= high:
            raise BadCell(
                f"{answer[:60]!r} is no answer to {item.item} – write a whole number, {low} to {high}"
            )
        return Answered(number=int(value))
    if len(answer) > scale.words:
        raise BadCell(f"{item.item} takes {scale.words} letters, here are {len(answer)} – shorten it")
    return Answered(words=answer)
