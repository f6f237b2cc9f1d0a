"""Hold music, composed and synthesised: no recording, no licence, the same notes for the same name."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from probes.sandbox.sound import RATE, Sound

_Wave = NDArray[np.float64]
_Instrument = Callable[[float, float], _Wave]

_LEVEL = 1900.0
"""Root mean square of a piece in 16-bit units: a little quieter than speech (project's own choice)."""
_MAJOR = (0, 2, 4, 5, 7, 9, 11)
_PROGRESSIONS = ((0, 5, 3, 4), (0, 3, 4, 0), (0, 5, 1, 4), (3, 4, 2, 5), (0, 4, 5, 3))
"""Chords by their step of the scale, four bars each."""


@dataclass(frozen=True, slots=True)
class _Style:
    beats: int
    tempo: float
    bars: int
    lead: str
    chords: str
    bass: str
    drums: tuple[str, ...]
    """For each half beat of a bar: k(ick), s(nare), h(at) or nothing."""


_STYLES = {
    "bells": _Style(4, 84, 16, "bell", "pad", "", ()),
    "bossa": _Style(4, 132, 24, "flute", "piano", "bass", ("kh", "h", "h", "kh", "sh", "h", "h", "h")),
    "pop": _Style(4, 116, 20, "square", "organ", "bass", ("kh", "h", "sh", "h", "kh", "kh", "sh", "h")),
    "strings": _Style(4, 76, 12, "flute", "pad", "pad", ()),
    "waltz": _Style(3, 144, 28, "piano", "piano", "bass", ()),
}
STYLES = tuple(_STYLES)


@cache
def hold_music(name: str) -> Sound:
    """Return a piece of 30–60 s that loops without a click (read-only).

    `name` is a style, by itself or with a number (`waltz`, `waltz-2`): each is a piece of its own.
    Takes about a tenth of a second. Raises KeyError if the style is unknown.
    """
    style = _STYLES[name.partition("-")[0]]
    rng = np.random.default_rng(crc32(name.encode()))
    beat = 60 / style.tempo * RATE
    song: _Wave = np.zeros(int(beat * style.beats * style.bars))
    root = 48 + int(rng.integers(0, 12))
    steps = _PROGRESSIONS[rng.integers(len(_PROGRESSIONS))]
    theme = rng.integers(-3, 4, size=(4, style.beats * 2))
    for bar in range(style.bars):
        start, step = bar * style.beats * beat, steps[bar % 4]
        _chords(song, style, start, beat, [_pitch(root, step + third) for third in (0, 2, 4)], bar)
        if style.bass:
            _note(song, style.bass, start, _pitch(root - 12, step), beat * style.beats * 0.9, 0.8)
        _melody(song, style, start, beat, root + 12, step, theme[(bar // 2) % 4], rng)
        for half, hits in enumerate(style.drums):
            for hit in hits:
                _mix(song, start + half * beat / 2, _DRUMS[hit](rng), 0.5)
    song *= _LEVEL / float(np.sqrt(np.mean(np.square(song))))
    sound = np.clip(song, -30000, 30000).astype(np.int16)
    sound.flags.writeable = False
    return sound


def _chords(song: _Wave, style: _Style, start: float, beat: float, notes: list[float], bar: int) -> None:
    if style.chords == "pad":
        for note in notes:
            _note(song, "pad", start, note, beat * style.beats, 0.5)
        return
    for place in range(1, style.beats) if style.beats == 3 else (0, 1.5, 2.5 + bar % 2 / 2):
        for note in notes:
            _note(song, style.chords, start + place * beat, note, beat * 0.9, 0.35)


def _melody(
    song: _Wave,
    style: _Style,
    start: float,
    beat: float,
    root: int,
    step: int,
    theme: NDArray[np.int64],
    rng: np.random.Generator,
) -> None:
    place = 0
    while place < style.beats * 2:
        length = int(rng.choice((1, 2, 2, 3)))
        if rng.random() < 0.82:
            tone = _pitch(root, step + 2 + int(theme[place]))
            _note(song, style.lead, start + place * beat / 2, tone, length * beat / 2, 0.7)
        place += length


def _pitch(root: int, step: int) -> float:
    """Return the frequency (Hz) of a step of the major scale over a MIDI root."""
    return float(440 * 2 ** ((root + 12 * (step // 7) + _MAJOR[step % 7] - 69) / 12))


def _note(song: _Wave, instrument: str, start: float, hertz: float, samples: float, level: float) -> None:
    _mix(song, start, _wave(instrument, round(hertz, 3), round(samples)), level)


@lru_cache(maxsize=256)
def _wave(instrument: str, hertz: float, samples: int) -> _Wave:
    return _INSTRUMENTS[instrument](hertz, samples / RATE)


def _mix(song: _Wave, start: float, wave: _Wave, level: float) -> None:
    """Add a wave, around the end into the beginning: so the piece loops."""
    place = int(start) % len(song)
    fits = min(len(wave), len(song) - place)
    song[place : place + fits] += wave[:fits] * level
    rest = wave[fits : fits + len(song)]
    song[: len(rest)] += rest * level


def _partials(hertz: float, seconds: float, shares: tuple[float, ...], fall: float, rise: float) -> _Wave:
    """Sum harmonics; the envelope rises for `rise` s and falls with the time constant `fall` s."""
    time = np.arange(int((seconds + 0.08) * RATE)) / RATE
    wave = np.zeros(len(time))
    for number, share in enumerate(shares, start=1):
        if hertz * number < 3300:
            wave += share * np.sin(2 * np.pi * hertz * number * time) * np.exp(-time * number**0.5 / fall)
    release = np.clip((time[-1] - time) / 0.08, 0, 1) if len(time) else time
    return np.asarray(wave * np.clip(time / rise, 0, 1) * release)


def _burst(seconds: float, rng: np.random.Generator, *, sharp: bool) -> _Wave:
    size = int(seconds * RATE)
    noise = rng.normal(size=size) * np.exp(-np.arange(size) / (0.25 * size))
    return np.asarray(np.diff(noise, prepend=0.0) * 0.6 if sharp else noise)


def _kick(_: np.random.Generator) -> _Wave:
    time = np.arange(int(0.12 * RATE)) / RATE
    return np.asarray(
        1.6 * np.sin(2 * np.pi * (90 * time + 3 * (1 - np.exp(-time * 40)))) * np.exp(-time * 25)
    )


_INSTRUMENTS: dict[str, _Instrument] = {
    "bell": lambda hertz, s: _partials(hertz, s + 1.2, (1, 0.1, 0.05, 0.35), 0.7, 0.002),
    "piano": lambda hertz, s: _partials(hertz, s + 0.3, (1, 0.6, 0.35, 0.2, 0.1), 0.6, 0.004),
    "organ": lambda hertz, s: _partials(hertz, s, (1, 0.7, 0.1, 0.4), 30, 0.02),
    "pad": lambda hertz, s: _partials(hertz, s, (1, 0.5, 0.3, 0.12), 30, 0.25),
    "flute": lambda hertz, s: _partials(hertz, s, (1, 0.12, 0.04), 30, 0.05),
    "square": lambda hertz, s: _partials(hertz, s, (1, 0, 0.33, 0, 0.2), 1.5, 0.006),
    "bass": lambda hertz, s: _partials(hertz, s, (1, 0.8, 0.5, 0.3, 0.2), 0.8, 0.006),
}
_DRUMS: dict[str, Callable[[np.random.Generator], _Wave]] = {
    "k": _kick,
    "s": lambda rng: _burst(0.12, rng, sharp=False),
    "h": lambda rng: 0.4 * _burst(0.05, rng, sharp=True),
}
