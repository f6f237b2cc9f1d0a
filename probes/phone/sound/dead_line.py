import numpy as np

from probes.phone.sound.track import Track, seconds_of

_DEAD = -95.0
"""dB: no packets. The quietest noise a codec can carry is louder."""

_LEAST = 50
"""Frames: jitter takes less."""

_BEFORE, _SILENCE = 1500, 45
"""Frames before the death in which a living silence is looked for, and its length: pauses are shorter."""

_ALIVE, _LOUD = -80.0, -50.0
_TAIL = 8
"""Frames in which the sound of the last packet dies away."""


def dead_times(track: Track) -> list[tuple[float, float]]:
    """Return the times (s) in which packets were lost: nothing arrived, not even silence.

    Many an exchange sends nothing in its silences; it stops with its last sound and goes on with the
    next. A line that dies amid a silence, or for ever though it carried silences, is lost: whoever
    speaks or listens there is not heard, and may not hear.
    """
    dead = (track.level < _DEAD).astype(np.int8)
    runs = np.flatnonzero(np.diff(np.concatenate([[0], dead, [0]]))).reshape(-1, 2)
    found = []
    since = 0
    for begin, end in runs.tolist():
        if end - begin < _LEAST:
            continue
        quiet = _longest_silence(track, max(since, begin - _BEFORE), begin) >= _SILENCE
        amid = _longest_silence(track, begin - 40, begin - _TAIL) >= 40 - _TAIL
        if amid or (quiet and end == track.count):
            found.append((seconds_of(begin), seconds_of(end)))
        since = end
    return found


def _longest_silence(track: Track, begin: int, end: int) -> int:
    level = track.level[max(0, begin) : max(0, end)]
    quiet = ((level > _ALIVE) & (level < _LOUD)).astype(np.int8)
    edges = np.flatnonzero(np.diff(np.concatenate([[0], quiet, [0]]))).reshape(-1, 2)
    return int((edges[:, 1] - edges[:, 0]).max()) if len(edges) else 0
