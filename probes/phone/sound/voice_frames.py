"""Which of two voices a sound is nearer to: its voiced frames, one by one, beside all of either's."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from probes.phone.sound.track import Track

_MOST = 250
"""So many frames of a voice, spread over all that was said, stand for it."""

_NEAREST = 3
_DYNAMICS = 40.0
"""Bands that lie further below the loudest (dB) are all the same."""


class VoiceFrames(NamedTuple):
    """Voiced frames: their numbers (n,), spectra less their mean (n, 16) in dB, pitch (n,) in semitones."""

    at: NDArray[np.int_]
    spectra: NDArray[np.float64]
    pitch: NDArray[np.float64]


def voice_frames(track: Track, spans: Sequence[tuple[int, int]]) -> VoiceFrames:
    """Gather the frames of the spans in which a voice sounds, whatever the vowel."""
    numbers = [np.zeros(0, dtype=np.int_)]
    for a, b in spans:
        sounds = (track.pitch[a:b] > 0) & (track.level[a:b] > -45) & (track.speech[a:b] > 0.5)
        numbers.append(a + np.flatnonzero(sounds))
    at = np.concatenate(numbers)
    spectra = track.bands[at].astype(np.float64)
    if len(at):
        spectra = np.maximum(spectra, spectra.max(axis=1, keepdims=True) - _DYNAMICS)
        spectra -= spectra.mean(axis=1, keepdims=True)
    return VoiceFrames(at, spectra, 12 * np.log2(np.maximum(track.pitch[at], 1.0) / 100.0))


def how_far(frames: VoiceFrames, voice: VoiceFrames) -> NDArray[np.float64]:
    """Return each frame's mean distance (dB) from the nearest of a voice's; that has to have four at least.

    Like is laid beside like so: an "a" beside an "a". A mean over all sounds differs more by what is
    said than by who says it.
    """
    chosen = voice.spectra
    if len(chosen) > _MOST:
        chosen = chosen[np.linspace(0, len(chosen) - 1, _MOST).astype(np.int_)]
    squares = (frames.spectra**2).sum(axis=1)[:, None] + (chosen**2).sum(axis=1)[None, :]
    apart = (squares - 2 * frames.spectra @ chosen.T) / frames.spectra.shape[1]
    nearest = np.partition(apart, _NEAREST, axis=1)[:, :_NEAREST]
    return np.asarray(np.sqrt(np.maximum(nearest, 0.0)).mean(axis=1))
