"""G.711 (ITU-T) by tables: A-law and µ-law to and from 16-bit linear samples."""

import numpy as np
from numpy.typing import NDArray

from probes.sandbox.sip.sdp import Codec

SILENCE: dict[Codec, int] = {"PCMA": 0xD5, "PCMU": 0xFF}
"""The byte that stands for the smallest sample."""


def encode(samples: NDArray[np.int16], codec: Codec) -> bytes:
    """Compress samples to one byte each."""
    return _ENCODE[codec][samples.view(np.uint16)].tobytes()


def decode(payload: bytes, codec: Codec) -> NDArray[np.int16]:
    """Expand bytes to samples; shape (len(payload),)."""
    return _DECODE[codec][np.frombuffer(payload, dtype=np.uint8)]


def power(payload: bytes, codec: Codec) -> float:
    """Return the mean square of the samples, full scale being 1.0."""
    if not payload:
        return 0.0
    squares = _POWER[codec][np.frombuffer(payload, dtype=np.uint8)]
    return float(np.add.reduce(squares)) / len(payload)  # twice as quick as mean(); done for each packet


def _expand_alaw() -> NDArray[np.int16]:
    code = np.arange(256) ^ 0x55
    exponent, mantissa = (code >> 4) & 7, code & 15
    size = np.where(
        exponent == 0, (mantissa << 4) + 8, ((mantissa << 4) + 0x108) << np.maximum(exponent - 1, 0)
    )
    return np.where(code & 0x80, size, -size).astype(np.int16)


def _expand_mulaw() -> NDArray[np.int16]:
    code = ~np.arange(256) & 0xFF
    exponent, mantissa = (code >> 4) & 7, code & 15
    size = (((mantissa << 3) + 0x84) << exponent) - 0x84
    return np.where(code & 0x80, -size, size).astype(np.int16)


def _nearest(table: NDArray[np.int16]) -> NDArray[np.uint8]:
    """Build the table from uint16 (a sample's bits) to the code whose sample lies nearest."""
    order = np.argsort(table, kind="stable")
    levels = table[order].astype(np.int32)
    samples = np.arange(65536, dtype=np.uint16).view(np.int16).astype(np.int32)
    middles = (levels[1:] + levels[:-1]) / 2
    return order[np.searchsorted(middles, samples)].astype(np.uint8)


_DECODE: dict[Codec, NDArray[np.int16]] = {"PCMA": _expand_alaw(), "PCMU": _expand_mulaw()}
_ENCODE: dict[Codec, NDArray[np.uint8]] = {codec: _nearest(table) for codec, table in _DECODE.items()}
_POWER = {codec: ((table.astype(np.float32) / 32768) ** 2) for codec, table in _DECODE.items()}
