"""A stage for conversations: virtual time, a scripted far end, a line and an ear that report it.

The far end is a coroutine that speaks, plays, rings and listens; an hour of it takes milliseconds.
"""

import asyncio
import contextlib
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

from virtual_time import VirtualClock, VirtualLoop, run

from probes.phone.line import Signal, SignalKind, SoundTail
from probes.phone.means import Means
from probes.phone.sound.segment import Segment, SoundKind
from probes.phone.speech import Utterance

__all__ = ["VirtualClock", "VirtualLoop", "run"]

EAR_LATE_S = 0.3


@dataclass
class Heard:
    segments: list[Segment]
    features: bytes = b"features"
    learnable: tuple = ()


class StageVoice:
    """Each word lasts a third of a second."""

    async def utterance(self, words: str, *, language: str, name: str = "") -> Utterance:
        return Utterance(
            Path(f"/{language}/{name}/{len(words.split()) * 0.33:.2f}"), len(words.split()) * 0.33
        )


class StageMemory:
    def __init__(self):
        self.learned = []

    def recall(self, touchpoint):
        return ()

    def learn(self, touchpoint, *fingerprints):
        self.learned += [(touchpoint, one) for one in fingerprints]


class FarEnd:
    """What the organisation does, told in the order in which it does it."""

    def __init__(self, line: "StageLine"):
        self.line = line
        self.truth: list[Segment] = []

    @property
    def now(self):
        return asyncio.get_running_loop().time()

    async def ring(self, seconds: float, *, after: float = 0.1):
        await asyncio.sleep(after)
        self.line.signal(SignalKind.TRYING)
        self.line.signal(SignalKind.RINGING)
        await asyncio.sleep(seconds)

    def early_media(self):
        self.line.signal(SignalKind.EARLY_MEDIA)
        self.line.media()

    def answer(self):
        self.line.signal(SignalKind.ANSWERED)
        self.line.media()

    async def refuse(self, status: int, *, cause: int | None = None, by="organisation"):
        detail = {"by": by, "status": status, "reason": "no", "cause": cause}
        self.line.end(detail)

    async def sound(self, kind: SoundKind, seconds: float | None, *, live=None, cut=False, **detail):
        """Sound for some seconds; `live` is the detail the ear reports at once, `detail` the truth.

        `seconds` None: until cancelled; `cut`: ends when a key is pressed.
        """
        start = self.now - self.line.media_at
        report = dict(live if live is not None else detail)
        pressed = self.line.keys_count
        begun = len(self.truth)
        self.truth.append(Segment(kind, start, None, 1.0, detail))
        self.line.ear_hears_sound(start)
        self.line.ear_hears(Segment(kind, start, None, 1.0, report))
        try:
            if cut:
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(seconds):
                        await self.line.until(lambda: self.line.keys_count > pressed)
            else:
                await asyncio.sleep(1e9 if seconds is None else seconds)
        finally:
            end = self.now - self.line.media_at
            self.truth[begun] = Segment(kind, start, end, 1.0, detail)
            self.line.ear_hears(Segment(kind, start, end, 1.0, report))
            self.line.ear_hears_silence(end)

    async def recording(self, seconds: float, *, known=False, cut=False, prompt="r1"):
        live = {"speaker": "recording", "prompt": prompt} if known else {"speaker": "undecided"}
        await self.sound(SoundKind.SPEECH, seconds, live=live, cut=cut, speaker="recording", prompt=prompt)

    async def person(self, seconds: float, *, live="undecided"):
        """Speak as a person. The ear decides live for a person if this answers the caller's words."""
        turn = self.line.caller_ended is not None and self.now - self.line.caller_ended < 2.5
        speaker = "person" if turn else live
        await self.sound(SoundKind.SPEECH, seconds, live={"speaker": speaker}, speaker="person")

    async def music(self, seconds: float | None):
        await self.sound(SoundKind.MUSIC, seconds)

    async def tone(self, tone: str, seconds: float | None):
        await self.sound(SoundKind.TONE, seconds, tone=tone)

    async def quiet(self, seconds: float):
        await asyncio.sleep(seconds)

    async def listen(self, *, within: float = 30.0):
        """Wait until the caller has said something and stopped."""
        said = self.line.said_count
        async with asyncio.timeout(within):
            await self.line.until(lambda: self.line.said_count > said and not self.line.speaking)
        await asyncio.sleep(0.4)

    async def key(self, *, within: float = 60.0):
        count = self.line.keys_count
        async with asyncio.timeout(within):
            await self.line.until(lambda: self.line.keys_count > count)

    def signal(self, kind: SignalKind, **detail):
        self.line.signal(kind, **detail)

    def hang_up(self):
        self.line.end({"by": "organisation", "status": 200, "reason": "BYE", "cause": 16})


