"""How a baresip agent talks: a greeting, and a sentence whenever the caller has finished one."""

import asyncio
import contextlib
import wave
from collections.abc import Callable
from pathlib import Path

import numpy as np
from baresip import Call
from baresip.call import CallState
from baresip.errors import AudioNotActive, AudioRestarted

FRAME_S = 0.02
LOUD = 300.0
"""Level (root mean square of 16-bit samples) above which the caller speaks."""
TURN_S = 0.5
"""Silence after which the caller's turn is over."""


async def converse(
    call: Call, phrases: list[str], *, first_after_s: float, seconds: float, say: Callable[..., None]
) -> None:
    """Talk for a while: the first phrase as greeting, then the others in turn as answers."""
    loop = asyncio.get_running_loop()
    begun = loop.time()
    sound = [_read(Path(path)) for path in phrases]
    waiting = b""
    number = 0
    heard_at: float | None = None
    frames = 0
    while loop.time() < begun + seconds and call.state is not CallState.CLOSED:
        now = loop.time()
        with contextlib.suppress(AudioNotActive, AudioRestarted):
            if _level(call.audio.read(3200)) > LOUD:
                heard_at = now
            greeting = number == 0 and now >= begun + first_after_s
            answering = number > 0 and heard_at is not None and now > heard_at + TURN_S
            if not waiting and (greeting or answering):
                waiting, heard_at = sound[number % len(sound)], None
                say("speaks", number=number)
                number += 1
            if waiting:
                taken = call.audio.write(waiting[:320])
                waiting = waiting[taken:]
        frames += 1
        await asyncio.sleep(max(0.0, begun + frames * FRAME_S - loop.time()))


def _level(pcm: bytes) -> float:
    samples = np.frombuffer(pcm, dtype="<i2").astype(float)
    return float(np.sqrt((samples**2).mean())) if len(samples) else 0.0


def _read(path: Path) -> bytes:
    with wave.open(str(path)) as file:
        return file.readframes(file.getnframes())
