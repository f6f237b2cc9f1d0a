"""What sounds like music: loud enough, long enough, and either tonal, constant or lively."""

import numpy as np
from numpy.typing import NDArray

from probes.phone.sound.track import Track

WINDOW = 64
"""Frames that are judged together: 0.64 s. This and the limits below are the project's own choice, tuned
on rehearsals with real hold music."""

QUIETEST = -55.0
"""dB of full scale."""

SHARE = 0.42
"""Mean share of the strongest spectral peak: noise has 0.27 ± 0.03, music over 0.5."""

CONSTANCY = 0.3
"""Mean likeness of the spectrum to that of 60 ms before: noise and speech have 0 to 0.2."""

SWING = 4.0
"""Standard deviation of the level (dB) above which a sound is no steady noise."""

SPEECH = 0.3
"""Mean probability of speech above which a sound is no music: the detector gives most music 0.00."""

PLAYED = 100
"""Frames of music in one go that end speech, though the detector is not sure that it has ended."""

_EVEN_DB, _EVEN, _UNSURE = 18.0, 0.9, 0.75

STILL = 0.55
"""Constancy over 0.16 s above which a sound is no speech, whatever the detector says."""

STILL_WINDOW = 16


def still_frames(constancy: NDArray[np.float32], count: int) -> NDArray[np.bool_]:
    """Tell for each of the last `count` frames whether the sound up to it stands still as notes do.

    `constancy` is that of these frames and of up to `STILL_WINDOW` before them.
    """
    sums = np.zeros(len(constancy) + 1)
    np.cumsum(constancy, out=sums[1:])
    ends = np.arange(len(constancy) - count + 1, len(constancy) + 1)
    return np.asarray(sums[ends] - sums[np.maximum(ends - STILL_WINDOW, 0)] > STILL * STILL_WINDOW)


def plays_on(track: Track, begin: int, end: int) -> bool:
    """Tell whether frames [begin, end) are music that the detector half takes for speech: no pause in it.

    Of 1,120 things that persons and recordings said in calls to the town, in one a second was like that.
    """
    level = track.level[begin:end]
    if float(np.mean(level > level.max() - _EVEN_DB)) < _EVEN or float(level.max()) < QUIETEST:
        return False
    unsure = float(np.mean(track.speech[begin:end])) < _UNSURE
    return unsure and float(np.mean(np.maximum(track.constancy[begin:end], 0))) > CONSTANCY


def musical_frames(track: Track, first: int, *, free_from: int) -> NDArray[np.bool_]:
    """Tell for each frame from `first` on whether the window that ends with it sounds like music.

    Speech before `free_from` has ended and does not speak against the music that follows it.
    """
    begin = max(0, first - WINDOW + 1)
    level = track.level[begin:].astype(np.float64)
    highest = float(level.max())
    if highest < QUIETEST:
        return np.zeros(track.count - first, dtype=np.bool_)
    # Not a room's noise behind a single sound: 25 dB under the loudest counts for nothing.
    loud = (level > max(QUIETEST, highest - 25)).astype(np.float64)
    still = np.maximum(track.constancy[begin:], 0) * loud
    speech = track.speech[begin:] * (still < STILL)
    speech[: max(0, free_from - begin)] = 0
    power = np.exp(level * (np.log(10) / 10))
    tonal = loud * track.first_share[begin:]
    heard = loud * level
    sums = _sums(np.stack([power, loud, tonal, heard, heard * level, speech, still]))
    ends = np.arange(first - begin, track.count - begin) + 1
    energy, count, share, mean, square, spoken, constant = (
        sums[:, ends] - sums[:, np.maximum(ends - WINDOW, 0)]
    )
    some = np.maximum(count, 1)
    constancy = constant / some
    swings = square / some - (mean / some) ** 2 > SWING**2
    return np.asarray(
        (energy > WINDOW * 10 ** (QUIETEST / 10))
        & (count >= 0.4 * WINDOW)
        & ((spoken < SPEECH * WINDOW) | (constancy > 0.5))
        & ((share > SHARE * some) | (constancy > CONSTANCY) | swings)
    )


def music_onset(track: Track, now: int, *, longest_rest: int = 25) -> int:
    """Walk back from `now` to where the sound that leads here began."""
    begin = max(0, now - 200)
    loud = np.flatnonzero(track.level[begin : now + 1] > -52) + begin
    if len(loud) == 0:
        return now
    rests = np.flatnonzero(np.diff(loud) > longest_rest)
    return int(loud[rests[-1] + 1] if len(rests) else loud[0])


def _sums(rows: NDArray[np.floating]) -> NDArray[np.float64]:
    """Cumulative sums along each row, beginning with 0."""
    sums = np.zeros((rows.shape[0], rows.shape[1] + 1))
    np.cumsum(rows, axis=1, out=sums[:, 1:])
    return sums
