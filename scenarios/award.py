"""Who wins, under which conditions, and when a figure is too uncertain."""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from scenarios.base import Count, Line, Number, Part
from scenarios.duration import Duration
from scenarios.share import Share
from scenarios.telling import mistake

Column = Literal["total", "answered", "agent"]


class Gates(Part):
    """What must hold before a prize is given."""

    answered: Share | None = None
    """The smallest share of contacts that were answered."""
    organisations: Annotated[Count, Field(ge=1)] | None = None
    """The smallest number of organisations that compete for it."""
    contacts: Annotated[Count, Field(ge=1)] | None = None
    """The smallest number of contacts of an organisation."""
    answer_time: Duration | None = None
    """The longest mean answer time."""


class Prize(Part):
    """A prize: who is first by which column."""

    by: Column
    """The column: all contacts (total), answered contacts only, or the agent's score."""
    within: Literal["class", "all", "channel"]
    """Among whom: each class, all organisations, or each channel."""
    gates: Gates = Gates()
    """What must hold."""
    ties: Literal["shared", "decimals", "agent", "level"] = "shared"
    """When the first print the same score: a shared win, the decimals, or the agent's score. `level` shares
    the win among all who cannot be told apart from the first."""
    source: Line
    """Where the rule comes from."""


class Shortlist(Part):
    """Who goes to the jury."""

    size: Annotated[Count, Field(ge=1, le=1000)]
    """How many."""
    by: Literal["size", "set"] = "set"
    """The first so many (size), or these and all who may truly be among the first so many (set)."""
    label: Line = "winner set"
    """What the list is called."""
    source: Line
    """Where the rule comes from."""


class PassMark(Part):
    """The score from which an organisation passes."""

    at: Annotated[Number, Field(ge=0, le=100)]
    """The score, 0 to 100."""
    source: Line
    """Where the number comes from."""


class Bands(Part):
    """Colours by place: the best, the middle, the worst."""

    best: Share
    """The share of organisations marked green."""
    worst: Share
    """The share of organisations marked red."""
    source: Line
    """Where the numbers come from."""

    @model_validator(mode="after")
    def _leave_a_middle(self) -> Self:
        total = self.best.fraction + self.worst.fraction
        if total > 1:
            raise mistake(
                "together they are more than all",
                "let both add up to 100 % at most",
                at=("worst",),
                found=f"{self.best} and {self.worst}",
            )
        return self


class Reliability(Part):
    """When a figure rests on too little."""

    contacts: Annotated[Count, Field(ge=1)]
    """The smallest number of contacts or answers."""
    then: Literal["label", "hide"] = "label"
    """Below it: say that it is too small to rank, or do not print it."""
    source: Line
    """Where the number comes from."""


class Award(Part):
    """The award's rules."""

    winner: Prize | None = None
    """The winner of each class."""
    overall: Prize | None = None
    """The winner of all."""
    channel: Prize | None = None
    """The best in each channel."""
    shortlist: Shortlist | None = None
    """Who goes to the jury."""
    pass_mark: PassMark | None = None
    """The score from which an organisation passes."""
    bands: Bands | None = None
    """Colours by place."""
