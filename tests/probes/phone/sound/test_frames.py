import numpy as np
from numpy.testing import assert_allclose, assert_array_equal

from probes.phone.sound.frames import BANDS, FLOOR_DB, FrameMaker
from probes.phone.sound.rehearsal.voices import noise, tone


def test_a_tone_stands_in_one_peak_at_its_frequency():
    frames = FrameMaker().push(tone((425.0,), (9.0, 1.0), 0.8))
    inner = slice(5, 70)
    assert_allclose(frames.tone_hz[inner], 425, atol=1)
    assert frames.first_share[inner].min() > 0.99
    assert_allclose(frames.level[inner], -20, atol=0.5)


def test_two_tones_stand_in_two_peaks():
    frames = FrameMaker().push(tone((697.0, 1209.0), (9.0, 1.0), 0.8))
    found = np.sort([frames.tone_hz[40], frames.second_hz[40]])
    assert_allclose(found, [697, 1209], atol=3)
    assert frames.tone_share[40] > 0.98


def test_noise_has_no_peaks_no_pitch_and_no_constancy():
    maker = FrameMaker()
    frames = maker.push(noise(1.6, 0.01, np.random.default_rng(1)).astype(np.int16))
    assert 0.15 < float(frames.first_share.mean()) < 0.35
    assert float(np.abs(frames.constancy.mean())) < 0.1
    assert np.count_nonzero(maker.pitch()) <= 2


def test_a_note_stands_still():
    frames = FrameMaker().push(tone((300.0, 900.0), (9.0, 1.0), 0.8))
    assert frames.constancy[20:70].min() > 0.95


def test_pitch_of_a_voice_like_wave():
    time = np.arange(8000) / 8000
    wave = sum(np.sin(2 * np.pi * 120 * k * time) / k for k in range(1, 20)) * 3000
    maker = FrameMaker()
    maker.push(wave.astype(np.int16)[:6400])
    assert_allclose(maker.pitch()[10:70], 120, atol=2)


def test_digital_silence_is_cut_off_at_the_floor():
    frames = FrameMaker().push(np.zeros(1280, dtype=np.int16))
    assert frames.bands.shape == (16, BANDS)
    assert_array_equal(frames.bands, np.full((16, BANDS), FLOOR_DB, dtype=np.float32))
    assert_allclose(frames.level, -100, atol=1e-3)


def test_blocks_make_the_same_frames_as_one_push():
    sound = noise(1.6, 0.05, np.random.default_rng(2)).astype(np.int16)
    whole = FrameMaker().push(sound)
    maker = FrameMaker()
    parts = [maker.push(sound[at : at + 1280]) for at in range(0, len(sound), 1280)]
    for name in whole._fields:
        joined = np.concatenate([getattr(part, name) for part in parts])
        if name not in ("tone_hz", "second_hz"):  # exact only where tones are about
            assert_allclose(joined, getattr(whole, name), atol=1e-4)
