import asyncio
import hashlib
import shutil
import wave
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from probes.errors import BadSettings, ChannelUnavailable
from probes.phone.engine.hidden_folder import HiddenFolder

RATE = 8000
"""Samples a second of what the robot speaks (Hz)."""

_ESPEAK = {"nb": "nb", "nn": "nb", "sv": "sv", "da": "da", "fi": "fi", "en": "en-gb"}
_TIMEOUT_S = 20.0


@dataclass(frozen=True, slots=True)
class Utterance:
    """Words ready to be played: a mono 8 kHz WAV in memory and its length in seconds."""

    path: Path
    seconds: float


class Voice(Protocol):
    """Who speaks for the robot."""

    async def utterance(self, words: str, *, language: str, name: str = "") -> Utterance:
        """Return the words as sound. `name` is what they are (`opening`, a fact's id …) for recordings.

        Raises ChannelUnavailable if this machine cannot speak, BadSettings for an unfit recording.
        """


class RobotVoice:
    """Scenario recordings where there are any, else espeak-ng, rendered into memory-backed files.

    `recordings` is a folder with `NAME.LANGUAGE.wav` (such as `opening.nb.wav`); mono, any rate. What was
    rendered once is kept until `close`, so that one voice serves many calls.
    """

    def __init__(self, *, recordings: Path | None = None) -> None:
        self._recordings = recordings
        # Our own words may lie on a disk where there is no memory-backed folder; nobody else's may.
        self._leaving = ExitStack()
        self._folder = self._leaving.enter_context(HiddenFolder(on_disk=True)).path
        self._ready: dict[str, asyncio.Task[Utterance]] = {}

    async def utterance(self, words: str, *, language: str, name: str = "") -> Utterance:
        """Return the words as sound; see `Voice`."""
        key = hashlib.sha256(f"{name}\0{language}\0{words}".encode()).hexdigest()[:24]
        if key not in self._ready or self._ready[key].cancelled():
            task = asyncio.create_task(self._render(words, language, name, self._folder / key))
            # Whoever waits is told what went wrong; where nobody waits any more, nobody need be.
            task.add_done_callback(lambda done: done.cancelled() or done.exception())
            self._ready[key] = task
        return await asyncio.shield(self._ready[key])

    def close(self) -> None:
        """Remove what was rendered, and end what still is: its file would be gone from under it."""
        for task in self._ready.values():
            if not task.done() and not task.get_loop().is_closed():
                task.cancel()
        self._leaving.close()

    async def _render(self, words: str, language: str, name: str, stem: Path) -> Utterance:
        recorded = self._recordings / f"{name}.{language}.wav" if self._recordings and name else None
        if recorded is not None and recorded.is_file():
            samples, rate = _read(recorded)
        else:
            raw = stem.with_suffix(".raw.wav")
            await _espeak(words, language, raw)
            samples, rate = _read(raw)
            raw.unlink()
        sound = _trimmed(_at_rate(samples, rate))
        path = stem.with_suffix(".wav")
        with wave.open(str(path), "wb") as file:
            file.setnchannels(1)
            file.setsampwidth(2)
            file.setframerate(RATE)
            file.writeframes(sound.tobytes())
        return Utterance(path, len(sound) / RATE)


async def _espeak(words: str, language: str, target: Path) -> None:
    program = shutil.which("espeak-ng")
    if program is None:
        raise ChannelUnavailable(
            "the robot has no voice: there is no recording of these words and espeak-ng is not installed"
            " – apt-get install espeak-ng, or give recordings, or use --mode bridged"
        )
    process = await asyncio.create_subprocess_exec(
        program,
        *("-v", _ESPEAK.get(language, language), "-s", "160", "-z", "-b", "1", "--stdin", "-w", str(target)),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
        start_new_session=True,  # Ctrl-C at the terminal is for us: we end it
    )
    try:
        async with asyncio.timeout(_TIMEOUT_S):
            _, complaint = await process.communicate(words.encode())
    except TimeoutError:
        process.kill()
        await process.communicate()
        raise ChannelUnavailable("espeak-ng did not finish speaking") from None
    except asyncio.CancelledError:
        with suppress(ProcessLookupError):
            process.kill()
        await process.communicate()  # to the end of its pipe, which nobody would close for us
        raise
    if process.returncode != 0:
        said = complaint.decode(errors="replace").strip().splitlines()[-1:] or ["no reason given"]
        raise ChannelUnavailable(f"espeak-ng cannot speak {language!r}: {said[0]}")


def _read(path: Path) -> tuple[NDArray[np.int16], int]:
    try:
        with wave.open(str(path), "rb") as file:
            if file.getsampwidth() != 2 or file.getnchannels() != 1:
                raise BadSettings(f"{path}: a recording must be mono with 16 bits a sample")
            return np.frombuffer(file.readframes(file.getnframes()), dtype=np.int16), file.getframerate()
    except (wave.Error, EOFError, OSError) as error:
        raise BadSettings(f"{path}: not a readable WAV file ({error})") from error


def _at_rate(samples: NDArray[np.int16], rate: int) -> NDArray[np.int16]:
    if rate == RATE or len(samples) == 0:
        return samples
    # By the spectrum: what lies above the new Nyquist frequency is cut off, the rest is kept as it is.
    length = round(len(samples) * RATE / rate)
    spectrum = np.fft.rfft(samples.astype(np.float64))[: length // 2 + 1]
    resampled = np.fft.irfft(spectrum, length) * (length / len(samples))
    return np.asarray(np.clip(np.round(resampled), -32768, 32767), dtype=np.int16)


def _trimmed(samples: NDArray[np.int16]) -> NDArray[np.int16]:
    # Silence before the first and after the last sound would delay a turn.
    loud = np.flatnonzero(np.abs(samples.astype(np.int32)) > 200)
    if loud.size == 0:
        return samples
    return samples[max(0, loud[0] - RATE // 50) : loud[-1] + RATE // 20]
