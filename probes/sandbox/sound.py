"""The seam between the town's telephony and its sounds.

Everything is mono, 8000 samples a second, int16, in numpy arrays. Sounds come *clean*: no noise in
front of or behind the first and last audible sample is needed, since the telephony finds the audible
onset itself and stamps the truth with it. Noise belongs in `background`, which is mixed in afterwards.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import import_module
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

RATE = 8000
"""Samples a second of every sound in the town (Hz)."""

Sound = NDArray[np.int16]
"""Mono, 8000 Hz; shape (samples,)."""

Moment = Literal[
    "greet", "greet_passed_on", "hello", "ask", "answer", "pass_on", "hold_on", "back", "close", "talk"
]
"""What a person is about to say.

`greet` takes the call, `greet_passed_on` takes a call that a colleague passed on, `hello` asks a silent
caller whether anybody is there, `ask` asks back, `answer` answers, `pass_on` says that a colleague will
take over, `hold_on` asks for a moment, `back` returns from it, `close` says goodbye, `talk` is a
caller's own sentence (the shopper's phone).
"""


class SoundSource(Protocol):
    """Where a centre gets its sounds. Lives in the centre's process; may be called from threads."""

    def prompt(self, name: str, language: str) -> Sound:
        """Return a recording: the same samples at each call. Raises KeyError if there is none."""

    def music(self, name: str) -> Sound:
        """Return a piece of music to be played in a loop. Raises KeyError if there is none."""

    def tone(self, name: str, country: str) -> Sound:
        """Return one whole period of a cadence (tone and pause), to be played in a loop.

        Names: `ringback`, `busy`, `congestion`, `sit`, `beep` (played once). `country`: `NO`, `SE`, …
        """

    def speak(self, *, agent: str, language: str, moment: Moment, rng: np.random.Generator) -> Sound:
        """Return what the person says, composed anew. Called off the media thread, ahead of time."""

    def background(self, *, agent: str, rng: np.random.Generator) -> Sound:
        """Return the quiet noise behind a person, looped for as long as they talk. May be all zeros."""


@dataclass(frozen=True, slots=True)
class SoundsSpec:
    """How a centre's process builds its SoundSource: `factory` is `package.module:callable`.

    `options` are plain JSON values handed to the callable as keyword arguments.
    """

    factory: str
    options: Mapping[str, object] = field(default_factory=dict)

    def build(self) -> SoundSource:
        """Import and call the factory. Raises whatever importing or building raises."""
        module, _, name = self.factory.partition(":")
        source: SoundSource = getattr(import_module(module), name)(**self.options)
        return source
