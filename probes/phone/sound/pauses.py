import numpy as np

from probes.phone.sound.track import Track


def pauses(track: Track, start: int, end: int, *, least: int = 10) -> list[tuple[int, int]]:
    """Return the pauses [from, to) of at least `least` frames within a piece of speech."""
    levels = track.level[start:end]
    if len(levels) < 60:
        return []
    quiet = levels < float(np.percentile(levels, 75)) - 22
    edges = np.flatnonzero(np.diff(np.concatenate([[0], quiet.astype(np.int8), [0]])))
    runs = edges.reshape(-1, 2)
    return [(start + int(a), start + int(b)) for a, b in runs if b - a >= least]
