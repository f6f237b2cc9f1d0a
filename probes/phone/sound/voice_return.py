"""Tells who speaks after a wait inside a talk: the person from before it, or another one."""

from collections.abc import Sequence
from itertools import pairwise

from probes.phone.sound.pieces import Piece
from probes.phone.sound.segment import SoundKind, Speaker, Tone
from probes.phone.sound.takeover import Sounds, sounds_of, voice_distance
from probes.phone.sound.track import Track, frame_at

BORDER = 0.65
"""Distance from which two talks are two persons' (project's own choice, tuned on rehearsals)."""

UNSURE = 0.7
"""Below this confidence a recording may be a person after all."""

LEAST_WAIT_S = 0.9
"""Shorter music or ringing is a mistake of the ear."""

_QUIETEST = -75.0
"""Lines quieter than this (dB) are all the same."""


def mark_returns(track: Track, pieces: Sequence[Piece]) -> None:
    """Set `same_voice` of the first words after each wait inside a talk.

    All that was said since the wait before, by persons or by whom may have been one, is laid beside all
    that is said until the next one, for single sentences vary too much: the voices, and the rooms behind
    them. Where too little was said it stays None. Voices are compared within the call and forgotten with it.
    """
    talks: list[list[Piece]] = [[]]
    for piece in pieces:
        if piece.kind is SoundKind.SPEECH:
            if piece.end_s is not None and _may_be_a_person(piece):
                talks[-1].append(piece)
        elif _is_wait(piece) and talks[-1]:
            talks.append([])
    for before, after in pairwise(talks):
        if after:
            far = talk_distance(_sounds(track, before), _sounds(track, after))
            after[0].same_voice = None if far is None else far < BORDER


def talk_distance(one: Sounds, other: Sounds) -> float | None:
    """Return how far two talks lie apart, by voice and by room; None if either voice is not known."""
    if one.voice is None or other.voice is None:
        return None
    far = voice_distance(one.voice, other.voice)
    if one.floor is not None and other.floor is not None:
        rooms = abs(max(one.floor, _QUIETEST) - max(other.floor, _QUIETEST))
        # The same room is a weak sign, another one a strong sign: many lines are silent between words.
        far += -0.1 if rooms < 2 else min(max(rooms - 3.0, 0.0), 10.0) / 10
    return far


def _may_be_a_person(piece: Piece) -> bool:
    return piece.speaker is not Speaker.RECORDING or piece.confidence < UNSURE


def _is_wait(piece: Piece) -> bool:
    waits = piece.kind is SoundKind.MUSIC or piece.tone is Tone.RINGBACK
    return waits and piece.end_s is not None and piece.end_s - piece.start_s >= LEAST_WAIT_S


def _sounds(track: Track, talk: Sequence[Piece]) -> Sounds:
    spans = [(frame_at(piece.start_s), frame_at(piece.end_s or piece.start_s)) for piece in talk]
    return sounds_of(track, spans, room=[(a[1], b[0]) for a, b in pairwise(spans)])
