from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from probes.phone.sound.pieces import Piece
from probes.phone.sound.segment import SoundKind, Speaker
from probes.phone.sound.track import Track, frame_at, seconds_of

_ABOVE_DB = 6.0
"""Words are louder than the room by so much at least, even their softest sounds by and large."""

_RISEN = 3
_LATE = 8
"""Frames for which it has to be louder, and by which a word must be late to be put right."""

_LEAST = 30


def skip_room_tone(track: Track, pieces: Sequence[Piece]) -> list[Piece]:
    """Return the pieces without the room in front of a person's words.

    After a dead line the detector starts at the room's noise, in which nobody has spoken yet. How loud it
    is, the silences tell in which the same person waits for an answer. A piece that is nothing else goes.
    """
    made = list(pieces)
    for number, piece in enumerate(pieces):
        starts = number and pieces[number - 1].kind is not SoundKind.SPEECH
        if not starts or piece.speaker is not Speaker.PERSON or piece.end_s is None:
            continue
        room = _room(track, pieces[number:])
        if room is None:
            continue
        begin, end = frame_at(piece.start_s), frame_at(piece.end_s)
        loud = track.level[begin:end] > room + _ABOVE_DB
        run = np.convolve(loud, np.ones(_RISEN), "valid") if len(loud) >= _RISEN else np.zeros(0)
        risen = np.flatnonzero(run == _RISEN)
        if not len(risen):
            made.remove(piece)
        elif risen[0] > _LATE:
            piece.start_s = seconds_of(begin + int(risen[0]))
    return made


def _room(track: Track, pieces: Sequence[Piece]) -> float | None:
    """Return the level (dB) of the next silences of a person, None if there is too little."""
    levels: list[np.ndarray] = []
    talk = [piece for piece in pieces if piece.kind is SoundKind.SPEECH]
    for earlier, later in pairwise(talk[:4]):
        if earlier.speaker is not Speaker.PERSON or later.speaker is not Speaker.PERSON:
            break
        between = [one for one in pieces if earlier.start_s < one.start_s < later.start_s]
        if earlier.end_s is None or any(one.kind is not SoundKind.SILENCE for one in between):
            break
        levels.append(track.level[frame_at(earlier.end_s) + 10 : frame_at(later.start_s) - 10])
    quiet = np.concatenate(levels) if levels else np.zeros(0)
    return float(np.median(quiet)) if len(quiet) >= _LEAST else None
