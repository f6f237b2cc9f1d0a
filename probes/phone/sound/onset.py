"""Where speech begins and ends to the hundredth, once the detector has said that there is some."""

import numpy as np

from probes.phone.sound.segment import SoundKind
from probes.phone.sound.track import Track

LOOK_BACK, LOOK_BACK_IN_SILENCE = 30, 60
"""Frames before the detector's first window in which the onset is searched (project's own choice)."""


def sound_onset(track: Track, candidate: int, *, earliest: int, after: SoundKind | None) -> int:
    """Return the frame, `earliest` or later, at which the speech heard at `candidate` began."""
    look_back = LOOK_BACK if after is SoundKind.MUSIC else LOOK_BACK_IN_SILENCE
    begin = max(0, candidate - look_back)
    levels = track.level[begin : candidate + 10]
    if len(levels) == 0:
        return candidate
    loudest = float(np.max(levels))
    quiet = float(np.percentile(track.level[max(0, candidate - 100) : candidate + 1], 15))
    threshold = max(quiet + 8.0, loudest - 30.0)
    if after is SoundKind.MUSIC and quiet > loudest - 16:
        return candidate
    if after is not SoundKind.MUSIC:
        candidate = _hesitation(track, candidate, threshold, earliest)
    begin = max(0, candidate - look_back)
    onset = candidate
    pause = 0
    for frame in range(candidate, begin - 1, -1):
        if track.level[frame] > threshold:
            onset, pause = frame, 0
        else:
            pause += 1
            if pause > 4 and frame < candidate:
                break
    # The detector may have fired in front of the sound.
    if onset == candidate:
        for frame in range(candidate, min(candidate + 20, track.count)):
            if track.level[frame] > threshold:
                return frame
    return onset


def speech_end(track: Track, last_active: int) -> int:
    """Return the frame after the last one in which the speech that ended at `last_active` was heard."""
    near = track.level[max(0, last_active - 30) : last_active + 25]
    if len(near) == 0:
        return last_active + 1
    threshold = max(float(np.percentile(near, 10)) + 8.0, float(near.max()) - 32.0)
    end = last_active + 1
    pause = 0
    for frame in range(max(0, last_active - 8), min(last_active + 25, track.count)):
        if track.level[frame] > threshold:
            end, pause = frame + 1, 0
        else:
            pause += 1
            if pause > 5 and frame > last_active:
                break
    return end


def _hesitation(track: Track, candidate: int, threshold: float, earliest: int) -> int:
    """Return where a first sound stands that the detector only half took for speech, else `candidate`."""
    begin = min(max(earliest, candidate - 100), candidate)
    place = slice(begin, candidate)
    half = np.flatnonzero(
        (track.speech[place] >= 0.3) & (track.level[place] > threshold) & (track.pitch[place] > 0)
    )
    return begin + int(half[0]) if len(half) >= 4 else candidate
