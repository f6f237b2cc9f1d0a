from collections.abc import Sequence

import numpy as np

from probes.phone.sound.track import Track

_SILENT = -73.0
"""Lines quieter than this (dB) are all the same: in A-law the smallest step alone has -72."""

_LOST = -76.0
"""Quieter is no line at all: packets that were lost or never sent."""

_LEAST = 40


def line_floor(track: Track, spans: Sequence[tuple[int, int]], *, share: float = 0.03) -> float | None:
    """Return how quiet a line gets (dB): the mean level of its quietest frames; None if there are too few.

    Behind a person the room goes on between the words, and a line never gets quieter than it; a
    recording falls back to its own noise or to nothing, even for the hundredths of a "t".
    """
    levels = np.concatenate([track.level[a:b] for a, b in spans]) if spans else np.zeros(0)
    levels = np.sort(levels[levels > _LOST])
    if len(levels) < _LEAST:
        return None
    return max(float(levels[: max(4, int(len(levels) * share))].mean()), _SILENT)
