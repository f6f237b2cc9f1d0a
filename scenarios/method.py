"""How contacts become scores and a ranking: the award's constitution, published with it."""

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Discriminator, Field, Tag, model_validator

from scenarios.award import Award, Reliability
from scenarios.base import Channel, Count, Explained, Line, Measurement, Number, Part, Slug, Version, mistake
from scenarios.indicator import Indicator
from scenarios.limits import Limits
from scenarios.share import Share
from scenarios.text import Text
from scenarios.value_function import ValueFunction


class Sample(Part):
    """How many contacts each organisation gets, and in which channels."""

    contacts: Annotated[
        Literal["as planned"] | Annotated[Count, Field(ge=1, le=100_000)],
        Explained("must be a whole number from 1 or the words as planned", "write it like 25"),
    ]
    """Contacts an organisation, or `as planned` when each campaign decides."""
    key: dict[Channel, Annotated[Count, Field(ge=0)]] = Field(default_factory=dict)
    """Contacts a channel; they add up to `contacts`."""
    missing_channel: Literal["proportional", "not made"] = "proportional"
    """What happens to the contacts of a channel that an organisation lacks."""
    source: Line
    """Where the numbers come from."""

    @model_validator(mode="after")
    def _adds_up(self) -> Self:
        total = sum(self.key.values())
        if self.key and isinstance(self.contacts, int) and total != self.contacts:
            raise mistake(
                f"the channels add up to {total}, not to {self.contacts}",
                "change the numbers so that they do",
                at=("key",),
                found=" + ".join(map(str, self.key.values())),
            )
        return self


class Weight(Part):
    """What an area is worth."""

    weight: Annotated[Number, Field(ge=0, le=100)]
    """Per cent of the total."""
    source: Line
    """Where the number comes from; `project's choice` where nobody published it."""


def _hundred(areas: dict[str, Weight]) -> dict[str, Weight]:
    total = sum(area.weight for area in areas.values())
    if areas and abs(total - 100) > 1e-6:
        found = " + ".join(f"{area.weight:.10g}" for area in areas.values())
        raise mistake(
            f"the weights add up to {total:.10g}, not to 100", "change them so that they do", found=found
        )
    return areas


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
    source: Line
    """Where the rule comes from."""


_NoScore = Explained(
    "must be none or how the total comes about", "write none, or the keys contact, organisation and source"
)


class Method(Part):
    """A method: sample, limits, weights, value functions, award rules. Each number has its source."""

    method: Slug
    """The method's short name."""
    version: Version
    """Raised whenever a rule changes; in quotes when it has a point ("2026.1")."""
    title: Text
    """What it is called."""
    about: Text
    """What it measures and whose practice it follows."""
    questionnaire: Slug | None = None
    """The questionnaire whose areas and items it names."""
    sample: Sample
    """How many contacts."""
    limits: Limits
    """Waiting limits, retries, zero rules."""
    areas: Annotated[dict[Slug, Weight], AfterValidator(_hundred)] = Field(default_factory=dict)
    """The areas' weights, together 100."""
    channels: ChannelChoice | None = None
    """The channels' weights, when channels and not areas are weighed."""
    values: dict[Measurement, ValueFunction] = Field(default_factory=dict)
    """What measured amounts are worth, by measurement: answer_time, reply_time."""
    score: Annotated[
        Annotated[Literal["none"], _NoScore, Tag("<word>")] | Annotated[Score, Tag("<score>")],
        Discriminator(lambda value: "<word>" if isinstance(value, str) else "<score>"),
    ]
    """How the total comes about; `none` for a method without a total."""
    official: Literal["raw", "adjusted"] = "raw"
    """Which score ranks: as measured, or adjusted for shopper and scenario; the other stands beside it."""
    indicators: dict[Slug, Indicator] = Field(default_factory=dict)
    """Figures of their own."""
    award: Award = Award()
    """The award's rules."""
    reliability: Reliability | None = None
    """When a figure rests on too little."""
    confidence: Share = Share(0.95)
    """The confidence of every interval."""
    never_say: tuple[Line, ...] = ()
    """Words that must not stand in a report by this method, such as conformity."""
