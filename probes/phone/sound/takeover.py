"""Finds where a person takes over from a recording without music or a long silence between them.

What was said later in the same scene, in proven answers, shows how the person and their line sound; what
is known as recordings in the same call shows how those do. Each pause of what was said before the first
answer is weighed by what lies before and after it; that no pause is a takeover weighs 0.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from probes.phone.sound.line_floor import line_floor
from probes.phone.sound.pauses import pauses
from probes.phone.sound.track import Track
from probes.phone.sound.voice_frames import VoiceFrames, how_far, voice_frames

Span = tuple[int, int]

WEIGHTS = {
    "takeover": -4.1,
    "dip": -0.4,
    "pause_below_140_ms": -0.4,
    "pause_200_ms": 0.9,
    "pause_300_ms": 1.2,
    "pause_450_ms": 2.3,
    "long": 1.3,
    "at_the_start": -1.8,
    "near_the_end": -3.3,
    "pitch": 1.3,
    "line_before": 3.9,
    "line_after": -2.0,
    "person": 2.6,
    "recording": 3.4,
}
"""Log odds of a choice among the pauses (conditional logit), fitted to the first words of 415 talks, 290
rehearsed and 125 of calls to the town, with synthetic and real voices; 162 of them begin with a takeover."""

_BEFORE, _AFTER = 40, 30
"""Frames that lie before and after a takeover at least."""

_LONG_PAUSE = 50
"""Frames of silence after which a message has mostly ended: 0.5 s."""

_NEAR = 400
"""Frames on either side whose voices are compared: 4 s."""

_PERSON = 600
"""Frames of answers that show how the person sounds: what comes later may be another's."""

_VOICE = 60
_SIDE = 20
"""Voiced frames that show a voice, and those that can be told on one side of a pause."""


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
    track: Track,
    first: Sequence[Span],
    answers: Sequence[Span],
    recordings: Sequence[Span],
    *,
    least: float = 0.0,
    doubt: float = 0.0,
) -> Span | None:
    """Return the pause, frames [from, to), at which the person takes over, or None.

    `first`: what was said before the first answer, piece by piece. Of `answers` the first few seconds count.
    `least`: the log odds that are asked for in a pause shorter than half a second; `doubt`: in any.
    """
    best, place = doubt, None
    for pause, signs in takeover_signs(track, first, answers, recordings):
        weight = WEIGHTS["takeover"] + sum(WEIGHTS[name] * value for name, value in signs.items())
        if weight > (best if pause[1] - pause[0] >= _LONG_PAUSE else max(best, least)):
            best, place = weight, pause
    return place


def takeover_signs(
    track: Track, first: Sequence[Span], answers: Sequence[Span], recordings: Sequence[Span]
) -> list[tuple[Span, dict[str, float]]]:
    """Return each pause at which a person may have taken over, with its signs by their names in `WEIGHTS`."""
    begin, end = first[0][0], first[-1][1]
    shown = _first_of(answers)
    floor = _person_floor(track, [first[-1], *shown])
    spoken = voice_frames(track, first)
    person = voice_frames(track, shown)
    apart = how_far(spoken, person) if len(person.at) >= _VOICE else None
    recorded = voice_frames(track, recordings)
    apart_recorded = how_far(spoken, recorded) if len(recorded.at) >= _VOICE else None
    found = []
    for pause in _pauses(track, first):
        if pause[0] - begin < _BEFORE or end - pause[1] < _AFTER:
            continue
        signs = _form(pause, first)
        if floor is not None:
            signs |= _lines(track, pause, begin, end, floor)
        before = (spoken.at <= pause[0]) & (spoken.at > _middle(pause) - _NEAR)
        after = (spoken.at >= pause[1]) & (spoken.at < _middle(pause) + _NEAR)
        if min(np.count_nonzero(before), np.count_nonzero(after)) > _SIDE:
            if apart is not None:
                nearer = float(apart[before].mean() - apart[after].mean())
                signs["person"] = _clip(nearer / 2, -1.5, 1.5)
                signs["pitch"] = _pitch(spoken, before, after, person)
            if apart_recorded is not None:
                farther = float(apart_recorded[after].mean() - apart_recorded[before].mean())
                signs["recording"] = _clip(farther / 2, -1.5, 1.5)
        found.append((pause, signs))
    return found


