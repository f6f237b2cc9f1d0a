"""One line of a plan."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class PlannedContact:
    """One contact: who is asked what, in which channel, by whom, and when.

    Times carry the touchpoint's own zone. A contact may begin from `at` on, and not after `until`,
    the end of the window in which `at` lies.
    """

    key: str
    """Unique and readable: organisation, touchpoint and number in order of time (`fjordvik.chat.03`)."""
    organisation: str
    class_: str
    touchpoint: str
    channel: str
    scenario: str
    """The enquiry's short name."""
    language: str
    """The language to ask in."""
    shopper: str | None
    """Who asks or rates; None when machines work alone."""
    second_shopper: str | None
    """Who rates the same contact once more; None for most."""
    at: datetime
    until: datetime
