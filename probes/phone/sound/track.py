import numpy as np
from numpy.typing import NDArray

from probes.phone.sound.frames import BANDS, DELAY_S, FLOOR_DB, HOP, RATE, Frames

_ROWS = ("level", "pitch", "first_share", "tone_share", "tone_hz", "second_hz", "constancy", "speech")


class Track:
    """The features of a whole call so far, in arrays that grow: one row every 10 ms.

    What stands in `Frames` (there `pitch_hz`, here `pitch`), and `speech`, the detector's probability.
    """

    def __init__(self) -> None:
        self.count = 0
        self._rows = {name: np.zeros(1024, dtype=np.float32) for name in _ROWS}
        self._bands = np.full((1024, BANDS), FLOOR_DB, dtype=np.float32)

    def append(self, frames: Frames, speech: NDArray[np.float32] | None = None) -> None:
        """Add frames and their probability of speech (None: 0)."""
        new = len(frames.level)
        if self.count + new > len(self._bands):
            self._rows = {name: np.concatenate([old, np.zeros_like(old)]) for name, old in self._rows.items()}
            self._bands = np.concatenate([self._bands, np.zeros_like(self._bands)])
        place = slice(self.count, self.count + new)
        for name, values in zip(
            _ROWS,
            (
                frames.level,
                frames.pitch_hz,
                frames.first_share,
                frames.tone_share,
                frames.tone_hz,
                frames.second_hz,
                frames.constancy,
                0.0 if speech is None else speech,
            ),
            strict=True,
        ):
            self._rows[name][place] = values
        self._bands[place] = frames.bands
        self.count += new

    def __getattr__(self, name: str) -> NDArray[np.float32]:
        """Return a row of features by its name."""
        if name not in _ROWS:
            raise AttributeError(name)
        return self._rows[name][: self.count]

    @property
    def bands(self) -> NDArray[np.float32]:
        """Log energies in dB, shape (n, 16)."""
        return self._bands[: self.count]


def seconds_of(frame: int) -> float:
    """Time at which a frame's own samples begin (s from the first sample), never negative."""
    return max(0.0, round(frame * HOP / RATE - DELAY_S, 4))


def frame_at(seconds: float) -> int:
    """Return the number of the frame that begins at this time, as `seconds_of` gives it."""
    return round((seconds + DELAY_S) * RATE / HOP) if seconds > 0 else 0