Script = Callable[[FarEnd], Awaitable[None]]


class StageLine:
    """A line whose far end is a script, and whose ear reports it late, as a real one does."""

    def __init__(self, script: Script, shopper: "ShopperPhone | None"):
        self._script = script
        self._signals: asyncio.Queue[Signal | None] = asyncio.Queue()
        self._ear: asyncio.Queue[Segment | None] = asyncio.Queue()
        self._changed = asyncio.Event()
        self._playing: asyncio.Task | None = None
        self._far: asyncio.Task | None = None
        self.far = FarEnd(self)
        self.shopper = shopper or ShopperPhone()
        self.media_at: float | None = None
        self._silence: float | None = None
        self.ended = False
        self.dialled: list[str] = []
        self.said: list[str] = []
        self.said_to_shopper: list[str] = []
        self.keys: list[str] = []
        self.connects: list[tuple[float, bool, bool]] = []
        self.speaking = False
        self.caller_ended: float | None = None
        self.caller_told: list[tuple[float, float | None]] = []
        self.hung_up_at: float | None = None

    # The line

    async def signals(self) -> AsyncIterator[Signal]:
        while (signal := await self._signals.get()) is not None:
            yield signal

    async def dial(self, target, *, refer_allowed=()):
        self.dialled.append(target)
        self.signal(SignalKind.INVITE_SENT)
        self._far = asyncio.create_task(self._run())

    async def sound(self, leg="organisation"):
        if leg == "shopper":
            return self.shopper.tail
        await self.until(lambda: self.media_at is not None)
        return SoundTail(Path("/dev/null"), round(self.media_at * 1e9))

    async def press(self, keys):
        self.keys.append(keys)
        self.signal(SignalKind.KEYS_SENT, keys=keys)
        self._changed.set()

    async def play(self, wav, leg="organisation"):
        if leg == "shopper":
            self.said_to_shopper.append(wav.parts[2])
            return
        await self.stop_playing()
        self.said.append(wav.parts[2])
        self.speaking = True
        self._playing = asyncio.create_task(self._play(float(wav.parts[3])))

    async def stop_playing(self, leg="organisation"):
        if self._playing is not None:
            self._playing.cancel()
            self._playing = None
            self._stopped()

    async def ring_shopper(self, target):
        await self.shopper.rung(self)

    async def connect(self, *, hears, speaks):
        self.connects.append((asyncio.get_running_loop().time(), hears, speaks))

    async def hang_up(self, leg=None):
        self.hung_up_at = self.hung_up_at or asyncio.get_running_loop().time()
        self.end({"by": "caller", "status": 200, "reason": "BYE", "cause": 16})

    async def media_quality(self):
        return {"packets": 100, "lost": 0, "jitter_ms": 0.1, "mos": 4.4}

    def trace(self):
        return "--- 0.000000 s sent 127.0.0.1\nINVITE\n"

    # The ear

    async def segments(self) -> AsyncIterator[Segment]:
        while (segment := await self._ear.get()) is not None:
            yield segment

    def caller_speaks(self, start_s, end_s):
        self.caller_told.append((start_s, end_s))

    def caller_pressed(self, at_s):
        pass

    async def finish(self):
        return Heard(sorted(self.far.truth, key=lambda segment: segment.start_s))

    def ear_hears(self, segment: Segment):
        loop = asyncio.get_running_loop()
        loop.call_later(EAR_LATE_S, self._ear.put_nowait, segment)

    def ear_hears_silence(self, start: float):
        self._silence = start
        self.ear_hears(Segment(SoundKind.SILENCE, start, None))

    def ear_hears_sound(self, start: float):
        if self._silence is not None and start - self._silence > 0.01:
            self.ear_hears(Segment(SoundKind.SILENCE, self._silence, start))
        self._silence = None

    # Behind the scenes

    @property
    def keys_count(self):
        return len(self.keys)

    @property
    def said_count(self):
        return len(self.said)

    def signal(self, kind, leg="organisation", **detail):
        if not self.ended:
            at_ns = round(asyncio.get_running_loop().time() * 1e9)
            self._signals.put_nowait(Signal(kind, at_ns, leg, detail))

    def media(self):
        if self.media_at is None:
            self.media_at = asyncio.get_running_loop().time()
            self._changed.set()

    def end(self, detail):
        if not self.ended:
            self.signal(SignalKind.ENDED, **detail)
            self.shopper.far_end_left(self)
            self.ended = True
            self._signals.put_nowait(None)

    def lose(self):
        self.signal(SignalKind.ENGINE_LOST, exit=139)
        self.ended = True
        self._signals.put_nowait(None)

    async def until(self, condition):
        while not condition():
            self._changed.clear()
            await self._changed.wait()

    async def _run(self):
        await self._script(self.far)
        await asyncio.sleep(1e9)

    async def _play(self, seconds):
        await asyncio.sleep(seconds)
        self._playing = None
        self.signal(SignalKind.PLAYED)
        self._stopped()

    def _stopped(self):
        self.speaking = False
        self.caller_ended = asyncio.get_running_loop().time()
        self._changed.set()

    async def close(self):
        self._ear.put_nowait(None)
        tasks = [task for task in (self._far, self._playing, *self.shopper.tasks) if task]
        for task in tasks:
            task.cancel()
        for result in await asyncio.gather(*tasks, return_exceptions=True):
            if isinstance(result, Exception) and not isinstance(result, asyncio.CancelledError):
                raise result


