import numpy as np
import pytest

from probes.phone.sound.frames import Frames
from probes.phone.sound.music import plays_on
from probes.phone.sound.segment import SoundKind
from probes.phone.sound.segmenter import Segmenter
from probes.phone.sound.track import Track


def frames(count: int, *, level: float, constancy: float) -> Frames:
    rows = dict.fromkeys(("tone_share", "tone_hz", "second_hz"), np.zeros(count, dtype=np.float32))
    return Frames(
        level=np.full(count, level, dtype=np.float32),
        bands=np.full((count, 16), level - 10, dtype=np.float32),
        pitch_hz=np.full(count, 200, dtype=np.float32),
        first_share=np.full(count, 0.6, dtype=np.float32),
        constancy=np.full(count, constancy, dtype=np.float32),
        **rows,
    )


@pytest.mark.parametrize(
    ("constancy", "speech", "music"), [(0.45, 0.5, True), (0.1, 0.5, False), (0.45, 0.95, False)]
)
def test_what_sounds_on_evenly_while_the_detector_doubts_is_music(constancy, speech, music):
    track = Track()
    track.append(frames(120, level=-20, constancy=constancy), np.full(120, speech, dtype=np.float32))
    assert plays_on(track, 10, 110) is music


def test_music_that_takes_over_from_a_voice_without_a_pause_is_told():
    track, notes = Track(), np.zeros(160, dtype=np.bool_)
    segmenter = Segmenter(track)
    for constancy, speech in ((0.05, 0.99), (0.05, 0.99), (0.45, 0.5), (0.45, 0.5)):
        heard = frames(160, level=-20, constancy=constancy)
        track.append(heard, np.full(160, speech, dtype=np.float32))
        segmenter.push(heard, notes)
    segmenter.finish()
    assert [(one.kind, one.start, one.end) for one in segmenter.stretches] == [
        (SoundKind.SPEECH, 0, 320),
        (SoundKind.MUSIC, 320, 640),
    ]
