from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """The look of a recording: log energies in 16 bands every 10 ms, shape (frames, 16), no phase.

    `id` is the SHA-256 prefix of `bands`; `heard` counts the calls in which it was heard as a recording.
    0: it waits to be heard again, for only then it is one.
    """

    id: str
    bands: NDArray[np.float32]
    heard: int = 1


class FingerprintMemory(Protocol):
    """What a touchpoint is known to play. Only recordings are kept.

    What was said before the caller's first words and may be a recording waits until the touchpoint's next
    call. Heard again there, to the hundredth of a second, it is a recording, for nobody speaks twice alike;
    otherwise it is discarded. The memory lives in the record; here in a file (`FileMemory`) or in a dict
    (`ShortMemory`).
    """

    def recall(self, touchpoint: str) -> tuple[Fingerprint, ...]:
        """Return every recording known at the touchpoint."""

    def learn(self, touchpoint: str, *fingerprints: Fingerprint) -> None:
        """Take what one call heard: recordings are remembered, and heard before, their count rises by one.

        What waited from the call before is discarded; what has `heard` 0 waits for the next call.
        """
