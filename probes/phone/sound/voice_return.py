"""Tells who speaks after a wait inside a talk: the person from before it, or another one."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from probes.phone.sound.pieces import Piece
from probes.phone.sound.segment import SoundKind, Speaker, Tone
from probes.phone.sound.track import Track, frame_at

LEAST_FRAMES = 60
"""Voiced frames (10 ms) of which a voice can be told at all."""

BORDER = 1.35
"""Distance from which two voices are two persons. Over 43 pairs of halves and of persons of the practice
town: one person's halves lie at 0.7 (median) and 1.3 (90 %), two persons at 1.4 at least (own choice)."""

UNSURE = 0.7
"""Below this confidence a recording may be a person after all."""

LEAST_WAIT_S = 0.9
"""Shorter music or ringing is a mistake of the ear."""


class _Voice(NamedTuple):
    spectrum: NDArray[np.float64]
    """Mean level of the 16 bands over that of the frame, dB."""
    semitones: float
    """Median pitch over 100 Hz."""


def mark_returns(track: Track, pieces: Sequence[Piece]) -> None:
    """Set `same_voice` of the first words after each wait inside a talk.

    All that was said by persons since the wait before is laid beside all that is said until the next
    one: single sentences vary too much. Where too little was said it stays None. Voices are compared
    within the call and forgotten with it.
    """
    talks: list[list[Piece]] = [[]]
    for piece in pieces:
        if piece.kind is SoundKind.SPEECH:
            if piece.end_s is not None and _may_be_a_person(piece):
                talks[-1].append(piece)
        elif _is_wait(piece) and talks[-1]:
            talks.append([])
    for before, after in pairwise(talks):
        if not after:
            continue
        one, other = _voice(track, before), _voice(track, after)
        if one is not None and other is not None:
            after[0].same_voice = _distance(one, other) < BORDER


def _may_be_a_person(piece: Piece) -> bool:
    return piece.speaker is not Speaker.RECORDING or piece.confidence < UNSURE


def _is_wait(piece: Piece) -> bool:
    waits = piece.kind is SoundKind.MUSIC or piece.tone is Tone.RINGBACK
    return waits and piece.end_s is not None and piece.end_s - piece.start_s >= LEAST_WAIT_S


def _voice(track: Track, talk: Sequence[Piece]) -> _Voice | None:
    bands, pitches = [], []
    for piece in talk:
        place = slice(frame_at(piece.start_s), frame_at(piece.end_s or piece.start_s))
        voiced = (track.pitch[place] > 0) & (track.level[place] > -45) & (track.speech[place] > 0.5)
        bands.append(track.bands[place][voiced].astype(np.float64))
        pitches.append(track.pitch[place][voiced])
    sounding = np.concatenate(bands)
    if len(sounding) < LEAST_FRAMES:
        return None
    shape = (sounding - sounding.mean(axis=1, keepdims=True)).mean(axis=0)
    return _Voice(shape, float(12 * np.log2(np.median(np.concatenate(pitches)) / 100)))


def _distance(one: _Voice, other: _Voice) -> float:
    spectrum = float(np.sqrt(np.mean((one.spectrum - other.spectrum) ** 2)))
    return spectrum / 5 + min(abs(one.semitones - other.semitones), 12.0) / 6
