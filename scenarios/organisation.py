"""Who is measured."""

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from scenarios.base import Line, Part, Slug
from scenarios.telling import Explained, Once
from scenarios.touchpoint import AnyTouchpoint, PhoneTouchpoint, Touchpoint

Language = Literal["nb", "nn", "sv", "da", "fi", "en"]

_SPOKEN: dict[str, tuple[Language, ...]] = {
    "NO": ("nb", "nn"),
    "SE": ("sv",),
    "DK": ("da",),
    "FI": ("fi", "sv"),
}
_CLOCKS = {
    "NO": "Europe/Oslo",
    "SE": "Europe/Stockholm",
    "DK": "Europe/Copenhagen",
    "FI": "Europe/Helsinki",
    "IS": "Atlantic/Reykjavik",
}


class Organisation(Part):
    """An organisation: its class, its touchpoints, and the right answers to the enquiries."""

    organisation: Slug
    """The organisation's short name."""
    name: Line
    """Its name as people know it."""
    class_: Slug = Field(alias="class")
    """The class in which it competes, such as municipality, energy, bank."""
    country: Annotated[
        str,
        StringConstraints(pattern=r"^[A-Z]{2}$"),
        Explained("must be a country in two capital letters", "write it like NO or SE"),
    ]
    """Two capital letters (NO, SE, DK, FI): public holidays, emergency numbers, language and clock."""
    timezone: Line | None = None
    """The clock of its opening hours, such as Europe/Oslo, when the country has several."""
    languages: Annotated[tuple[Language, ...], Once] = ()
    """The languages it serves, first the one to begin in; without it, those of the country."""
    website: Line | None = None
    """Its web site, for the evidence of which channels it has."""
    touchpoints: Annotated[dict[Slug, Touchpoint], Field(min_length=1)]
    """Where it can be reached, each under a short name."""
    answers: dict[Slug, dict[Slug, Line]] = Field(default_factory=dict)
    """The right answers: for each enquiry and fact, in the organisation's own language."""

    @property
    def spoken(self) -> tuple[Language, ...]:
        """The languages to use, first the one to begin in."""
        return self.languages or _SPOKEN.get(self.country, ("en",))

    @property
    def clock(self) -> str:
        """The time zone of its opening hours."""
        return self.timezone or _CLOCKS.get(self.country, "UTC")

    def phone(self, touchpoint: str) -> PhoneTouchpoint:
        """Give a telephone touchpoint by name; KeyError when there is none of that name."""
        found = self.touchpoints[touchpoint]
        if not isinstance(found, PhoneTouchpoint):
            raise KeyError(touchpoint)
        return found

    def of_channel(self, channel: str) -> dict[str, AnyTouchpoint]:
        """Give the touchpoints of one channel by name, in the file's order."""
        return {name: point for name, point in self.touchpoints.items() if point.channel == channel}
