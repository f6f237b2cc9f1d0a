import asyncio
import contextlib
import wave

import numpy as np
import pytest

from probes.phone.line import SoundTail
from probes.phone.shopper_words import ShopperWords, follow_shopper

RNG = np.random.default_rng(7)


def quiet(seconds):
    return RNG.normal(0, 60, round(seconds * 8000)).astype(np.int16)


def loud(seconds):
    return RNG.normal(0, 3000, round(seconds * 8000)).astype(np.int16)


def fed(sound, *, step):
    words = ShopperWords()
    return [turn for at in range(0, len(sound), step) for turn in words.feed(sound[at : at + step])]


@pytest.mark.parametrize("step", [160, 333, 4096, 10**6])
def test_turns_are_found_however_the_sound_arrives(step):
    sound = np.concatenate([quiet(1.0), loud(0.8), quiet(0.3), loud(0.5), quiet(1.5), loud(1.0), quiet(1.0)])
    turns = fed(sound, step=step)
    assert [(round(t.start_s, 1), t.end_s if t.end_s is None else round(t.end_s, 1)) for t in turns] == [
        (1.0, None),
        (1.0, 2.6),
        (4.1, None),
        (4.1, 5.1),
    ]


def test_a_click_is_no_word():
    assert fed(np.concatenate([quiet(1.0), loud(0.02), quiet(1.0)]), step=800) == []


async def test_a_growing_recording_is_followed(tmp_path):
    path = tmp_path / "shopper.wav"
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(quiet(0.5).tobytes())
    told = []
    task = asyncio.create_task(follow_shopper(SoundTail(path, 0), told.append))
    await asyncio.sleep(0.2)
    with path.open("ab") as file:
        file.write(np.concatenate([loud(0.5), quiet(1.0)]).tobytes())
    await asyncio.sleep(0.3)
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task
    assert [(round(t.start_s, 1), t.end_s and round(t.end_s, 1)) for t in told] == [(0.5, None), (0.5, 1.0)]
