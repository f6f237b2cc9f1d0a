"""What a block of sound looks like: one row of features every 10 ms."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from probes.phone.sound.listener import Samples

RATE = 8000
"""Samples a second of everything in this folder (Hz)."""

HOP = 80
"""Samples from one frame to the next: 10 ms."""

WINDOW = 256
"""Samples of a frame's spectrum: 32 ms under a Hann window, bins 31.25 Hz apart."""

DELAY_S = 88 / RATE
"""How far a frame's own samples lie behind its number times the hop (s)."""

BANDS = 16
FLOOR_DB = -75.0
"""Band energies below this are cut off (dB of full scale): G.711 has nothing to say there."""

FloatArray = NDArray[np.float32]


class Frames(NamedTuple):
    """Features of consecutive frames; each array has one row a frame.

    `level`: energy of the frame's own 80 samples, dB of full scale (-100 for digital silence).
    `bands`: (n, 16) log energies in dB, bands spaced evenly in log frequency from 200 to 3500 Hz.
    `tone_share`: share of the energy that stands in the two strongest narrow peaks (0 to 1), and
    `first_share` in the strongest alone; `tone_hz`, `second_hz`: where they stand.
    `constancy`: how much the fine structure of the spectrum equals that of 60 ms before (correlation):
    notes stand still where voices glide (medians of rehearsals: music 0.6 to 0.95, speech 0.1 to 0.2).
    `pitch_hz`: fundamental frequency of a voiced frame, else 0; searched in speech only.
    """

    level: FloatArray
    bands: FloatArray
    first_share: FloatArray
    tone_share: FloatArray
    tone_hz: FloatArray
    second_hz: FloatArray
    constancy: FloatArray
    pitch_hz: FloatArray


