from collections.abc import Sequence
from itertools import pairwise

from probes.phone.sound.pieces import Piece
from probes.phone.sound.segment import SoundKind, Speaker

_SEAMLESS_S = 0.1
_WORD_S = 1.3
"""A number, a time or a name that a machine puts into a message takes no longer; a clerk who cuts in greets
for longer (project's own choice)."""

_PAUSE_S, _FRAGMENT_S = 0.5, 0.6
"""A message that somebody cuts off has a last fragment; it comes after no more than a pause of its own, and
nobody greets so shortly (project's own choice)."""


def name_leftovers(pieces: Sequence[Piece]) -> None:
    """Give the changing end of a known message ("… number | three") to the message.

    A short piece that goes on without a pause where a recording heard before was left is part of it, and so
    is a fragment after a pause where it was heard to the end of what is known of it,
    unless it proved itself by an answer. The pieces are changed in place.
    """
    for before, piece in pairwise([piece for piece in pieces if piece.kind is not SoundKind.SILENCE]):
        if before.known is None or before.speaker is not Speaker.RECORDING or before.end_s is None:
            continue
        if piece.speaker is not Speaker.PERSON or "answers" in piece.reasons or piece.end_s is None:
            continue
        gap, length = piece.start_s - before.end_s, piece.end_s - piece.start_s
        if (gap <= _SEAMLESS_S and length <= _WORD_S) or (
            gap <= _PAUSE_S and length <= _FRAGMENT_S and not before.left
        ):
            piece.speaker, piece.confidence, piece.reasons = Speaker.RECORDING, 0.7, ["part_of_a_recording"]
