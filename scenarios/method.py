"""How contacts become scores and a ranking: the award's constitution, published with it."""

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Discriminator, Field, Tag, model_validator

from scenarios.award import Award, Reliability
from scenarios.base import Channel, Count, Line, Measurement, Number, Part, Slug, Version
from scenarios.counted import Counted
from scenarios.indicator import Indicator
from scenarios.limits import Limits
from scenarios.score import ChannelChoice, Score
from scenarios.share import Share
from scenarios.telling import Explained, Mistakes, mistake
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


_NoScore = Explained(
    "must be none or how the total comes about", "write none, or the keys contact, organisation and source"
)


# Everything else is a time in seconds.
_COUNTS = ("transfers", "attempts", "answered")


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
    measurements: dict[Measurement, Counted] = Field(default_factory=dict)
    """Whose figure of each measurement counts: the machine's, the shopper's or the reviewer's."""
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

    @model_validator(mode="after")
    def _fits_together(self) -> Self:
        wrong = Mistakes()
        for channel, contacts in self.sample.key.items():
            if contacts and channel != "web_page" and getattr(self.limits, channel) is None:
                wrong.add(
                    f"{channel} has contacts but no limit",
                    f"add {channel} here",
                    at=("limits",),
                    found="none",
                )
        for name, counted in self.measurements.items():
            unit, like = ("", "0") if name in _COUNTS else ("s", "15 s")
            if counted.tolerance.unit != unit:
                wrong.add(
                    f"{name} is not measured in such an amount",
                    f"write it like {like}",
                    at=("measurements", name, "tolerance"),
                    found=str(counted.tolerance),
                )
        if isinstance(self.score, Score):
            self._score_fits(self.score, wrong)
        wrong.tell()
        return self

    def _score_fits(self, score: Score, wrong: Mistakes) -> None:
        if score.contact == "weighted areas" and not self.areas:
            wrong.add("there are no areas to weigh", "add `areas:`", at=("score", "contact"))
        if score.organisation == "weighted channels" and self.channels is None:
            wrong.add("there are no channels to weigh", "add `channels:`", at=("score", "organisation"))
        if score.agent_area is not None and score.agent_area not in self.areas:
            names = ", ".join(self.areas) or "none"
            wrong.add("there is no such area", f"the areas: {names}", at=("score", "agent_area"))
        prizes = {name: getattr(self.award, name) for name in ("winner", "overall", "channel")}
        for name, prize in prizes.items():
            if prize is not None and prize.by == "agent" and score.agent_area is None:
                remedy = "name the area in score: agent_area"
                wrong.add("it is not said which area is the agent's", remedy, at=("award", name, "by"))
