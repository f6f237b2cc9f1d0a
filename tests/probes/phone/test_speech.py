import asyncio
import shutil
import wave

import numpy as np
import pytest

from probes.errors import BadSettings, ChannelUnavailable
from probes.phone.conversation.phrases import PHRASES
from probes.phone.speech import RobotVoice
from scenarios.text import LANGUAGES


@pytest.fixture
def voice(tmp_path):
    voice = RobotVoice(recordings=tmp_path)
    yield voice
    voice.close()


def read(path):
    with wave.open(str(path), "rb") as file:
        samples = np.frombuffer(file.readframes(file.getnframes()), dtype="<i2")
        return file.getframerate(), file.getnchannels(), samples


@pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="espeak-ng is not installed")
@pytest.mark.parametrize("language", LANGUAGES)
async def test_it_speaks_every_language_of_the_scenarios(voice, language):
    words = PHRASES["thanks"].say(language)
    utterance = await voice.utterance(words, language=language)
    rate, channels, samples = read(utterance.path)
    assert (rate, channels) == (8000, 1)
    assert 1.0 < utterance.seconds < 6.0
    assert utterance.seconds == pytest.approx(len(samples) / 8000)
    assert np.abs(samples[:400].astype(int)).max() > 0
    assert np.abs(samples.astype(int)).max() > 3000


@pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="espeak-ng is not installed")
async def test_the_same_words_are_rendered_once_and_removed_at_the_end(voice):
    first = await voice.utterance("Hei?", language="nb")
    assert await voice.utterance("Hei?", language="nb") is first
    voice.close()
    assert not first.path.parent.exists()


async def test_a_recording_is_preferred_to_the_synthesiser(voice, tmp_path):
    sound = (8000 * np.sin(np.arange(16000) / 5)).astype("<i2")
    with wave.open(str(tmp_path / "opening.nb.wav"), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(16000)
        file.writeframes(sound.tobytes())
    utterance = await voice.utterance("Hei, jeg lurer på noe.", language="nb", name="opening")
    assert utterance.seconds == pytest.approx(1.0, abs=0.01)


async def test_a_broken_recording_is_told_by_its_name(voice, tmp_path):
    (tmp_path / "opening.nb.wav").write_bytes(b"RIFF")
    with pytest.raises(BadSettings, match=r"opening\.nb\.wav: not a readable WAV file"):
        await voice.utterance("Hei", language="nb", name="opening")


async def test_without_recording_and_synthesiser_it_says_what_to_do(voice, monkeypatch):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ChannelUnavailable, match="apt-get install espeak-ng"):
        await voice.utterance("Hei", language="nb")


@pytest.mark.skipif(shutil.which("espeak-ng") is None, reason="espeak-ng is not installed")
async def test_closed_while_it_speaks_it_ends_and_says_nothing(voice):
    waiting = asyncio.create_task(voice.utterance("takk for hjelpen " * 100, language="nb"))
    await asyncio.sleep(0.01)
    voice.close()
    with pytest.raises(asyncio.CancelledError):
        await waiting
