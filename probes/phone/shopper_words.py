import asyncio
import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from probes.phone.line import SoundTail

_FRAME_S = 0.02
_LOUD = 350.0
"""Root mean square of a frame (of 32768) above which the shopper is taken to speak: -39 dBFS, well above
the noise of a headset and well below its speech (project's own choice)."""

_BEGINS, _ENDS = 4, 30
"""So many loud frames of the last eight begin a turn, so many quiet ones (0.6 s) end it."""

_HEADER_BYTES = 44
_LOOK_S = 0.12


class Turn(NamedTuple):
    """The shopper's words began (`end_s` None) or ended, in seconds of the shopper's recording."""

    start_s: float
    end_s: float | None


class ShopperWords:
    """Finds when the shopper speaks, by loudness: their words are the question that a person answers."""

    def __init__(self, *, rate: int = 8000) -> None:
        self._frame = round(rate * _FRAME_S)
        self._rest = np.zeros(0, dtype=np.int16)
        self._count = 0
        self._recent: list[bool] = []
        self._began: float | None = None
        self._last_loud = 0.0

    def feed(self, samples: NDArray[np.int16]) -> list[Turn]:
        """Take the next samples; return what began or ended."""
        sound = np.concatenate([self._rest, samples])
        whole = len(sound) // self._frame * self._frame
        self._rest = sound[whole:]
        frames = sound[:whole].reshape(-1, self._frame).astype(np.float64)
        turns: list[Turn] = []
        for level in np.sqrt((frames**2).mean(axis=1)):
            turn = self._take(loud=bool(level > _LOUD))
            if turn is not None:
                turns.append(turn)
        return turns

    def _take(self, *, loud: bool) -> Turn | None:
        at = self._count * _FRAME_S
        self._count += 1
        self._recent = [*self._recent[-7:], loud]
        if loud:
            self._last_loud = at + _FRAME_S
        if self._began is None:
            if sum(self._recent) < _BEGINS:
                return None
            first = len(self._recent) - self._recent.index(True) - 1
            self._began = at - first * _FRAME_S
            return Turn(self._began, None)
        if at + _FRAME_S - self._last_loud < _ENDS * _FRAME_S - 1e-9:
            return None
        began, self._began = self._began, None
        self._recent = []
        return Turn(began, self._last_loud)


async def follow_shopper(tail: SoundTail, tell: Callable[[Turn], None]) -> None:
    """Read the shopper's growing recording and tell each turn, until cancelled or the file is gone."""
    words = ShopperWords(rate=tail.rate)
    position = _HEADER_BYTES
    while True:
        await asyncio.sleep(_LOOK_S)
        with contextlib.suppress(FileNotFoundError):
            raw = _read(tail.path, position)
            position += len(raw)
            for turn in words.feed(np.frombuffer(raw, dtype="<i2")):
                tell(turn)


def _read(path: Path, position: int) -> bytes:
    with path.open("rb") as file:
        file.seek(position)
        raw = file.read()
    return raw[: len(raw) // 2 * 2]
