"""What a shopper answers about a contact."""

from typing import Annotated, Any, Self

from pydantic import Discriminator, Field, Tag, model_validator

from scenarios.base import Count, Line, Number, Part, Slug, Version
from scenarios.item import Area, Item
from scenarios.telling import Mistakes, mistake
from scenarios.text import Text


class Option(Part):
    """One answer that can be ticked."""

    answer: Text
    """The answer's words."""
    worth: Annotated[Number, Field(ge=0, le=100)]
    """What the answer is worth, in per cent of the item's points. Shoppers never see it."""


class OptionScale(Part):
    """Answers to choose from, from best to worst or in any order."""

    options: Annotated[tuple[Option, ...], Field(min_length=2, max_length=20)]
    """The answers."""


class NumberRange(Part):
    """The lowest and the highest number."""

    from_: Annotated[Count, Field(alias="from", ge=0, le=100)]
    """The lowest number, the worst answer."""
    to: Annotated[Count, Field(ge=1, le=100)]
    """The highest number, the best answer."""

    @model_validator(mode="after")
    def _rises(self) -> Self:
        if self.to <= self.from_:
            raise mistake("the scale ends before it begins", "let `to` be larger than `from`", at=("to",))
        return self


class NumberScale(Part):
    """Whole numbers, worth 0 at the lowest and 100 at the highest, in equal steps between."""

    numbers: NumberRange
    """From which number to which."""
    lowest: Text
    """What the lowest number means."""
    highest: Text
    """What the highest number means."""


class WordsScale(Part):
    """Free words; never scored."""

    words: Annotated[Count, Field(ge=1, le=10_000)]
    """The greatest number of letters."""


_SCALES = {"options": OptionScale, "numbers": NumberScale, "words": WordsScale}


def _kind(value: Any) -> str | None:
    if isinstance(value, Part):
        return next(f"<{kind}>" for kind, model in _SCALES.items() if isinstance(value, model))
    return next((f"<{kind}>" for kind in _SCALES if isinstance(value, dict) and kind in value), None)


Scale = Annotated[
    Annotated[OptionScale, Tag("<options>")]
    | Annotated[NumberScale, Tag("<numbers>")]
    | Annotated[WordsScale, Tag("<words>")],
    Discriminator(_kind, custom_error_type="scale", custom_error_message="no such scale"),
]
"""How an item is answered, known by its key: `options`, `numbers` or `words`."""


class Questionnaire(Part):
    """A questionnaire: scales, and areas with their items."""

    questionnaire: Slug
    """The questionnaire's short name."""
    version: Version
    """Raised whenever a question, an answer or a point changes."""
    title: Text
    """Its heading."""
    source: Line
    """Where the questions and their points come from; `project's choice` where nobody published them."""
    scales: Annotated[dict[Slug, Scale], Field(min_length=1)]
    """The scales by name."""
    areas: Annotated[tuple[Area, ...], Field(min_length=1)]
    """The areas in their order."""

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        wrong = Mistakes()
        seen: dict[str, set[str]] = {"area": set(), "item": set()}
        for a, area in enumerate(self.areas):
            if area.area in seen["area"]:
                wrong.add("there is an area of this name already", "rename it", at=("areas", a, "area"))
            seen["area"].add(area.area)
            for i, item in enumerate(area.items):
                at = ("areas", a, "items", i)
                if item.item in seen["item"]:
                    wrong.add("there is an item of this name already", "rename it", at=(*at, "item"))
                seen["item"].add(item.item)
                if item.scale not in self.scales:
                    names = ", ".join(self.scales)
                    wrong.add("there is no such scale", f"use one of: {names}", at=(*at, "scale"))
            if area.scored and not any(self.obtainable(item) for item in area.items):
                wrong.add(
                    "nothing can be obtained in this area",
                    "give an item points, or write scored: false",
                    at=("areas", a),
                    found="0 points",
                )
        wrong.tell()
        return self

    def obtainable(self, item: Item) -> float:
        """The points that an item can bring; free words never bring any."""
        return 0.0 if isinstance(self.scales.get(item.scale), WordsScale) else item.points

    @property
    def items(self) -> tuple[Item, ...]:
        """All items in their order."""
        return tuple(item for area in self.areas for item in area.items)

    def asked(self, channel: str) -> tuple[Item, ...]:
        """The items asked about a contact in a channel."""
        return tuple(item for item in self.items if item.channels is None or channel in item.channels)

    def area_of(self, item: str) -> Area:
        """The area of an item; KeyError when there is no such item."""
        for area in self.areas:
            if any(found.item == item for found in area.items):
                return area
        raise KeyError(item)
