from typing import Literal

import numpy as np

from probes.sandbox.sound import RATE, Sound
from probes.sandbox.synthesiser import LOUDNESS

Room = Literal["hiss", "office", "hum"]
ROOMS: tuple[Room, ...] = ("hiss", "office", "hum")


def room_noise(*, room: Room, under_speech_db: float, seconds: float, rng: np.random.Generator) -> Sound:
    """Return the noise behind a speaker: a line's hiss, an office's murmur, the hum of the mains.

    Its root mean square lies `under_speech_db` under the level of speech. It is as long as asked
    (s) and loops without a click, for it is made from a periodic spectrum.
    """
    size = max(int(seconds * RATE) // 2 * 2, 2)
    hertz = np.fft.rfftfreq(size, 1 / RATE)
    shape = np.where((hertz > 60) & (hertz < 3400), 1.0, 0.0)
    if room == "office":
        shape = shape * np.minimum(1.0, (250 / np.maximum(hertz, 60)) ** 1.2)
    if room == "hum":
        comb = np.abs((hertz + 25) % 50 - 25) < max(0.5, RATE / size)
        shape = np.where(comb & (hertz < 700), 8.0, 0.15) * shape
    spectrum = shape * (rng.normal(size=len(hertz)) + 1j * rng.normal(size=len(hertz)))
    sound = np.fft.irfft(spectrum, size)
    loud = float(np.sqrt(np.mean(np.square(sound)))) or 1.0
    return np.asarray(sound * (LOUDNESS / loud * 10 ** (-under_speech_db / 20)), dtype=np.int16)
