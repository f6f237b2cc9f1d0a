"""How contacts' points become one total."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from scenarios.base import Channel, Line, Number, Part, Slug
from scenarios.share import Share
from scenarios.telling import mistake


class ChannelWeights(Part):
    """What the channels are worth beside each other."""

    weights: Annotated[dict[Channel, Annotated[Number, Field(ge=0)]], Field(min_length=1)]
    """Any numbers; only their proportions count."""
    source: Line
    """Where the numbers come from."""


class ChannelChoice(Part):
    """Published or own sets of channel weights, of which one is used."""

    use: Slug
    """The name of the set that is used."""
    sets: Annotated[dict[Slug, ChannelWeights], Field(min_length=1)]
    """The sets by name, such as equal and web-first."""

    @model_validator(mode="after")
    def _exists(self) -> Self:
        if self.use not in self.sets:
            names = ", ".join(self.sets)
            raise mistake("there is no such set of weights", f"use one of: {names}", at=("use",))
        return self


class NotOffered(Part):
    """What becomes of a channel that has a weight and that an organisation does not offer."""

    rule: Literal["renormalise", "zero", "common channels"]
    """Its weight goes to the others (renormalise), it counts nothing (zero), or only the channels count that
    all of the class offer (common channels)."""
    source: Line
    """Where the rule comes from; `project's choice` where nobody published it."""


class LeastAnswered(Part):
    """How much must have been answered for a score."""

    share: Share
    """Of the points of a contact, and of each area; below it, there is no score."""
    source: Line
    """Where the number comes from; `project's choice` where nobody published it."""


class Score(Part):
    """How the total comes about."""

    contact: Literal["points of obtainable", "weighted areas"]
    """A contact's score: its points in per cent of the obtainable ones, or the areas by their weights."""
    organisation: Literal["mean of contacts", "pooled points", "weighted channels"]
    """An organisation's score: mean of its contacts, all points together, or channels by their weights."""
    not_applicable: Literal["leaves both"] = "leaves both"
    """An answer "not applicable" leaves the points and the obtainable points."""
    beside: tuple[Literal["answered", "agent", "channels", "areas"], ...] = ()
    """The columns printed beside the total."""
    agent_area: Slug | None = None
    """The area that is the agent's score."""
    not_offered: NotOffered | None = None
    """What becomes of a channel that an organisation does not offer; without it, renormalise."""
    least_answered: LeastAnswered | None = None
    """How much must have been answered for a score; without it, half."""
    source: Line
    """Where the rule comes from."""
