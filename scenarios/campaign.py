"""One fieldwork period."""

from typing import Annotated, Literal, Self

from pydantic import Discriminator, Field, StringConstraints, Tag, model_validator

from scenarios.base import BY_HAND, Channel, Count, Line, Part, Slug
from scenarios.data_licence import DataLicence
from scenarios.day import Day
from scenarios.duration import Days
from scenarios.opening_hours import Hours, Weekdays
from scenarios.quiz import Quiz
from scenarios.share import Share
from scenarios.telling import Explained, Mistakes, Once, mistake
from scenarios.text import Text

Glob = Annotated[
    str,
    StringConstraints(pattern=r"^[^/\\].*\.ya?ml$", max_length=400),
    Explained("must be files beside this one that end in .yaml", "write it like organisations/*.yaml"),
]
"""Files beside this one: `organisations/*.yaml`."""


class Fieldwork(Part):
    """When contacts are made."""

    from_: Annotated[Day, Field(alias="from")]
    """The first day."""
    to: Day
    """The last day."""
    hours: Hours = Hours(((540, 900),))
    """The hours of a day, on each organisation's clock, and never outside its opening hours."""
    days: Weekdays = Weekdays((0, 1, 2, 3, 4))
    """The days of the week."""
    not_on: Annotated[tuple[Day, ...], Once] = ()
    """Further days without contacts; public holidays are left out by themselves."""

    @model_validator(mode="after")
    def _rises(self) -> Self:
        if self.to < self.from_:
            raise mistake("the fieldwork ends before it begins", "let `to` be after `from`", at=("to",))
        if not any(day in self.days.days for day in _weekdays(self)):
            raise mistake("no day of the fieldwork is one of these days", "widen the window", at=("days",))
        return self


def _weekdays(fieldwork: Fieldwork) -> set[int]:
    length = (fieldwork.to - fieldwork.from_).days + 1
    return {(fieldwork.from_.weekday() + day) % 7 for day in range(min(length, 7))}


class Shoppers(Part):
    """Who asks and judges."""

    pool: Line
    """The file with the shoppers, or the name of a pool."""
    double_rated: Share = Share(0.0)
    """The share of contacts that a second shopper rates too."""
    rotation: Days | None = None
    """How long before a shopper meets the same organisation again."""
    per_shopper: Annotated[Count, Field(ge=1)] | None = None
    """The greatest number of contacts of one shopper."""
    modes: dict[Channel, Literal["automatic", "bridged", "manual"]] = Field(default_factory=dict)
    """How contacts of a channel are made, where it is not left to the enquiry's script: `automatic` (the
    machine), `bridged` (the machine waits, the shopper talks or writes), `manual` (the shopper alone)."""

    @model_validator(mode="after")
    def _bridges_bear(self) -> Self:
        wrong = Mistakes()
        for channel, mode in self.modes.items():
            if mode == "bridged" and channel not in ("phone", "chat"):
                wrong.add(
                    "nobody can be connected in this channel",
                    "write manual" if channel in BY_HAND else "write manual or automatic",
                    at=("modes", channel),
                )
            elif mode == "automatic" and channel in BY_HAND:
                wrong.add("no machine can do this", "write manual", at=("modes", channel))
        wrong.tell()
        return self


class Caps(Part):
    """What must never be exceeded."""

    per_touchpoint_a_day: Annotated[Count, Field(ge=1, le=100)] = 2
    """Contacts with one touchpoint on one day. Project's choice: 2."""
    per_organisation_a_day: Annotated[Count, Field(ge=1, le=1000)] | None = None
    """Contacts with one organisation on one day."""
    minutes: Annotated[Count, Field(ge=1)] | None = None
    """Minutes of telephone in the whole fieldwork."""
    simultaneous: Annotated[Count, Field(ge=1, le=1000)] | None = None
    """Calls at the same time."""


_Some = Annotated[tuple[Slug, ...], Field(min_length=1), Once]


class Campaign(Part):
    """A campaign: a method, organisations and enquiries in one fieldwork period."""

    campaign: Slug
    """The campaign's short name."""
    title: Text | None = None
    """What it is called."""
    award: Slug | None = None
    """The award whose edition it is, by its short name in the record; without it, the campaign is no award's
    until it is put into one."""
    method: Slug
    """The method's short name."""
    questionnaire: Slug | None = None
    """The questionnaire, when it is not the method's own."""
    fieldwork: Fieldwork
    """When contacts are made."""
    organisations: Annotated[
        Annotated[Glob, Tag("<one>")] | Annotated[tuple[Glob, ...], Field(min_length=1), Tag("<several>")],
        Discriminator(lambda value: "<several>" if isinstance(value, list | tuple) else "<one>"),
    ]
    """The organisations' files beside this one."""
    classes: Annotated[tuple[Slug, ...], Once] = ()
    """Only these classes of the organisations found; without it, all."""
    enquiries: Annotated[dict[Slug, _Some], Field(min_length=1)]
    """The enquiries of each class."""
    channels: Annotated[tuple[Channel, ...], Once] = ()
    """Only these channels; without it, all that the method's key names."""
    contacts: Annotated[Count, Field(ge=1)] | None = None
    """Contacts an organisation, when the method says `as planned`."""
    shoppers: Shoppers | None = None
    """Who asks and judges; without it, machines alone."""
    quiz: Quiz | None = None
    """What shoppers must know before their first assignment; without it, nothing is asked of them."""
    caps: Caps = Caps()
    """What must never be exceeded."""
    licence: DataLicence | None = None
    """Under which licence the published edition's open data may be used, by its SPDX id; without it none is
    given, and the edition says what that means."""
    seed: Annotated[Count, Field(ge=0, le=2**63 - 1)]
    """The number from which the plan is drawn: the same number, the same plan."""

    @model_validator(mode="after")
    def _classes_have_enquiries(self) -> Self:
        wrong = Mistakes()
        for i, each in enumerate(self.classes):
            if each not in self.enquiries:
                wrong.add("this class has no enquiries", f"add {each} under enquiries", at=("classes", i))
        for each in self.enquiries if self.classes else ():
            if each not in self.classes:
                wrong.add(
                    "this class does not take part",
                    f"add {each} to classes",
                    at=("enquiries", each),
                    found=each,
                )
        wrong.tell()
        return self

    @property
    def patterns(self) -> tuple[str, ...]:
        """The patterns of the organisations' files."""
        return (self.organisations,) if isinstance(self.organisations, str) else self.organisations
