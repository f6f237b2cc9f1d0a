import io
import shutil
import subprocess
import wave
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.signal import resample_poly

from probes.errors import ChannelUnavailable
from probes.phone.sound.frames import RATE

Sound = NDArray[np.int16]

STUDIO = Path("/usr/share/asterisk/sounds")
"""Debian's asterisk-core-sounds-*-wav: real studio voices."""

HOLD_MUSIC = Path("/usr/share/asterisk/moh")
"""Debian's asterisk-moh-opsound-wav: real hold music."""

LOUDNESS = 0.08
"""Effective value of speech, share of full scale: -22 dB (project's own choice)."""


@lru_cache(maxsize=512)
def synthesised(text: str, voice: str, rate: int = 165, pitch: int = 50) -> Sound:
    """Return what espeak-ng says, without silence at its ends. `rate` in words a minute, `pitch` 0–99.

    Raises ChannelUnavailable if espeak-ng is not installed.
    """
    if shutil.which("espeak-ng") is None:
        raise ChannelUnavailable("espeak-ng is not installed – apt-get install espeak-ng")
    made = subprocess.run(
        ["espeak-ng", "-v", voice, "-s", str(rate), "-p", str(pitch), "--stdout", text],
        check=True,
        capture_output=True,
    ).stdout
    with wave.open(io.BytesIO(made)) as file:
        raw = np.frombuffer(file.readframes(file.getnframes()), dtype="<i2").astype(np.float64)
        down = file.getframerate()
    common = np.gcd(RATE, down)
    return levelled(resample_poly(raw, RATE // common, down // common))


def studio_voices_missing() -> bool:
    """Tell whether Debian's studio voices are not installed."""
    return not (STUDIO / "en_US_f_Allison").is_dir()


def hold_music_missing() -> bool:
    """Tell whether Debian's hold music is not installed."""
    return not any(HOLD_MUSIC.glob("*.wav"))


@lru_cache(maxsize=512)
def studio(name: str) -> Sound:
    """Return one of Debian's studio prompts, `language_folder/file`, without silence at its ends."""
    return levelled(_read(STUDIO / f"{name}.wav"))


@lru_cache(maxsize=8)
def hold_music(name: str) -> Sound:
    """Return one of Debian's pieces of hold music, whole."""
    return np.asarray(_read(HOLD_MUSIC / f"{name}.wav"), dtype=np.int16)


@lru_cache(maxsize=8)
def synthetic_music(seed: int, seconds: float = 40.0) -> Sound:
    """Return chords and a melody of decaying notes, composed from the seed."""
    rng = np.random.default_rng(seed)
    out = np.zeros(int(seconds * RATE))
    beat = rng.uniform(0.3, 0.6)
    root = rng.uniform(180, 260)
    time = np.arange(int(2.5 * RATE)) / RATE
    at = 0.0
    while at < seconds - 3:
        for step in (0, 4, 7, int(rng.choice([0, 2, 4, 7, 9, 12, 14, 16]))):
            hz = root * 2 ** (step / 12)
            note = sum(np.sin(2 * np.pi * hz * k * time) / k**1.5 for k in range(1, 6)) * np.exp(-time / 0.9)
            start = int(at * RATE)
            out[start : start + len(note)] += note * rng.uniform(0.5, 1)
        at += beat * int(rng.choice([1, 1, 2]))
    return levelled(out, trim=False)


def tone(hz: tuple[float, ...], on_off: tuple[float, ...], seconds: float, level: float = 0.1) -> Sound:
    """Return a tone of one or two frequencies (Hz), switched on and off in turn (s)."""
    time = np.arange(int(seconds * RATE)) / RATE
    wave_ = sum(np.sin(2 * np.pi * one * time) for one in hz) / len(hz)
    edges = np.cumsum(on_off)
    phase = time % edges[-1]
    on = (np.searchsorted(edges, phase, side="right") % 2) == 0
    return np.asarray(wave_ * on * level * np.sqrt(2) * 32767, dtype=np.int16)


def noise(seconds: float, level: float, rng: np.random.Generator) -> NDArray[np.float64]:
    """Return pinkish room noise of the given effective value (share of full scale), as samples."""
    count = round(seconds * RATE)
    if count == 0:
        return np.zeros(0)
    spectrum = np.fft.rfft(rng.standard_normal(count))
    hz = np.fft.rfftfreq(count, 1 / RATE)
    spectrum *= 1 / np.sqrt(np.maximum(hz, 100) / 100)
    made = np.fft.irfft(spectrum, count)
    return np.asarray(made / (made.std() + 1e-12) * level * 32767)


def a_law(sound: NDArray[np.float64] | Sound) -> Sound:
    """Return the sound as G.711 A-law gives it back (ITU-T G.711, by its continuous law)."""
    a = 87.6
    x = np.clip(np.asarray(sound, dtype=np.float64) / 32768, -1, 1)
    size = np.abs(x)
    coded = np.where(
        size < 1 / a, a * size / (1 + np.log(a)), (1 + np.log(np.maximum(a * size, 1))) / (1 + np.log(a))
    )
    coded = (np.floor(coded * 127.999) + 0.5) / 128
    back = np.where(
        coded < 1 / (1 + np.log(a)), coded * (1 + np.log(a)) / a, np.exp(coded * (1 + np.log(a)) - 1) / a
    )
    return np.asarray(np.sign(x) * back * 32767, dtype=np.int16)


def levelled(sound: NDArray[np.float64], *, trim: bool = True) -> Sound:
    """Bring a sound to the common loudness, without the silence at its ends."""
    if trim:
        loud = np.flatnonzero(np.abs(sound) > 0.01 * np.abs(sound).max())
        sound = sound[loud[0] : loud[-1] + 1]
    scaled = sound * (LOUDNESS / (np.sqrt(np.mean((sound / 32768) ** 2)) + 1e-9))
    return np.asarray(np.clip(scaled, -32767, 32767), dtype=np.int16)


def _read(path: Path) -> NDArray[np.float64]:
    with wave.open(str(path)) as file:
        return np.frombuffer(file.readframes(file.getnframes()), dtype="<i2").astype(np.float64)
