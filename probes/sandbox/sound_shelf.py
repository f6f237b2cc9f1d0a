import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np

from probes.errors import BadSettings
from probes.sandbox.rtp.g711 import encode
from probes.sandbox.sip.sdp import Codec
from probes.sandbox.sound import Moment, Sound, SoundSource


@dataclass(frozen=True, slots=True)
class Clip:
    """Sound ready to be sent: G.711 bytes, and the first and last audible sample."""

    payload: bytes
    first: int
    last: int


class SoundShelf:
    """A process's sounds as G.711, each recording, tone and piece of music encoded once for all calls."""

    def __init__(self, source: SoundSource) -> None:
        self._source = source
        self._kept: dict[tuple[str, str, str, Codec], Clip] = {}
        # Speech is composed beside the media: one thread, so that the packets keep their beat.
        self._composer = ThreadPoolExecutor(max_workers=1, thread_name_prefix="composer")

    def prompt(self, name: str, language: str, codec: Codec) -> Clip:
        """Return a recording. Raises BadSettings if there is none."""
        key = ("prompt", name, language, codec)
        return self._kept.get(key) or self._keep(key, lambda: self._source.prompt(name, language))

    def music(self, name: str, codec: Codec) -> Clip:
        """Return a piece of music. Raises BadSettings if there is none."""
        key = ("music", name, "", codec)
        return self._kept.get(key) or self._keep(key, lambda: self._source.music(name))

    def tone(self, name: str, country: str, codec: Codec) -> Clip:
        """Return one period of a tone. Raises BadSettings if there is none."""
        key = ("tone", name, country, codec)
        return self._kept.get(key) or self._keep(key, lambda: self._source.tone(name, country))

    async def speak(self, *, agent: str, language: str, moment: Moment, rng: np.random.Generator) -> Sound:
        """Compose what a person says, off the media thread."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(
            self._composer,
            lambda: self._source.speak(agent=agent, language=language, moment=moment, rng=rng),
        )

    async def background(self, *, agent: str, rng: np.random.Generator) -> Sound:
        """Make the noise behind a person, off the media thread."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(
            self._composer, lambda: self._source.background(agent=agent, rng=rng)
        )

    def close(self) -> None:
        """End the composing thread."""
        self._composer.shutdown(wait=False, cancel_futures=True)

    def _keep(self, key: tuple[str, str, str, Codec], source: Callable[[], Sound]) -> Clip:
        try:
            samples = source()
        except KeyError as error:
            raise BadSettings(f"{' '.join(filter(None, key[:3]))}: the town has no such sound") from error
        clip = self._kept[key] = make_clip(samples, key[3])
        return clip


def make_clip(samples: Sound, codec: Codec, *, behind: Sound | None = None) -> Clip:
    """Encode samples; `behind` is noise of at least their length, mixed in after the onset is found."""
    first, last = audible_span(samples)
    if behind is not None and len(behind):
        mixed = samples.astype(np.int32) + behind[: len(samples)]
        samples = np.clip(mixed, -32768, 32767).astype(np.int16)
    return Clip(encode(np.ascontiguousarray(samples), codec), first, last)


def audible_span(samples: Sound) -> tuple[int, int]:
    """Return the numbers of the first and the last audible sample.

    Audible is what exceeds 2 % of the clip's own peak, at least 50 units (-56 dB of full scale);
    project's own choice. Wholly silent clips give their first and last sample.
    """
    if not len(samples):
        return 0, 0
    size = np.abs(samples.astype(np.int32))
    loud = np.flatnonzero(size > max(50, int(size.max() * 0.02)))
    return (int(loud[0]), int(loud[-1])) if len(loud) else (0, len(samples) - 1)
