from collections.abc import AsyncIterator
from typing import Protocol

from probes.phone.sound.segment import Segment


class Ear(Protocol):
    """What a conversation asks of the analysis while the call runs (see `probes.phone.hearing`)."""

    def segments(self) -> AsyncIterator[Segment]:
        """Every segment that began, ended or was decided anew, as soon as it is known."""

    def caller_speaks(self, start_s: float, end_s: float | None) -> None:
        """Tell that our own words began (end None) or ended, in seconds of the recording."""

    def caller_pressed(self, at_s: float) -> None:
        """Tell that keys were sent."""
