"""Tones by country: frequencies and cadences of the Nordic networks.

Cadences from ITU-T E.180 Supplement 2 as kept in common exchanges' indication tables. All are 425 Hz,
but the special information tone (ITU-T E.180/Q.35: 950, 1400, 1800 Hz, 330 ms each) and the beep.
"""

from functools import cache

import numpy as np

from probes.sandbox.sound import RATE, Sound

_LEVEL = 3300.0
"""Amplitude in 16-bit units, about -20 dB of full scale."""
_EDGE_S = 0.004

_CADENCES: dict[str, dict[str, tuple[float, float]]] = {
    "NO": {"ringback": (1.0, 4.0), "busy": (0.5, 0.5), "congestion": (0.2, 0.2)},
    "DK": {"ringback": (1.0, 4.0), "busy": (0.5, 0.5), "congestion": (0.2, 0.2)},
    "SE": {"ringback": (1.0, 5.0), "busy": (0.25, 0.25), "congestion": (0.25, 0.75)},
    "FI": {"ringback": (1.0, 4.0), "busy": (0.3, 0.3), "congestion": (0.2, 0.2)},
}
"""Seconds of tone and of pause."""

COUNTRIES = tuple(_CADENCES)
TONES = ("ringback", "busy", "congestion", "sit", "beep")


@cache
def tone(name: str, country: str) -> Sound:
    """Return one period of a tone with its pause (read-only). Raises KeyError if it is unknown.

    `beep` is a single tone without a pause; `sit` three rising ones and a second of pause.
    """
    if name == "beep":
        sound = _sine(1000.0, 0.4)
    elif name == "sit":
        sound = np.concatenate([_sine(950.0, 0.33), _sine(1400.0, 0.33), _sine(1800.0, 0.33), _pause(1.0)])
    else:
        on, off = _CADENCES[country][name]
        sound = np.concatenate([_sine(425.0, on), _pause(off)])
    sound.flags.writeable = False
    return sound


def _sine(hertz: float, seconds: float) -> Sound:
    time = np.arange(round(seconds * RATE)) / RATE
    edge = np.clip(np.minimum(time, seconds - time) / _EDGE_S, 0, 1)
    return np.asarray(_LEVEL * edge * np.sin(2 * np.pi * hertz * time), dtype=np.int16)


def _pause(seconds: float) -> Sound:
    return np.zeros(round(seconds * RATE), dtype=np.int16)
