import asyncio
import time
from collections.abc import Callable

from probes.sandbox.rtp.playback import Playback
from probes.sandbox.rtp.stream import Stream
from probes.sandbox.sound_shelf import Clip

Tell = Callable[[int, bool], None]
"""Takes a time in ns and whether the sound was cut short."""


class Sounding:
    """One sound on its way to the caller, with the true times of its audible beginning and end.

    `on_start` is called with the time of the first audible sample, `on_end` with that of the last one,
    or of the last packet if the sound was cut. Both at most once; `on_end` only after `on_start`.
    """

    def __init__(
        self,
        clip: Clip,
        *,
        stream: Stream,
        silence: int,
        loop: bool = False,
        start: int = 0,
        on_start: Callable[[int], None],
        on_end: Tell,
    ) -> None:
        self.playback = Playback(clip.payload, silence=silence, loop=loop, start=start)
        self._stream = stream
        self._on_start = on_start
        self._on_end = on_end
        self._started = self._told_end = False
        self._done: asyncio.Future[int] = asyncio.get_running_loop().create_future()
        # A loop begins wherever it was left, and its own quiet places do not make it begin again.
        self.playback.marks.append((self.playback.position if loop else clip.first, self._begin))
        if not loop:
            self.playback.marks.append((clip.last, lambda ns: self._finish(ns, cut=False)))
            self.playback.on_end = self._ended
        stream.play(self.playback)

    async def wait(self) -> int:
        """Wait until all of it has sounded (silence at its end included); return that time in ns."""
        ended_ns = await asyncio.shield(self._done)
        # The last packet has left, but what is in it takes another 20 ms.
        await asyncio.sleep(max(0.0, (ended_ns - time.monotonic_ns()) / 1e9))
        return ended_ns

    @property
    def done(self) -> asyncio.Future[int]:
        """Resolves when all of it has been sent or it was cut."""
        return self._done

    def cut(self) -> int:
        """Stop now; return how many samples were sent. Harmless if it has ended."""
        if not self._done.done():
            self._stream.stop()
            if self._started:
                self._finish(self.playback.end_ns, cut=True)
            self._done.set_result(self.playback.end_ns)
        return self.playback.position

    def _begin(self, at_ns: int) -> None:
        self._started = True
        self._on_start(at_ns)

    def _finish(self, at_ns: int, *, cut: bool) -> None:
        if not self._told_end:
            self._told_end = True
            self._on_end(at_ns, cut)

    def _ended(self, at_ns: int) -> None:
        if not self._done.done():
            self._done.set_result(at_ns)
