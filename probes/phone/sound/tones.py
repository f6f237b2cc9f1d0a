"""Tones by frequency and cadence.

Cadences (Asterisk's indications for the Nordic countries, all 425 Hz): ringing 1 s on, 4 s (NO, DK) or
5 s (SE) off; busy 0.5/0.5 (NO) or 0.25/0.25 (SE); congestion 0.2/0.2 (NO) or 0.25/0.75 (SE). Special
information tones 950, 1400, 1800 Hz of 1/3 s: ITU-T E.180. Keys: ITU-T Q.23.
"""

from dataclasses import dataclass, field

from probes.phone.sound.frames import Frames
from probes.phone.sound.segment import Tone

SHARE = 0.94
"""A frame is tonal when this share of its energy stands in one peak, or in two."""

QUIETEST = -48.0
"""Level below which no tone is looked for (dB; project's own choice)."""

RINGBACK_PAUSE_S = 5.6
"""The longest pause after which a ringing tone may still go on."""

_SINGLE = 0.8
_SETTLED = 4
_SHORTEST = 7
_BREAK = 4
_ROWS = (697, 770, 852, 941)
_COLUMNS = (1209, 1336, 1477, 1633)
_SIT = (950, 1400, 1800)


@dataclass(slots=True)
class Burst:
    """One uninterrupted tone: frame numbers [start, end), frequency and, of two, the second one (Hz)."""

    start: int
    end: int
    hz: float
    second_hz: float | None = None
    over: bool = False
    levels: list[float] = field(default_factory=list, repr=False)

    @property
    def seconds(self) -> float:
        """Length in s."""
        return (self.end - self.start) / 100


class ToneTracker:
    """Finds bursts: frames in a row that are tonal, at one frequency and of one level.

    Notes of music decay or glide, vowels wobble; the tones of an exchange do neither.
    """

    def __init__(self) -> None:
        self._open: Burst | None = None
        self._missed = 0
        self._next = 0

    def push(self, frames: Frames) -> list[Burst]:
        """Return the bursts that became certain or ended within these frames (`over` tells which)."""
        first = self._next
        self._next += len(frames.level)
        # The strongest band's energy is that of 32 ms: two tones beat more slowly than a frame lasts.
        levels = frames.bands.max(axis=1)
        tonal = (frames.tone_share > SHARE) & (levels > QUIETEST)
        if self._open is None and not tonal.any():
            return []
        found: list[Burst] = []
        rows = zip(
            tonal.tolist(),
            frames.first_share.tolist(),
            frames.tone_hz.tolist(),
            frames.second_hz.tolist(),
            levels.tolist(),
            strict=True,
        )
        for number, (is_tonal, single, hz, second, level) in enumerate(rows, start=first):
            pair = None if single > _SINGLE else second
            burst = self._open
            if burst is not None and is_tonal and _same(burst, hz, pair, level):
                burst.end = number + 1
                burst.levels.append(level)
                if len(burst.levels) == _SETTLED:
                    # The first windows hold the edge as well.
                    burst.hz, burst.second_hz = _ordered(hz, pair)
                self._missed = 0
                if len(burst.levels) == _SHORTEST * 2:
                    found.append(burst)
                continue
            if burst is not None:
                self._missed += 1
                if self._missed < _BREAK and not (is_tonal and _far(burst, hz, pair)):
                    continue
                if len(burst.levels) >= _SHORTEST:
                    burst.over = True
                    found.append(burst)
                self._open = None
            if is_tonal:
                self._open = Burst(number, number + 1, *_ordered(hz, pair), levels=[level])
                self._missed = 0
        return found


def name_tone(bursts: list[Burst], *, pause_s: float) -> Tone | None:
    """Name what these bursts are, `pause_s` after the last; None while it can not be told.

    All bursts belong to one sequence; the last may still sound (`pause_s` 0).
    """
    last = bursts[-1]
    low, high = last.hz, last.second_hz
    if high is not None and _near(low, _ROWS, 20) and _near(high, _COLUMNS, 30):
        return Tone.DTMF
    if any(_near(burst.hz, _SIT[1:], 30) for burst in bursts) and len(bursts) > 1:
        return Tone.SIT
    ended = [burst for burst in bursts if burst.over]
    if not 380 <= low <= 500:
        if last.over and len(bursts) == 1 and pause_s >= 0.6 and last.seconds <= 1.6:
            return Tone.BEEP
        return None
    if len(ended) >= 2:
        on = ended[-2].seconds
        period = (ended[-1].start - ended[-2].start) / 100
        if on >= 0.7:
            return Tone.RINGBACK
        if period > 2.5 * on + 0.1:
            return Tone.CONGESTION
        return Tone.CONGESTION if period < 0.45 else Tone.BUSY
    if ended and 0.7 <= ended[0].seconds <= 2.5 and pause_s >= 0.7:
        return Tone.RINGBACK
    if ended and len(bursts) == 1 and pause_s >= 2.0:
        return Tone.BEEP
    return None


def _same(burst: Burst, hz: float, pair: float | None, level: float) -> bool:
    if len(burst.levels) < _SETTLED:
        return True
    slack = 6.0 if 380 <= burst.hz <= 500 else 2.5
    return abs(level - burst.levels[_SETTLED - 1]) < slack and not _far(burst, hz, pair)


def _far(burst: Burst, hz: float, pair: float | None) -> bool:
    low, high = _ordered(hz, pair)
    # Two neighbouring tones (440 and 480 Hz) beat within one spectral line: its peak wanders between them.
    slack = 45 if 380 <= burst.hz <= 500 else 12
    if (high is None) != (burst.second_hz is None):
        return min(abs(hz - burst.hz), abs(hz - (burst.second_hz or burst.hz))) > slack
    return abs(low - burst.hz) > slack or (high is not None and abs(high - (burst.second_hz or 0.0)) > 12)


def _ordered(hz: float, pair: float | None) -> tuple[float, float | None]:
    return (hz, None) if pair is None else (min(hz, pair), max(hz, pair))


def _near(hz: float, places: tuple[int, ...], by: float) -> bool:
    return any(abs(hz - place) <= by for place in places)
