from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from probes.phone.sound.frames import HOP, FloatArray, FrameMaker, Frames, make_frames, pitch_of
from probes.phone.sound.music import STILL_WINDOW, still_frames
from probes.phone.sound.vad import WINDOW, SpeechDetector, detect_together

BLOCK = 1280
"""Samples analysed at a time: the least whole number of hops and of the detector's windows, 160 ms."""

_FRAMES = BLOCK // HOP
_WINDOWS = BLOCK // WINDOW
_WINDOW_FRAMES = np.array([[3 * n + n // 5, 3 * n + 2, 3 * n + 3] for n in range(_WINDOWS)])
"""The frames that lie in each of a block's windows, by and large."""

_VOICED = 0.2
"""Probability of speech in a block from which its pitch is looked for."""


class HeardBlock(NamedTuple):
    """160 ms of sound as features, 16 rows: frames, probability of speech, and whether it stands still."""

    frames: Frames
    speech: FloatArray
    still: NDArray[np.bool_]


class InnerEar:
    """Turns one leg's sound into features; what it keeps between two blocks. Raises ChannelUnavailable."""

    def __init__(self) -> None:
        self.frames = FrameMaker()
        self.detector = SpeechDetector()
        self.constancy: FloatArray = np.zeros(0, dtype=np.float32)
        self.speech_before = np.float32(0)

    def still(self, frames: Frames) -> NDArray[np.bool_]:
        """Tell of each of the next frames whether the sound up to it stands still."""
        lately = np.concatenate([self.constancy, frames.constancy])
        self.constancy = lately[-STILL_WINDOW:]
        return still_frames(lately, len(frames.constancy))

    def of_frames(self, probabilities: FloatArray) -> FloatArray:
        """Give each of the next frames the probability of the window that holds its middle."""
        count = len(probabilities) * WINDOW // HOP
        whole = np.concatenate([[self.speech_before], probabilities])
        self.speech_before = probabilities[-1]
        middles = np.arange(count) * HOP - 48
        return whole[middles // WINDOW + 1].astype(np.float32, copy=False)


def hear_together(ears: Sequence[InnerEar], sounds: Sequence[NDArray[np.int16]]) -> list[list[HeardBlock]]:
    """Hear the next sound of many legs together: nothing is decided here, so all of it is arithmetic.

    Each sound is one or more whole blocks. Together because a call to numpy, or to the detector's model,
    costs as much for one leg as for twenty.
    """
    waves = [sound.astype(np.float32) / np.float32(32768) for sound in sounds]
    frames = make_frames([ear.frames for ear in ears], waves)
    still = [ear.still(made) for ear, made in zip(ears, frames, strict=True)]
    probabilities = detect_together(
        [ear.detector for ear in ears],
        [wave.reshape(-1, WINDOW) for wave in waves],
        # Music that stands still is no speech, whatever the detector says: it is not asked.
        [~one.reshape(-1, _FRAMES)[:, _WINDOW_FRAMES].all(axis=2).ravel() for one in still],
    )
    _add_pitch(ears, frames, probabilities)
    return [
        _blocks(made, ear.of_frames(speech), stands)
        for ear, made, speech, stands in zip(ears, frames, probabilities, still, strict=True)
    ]


def _add_pitch(ears: Sequence[InnerEar], frames: Sequence[Frames], speech: Sequence[FloatArray]) -> None:
    voiced = [one.reshape(-1, _WINDOWS).max(axis=1) > _VOICED for one in speech]
    rows = [np.repeat(one, _FRAMES) for one in voiced]
    spectra = [ear.frames.power[row] for ear, row in zip(ears, rows, strict=True)]
    if not any(map(len, spectra)):
        return
    pitch = pitch_of(np.concatenate(spectra))
    ends = np.cumsum([len(one) for one in spectra])[:-1]
    for made, row, own in zip(frames, rows, np.split(pitch, ends), strict=True):
        made.pitch_hz[row] = own


def _blocks(frames: Frames, speech: FloatArray, still: NDArray[np.bool_]) -> list[HeardBlock]:
    places = [slice(at, at + _FRAMES) for at in range(0, len(speech), _FRAMES)]
    return [
        HeardBlock(Frames(*(row[place] for row in frames)), speech[place], still[place]) for place in places
    ]
