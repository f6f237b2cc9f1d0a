from collections.abc import AsyncIterator, Sequence
from typing import Protocol

from probes.phone.line import SoundTail
from probes.phone.sound.memory import Fingerprint
from probes.phone.sound.segment import Segment


class HeardAll(Protocol):
    """What the analysis says of a whole call (see `probes.phone.hearing.HeardCall`)."""

    @property
    def segments(self) -> Sequence[Segment]:
        """Every stretch, decided with all that is known."""

    @property
    def features(self) -> bytes:
        """The features, to run a later detector over."""

    @property
    def learnable(self) -> Sequence[Fingerprint]:
        """Recordings that may be remembered; never a person's voice."""


class Ear(Protocol):
    """What a conversation asks of the analysis while the call runs (see `probes.phone.hearing`)."""

    def segments(self) -> AsyncIterator[Segment]:
        """Every segment that began, ended or was decided anew, as soon as it is known."""

    def caller_speaks(self, start_s: float, end_s: float | None) -> None:
        """Tell that our own words began (end None) or ended, in seconds of the recording."""

    def caller_pressed(self, at_s: float) -> None:
        """Tell that keys were sent, in seconds of the recording."""

    async def finish(self) -> HeardAll:
        """Hear the recording to its end and decide everything with all that is known then."""


class Ears(Protocol):
    """Opens an ear on a growing recording."""

    async def listen(self, tail: SoundTail, *, known: tuple[Fingerprint, ...]) -> Ear:
        """Begin to hear; `known` are the recordings that the touchpoint is known to play."""
