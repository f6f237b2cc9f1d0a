import shutil
from collections.abc import Callable

import numpy as np
import pytest

from probes.phone.sound.call_listener import CallListener
from probes.phone.sound.rehearsal.voices import Sound, a_law, noise
from probes.phone.sound.segment import Segment

Listen = Callable[..., list[Segment]]


@pytest.fixture
def rng() -> np.random.Generator:
    return np.random.default_rng(2026)


@pytest.fixture
def espeak() -> None:
    if shutil.which("espeak-ng") is None:
        pytest.skip("espeak-ng is not installed")


@pytest.fixture
def quiet() -> Callable[[float], Sound]:
    return lambda seconds: np.zeros(round(seconds * 8000), dtype=np.int16)


@pytest.fixture
def line(rng: np.random.Generator) -> Callable[..., Sound]:
    """Join sounds, put a line's noise behind them and code them as A-law."""

    def join(*parts: Sound, level: float = 0.0003) -> Sound:
        whole = np.concatenate(parts).astype(np.float64)
        return a_law(whole + noise(len(whole) / 8000, level, rng)[: len(whole)])

    return join


@pytest.fixture
def listen() -> Listen:
    """Hear a sound to its end, fed in steps."""

    def hear(sound: Sound, *, step: int = 2048, known: tuple = ()) -> list[Segment]:
        listener = CallListener(known)
        for at in range(0, len(sound), step):
            listener.feed(sound[at : at + step])
        return listener.finish()

    return hear
