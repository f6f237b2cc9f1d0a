from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from probes.phone.sound.memory import Fingerprint
from probes.phone.sound.segment import Segment

Samples = NDArray[np.int16]


class Listener(Protocol):
    """A detector that hears one leg live. Replaceable: entry-point group `svartid.listeners`.

    It is told what the caller itself does (words and keys), for a turn in answer to the caller's
    words is the best proof of a person. All times are seconds from the recording's first sample.
    """

    def feed(self, samples: Samples) -> list[Segment]:
        """Take the next samples (mono, 8 kHz). Return the segments that began, ended or were decided anew.

        A segment is known by its kind and `start_s`: a later one with both the same replaces it.
        """

    def caller_speaks(self, start_s: float, end_s: float | None) -> None:
        """The caller's own words began (end None) or ended."""

    def caller_pressed(self, at_s: float) -> None:
        """The caller sent keys."""

    def finish(self) -> list[Segment]:
        """Close all open segments and return every segment, decided with all that is known now."""

    def features(self) -> bytes:
        """The features of the whole call (no sound can be made of them), to run a later detector over."""

    def learnable(self) -> list[Fingerprint]:
        """The fingerprints worth remembering: recordings, and with `heard` 0 what may turn out to be one.

        The latter waits for the touchpoint's next call and is discarded if it is not heard again there.
        """
