import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from probes.sandbox.rtp.g711 import decode, encode
from probes.sandbox.rtp.keys import KEYS
from probes.sandbox.rtp.tone_keys import ToneKeyEar, key_tones
from probes.sandbox.town_sounds import TownSounds


def heard(samples: np.ndarray) -> str:
    ear = ToneKeyEar()
    samples = decode(encode(samples.astype(np.int16), "PCMA"), "PCMA")
    keys = [ear.hear(samples[place : place + 160]) for place in range(0, len(samples) - 159, 160)]
    return "".join(key for key in keys if key)


@given(st.text(KEYS, min_size=1, max_size=6), st.integers(0, 159), st.integers(500, 12000))
def test_keys_are_heard_once_each_at_any_level_and_phase(keys, shift, level):
    gap = np.zeros(800, dtype=np.int16)
    sound = [np.zeros(shift, dtype=np.int16)]
    for key in keys:
        sound += [key_tones(key, ms=100, level=level), gap]
    assert heard(np.concatenate(sound)) == keys


def test_noise_below_does_not_hide_a_key():
    rng = np.random.default_rng(1)
    sound = np.concatenate([key_tones("5"), np.zeros(800, dtype=np.int16)]).astype(float)
    assert heard(sound + rng.normal(0, 600, len(sound))) == "5"


@pytest.mark.parametrize("language", ["nb", "sv", "en"])
def test_voices_and_music_are_no_keys(language):
    sounds, rng = TownSounds(), np.random.default_rng(3)
    for agent in ("kari-f2", "ola-m3"):
        for moment in ("greet", "answer", "talk", "close"):
            speech = sounds.speak(agent=agent, language=language, moment=moment, rng=rng)
            assert heard(speech) == ""
    assert heard(sounds.music("waltz")) == ""
    assert heard(sounds.tone("busy", "NO")) == ""
