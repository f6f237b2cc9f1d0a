import asyncio
import contextlib
import secrets
from collections.abc import AsyncIterator, Mapping
from pathlib import Path
from typing import Any

from probes.errors import BadSettings, EngineLost
from probes.phone.engine.dialling import Dialling
from probes.phone.engine.process import WorkerProcess
from probes.phone.engine.wire import Message
from probes.phone.line import Leg, Signal, SignalKind, SoundTail
from probes.phone.quality import estimate_mos
from probes.phone.trace import Trace, TracedMessage

_KEYS = frozenset("0123456789*#ABCD,")


class PhoneLine:
    """One call carried by a worker process (the contract `probes.phone.line.Line`)."""

    def __init__(self, *, number: int, worker: WorkerProcess, dialling: Dialling) -> None:
        self.number = number
        self.messages = Trace()
        self._worker = worker
        self._dialling = dialling
        self._signals: asyncio.Queue[Signal | None] = asyncio.Queue()
        self._legs: set[Leg] = set()
        self._sounds: dict[Leg, asyncio.Future[SoundTail]] = {}
        self._figures: dict[str, Any] = {}
        self._over = False
        self._all_over = asyncio.Event()
        self._all_over.set()

    async def signals(self) -> AsyncIterator[Signal]:
        """Yield every signal; end after the last leg has ended."""
        while (signal := await self._signals.get()) is not None:
            yield signal
        self._signals.put_nowait(None)

    async def dial(self, target: str, *, refer_allowed: tuple[str, ...] = ()) -> None:
        """Send the INVITE. Raises NotAllowed before a packet leaves, BadSettings for a bad address."""
        await self._dial(target, "organisation", refer_allowed)

    async def ring_shopper(self, target: str) -> None:
        """Dial the shopper's phone as a second leg."""
        await self._dial(target, "shopper", ())

    async def sound(self, leg: Leg = "organisation") -> SoundTail:
        """Wait until the leg's media runs and return its recording. Raises EngineLost if it never does."""
        return await asyncio.shield(self._sound(leg))

    async def press(self, keys: str) -> None:
        """Send keys. Raises BadSettings for anything that is no key."""
        keys = keys.upper()
        if not keys or not set(keys) <= _KEYS:
            raise BadSettings(
                f"press: {keys!r} holds something that is no key (0-9 * # A-D and the comma are)"
            )
        await self._order("press", keys=keys)

    async def play(self, wav: Path, leg: Leg = "organisation") -> None:
        """Start a WAV file; PLAYED follows. Raises BadSettings for a file that cannot be played."""
        await self._order("play", leg=leg, wav=str(wav))

    async def stop_playing(self, leg: Leg = "organisation") -> None:
        """Stop at once what is being played."""
        with contextlib.suppress(BadSettings):
            await self._order("stop_playing", leg=leg)

    async def connect(self, *, hears: bool, speaks: bool) -> None:
        """Open or close the bridge, each direction by itself."""
        await self._order("connect", hears=hears, speaks=speaks)

    async def hang_up(self, leg: Leg | None = None) -> None:
        """End one leg or all; idempotent."""
        if self._legs:
            with contextlib.suppress(EngineLost):
                await self._order("hang_up", leg=leg)

    async def media_quality(self) -> Mapping[str, object]:
        """Return the RTP figures of the organisation's leg so far.

        Keys: packets, lost, discarded, sent, jitter_ms, jitter_max_ms, rtt_ms, buffer_ms, codec, one_way
        and mos (None before there is anything to estimate).
        """
        if "organisation" in self._legs:
            with contextlib.suppress(BadSettings, EngineLost):
                self._figures = (await self._order("quality"))["quality"]
        figures = dict(self._figures)
        received, sent = figures.get("packets", 0), figures.get("sent", 0)
        figures["one_way"] = bool(sent) and not received
        figures["mos"] = estimate_mos(figures)
        return figures

    def trace(self) -> str:
        """Return the SIP messages of all legs so far, secrets masked."""
        return self.messages.text()

    # For the supervisor

    @property
    def idle(self) -> bool:
        """True when no leg is left."""
        return not self._legs

    async def wait_idle(self) -> None:
        """Wait until no leg is left."""
        await self._all_over.wait()

    def take(self, message: Message) -> None:
        """Take one of the worker's messages."""
        leg = message["leg"]
        if "signal" in message:
            self._signal(SignalKind(message["signal"]), message["at"], leg, message["detail"])
        elif "sip" in message:
            self.messages.add(
                TracedMessage(message["at"], message["way"], message["peer"], message["sip"], message["leg"])
            )
        elif "sound" in message and not self._sound(leg).done():
            self._sound(leg).set_result(SoundTail(Path(message["sound"]), message["at"]))
        elif "quality" in message and leg == "organisation":
            self._figures = message["quality"]
        elif "over" in message:
            self._leg_over(leg)

    def engine_lost(self, *, at_ns: int, code: int | None) -> None:
        """Tell the reader that the worker has died."""
        if self._over:
            return
        self._signal(SignalKind.ENGINE_LOST, at_ns, "organisation", {"exit": code})
        self.end()

    def end(self) -> None:
        """Let the signals end, whatever is left."""
        self._legs.clear()
        self._close()

    # Inside

    async def _dial(self, target: str, leg: Leg, refer_allowed: tuple[str, ...]) -> None:
        uri = self._dialling.uri(target)
        if leg in self._legs or self._over:
            raise BadSettings(f"dial: the {leg} leg of this line is already in use")
        await self._dialling.wait_turn(self._worker)
        self._legs.add(leg)
        self._all_over.clear()
        try:
            await self._order("dial", leg=leg, uri=uri, call_id=f"{secrets.token_hex(12)}@svartid",
                              refer_allowed=list(refer_allowed))  # fmt: skip
        except BaseException:
            self._legs.discard(leg)
            if not self._legs:
                self._all_over.set()
            raise

    async def _order(self, what: str, **fields: Any) -> Message:
        return await self._worker.order(what, line=self.number, **fields)

    def _sound(self, leg: Leg) -> asyncio.Future[SoundTail]:
        if leg not in self._sounds:
            self._sounds[leg] = asyncio.get_running_loop().create_future()
            if self._over:
                self._no_sound(self._sounds[leg])
        return self._sounds[leg]

    def _signal(self, kind: SignalKind, at_ns: int, leg: Leg, detail: Mapping[str, object]) -> None:
        self._signals.put_nowait(Signal(kind, at_ns, leg, detail))

    def _leg_over(self, leg: Leg) -> None:
        self._legs.discard(leg)
        if leg in self._sounds:
            self._no_sound(self._sounds[leg])
        if not self._legs:
            self._close()

    def _close(self) -> None:
        if not self._over:
            self._over = True
            self._signals.put_nowait(None)
        for sound in self._sounds.values():
            self._no_sound(sound)
        self._all_over.set()

    def _no_sound(self, sound: asyncio.Future[SoundTail]) -> None:
        if not sound.done():
            sound.set_exception(EngineLost("the leg ended before any sound was heard"))
            sound.exception()  # retrieved: nobody may be waiting
