import numpy as np

from probes.phone.sound.frames import Frames
from probes.phone.sound.pieces import Piece
from probes.phone.sound.room_tone import skip_room_tone
from probes.phone.sound.segment import SoundKind, Speaker
from probes.phone.sound.track import Track, frame_at, seconds_of


def call(*parts):
    """Make a track and its pieces of (kind, frames, [(frames, level)]); all that is said is a person's."""
    level = np.concatenate([np.full(n, db, np.float32) for _, bits in parts for n, db in bits])
    zeros = np.zeros(len(level), np.float32)
    names = ("pitch_hz", "first_share", "tone_share", "tone_hz", "second_hz", "constancy")
    track = Track()
    track.append(
        Frames(level=level, bands=np.full((len(level), 16), -75, np.float32), **dict.fromkeys(names, zeros))
    )
    pieces, at = [], 0
    for kind, bits in parts:
        end = at + sum(n for n, _ in bits)
        piece = Piece(kind, seconds_of(at), seconds_of(end))
        if kind is SoundKind.SPEECH:
            piece.speaker = Speaker.PERSON
        pieces.append(piece)
        at = end
    return track, pieces


SILENCE, SPEECH = SoundKind.SILENCE, SoundKind.SPEECH
WORDS, ROOM, DEAD = -25.0, -59.0, -100.0


def starts(pieces):
    return [frame_at(piece.start_s) for piece in pieces if piece.kind is SPEECH]


def test_a_word_begins_where_it_rises_above_the_room():
    track, pieces = call(
        (SILENCE, [(100, DEAD)]),
        (SPEECH, [(50, ROOM), (200, WORDS)]),
        (SILENCE, [(150, ROOM)]),
        (SPEECH, [(100, WORDS)]),
    )
    assert starts(skip_room_tone(track, pieces)) == [150, 500]


def test_the_room_alone_is_no_word():
    track, pieces = call(
        (SILENCE, [(100, DEAD)]),
        (SPEECH, [(40, ROOM)]),
        (SILENCE, [(60, ROOM)]),
        (SPEECH, [(200, WORDS)]),
        (SILENCE, [(150, ROOM)]),
        (SPEECH, [(100, WORDS)]),
    )
    assert starts(skip_room_tone(track, pieces)) == [200, 550]


def test_nothing_moves_where_the_words_begin_at_once_or_the_room_is_not_known():
    at_once = call(
        (SILENCE, [(100, ROOM)]),
        (SPEECH, [(200, WORDS)]),
        (SILENCE, [(150, ROOM)]),
        (SPEECH, [(100, WORDS)]),
    )
    unknown = call((SILENCE, [(100, DEAD)]), (SPEECH, [(50, ROOM), (200, WORDS)]))
    assert starts(skip_room_tone(*at_once)) == [100, 450]
    assert starts(skip_room_tone(*unknown)) == [100]
