"""The analysis processes, with real files that grow as the engine's recorder lets them grow."""

import asyncio
import os
import signal
import time
import wave
from pathlib import Path

import numpy as np
import pytest

from probes.errors import EngineLost
from probes.phone.hearing import Hearing
from probes.phone.line import SoundTail
from probes.phone.sound.rehearsal.voices import Sound, a_law, noise, synthesised, synthetic_music
from probes.phone.sound.segment import SoundKind, Speaker

STEP = 4096


@pytest.fixture
def message(espeak) -> Sound:
    voice = synthesised("Velkommen til Fjordvik kommune. Vi svarer deg så snart vi kan.", "nb+f3")
    parts = [
        np.zeros(2400, dtype=np.int16),
        voice,
        np.zeros(3200, dtype=np.int16),
        synthetic_music(4)[:24000],
    ]
    whole = np.concatenate(parts)
    return a_law(whole + noise(len(whole) / 8000, 0.0003, np.random.default_rng(1))[: len(whole)])


@pytest.fixture
def espeak() -> None:
    import shutil

    if shutil.which("espeak-ng") is None:
        pytest.skip("espeak-ng is not installed")


def begin(path: Path) -> SoundTail:
    """Write a header without a length, as a running recorder leaves it."""
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
    return SoundTail(path=path, started_ns=time.monotonic_ns())


def grow(path: Path, sound: Sound) -> None:
    with path.open("ab") as file:
        file.write(sound.astype("<i2").tobytes())


async def test_a_growing_recording_is_heard_live_and_decided_at_its_end(tmp_path, message):
    async with Hearing(processes=1) as hearing:
        tail = begin(tmp_path / "leg.wav")
        ear = await hearing.listen(tail, known=())
        live = []

        async def follow():
            live.extend([segment async for segment in ear.segments()])

        following = asyncio.create_task(follow())
        for at in range(0, len(message), STEP // 2):
            grow(tail.path, message[at : at + STEP // 2])
            await asyncio.sleep(0.03)
        heard = await ear.finish()
        await following
    kinds = [s.kind for s in heard.segments if s.kind is not SoundKind.SILENCE]
    assert set(kinds[:-1]) == {SoundKind.SPEECH}
    assert kinds[-1] is SoundKind.MUSIC
    assert {s.detail["speaker"] for s in heard.segments if s.kind is SoundKind.SPEECH} == {Speaker.RECORDING}
    assert len(heard.learnable) >= 1
    assert len(heard.features) > 100
    assert any(s.kind is SoundKind.SPEECH and s.end_s is None for s in live)


async def test_two_calls_in_one_process_do_not_mix(tmp_path, message):
    async with Hearing(processes=1) as hearing:
        one, other = begin(tmp_path / "one.wav"), begin(tmp_path / "other.wav")
        ears = [await hearing.listen(tail, known=()) for tail in (one, other)]
        grow(one.path, message)
        grow(other.path, np.zeros(16000, dtype=np.int16))
        first, second = await asyncio.gather(*(ear.finish() for ear in ears))
    assert SoundKind.SPEECH in {s.kind for s in first.segments}
    assert {s.kind for s in second.segments} == {SoundKind.SILENCE}


async def test_a_process_that_dies_is_one_clear_error_and_the_next_call_is_heard(tmp_path, message):
    async with Hearing(processes=1) as hearing:
        lost = await hearing.listen(begin(tmp_path / "lost.wav"), known=())
        child = hearing._processes[0]._child
        assert child is not None
        os.kill(child.pid, signal.SIGKILL)
        with pytest.raises(EngineLost):
            await lost.finish()
        tail = begin(tmp_path / "next.wav")
        ear = await hearing.listen(tail, known=())
        grow(tail.path, message)
        heard = await ear.finish()
    assert SoundKind.MUSIC in {s.kind for s in heard.segments}


async def test_a_recording_that_is_not_there_fails_alone(tmp_path, message):
    async with Hearing(processes=1) as hearing:
        gone = await hearing.listen(SoundTail(path=tmp_path / "none.wav", started_ns=0), known=())
        tail = begin(tmp_path / "here.wav")
        here = await hearing.listen(tail, known=())
        grow(tail.path, message)
        with pytest.raises(EngineLost, match=r"none\.wav"):
            await gone.finish()
        assert (await here.finish()).segments
