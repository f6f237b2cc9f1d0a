import pytest

from probes.phone.sound.leftovers import name_leftovers
from probes.phone.sound.pieces import Piece
from probes.phone.sound.segment import SoundKind, Speaker


def speech(start, end, speaker, *, known=None, reason="was_answered_to"):
    piece = Piece(SoundKind.SPEECH, start, end, known=known)
    piece.speaker, piece.reasons = speaker, [reason]
    return piece


@pytest.mark.parametrize(
    ("start", "end", "reason", "known", "expected"),
    [
        (3.0, 3.9, "was_answered_to", "a", Speaker.RECORDING),
        (3.0, 6.0, "was_answered_to", "a", Speaker.PERSON),
        (3.4, 4.2, "was_answered_to", "a", Speaker.PERSON),
        (3.0, 3.9, "answers", "a", Speaker.PERSON),
        (3.0, 3.9, "was_answered_to", None, Speaker.PERSON),
    ],
)
def test_the_changing_end_of_a_known_message_belongs_to_it(start, end, reason, known, expected):
    pieces = [
        speech(0.0, 3.0, Speaker.RECORDING, known=known, reason="heard_before"),
        speech(start, end, Speaker.PERSON, reason=reason),
    ]
    name_leftovers(pieces)
    assert [piece.speaker for piece in pieces] == [Speaker.RECORDING, expected]
