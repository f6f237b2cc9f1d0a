"""Finds where a person takes over from a recording without music or a long silence between them.

What was said later in the same scene, in proven answers, shows how the person and their room sound; what
is known as recordings in the same call shows how those do. Each pause of the first turn is weighed by
what lies before and after it; that no pause is a takeover weighs 0. The weights are log odds, fitted by
logistic regression to 121 first turns of rehearsals with synthetic and real voices (cross-validated: of
82 turns of one person 6 are cut, of 39 takeovers 23 are found and 14 missed) and rounded.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from probes.phone.sound.pauses import pauses
from probes.phone.sound.track import Track

Span = tuple[int, int]

_NOT = -2.5
_AFTER_QUEUE = -1.0
"""What follows music is mostly the person from the beginning."""

_BREATH = ((0, -0.45), (20, 0.0), (30, 0.7), (45, 2.8))
"""Who takes a call waits a moment before the first word: weight of a pause of so many frames or more."""

_VOICE_LEFT, _VOICE_CHANGED, _VOICE_OF_RECORDING = 0.9, 0.9, 0.8
_ROOM = 1.1
_LONG = 1.5
"""Weight of each 3 s by which the turn is longer than 6 s: greetings are short."""

_EDGE = 40
"""Frames that lie before and after a takeover at least."""

_NEAR = 500
"""Frames on either side that are compared: 5 s."""

_SILENT = -75.0
"""Lines quieter than this (dB) are all the same."""


class Sounds(NamedTuple):
    """How somebody sounds: mean spectrum and pitch of the voice, level of the line between the words (dB)."""

    voice: NDArray[np.float64] | None
    floor: float | None


def sounds_of(track: Track, spans: Sequence[Span], *, room: Sequence[Span] = ()) -> Sounds:
    """Gather how a source sounds from what it said; `room`: silences in which only its line is heard."""
    levels = [track.level[a + 4 : b - 4] for span in spans for a, b in pauses(track, *span) if b - a >= 12]
    levels += [track.level[a + 10 : b - 10] for a, b in room if b - a >= 30]
    return Sounds(_voice(track, spans), _median(levels, least=5))


def find_takeover(
    track: Track, turn: Span, *, person: Sounds, recording: Sounds, after_queue: bool
) -> Span | None:
    """Return the pause of the turn, frames [from, to), at which the person takes over, or None."""
    gaps = pauses(track, *turn)
    best, place = 0.0, None
    for gap in gaps:
        if gap[0] - turn[0] < _EDGE or turn[1] - gap[1] < _EDGE or gap[1] - gap[0] < 14:
            continue
        weight = _NOT + (_AFTER_QUEUE if after_queue else 0.0)
        weight += [points for least, points in _BREATH if gap[1] - gap[0] >= least][-1]
        weight += _LONG * float(np.clip((turn[1] - turn[0] - 600) / 300, -1.5, 1.5))
        weight += _voices(track, turn, gap, person=person, recording=recording)
        weight += _rooms(track, turn, gap, gaps, person=person, recording=recording)
        if weight > best:
            best, place = weight, gap
    return place


def voice_distance(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    """Return how far two voices lie apart; pitch counts little, for it moves with the mood."""
    spectrum = float(np.sqrt(np.mean((one[:-1] - other[:-1]) ** 2)))
    return spectrum / 4.0 + min(abs(float(one[-1] - other[-1])), 12.0) / 16


def _voices(track: Track, turn: Span, gap: Span, *, person: Sounds, recording: Sounds) -> float:
    before = _voice(track, [(max(turn[0], gap[0] - _NEAR), gap[0])], least=30)
    after = _voice(track, [(gap[1], min(turn[1], gap[1] + _NEAR))], least=30)
    weight = 0.0
    if before is not None and person.voice is not None:
        near = 1.0 if after is None else voice_distance(after, person.voice)
        weight += _VOICE_LEFT * float(np.clip(voice_distance(before, person.voice) - near, -1, 1))
    if before is not None and after is not None:
        weight += _VOICE_CHANGED * float(np.clip(voice_distance(before, after) - 1.0, -1, 1.2))
        if recording.voice is not None:
            apart = voice_distance(after, recording.voice) - voice_distance(before, recording.voice)
            weight += _VOICE_OF_RECORDING * float(np.clip(apart, -1, 1))
    return weight


def _rooms(
    track: Track, turn: Span, gap: Span, gaps: Sequence[Span], *, person: Sounds, recording: Sounds
) -> float:
    def heard(first: int, last: int) -> list[NDArray[np.float32]]:
        return [track.level[a + 5 : b - 5] for a, b in gaps if a >= first and b <= last and b - a >= 18]

    before = _median(heard(turn[0], gap[0]), least=6)
    if before is None:
        before = recording.floor
    # The end of the gap is the new source's already.
    after = _median(
        [*heard(gap[1], turn[1]), track.level[max(gap[0] + 4, gap[1] - 12) : gap[1] - 2]], least=6
    )
    if person.floor is None or before is None or after is None:
        return 0.0
    own = max(person.floor, _SILENT)
    apart = abs(max(before, _SILENT) - own) - abs(max(after, _SILENT) - own)
    return _ROOM * float(np.clip(apart, -10, 15)) / 10


def _median(levels: Sequence[NDArray[np.float32]], *, least: int) -> float | None:
    quiet = np.concatenate(levels) if levels else np.zeros(0)
    return float(np.median(quiet)) if len(quiet) >= least else None


def _voice(track: Track, spans: Sequence[Span], *, least: int = 60) -> NDArray[np.float64] | None:
    bands, pitches = [], []
    for a, b in spans:
        voiced = (track.pitch[a:b] > 0) & (track.level[a:b] > -45) & (track.speech[a:b] > 0.5)
        bands.append(track.bands[a:b][voiced].astype(np.float64))
        pitches.append(track.pitch[a:b][voiced])
    sounding = np.concatenate(bands) if bands else np.zeros((0, 16))
    if len(sounding) < least:
        return None
    shape = (sounding - sounding.mean(axis=1, keepdims=True)).mean(axis=0)
    return np.append(shape, 12 * np.log2(float(np.median(np.concatenate(pitches))) / 100))
