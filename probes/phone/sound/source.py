"""Does the same source go on, or another one? Voices, lines and rooms compared."""

import numpy as np
from numpy.typing import NDArray

from probes.phone.sound.track import Track

CONTEXT = 400
"""Frames on either side that are compared: 4 s."""

SPLIT = -1.4
"""Evidence below which another source takes over within a stretch of speech."""


def voice_of(track: Track, start: int, end: int) -> NDArray[np.float64] | None:
    """Return what a voice looks like: mean spectrum of its voiced frames and its pitch; None if too short."""
    place = slice(start, end)
    voiced = (track.pitch[place] > 0) & (track.level[place] > -45) & (track.speech[place] > 0.5)
    if int(np.count_nonzero(voiced)) < 40:
        return None
    bands = track.bands[place][voiced].astype(np.float64)
    bands = bands - bands.mean(axis=1, keepdims=True)
    pitch = 12 * np.log2(np.median(track.pitch[place][voiced]) / 100)
    return np.concatenate([bands.mean(axis=0), [pitch]])


def joins(track: Track, start: int, end: int, next_start: int, next_end: int) -> float:
    """Return how much speaks for one source of two neighbouring pieces: positive the same, negative another.

    Between -2 and 0.8: the noise between the words (median difference on rehearsals 0.6 dB within a
    source, 16 dB from a recording to a person's room) and the voice (0.8 against 1.5).
    """
    start, next_end = max(start, end - CONTEXT), min(next_end, next_start + CONTEXT)
    evidence = 0.0
    before = _floor(track, start, end)
    after = _floor(track, next_start, next_end, run_in=10 if next_start - end > 14 else 0)
    if before is not None and after is not None:
        apart = abs(max(before, -72.0) - max(after, -72.0))
        evidence += -1.0 if apart > 10 else -0.4 if apart > 5 else 0.4 if apart < 2.5 else 0.0
    one, other = voice_of(track, start, end), voice_of(track, next_start, next_end)
    if one is not None and other is not None:
        far = voice_distance(one, other)
        evidence += -1.0 if far > 1.8 else -0.5 if far > 1.4 else 0.4 if far < 1.0 else 0.0
    return evidence


def splits(track: Track, start: int, end: int) -> list[tuple[int, int]]:
    """Return the pauses [from, to) within a piece of speech at which another source takes over."""
    best, place = SPLIT, None
    for pause, resumed in _pauses(track, start, end):
        if pause - start >= 30 and end - resumed >= 30:
            evidence = joins(track, start, pause, resumed, end)
            # Of equal ones the longest pause: who takes over takes a breath.
            if evidence < best or (
                evidence == best and (place is None or resumed - pause > place[1] - place[0])
            ):
                best, place = evidence, (pause, resumed)
    if place is None:
        return []
    return [*splits(track, start, place[0]), place, *splits(track, place[1], end)]


def voice_distance(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    """Return how far two voices lie apart: about 1 is the usual border between one and two speakers."""
    spectrum = float(np.sqrt(np.mean((one[:-1] - other[:-1]) ** 2)))
    return spectrum / 4.0 + abs(float(one[-1] - other[-1])) / 12


def _pauses(track: Track, start: int, end: int) -> list[tuple[int, int]]:
    levels = track.level[start:end]
    if len(levels) < 60:
        return []
    quiet = levels < float(np.percentile(levels, 75)) - 22
    edges = np.flatnonzero(np.diff(np.concatenate([[0], quiet.astype(np.int8), [0]])))
    runs = edges.reshape(-1, 2)
    return [(start + int(a), start + int(b)) for a, b in runs if b - a >= 10]


def _floor(track: Track, start: int, end: int, *, run_in: int = 0) -> float | None:
    """Return the level between the words (dB), without the edges of the pauses; None if there are none."""
    levels = [track.level[a + 4 : b - 4] for a, b in _pauses(track, start, end) if b - a >= 12]
    if run_in:
        levels.append(track.level[start - run_in : start - 2])
    quiet = np.concatenate(levels) if levels else np.zeros(0)
    return float(np.median(quiet)) if len(quiet) >= 4 else None
