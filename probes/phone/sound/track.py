import numpy as np
from numpy.typing import NDArray

from probes.phone.sound.frames import BANDS, DELAY_S, FLOOR_DB, HOP, RATE, Frames


class Track:
    """The features of a whole call so far, in arrays that grow: one row every 10 ms.

    `level` (dB), `bands` ((n, 16), dB), `pitch` (Hz), `first_share` and `speech` (probability).
    """

    def __init__(self) -> None:
        self.count = 0
        self._level = np.zeros(1024, dtype=np.float32)
        self._pitch = np.zeros(1024, dtype=np.float32)
        self._share = np.zeros(1024, dtype=np.float32)
        self._speech = np.zeros(1024, dtype=np.float32)
        self._bands = np.full((1024, BANDS), FLOOR_DB, dtype=np.float32)

    def append(self, frames: Frames, speech: NDArray[np.float32]) -> None:
        """Add frames and their probability of speech."""
        new = len(frames.level)
        while self.count + new > len(self._level):
            for name in ("_level", "_pitch", "_share", "_speech", "_bands"):
                old = getattr(self, name)
                setattr(self, name, np.concatenate([old, np.zeros_like(old)]))
        place = slice(self.count, self.count + new)
        self._level[place] = frames.level
        self._pitch[place] = frames.pitch_hz
        self._share[place] = frames.first_share
        self._speech[place] = speech
        self._bands[place] = frames.bands
        self.count += new

    @property
    def level(self) -> NDArray[np.float32]:
        """Level of each frame, dB of full scale."""
        return self._level[: self.count]

    @property
    def pitch(self) -> NDArray[np.float32]:
        """Fundamental frequency, Hz; 0 where unvoiced."""
        return self._pitch[: self.count]

    @property
    def first_share(self) -> NDArray[np.float32]:
        """Share of the energy in the strongest peak."""
        return self._share[: self.count]

    @property
    def speech(self) -> NDArray[np.float32]:
        """Probability of speech."""
        return self._speech[: self.count]

    @property
    def bands(self) -> NDArray[np.float32]:
        """Log energies, shape (n, 16)."""
        return self._bands[: self.count]


def seconds_of(frame: int) -> float:
    """Time at which a frame's own samples begin (s from the first sample), never negative."""
    return max(0.0, round(frame * HOP / RATE - DELAY_S, 4))


def frame_at(seconds: float) -> int:
    """Number of the frame whose own samples hold this time."""
    return max(0, int((seconds + DELAY_S) * RATE // HOP))