class ShopperPhone:
    """A shopper's phone that answers after some seconds (None: never) and may decline, or hang up later."""

    def __init__(
        self,
        *,
        answers_after: float | None = 1.0,
        declines_after: float | None = None,
        hangs_up_after: float | None = None,
        by: str = "shopper",
        speaks: tuple[tuple[float, float], ...] = (),
    ):
        self._speaks = speaks
        self.tail = SoundTail(Path("/dev/null"), 0)
        self._declines_after = declines_after
        self._by = by
        self._answers_after = answers_after
        self._hangs_up_after = hangs_up_after
        self.rings = 0
        self.tasks: list[asyncio.Task] = []
        self.up = False

    async def rung(self, line):
        self.rings += 1
        line.signal(SignalKind.INVITE_SENT, leg="shopper")
        line.signal(SignalKind.RINGING, leg="shopper")
        self.tasks.append(asyncio.create_task(self._live(line)))

    async def _live(self, line):
        if self._declines_after is not None:
            await asyncio.sleep(self._declines_after)
            line.signal(SignalKind.ENDED, leg="shopper", by="shopper")
            return
        if self._answers_after is None:
            return
        await asyncio.sleep(self._answers_after)
        self.up = True
        if self._speaks:
            self.tasks.append(asyncio.create_task(self._speak()))
        line.signal(SignalKind.ANSWERED, leg="shopper")
        if self._hangs_up_after is not None:
            await asyncio.sleep(self._hangs_up_after)
            self.up = False
            line.signal(SignalKind.ENDED, leg="shopper", by=self._by)

    async def _speak(self):
        """Let the recording of the shopper's leg grow; each (start, end) counts from the answer, in s."""
        zero = asyncio.get_running_loop().time()
        with tempfile.NamedTemporaryFile(suffix=".wav") as file:
            self.tail = SoundTail(Path(file.name), round(zero * 1e9))
            file.write(bytes(44))
            written = 0.0
            for start, end in self._speaks:
                for until, sample in ((start, b"\0\0"), (end, b"\0\x20"), (end + 1.0, b"\0\0")):
                    await asyncio.sleep(zero + until - asyncio.get_running_loop().time())
                    file.write(sample * round((until - written) * 8000))
                    file.flush()
                    written = until
            await asyncio.sleep(1e9)

    def far_end_left(self, line):
        if self.up:
            line.signal(SignalKind.ENDED, leg="shopper", by="caller")


@dataclass
class Stage:
    """Lines with a scripted far end, and the ears on them."""

    script: Script
    shopper: ShopperPhone | None = None
    line_: StageLine | None = field(default=None, init=False)

    @contextlib.asynccontextmanager
    async def line(self, *, legs=1):
        line = self.line_ = StageLine(self.script, self.shopper)
        try:
            yield line
        finally:
            await line.hang_up()
            await line.close()

    async def listen(self, tail, *, known):
        return self.line_

    async def stop(self):
        pass

    def means(self) -> Means:
        return Means(self, self, StageVoice(), StageMemory())
