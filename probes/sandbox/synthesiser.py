import shutil
import struct
import subprocess
from functools import cache

import numpy as np

from probes.errors import ChannelUnavailable
from probes.sandbox.sound import RATE, Sound
from probes.sandbox.voices import Voice

_ESPEAK_RATE = 22050
_HEADER = 44
_TIME_LIMIT_S = 20.0

LOUDNESS = 2600.0
"""Root mean square of the louder half of a sentence, in 16-bit units (about -22 dB of full scale, the
usual level of speech on a line; project's own choice)."""


def synthesise(
    text: str,
    voice: Voice,
    *,
    rng: np.random.Generator,
    rate: float = 1.0,
    pitch: float = 1.0,
    gain_db: float = 0.0,
) -> Sound:
    """Let espeak-ng read a sentence as a telephone line carries it: 300–3400 Hz, 8000 samples a second.

    `rate` and `pitch` are factors on the voice's own; `gain_db` is relative to `LOUDNESS`. What no two
    readings by a human share is drawn: the gaps between words, a wavering pace and loudness, the colour.
    The sound begins and ends with its first and last audible sample. Takes about 20 ms a sentence and blocks:
    call it from a thread. Raises ChannelUnavailable if espeak-ng is not installed or fails.
    """
    command = [_program(), "-v", voice.espeak, "-s", str(_clip(voice.words_a_minute * rate, 90, 300))]
    command += ["-p", str(_clip(voice.pitch * pitch, 5, 95)), "-g", str(rng.integers(0, 7))]
    command += ["--stdout", "--", text]
    try:
        done = subprocess.run(command, capture_output=True, check=True, timeout=_TIME_LIMIT_S)
    except (OSError, subprocess.SubprocessError) as error:
        raise ChannelUnavailable(f"espeak-ng could not speak {text!r}: {error}") from error
    sound = _line(_samples(done.stdout), tilt_db=voice.tilt_db + rng.uniform(-1.5, 1.5), gain_db=gain_db)
    return trim(_wavering(sound, rng))


def espeak_version() -> str:
    """Return espeak-ng's version, e.g. `1.51`. Raises ChannelUnavailable if it is not installed."""
    done = subprocess.run([_program(), "--version"], capture_output=True, text=True, check=True)
    return done.stdout.split("text-to-speech:")[-1].split()[0]


def trim(sound: Sound, *, below_peak_db: float = 34.0) -> Sound:
    """Cut the inaudible beginning and end off: what lies more than `below_peak_db` under the peak."""
    size = np.abs(sound.astype(np.int32))
    audible = np.flatnonzero(size > size.max(initial=0) * 10 ** (-below_peak_db / 20))
    return sound[audible[0] : audible[-1] + 1] if len(audible) else sound[:0]


@cache
def _program() -> str:
    found = shutil.which("espeak-ng")
    if found is None:
        raise ChannelUnavailable("the town's persons speak by espeak-ng – apt-get install espeak-ng")
    return found


def _clip(value: float, low: int, high: int) -> int:
    return int(min(max(round(value), low), high))


def _samples(wav: bytes) -> Sound:
    """Return what espeak-ng wrote; to a pipe its header cannot tell the length."""
    if len(wav) <= _HEADER or struct.unpack_from("<I", wav, 24)[0] != _ESPEAK_RATE:
        raise ChannelUnavailable("espeak-ng wrote no sound of 22050 Hz")
    return np.frombuffer(wav[_HEADER : len(wav) // 2 * 2], dtype="<i2").astype(np.int16)


def _line(samples: Sound, *, tilt_db: float, gain_db: float) -> Sound:
    """Resample to 8000 Hz, band-limit and tilt in one pass through the frequency domain.

    22050 : 8000 = 441 : 160, so the block is a multiple of 441 samples. 50 ms of silence on both sides
    hold what the filter rings before and after the sound.
    """
    margin = _ESPEAK_RATE // 20
    blocks = _smooth(-(-(len(samples) + 2 * margin) // 441))
    spectrum = np.fft.rfft(np.pad(samples.astype(np.float64), (margin, 0)), blocks * 441)
    size = blocks * 160
    bins = spectrum[: size // 2 + 1]
    hertz = np.fft.rfftfreq(size, 1 / RATE)
    band = np.clip((hertz - 220) / 120, 0, 1) * np.clip((3560 - hertz) / 180, 0, 1)
    slope = (np.maximum(hertz, 100) / 1000) ** (tilt_db / (20 * np.log10(2)))
    sound = np.fft.irfft(bins * np.sin(band * np.pi / 2) ** 2 * slope, size)
    size_sorted = np.sort(np.abs(sound))
    loud = np.sqrt(np.mean(np.square(size_sorted[len(size_sorted) // 2 :]))) or 1.0
    sound *= LOUDNESS / loud * 10 ** (gain_db / 20)
    return np.clip(sound, -30000, 30000).astype(np.int16)


def _wavering(sound: Sound, rng: np.random.Generator) -> Sound:
    """Stretch and squeeze time by up to 9 % and loudness by up to 2 dB, slowly, as no machine reads."""
    time = np.arange(len(sound)) / RATE
    pace = np.ones(len(sound))
    level = np.zeros(len(sound))
    for hertz in rng.uniform(0.3, 2.5, size=3):
        phase = rng.uniform(0, 2 * np.pi, size=2)
        pace += 0.03 * np.sin(2 * np.pi * hertz * time + phase[0])
        level += 0.7 * np.sin(2 * np.pi * hertz * time + phase[1])
    place = np.cumsum(pace) - 1.0
    place = place[place < len(sound) - 1]
    louder = 10 ** (level[: len(place)] / 20)
    wave = np.interp(place, np.arange(len(sound)), sound) * louder
    return np.clip(wave, -30000, 30000).astype(np.int16)


def _smooth(number: int) -> int:
    """Return the next number whose prime factors are 2, 3 and 5, for a quick transform."""
    while True:
        rest = number
        for prime in (2, 3, 5):
            while rest % prime == 0:
                rest //= prime
        if rest == 1:
            return number
        number += 1