class FrameMaker:
    """Turns consecutive blocks of a whole number of hops into frames.

    Frame i stands for the 80 samples in the middle of its window of 256: [80 i - 88, 80 i - 8), the
    samples before the first being silence.
    """

    def __init__(self) -> None:
        self.kept: FloatArray = np.zeros(WINDOW - HOP, dtype=np.float32)
        """The end of the sound so far, in which the next windows begin."""
        self.fine: FloatArray = np.zeros((_LAG, _HIGH - _LOW), dtype=np.float32)
        """Fine structure of the last spectra."""
        self.power: FloatArray = np.zeros((0, WINDOW // 2 + 1), dtype=np.float32)
        """Spectra of the last block, one row a frame."""

    def push(self, block: Samples) -> Frames:
        """Take a block of n hops, return n frames; their own samples lie 88 samples behind the block's.

        Their pitch is 0 until it is asked for: it costs as much as all the rest.
        """
        return make_frames([self], [block.astype(np.float32) / np.float32(32768)])[0]

    def pitch(self) -> FloatArray:
        """Return the fundamental frequencies of the last block's frames, 0 where unvoiced."""
        return pitch_of(self.power)


def make_frames(makers: Sequence[FrameMaker], blocks: Sequence[FloatArray]) -> list[Frames]:
    """Make the frames of the next blocks of many streams together, full scale being 1.

    The same as pushing each block: the work lies in the number of calls to numpy, not in their size.
    """
    windows = np.concatenate([_windows(maker, block) for maker, block in zip(makers, blocks, strict=True)])
    # The frame's own 80 samples stand in the middle of its window.
    own = windows[:, (WINDOW - HOP) // 2 : (WINDOW + HOP) // 2]
    level = 10 * np.log10(np.einsum("ij,ij->i", own, own) / HOP + 1e-10)
    spectrum = np.fft.rfft(windows * _HANN, axis=1)
    power = (spectrum.real**2 + spectrum.imag**2).astype(np.float32, copy=False) * _GAIN
    first_share, tone_share, tone_hz, second_hz = _tones(power)
    rows = (
        level.astype(np.float32, copy=False),
        np.maximum(10 * np.log10(_band_energies(power) + np.float32(1e-10)), FLOOR_DB),
        first_share,
        tone_share,
        tone_hz,
        second_hz,
        np.zeros(0, dtype=np.float32),
        np.zeros(len(power), dtype=np.float32),
    )
    fine = _fine_structure(power)
    made, before, begin = [], [], 0
    for maker, block in zip(makers, blocks, strict=True):
        end = begin + len(block) // HOP
        lagged = np.concatenate([maker.fine, fine[begin:end]])
        before.append(lagged[:-_LAG])
        maker.fine, maker.power = lagged[-_LAG:], power[begin:end]
        made.append(Frames(*(row[begin:end] for row in rows)))
        begin = end
    constancy = np.einsum("ij,ij->i", fine, np.concatenate(before))
    ends = np.cumsum([len(one.level) for one in made])[:-1]
    return [one._replace(constancy=own) for one, own in zip(made, np.split(constancy, ends), strict=True)]


def pitch_of(power: FloatArray) -> FloatArray:
    """Return the fundamental frequency of each spectrum, 0 where unvoiced.

    By autocorrelation, corrected for the window (Boersma 1993).
    """
    correlation = np.fft.irfft(power, axis=1)[:, : RATE // 70].astype(np.float32)
    zero = correlation[:, :1] + np.float32(1e-12)
    normal = correlation / zero / (_HANN_AUTOCORRELATION / _HANN_AUTOCORRELATION[0])
    searched = normal[:, _LAGS]
    # A period's double correlates as well as the period: the shortest lag close to the best is taken.
    near = searched >= 0.9 * searched.max(axis=1, keepdims=True)
    peak = np.zeros_like(near)
    peak[:, 1:-1] = (searched[:, 1:-1] >= searched[:, :-2]) & (searched[:, 1:-1] >= searched[:, 2:])
    candidates = near & peak
    lag = candidates.argmax(axis=1)
    strength = searched[np.arange(len(lag)), lag]
    hz = RATE / (lag + _LAGS.start)
    return np.where(candidates.any(axis=1) & (strength > 0.55), hz, 0).astype(np.float32)


def _windows(maker: FrameMaker, block: FloatArray) -> FloatArray:
    """Return the windows that end within a block, shape (n, 256): views of one row of samples."""
    sound = np.concatenate([maker.kept, block])
    maker.kept = sound[-(WINDOW - HOP) :]
    step = sound.itemsize
    return np.ndarray((len(block) // HOP, WINDOW), np.float32, sound, strides=(HOP * step, step))


def _band_energies(power: FloatArray) -> FloatArray:
    """Sum the spectra's energies by bands. Product by product, for a product's shape is in its rounding."""
    whole = len(power) % _TOGETHER == 0
    energies = (power.reshape(-1, _TOGETHER, power.shape[1]) if whole else power) @ _BANK
    return np.asarray(energies.reshape(-1, BANDS), dtype=np.float32)


def _fine_structure(power: FloatArray) -> FloatArray:
    """Return each spectrum's deviation from its own smooth shape, of length 1 where there is any."""
    logs = np.log(power[:, _LOW:_HIGH] + _AUDIBLE)
    sums = np.cumsum(logs, axis=1)
    fine: FloatArray = np.zeros_like(logs)
    fine[:, 5:-4] = logs[:, 5:-4] - (sums[:, 9:] - sums[:, :-9]) / np.float32(9)
    fine /= np.sqrt(np.einsum("ij,ij->i", fine, fine))[:, None] + np.float32(1e-3)
    return fine


def _filterbank() -> FloatArray:
    edges = np.geomspace(200.0, 3500.0, BANDS + 1)
    hz = np.arange(WINDOW // 2 + 1) * RATE / WINDOW
    # Narrow low bands hold a single line or none: triangles that overlap keep each band alive.
    centres = np.sqrt(edges[:-1] * edges[1:])
    widths = np.maximum(edges[1:] - edges[:-1], RATE / WINDOW * 1.5)
    weights = np.clip(1 - np.abs(hz[None, :] - centres[:, None]) / widths[:, None], 0, None)
    return np.asarray(weights / weights.sum(axis=1, keepdims=True), dtype=np.float32)


_HANN = np.hanning(WINDOW + 1)[:-1].astype(np.float32)
_BANK: FloatArray = _filterbank().T.copy()
_GAIN = np.float32(1.0 / (np.sum(_HANN) ** 2) * 4)
_LOBE = np.arange(-2, 3)
_LOW, _HIGH = 3, 112
"""Bins from 94 to 3500 Hz: what a telephone carries."""
_LAG = 6
_TOGETHER = 16
_AUDIBLE = np.float32(1e-7)
_LAGS = slice(RATE // 400, RATE // 70)
_HANN_AUTOCORRELATION = np.fft.irfft(np.abs(np.fft.rfft(_HANN, 2 * WINDOW)) ** 2)[: RATE // 70].astype(
    np.float32
)


def _tones(power: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    telephone = power[:, _LOW:_HIGH].ravel()
    rows = np.arange(len(power)) * (_HIGH - _LOW)
    total = telephone.reshape(len(power), -1).sum(axis=1) + np.float32(1e-12)
    first, first_lobe = _take_peak(telephone, rows)
    second, second_lobe = _take_peak(telephone, rows)
    first_share = first_lobe.sum(axis=1) / total
    tone_share = first_share + second_lobe.sum(axis=1) / total
    # Exact frequencies cost as much as all the rest and matter to tones only.
    exact = np.flatnonzero(tone_share > 0.8)
    return first_share, tone_share, _hz(first, first_lobe, exact), _hz(second, second_lobe, exact)


def _take_peak(power: FloatArray, rows: NDArray[np.intp]) -> tuple[NDArray[np.intp], FloatArray]:
    """Take the strongest peak of each row with its main lobe (±2 bins) out of `power`."""
    best = power.reshape(len(rows), -1).argmax(axis=1).clip(2, _HIGH - _LOW - 3)
    near = (rows + best)[:, None] + _LOBE
    lobe = power[near]
    power[near] = 0
    return best, lobe


def _hz(best: NDArray[np.intp], lobe: FloatArray, exact: NDArray[np.intp]) -> FloatArray:
    """Frequency of a peak; in rows `exact` the vertex of the parabola through its three bins' logarithms."""
    shift = np.zeros(len(best), dtype=np.float32)
    if len(exact):
        logs = np.log(lobe[exact, 1:4] + np.float32(1e-12))
        bend = np.minimum(logs[:, 0] - 2 * logs[:, 1] + logs[:, 2], np.float32(-1e-3))
        shift[exact] = np.clip(0.5 * (logs[:, 0] - logs[:, 2]) / bend, -1, 1)
    return ((best + _LOW + shift) * np.float32(RATE / WINDOW)).astype(np.float32)
