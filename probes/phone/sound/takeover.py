"""Finds where a person takes over from a recording without music or a long silence between them.

What was said later in the same scene, in proven answers, shows how the person and their room sound; what
is known as recordings in the same call shows how those do. Each phrase of the first turn is laid beside
both, and the takeover is put where the evidence is greatest: the sum, over the phrases before it, of
what speaks for the recording, over those after it of what speaks for the person, and what the pause
itself says. All weights are the project's own choice, tuned on rehearsals, in units of log odds.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from probes.phone.sound.pauses import pauses
from probes.phone.sound.track import Track

Span = tuple[int, int]

_NONE_AFTER_QUEUE, _NONE_AT_START = 1.5, 0.5
"""What speaks for no takeover at all: after music most first turns are a person's from the beginning."""

_LONG = 700
"""A first turn of more than 7 s is rarely one person's greeting."""

_VOICED_LEAST = 25


class Sounds(NamedTuple):
    """How somebody sounds: mean spectrum and pitch of the voice, level of the line between the words."""

    voice: NDArray[np.float64] | None
    floor: float | None


def sounds_of(track: Track, spans: Sequence[Span], *, room: Sequence[Span] = ()) -> Sounds:
    """Gather how a source sounds from what it said; `room`: silences in which only its line is heard."""
    levels = [track.level[a + 4 : b - 4] for span in spans for a, b in pauses(track, *span) if b - a >= 12]
    levels += [track.level[a + 10 : b - 10] for a, b in room if b - a >= 30]
    quiet = np.concatenate(levels) if levels else np.zeros(0)
    return Sounds(_voice(track, spans), float(np.median(quiet)) if len(quiet) >= 5 else None)


def find_takeover(
    track: Track, turn: Span, *, person: Sounds, recording: Sounds, after_queue: bool
) -> Span | None:
    """Return the pause of the turn, frames [from, to), at which the person takes over, or None."""
    breaks = [one for one in pauses(track, *turn) if one[0] - turn[0] >= 40 and turn[1] - one[1] >= 25]
    if not breaks:
        return None
    starts = [turn[0], *(b for _, b in breaks)]
    ends = [*(a for a, _ in breaks), turn[1]]
    phrases = [
        _phrase(track, (a, b), person=person, recording=recording) for a, b in zip(starts, ends, strict=True)
    ]
    rooms = [_room(track, one, person=person, recording=recording) for one in breaks]
    best = (_NONE_AFTER_QUEUE if after_queue else _NONE_AT_START) + sum(phrases) + sum(rooms)
    if turn[1] - turn[0] > _LONG:
        best -= 1.5
    place = None
    for number, one in enumerate(breaks):
        before = sum(phrases[: number + 1]) + sum(rooms[:number])
        after = sum(phrases[number + 1 :]) + sum(rooms[number:])
        evidence = after - before + _breath(one[1] - one[0])
        if evidence > best:
            best, place = evidence, one
    return place


def _breath(frames: int) -> float:
    """What the length of a pause says for a takeover: who takes a call waits a moment before the first word."""
    if frames < 15:
        return -2.0
    if frames < 25:
        return -0.5
    return 0.3 if frames < 45 else 1.0


def _phrase(track: Track, span: Span, *, person: Sounds, recording: Sounds) -> float:
    """What a phrase's voice says for the person."""
    voice = _voice(track, [span], least=_VOICED_LEAST)
    if voice is None or person.voice is None:
        return 0.0
    # Long phrases tell voices apart better.
    weight = min(1.0, (span[1] - span[0]) / 150)
    far = distance(voice, person.voice)
    if recording.voice is None:
        return weight * float(np.clip(2.0 * (1.3 - far), -2.0, 1.0))
    return weight * float(np.clip(2.5 * (distance(voice, recording.voice) - far), -2.5, 2.5))


def _room(track: Track, pause: Span, *, person: Sounds, recording: Sounds) -> float:
    """What the line in a pause says for the person's room."""
    begin, end = pause
    if end - begin < 12 or person.floor is None:
        return 0.0
    # The end of a pause is the new source's already.
    level = float(np.median(track.level[max(begin + 4, end - 12) : end - 2]))
    far = abs(max(level, -78.0) - max(person.floor, -78.0))
    if recording.floor is not None:
        other = abs(max(level, -78.0) - max(recording.floor, -78.0))
        return float(np.clip((other - far) / 3, -2.5, 2.5))
    return -2.0 if far > 10 else -1.0 if far > 5 else 0.3


def distance(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    """Return how far two voices lie apart; pitch counts little, for it moves with the mood."""
    spectrum = float(np.sqrt(np.mean((one[:-1] - other[:-1]) ** 2)))
    return spectrum / 4.0 + min(abs(float(one[-1] - other[-1])), 12.0) / 16


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
