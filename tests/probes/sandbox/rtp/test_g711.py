import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from probes.sandbox.rtp.g711 import SILENCE, decode, encode, power

SAMPLES = st.lists(st.integers(-32768, 32767), min_size=1, max_size=50)


def alaw(byte: int) -> int:
    """G.711 A-law by the recommendation's own words: even bits inverted, sign, segment, step."""
    code = byte ^ 0x55
    segment, step = (code >> 4) & 7, code & 15
    size = (2 * step + 1) * 8 if segment == 0 else (2 * step + 33) * 8 << (segment - 1)
    return size if code & 0x80 else -size


def mulaw(byte: int) -> int:
    """G.711 µ-law likewise: all bits inverted, 33 taken off, in 14-bit units of four."""
    code = byte ^ 0xFF
    size = (((2 * (code & 15) + 33) << ((code >> 4) & 7)) - 33) * 4
    return -size if code & 0x80 else size


@pytest.mark.parametrize(("codec", "law"), [("PCMA", alaw), ("PCMU", mulaw)])
def test_every_byte_means_what_the_recommendation_says(codec, law):
    everything = bytes(range(256))
    assert decode(everything, codec).tolist() == [law(byte) for byte in everything]


@pytest.mark.parametrize("codec", ["PCMA", "PCMU"])
def test_coding_again_changes_nothing(codec):
    samples = decode(bytes(range(256)), codec)
    assert decode(encode(samples, codec), codec).tolist() == samples.tolist()


@pytest.mark.parametrize("codec", ["PCMA", "PCMU"])
@given(samples=SAMPLES)
def test_the_error_stays_below_a_32nd_of_the_size(codec, samples):
    array = np.array(samples, dtype=np.int16)
    error = np.abs(decode(encode(array, codec), codec).astype(int) - array.astype(int))
    size = np.abs(array.astype(int))
    assert (error <= np.maximum((size + 132) / 31, 8) + (size > 32256) * 700).all()


@pytest.mark.parametrize("codec", ["PCMA", "PCMU"])
def test_silence_is_silent_and_full_scale_is_loud(codec):
    assert abs(int(decode(bytes([SILENCE[codec]]), codec)[0])) <= 8
    assert power(bytes([SILENCE[codec]]) * 160, codec) < 1e-6
    square = np.where(np.arange(160) % 2, 32000, -32000).astype(np.int16)
    assert power(encode(square, codec), codec) > 0.9
    assert power(b"", codec) == 0.0