def voice_distance(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    """Return how far two voices lie apart; pitch counts little, for it moves with the mood."""
    spectrum = float(np.sqrt(np.mean((one[:-1] - other[:-1]) ** 2)))
    return spectrum / 4.0 + min(abs(float(one[-1] - other[-1])), 12.0) / 16


def _first_of(answers: Sequence[Span]) -> list[Span]:
    shown: list[Span] = []
    for span in answers:
        shown.append(span)
        if sum(b - a for a, b in shown) > _PERSON:
            break
    return shown


def _person_floor(track: Track, spoken: Sequence[Span]) -> float | None:
    """Return the floor of the person's line, at best from the silence in which they wait for an answer."""
    silences = [(a[1] + 10, b[0] - 10) for a, b in pairwise(spoken) if b[0] - a[1] > 40]
    waiting = line_floor(track, silences[:2], share=0.1)
    talking = line_floor(track, spoken[1:])
    return talking if waiting is None else waiting


def _pauses(track: Track, first: Sequence[Span]) -> list[Span]:
    """Return the pauses within the pieces and those between them, whatever sounds there."""
    found = [pause for a, b in first for pause in pauses(track, a, b, least=2)]
    found += [(earlier[1], later[0]) for earlier, later in pairwise(first) if later[0] > earlier[1]]
    joined: list[Span] = []
    for pause in sorted(found):
        if joined and pause[0] <= joined[-1][1] + 1:
            joined[-1] = (joined[-1][0], max(pause[1], joined[-1][1]))
        else:
            joined.append(pause)
    return joined


def _form(pause: Span, first: Sequence[Span]) -> dict[str, float]:
    """Who takes a call waits a moment before the first word; greetings are short, but not too short."""
    length = pause[1] - pause[0]
    begin, end = first[0][0], first[-1][1]
    spoken = sum(b - a for a, b in first)
    return {
        "dip": float(length < 10),
        "pause_below_140_ms": float(length < 14),
        "pause_200_ms": float(length >= 20),
        "pause_300_ms": float(length >= 30),
        "pause_450_ms": float(length >= 45),
        "long": _clip((spoken - 600) / 300, -1.5, 1.5),
        "at_the_start": max(0.0, (150 - (pause[0] - begin)) / 100),
        "near_the_end": max(0.0, (120 - (end - pause[1])) / 100),
    }


def _lines(track: Track, pause: Span, begin: int, end: int, floor: float) -> dict[str, float]:
    """A line that gets quieter than the person's ever does is not the person's."""
    third = (pause[1] - pause[0]) // 3
    # A third of the pause is the old line's at least, and its end the new one's.
    before = line_floor(track, [(begin, pause[0] + third)])
    after = line_floor(track, [(pause[1] - min(10, third), end)])
    return {
        name: 0.0 if quiet is None else _clip((floor - quiet - 2) / 6, 0.0, 1.2)
        for name, quiet in (("line_before", before), ("line_after", after))
    }


def _pitch(
    spoken: VoiceFrames, before: NDArray[np.bool_], after: NDArray[np.bool_], person: VoiceFrames
) -> float:
    own = float(np.median(person.pitch))
    far = [min(abs(float(np.median(spoken.pitch[side])) - own), 12.0) for side in (before, after)]
    return _clip((far[0] - far[1]) / 6, -1.5, 1.5)


def _middle(pause: Span) -> float:
    return (pause[0] + pause[1]) / 2


def _clip(value: float, least: float, most: float) -> float:
    return float(min(max(value, least), most))


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
