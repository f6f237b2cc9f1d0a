import math

import numpy as np

from probes.phone.sound.features import KeptFeatures, unpack_features
from probes.phone.sound.frames import HOP, RATE, Frames
from probes.phone.sound.inner_ear import BLOCK
from probes.phone.sound.judge_call import judge_call
from probes.phone.sound.memory import Fingerprint
from probes.phone.sound.music import STILL_WINDOW, still_frames
from probes.phone.sound.pieces import Piece
from probes.phone.sound.segmenter import Segmenter
from probes.phone.sound.stretch_pieces import PieceMaker
from probes.phone.sound.track import Track

_BLOCK = BLOCK // HOP


_SEVERAL = 3
"""So many other calls have heard most of what a touchpoint plays (project's own choice)."""


def relisten(features: bytes, known: tuple[Fingerprint, ...] = (), *, others: int = 0) -> list[Piece]:
    """Hear a call again from its kept features, with today's rules and what is known of the touchpoint today.

    `others`: how many other calls to the touchpoint stand behind `known`. Returns every piece, decided as at
    the call's end. Raises BadDocument for features it cannot read.
    """
    kept = unpack_features(features)
    track = Track()
    segmenter = Segmenter(track)
    # In a talk, a second that sounds as in another call may come by chance.
    spoke_s = min((act.start_s for act in kept.acts if not act.keys), default=math.inf)
    maker = PieceMaker(track, known, inside_until=spoke_s * RATE / HOP)
    count = len(kept.level) // _BLOCK * _BLOCK
    for first in range(0, count, _BLOCK):
        frames, speech = _block(kept, slice(first, first + _BLOCK))
        track.append(frames, speech)
        lately = kept.constancy[max(0, first - STILL_WINDOW) : first + _BLOCK]
        segmenter.push(frames, still_frames(lately, _BLOCK))
        maker.follow(segmenter.stretches)
    segmenter.finish()
    maker.follow(segmenter.stretches)
    pieces = maker.pieces(segmenter.stretches)
    for piece in pieces:
        piece.unheard = others >= _SEVERAL and piece.known is None and piece.new is True
    return judge_call(track, pieces, kept.acts, now_s=count * HOP / RATE)


def _block(kept: KeptFeatures, place: slice) -> tuple[Frames, np.ndarray]:
    frames = Frames(
        level=kept.level[place],
        bands=kept.bands[place],
        pitch_hz=kept.pitch[place],
        first_share=kept.first_share[place],
        tone_share=kept.tone_share[place],
        tone_hz=kept.tone_hz[place],
        second_hz=kept.second_hz[place],
        constancy=kept.constancy[place],
    )
    return frames, kept.speech[place]
