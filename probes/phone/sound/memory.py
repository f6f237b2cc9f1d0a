from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """The look of a recording: log energies in 16 bands every 10 ms, shape (frames, 16), no phase.

    `id` is the SHA-256 prefix of `bands`; `heard` counts the calls in which it was heard.
    """

    id: str
    bands: NDArray[np.float32]
    heard: int = 1


class FingerprintMemory(Protocol):
    """What a touchpoint is known to play. A person's voice is never kept here.

    The memory lives in the record later; here in a file (`FileMemory`) or in a dict (`ShortMemory`).
    """

    def recall(self, touchpoint: str) -> tuple[Fingerprint, ...]:
        """Return every recording known at the touchpoint."""

    def learn(self, touchpoint: str, fingerprint: Fingerprint) -> None:
        """Remember a recording; heard before, its count rises by one."""
