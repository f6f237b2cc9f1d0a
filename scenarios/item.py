"""One question to the shopper, and the questions that belong together."""

from typing import Annotated, Literal

from pydantic import Field

from scenarios.base import Channel, Flag, Measurement, Number, Part, Slug
from scenarios.telling import Once
from scenarios.text import Text


class Item(Part):
    """One question to the shopper."""

    item: Slug
    """The item's short name, unique in the questionnaire."""
    ask: Text
    """The question."""
    help: Text | None = None
    """How to judge: what each answer means in practice."""
    scale: Slug
    """The name of one of the questionnaire's scales."""
    points: Annotated[Number, Field(ge=0, le=1000)] = 1
    """How many points can be obtained; 0 for an item that is asked and not scored."""
    channels: Annotated[tuple[Channel, ...], Field(min_length=1), Once] | None = None
    """The channels in which it is asked; without it, in all."""
    not_applicable: Flag = False
    """Whether "not applicable" may be answered; then the item leaves points and obtainable points."""
    comment: Literal[
        "none", "optional", "required", "required when worst", "required when a point is lost"
    ] = "none"
    """Whether words must go with the answer."""
    measured: Measurement | None = None
    """The measurement that answers it where a machine was listening, such as answer_time."""


class Area(Part):
    """Items that belong together."""

    area: Slug
    """The area's short name, to which a method gives a weight."""
    title: Text
    """Its heading."""
    scored: Flag = True
    """Whether it counts; the items of an area that does not count are reported beside the score."""
    items: Annotated[tuple[Item, ...], Field(min_length=1)]
    """The items in the order in which they are asked."""
