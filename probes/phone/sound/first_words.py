from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from probes.phone.sound.pieces import Piece
from probes.phone.sound.scenes import Scene, scenes_of
from probes.phone.sound.segment import Speaker
from probes.phone.sound.takeover import Sounds, find_takeover, sounds_of, voice_distance
from probes.phone.sound.track import Track, frame_at, seconds_of

_NEARER = 0.2
"""So much nearer a voice must be to the recordings than to the person."""

_SURE = 0.85
"""Confidence from which a recording shows how the recordings of a call sound."""


def find_first_words(track: Track, pieces: Sequence[Piece], *, now_s: float) -> list[Piece]:
    """Cut a recording off the front of what a person was found to say, at the end of the call.

    A proven person is given the whole turn before their first answer. Where a recording ran straight
    into it (a message played to its end, a greeting cut short) that turn is two: `find_takeover` tells.
    """
    made = list(pieces)
    recording = sounds_of(
        track,
        [_span(one) for one in pieces if one.speaker is Speaker.RECORDING and one.confidence >= _SURE],
    )
    for scene in scenes_of(pieces, now_s=now_s):
        first, answers = _first_turn(scene)
        if not first or not answers:
            continue
        turn = (_span(first[0])[0], _span(first[-1])[1])
        person = sounds_of(track, [_span(one) for one in answers], room=list(_rooms(first, answers)))
        if _all_recorded(track, scene, first, person=person, recording=recording):
            for piece in first:
                piece.speaker, piece.confidence = Speaker.RECORDING, 0.7
                piece.reasons = ["part_of_a_recording"]
        elif first[0].known is None:
            _cut(made, first, track, turn, person, recording, after_queue=scene.after_queue)
    return made


def _cut(
    made: list[Piece],
    first: Sequence[Piece],
    track: Track,
    turn: tuple[int, int],
    person: Sounds,
    recording: Sounds,
    *,
    after_queue: bool,
) -> None:
    place = find_takeover(track, turn, person=person, recording=recording, after_queue=after_queue)
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


def _all_recorded(
    track: Track, scene: Scene, first: Sequence[Piece], *, person: Sounds, recording: Sounds
) -> bool:
    """Tell whether the words before the first answer were one more recording.

    Where recordings are played into silence, a person may pick up just after a "hello?" by chance.
    """
    before = [turn for turn in scene.turns if turn.pieces[-1].start_s < first[0].start_s]
    voice = sounds_of(track, [_span(piece) for piece in first]).voice
    if not before or voice is None or person.voice is None or recording.voice is None:
        return False
    return voice_distance(voice, person.voice) - voice_distance(voice, recording.voice) > _NEARER


def _first_turn(scene: Scene) -> tuple[list[Piece], list[Piece]]:
    """Return the person's pieces before their first answer, as far as they hang together, and those after."""
    person = [turn for turn in scene.turns if turn.speaker is Speaker.PERSON]
    number = next((n for n, turn in enumerate(person) if "answers" in turn.pieces[0].reasons), None)
    if not number:
        return [], []
    answers = [piece for turn in person[number:] for piece in turn.pieces]
    return [piece for piece in person[0].pieces if piece.speaker is Speaker.PERSON], answers


def _span(piece: Piece) -> tuple[int, int]:
    return frame_at(piece.start_s), frame_at(piece.start_s if piece.end_s is None else piece.end_s)


def _rooms(first: Sequence[Piece], answers: Sequence[Piece]) -> Iterator[tuple[int, int]]:
    """Yield the silences of the talk, in which only the person's line is heard."""
    spoken = [first[-1], *answers]
    for earlier, later in pairwise(spoken):
        yield _span(earlier)[1], _span(later)[0]
