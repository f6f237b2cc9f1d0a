"""Whether the sound of calls may be kept."""

from typing import Annotated, Literal

from pydantic import Discriminator, Tag

from scenarios.base import Line, Part
from scenarios.day import Day
from scenarios.duration import Days
from scenarios.telling import Explained


class RecordingAgreement(Part):
    """The organisation has agreed in writing that the sound of calls is kept."""

    agreement: Day
    """The date of the agreement."""
    document: Line
    """The name of the file that holds the agreement."""
    keep: Days
    """How long sound is kept before it is deleted: `90 days`."""


_NoRecording = Explained(
    "must be none or an agreement", "write none, or {agreement: 2026-03-01, document: …, keep: 90 days}"
)
Recording = Annotated[
    Annotated[Literal["none"], _NoRecording, Tag("<none>")]
    | Annotated[RecordingAgreement, Tag("<agreement>")],
    Discriminator(lambda value: "<none>" if isinstance(value, str) else "<agreement>"),
]
"""`none`, or the agreement."""
