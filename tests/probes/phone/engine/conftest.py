"""An engine and calls on it for the tests of this folder."""

import asyncio
import wave
from collections.abc import AsyncIterator
from pathlib import Path

import numpy as np
import pytest
import pytest_asyncio

from probes.phone.engine.lines import PhoneLines
from probes.phone.line import Signal, SignalKind


class Reports:
    """Everything a line signals, gathered while the test goes on."""

    def __init__(self, line) -> None:
        self.signals: list[Signal] = []
        self._changed = asyncio.Event()
        self._task = asyncio.get_running_loop().create_task(self._gather(line))

    @property
    def kinds(self) -> list[str]:
        return [signal.kind.value for signal in self.signals]

    async def until(self, kind: SignalKind, leg: str = "organisation", count: int = 1) -> Signal:
        """Wait for the `count`-th signal of a kind."""
        async with asyncio.timeout(5.0):
            while True:
                found = [signal for signal in self.signals if signal.kind is kind and signal.leg == leg]
                if len(found) >= count:
                    return found[count - 1]
                self._changed.clear()
                await self._changed.wait()

    async def over(self, limit_s: float = 5.0) -> None:
        """Wait for the end of all signals."""
        async with asyncio.timeout(limit_s):
            await self._task

    async def _gather(self, line) -> None:
        async for signal in line.signals():
            self.signals.append(signal)
            self._changed.set()


@pytest_asyncio.fixture
async def lines() -> AsyncIterator[PhoneLines]:
    """One worker on loopback."""
    async with PhoneLines(workers=1) as engine:
        yield engine


@pytest.fixture
def tone(tmp_path: Path) -> Path:
    """A WAV of 0.6 s at 1000 Hz, 16 kHz."""
    path = tmp_path / "tone.wav"
    samples = 8000 * np.sin(2 * np.pi * 1000 * np.arange(9600) / 16000)
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16000)
        file.writeframes(samples.astype("<i2").tobytes())
    return path
