from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from probes.phone.sound.pieces import Piece
from probes.phone.sound.scenes import Scene, scenes_of
from probes.phone.sound.segment import SoundKind, Speaker
from probes.phone.sound.takeover import find_takeover
from probes.phone.sound.track import Track, frame_at, seconds_of

_SURE = 0.85
"""Confidence from which a recording shows how the recordings of a call sound."""

_TAKES_OVER_S = 1.5
"""After a recording that was heard to its end, whoever takes over begins within this time (project's own
choice)."""

_CUT_IN_S = 0.6
"""Who cuts a recording off begins within this time after it (project's own choice)."""

_UNHEARD = 3.0
"""Log odds that a takeover needs in words that no other call to the touchpoint has: what comes before it
would be a recording that is played once in several calls (project's own choice)."""

_BESIDE_A_SEAM = 2.0
"""Log odds that a takeover in a short pause needs where the words begin at one (project's own choice)."""

_AFTER_ITS_END = 1.0
"""Log odds that a takeover needs in words after a recording heard to its end (project's own choice)."""


def find_first_words(track: Track, pieces: Sequence[Piece], *, now_s: float) -> list[Piece]:
    """Cut a recording off the front of what a person was found to say, at the end of the call.

    A proven person is given the whole turn before their first answer. Where a recording ran straight
    into it (a message played to its end, a greeting cut short) that turn is two: `find_takeover` tells.
    """
    made = list(pieces)
    recorded = [_span(one) for one in pieces if one.speaker is Speaker.RECORDING and one.confidence >= _SURE]
    for scene in scenes_of(pieces, now_s=now_s):
        first, answers = _first_words(scene)
        if first and first[0].known is None:
            spans = [_span(piece) for piece in first]
            before = _recording_before(pieces, first[0])
            gap = first[0].start_s - (before.end_s or 0.0) if before else 0.0
            seam = before is not None and before.left and gap < _CUT_IN_S
            taken_over = before is not None and not before.left and gap < _TAKES_OVER_S
            least = _BESIDE_A_SEAM if seam else 0.0
            doubt = _UNHEARD if first[0].unheard else _AFTER_ITS_END if taken_over else 0.0
            after = [_span(piece) for piece in answers]
            place = find_takeover(track, spans, after, recorded, least=least, doubt=doubt)
            _cut(made, first, place)
    return made


def _recording_before(pieces: Sequence[Piece], first: Piece) -> Piece | None:
    """Return the known recording that was heard right before the words, if one was."""
    spoken = [piece for piece in pieces if piece.kind is not SoundKind.SILENCE]
    before = next((b for b, piece in pairwise(spoken) if piece is first), None)
    return before if before is not None and before.known is not None else None


def _cut(made: list[Piece], first: Sequence[Piece], place: tuple[int, int] | None) -> None:
    if place is None:
        return
    for piece in first:
        start, end = _span(piece)
        if start >= place[0]:
            piece.start_s = max(piece.start_s, seconds_of(place[1]))
            break
        if end > place[1]:
            made.insert(made.index(piece) + 1, replace(piece, start_s=seconds_of(place[1])))
            piece.end_s = seconds_of(place[0])
        piece.speaker, piece.confidence, piece.reasons = Speaker.RECORDING, 0.7, ["part_of_a_recording"]


def _first_words(scene: Scene) -> tuple[list[Piece], list[Piece]]:
    """Return what a person was found to say before their first answer, and what from then on."""
    person = [piece for turn in scene.turns for piece in turn.pieces if piece.speaker is Speaker.PERSON]
    number = next((n for n, piece in enumerate(person) if "answers" in piece.reasons), 0)
    return (person[:number], person[number:]) if number else ([], [])


def _span(piece: Piece) -> tuple[int, int]:
    return frame_at(piece.start_s), frame_at(piece.start_s if piece.end_s is None else piece.end_s)
