"""Whose figure of a measurement counts."""

from typing import Annotated, Literal

from pydantic import Field, WithJsonSchema

from scenarios.base import Line, Number, Part
from scenarios.quantity import Quantity
from scenarios.telling import Explained, Once

Source = Annotated[
    Literal["machine", "person", "reconciled", "answer"],
    Explained("must be machine, person, reconciled or answer", "write one of them"),
]
"""Who says so: the instrument, the shopper's own figure, the reviewer's, or what the shopper ticked."""


Tolerance = Annotated[
    Quantity,
    WithJsonSchema(
        {
            "anyOf": [{"type": "string", "pattern": Quantity.pattern}, {"type": "number", "minimum": 0}],
            "examples": ["15 s", 0],
        }
    ),
]
"""An amount; a plain number is written as a number."""


class Counted(Part):
    """Whose figure of a measurement counts, and when two of them disagree."""

    counts: Annotated[tuple[Source, ...], Field(min_length=1), Once]
    """Whose figure counts, the first that there is: machine, person (the figure that a shopper wrote down),
    reconciled (settled at review), answer (what a shopper ticked). A ticked answer that is not named comes
    last."""
    tolerance: Tolerance
    """By how much two figures may differ before the contact is flagged: `15 s`, or `0` for transfers."""
    answer_tolerance: Annotated[Number, Field(ge=0, le=100)] = 30
    """By how many points of 100 a ticked answer may differ from what the measured amount is worth."""
    source: Line
    """Where the rule comes from; `project's choice` where nobody published it."""
