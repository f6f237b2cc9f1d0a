import numpy as np

from probes.sandbox.sound import RATE, Sound

_ROWS, _COLUMNS = (697, 770, 852, 941), (1209, 1336, 1477, 1633)
_LAYOUT = ("123A", "456B", "789C", "*0#D")
_FRAMES_ON, _FRAMES_OFF = 2, 2
"""Packets of 20 ms that a key must last, and be gone, to count (ITU-T Q.24 asks for 40 ms each)."""
_SHARE = 0.6
"""Share of a packet's energy that the two tones must hold (project's own choice: voices stay below)."""
_TWIST = 10 ** (8 / 10)
"""Largest ratio of the two tones' powers: 8 dB (ITU-T Q.24)."""
_LOUD = 60.0
"""Root mean square in sample units below which nothing is a key."""


class ToneKeyEar:
    """Recognises keys pressed as tones within the sound (ITU-T Q.23), each press once.

    Takes whole packets of 160 samples and measures the power at the eight frequencies by their
    discrete Fourier coefficients (what Goertzel's algorithm computes one by one).
    """

    def __init__(self) -> None:
        self._candidate: str | None = None
        self._count = 0
        self._told = False
        self._off = 0

    def hear(self, samples: Sound) -> str | None:
        """Return the key that has just been recognised, or None."""
        key = _key_in(samples)
        if key is None:
            self._off += 1
            if self._off >= _FRAMES_OFF:
                self._candidate, self._count, self._told = None, 0, False
            return None
        self._off = 0
        if key != self._candidate:
            self._candidate, self._count, self._told = key, 0, False
        self._count += 1
        if self._count >= _FRAMES_ON and not self._told:
            self._told = True
            return key
        return None


def key_tones(key: str, *, ms: int = 100, level: int = 6000) -> Sound:
    """Return the sound of a key: two sines of `level` sample units each."""
    row = next(number for number, keys in enumerate(_LAYOUT) if key in keys)
    column = _LAYOUT[row].index(key)
    time = np.arange(ms * RATE // 1000) / RATE
    wave = np.sin(2 * np.pi * _ROWS[row] * time) + np.sin(2 * np.pi * _COLUMNS[column] * time)
    return (level * wave).astype(np.int16)


def _key_in(samples: Sound) -> str | None:
    if len(samples) != len(_WAVES[0]):
        return None
    wave = samples.astype(np.float64)
    energy = float(wave @ wave)
    if energy < _LOUD**2 * len(wave):
        return None
    # |c|² · 2/N is the energy of the sine of that frequency within the packet.
    powers = np.abs(_WAVES @ wave) ** 2 * 2 / len(wave)
    rows, columns = powers[:4], powers[4:]
    row, column = int(rows.argmax()), int(columns.argmax())
    both = rows[row] + columns[column]
    twist = max(rows[row], columns[column]) / max(1e-9, min(rows[row], columns[column]))
    if both < _SHARE * energy or twist > _TWIST:
        return None
    return _LAYOUT[row][column]


_TIMES = np.arange(160) / RATE
_WAVES = np.exp(-2j * np.pi * np.outer(_ROWS + _COLUMNS, _TIMES))
