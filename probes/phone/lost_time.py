"""Keeps a recording's time true when the media clock that writes it has stood still."""

from collections import deque
from dataclasses import dataclass, field

LATE_NS = 40_000_000
"""A recording that lags by so much more than in its beginning has lost time: twice the conference's tick."""

_WRITES = 8
"""Writes of the recorder that are looked at together: single ones come late when the machine is busy."""

_ABSURD_NS = 5_000_000_000
"""A lag of this size says that the file system's clock is not ours, and is not believed."""


@dataclass(slots=True)
class LostTime:
    """Finds out how much time a growing recording has lost.

    On a machine that is too busy the media clock skips ticks, and everything after is heard earlier in
    the recording than it was. The lag of each write (its time, less what the samples so far should
    have taken) grows by what was lost; its minimum over some writes is sure to a tick or two.
    """

    started_ns: int
    rate: int = 8000
    _lags: deque[int] = field(default_factory=lambda: deque(maxlen=_WRITES))
    _usual: int | None = None
    _written_ns: int = 0

    def missing(self, *, written_ns: int, samples: int) -> int:
        """Return how many samples of silence must be put in to make the time true again.

        `written_ns` is when the recorder last wrote (CLOCK_MONOTONIC), `samples` how many there are,
        those put in before included.
        """
        if written_ns == self._written_ns:
            return 0
        self._written_ns = written_ns
        lag = written_ns - self.started_ns - samples * 1_000_000_000 // self.rate
        if abs(lag) > _ABSURD_NS:
            return 0
        self._lags.append(lag)
        if len(self._lags) < _WRITES:
            return 0
        least = min(self._lags)
        if self._usual is None or least < self._usual:
            self._usual = least
        lost = least - self._usual
        if lost < LATE_NS:
            return 0
        self._lags.clear()
        return lost * self.rate // 1_000_000_000
