import asyncio
from typing import Any

import numpy as np

from probes.sandbox.rtp.g711 import SILENCE
from probes.sandbox.rtp.stream import Stream
from probes.sandbox.rtp.two_ears import TwoEars
from probes.sandbox.rtp.wheel import Wheel
from probes.sandbox.sip.call import IncomingCall
from probes.sandbox.sip.sdp import Media
from probes.sandbox.sip.server import SipServer
from probes.sandbox.sound import Moment
from probes.sandbox.sound_meter import SoundMeter
from probes.sandbox.sound_shelf import SoundShelf, make_clip
from probes.sandbox.sounding import Sounding
from probes.sandbox.truth import Happening, TruthLog
from probes.sandbox.turn_ear import TurnEar

_LONG_S = 3600.0
"""Whoever plays music for an hour has not had a turn yet."""


class ShopperCall:
    """One call to a shopper's phone, steered by a test. Implements `CallEvents`.

    `meter` has heard everything that arrived; `over` is set when the call has ended.
    """

    def __init__(
        self,
        *,
        call: IncomingCall,
        server: SipServer,
        shelf: SoundShelf,
        wheel: Wheel,
        truth: TruthLog,
        voice: str,
        language: str,
        rng: np.random.Generator,
        keep: bool,
    ) -> None:
        self.call = call
        self.connected = asyncio.Event()
        """The ACK has come: both sides know that they talk."""
        self.over = asyncio.Event()
        self.meter = SoundMeter(self.log, keep=keep)
        self.stream = Stream(host=server.address[0])
        self._turns = TurnEar(on_spoke=_nothing, on_paused=_nothing)
        self.stream.ear = TwoEars(self.meter, self._turns)
        self.stream.on_key = lambda key, ns, way: self.log(Happening.KEY_RECEIVED, ns=ns, key=key, way=way)
        self.answered = False
        self._shelf = shelf
        self._wheel = wheel
        self._truth = truth
        self._voice = voice
        self._language = language
        self._rng = rng
        self._reading = False
        self._sounding: Sounding | None = None

    @property
    def call_id(self) -> str:
        """The Call-ID."""
        return self.call.call_id

    def log(self, event: Happening, *, ns: int | None = None, **detail: Any) -> None:
        """Write a true event."""
        self._truth.write(event, call=self.call.call_id, ns=ns, **detail)

    def ring(self) -> None:
        """Ring."""
        self.log(Happening.RINGING_SENT, ns=self.call.ring())

    def answer(self) -> None:
        """Take the call. Does nothing if it is over or taken already."""
        if self.over.is_set() or self.answered:
            return
        accepted = self.call.negotiate(
            host=self.stream.host, port=self.stream.port, accepted=("PCMA", "PCMU")
        )
        if not accepted:
            self.decline(488)
            return
        self.answered = True
        # Sound may arrive before the ACK does; each packet is stamped when it comes, not at the beat.
        asyncio.get_running_loop().add_reader(self.stream.socket, self.stream.drain)
        self._reading = True
        self.log(Happening.OK_SENT, ns=self.call.answer())
        if self.call.remote is not None and self.call.local is not None:
            self.stream.connect(local=self.call.local, remote=self.call.remote)
        self._wheel.add(self.stream)

    def decline(self, status: int = 603) -> None:
        """Refuse the call (603: declined, 486: busy)."""
        if not self.over.is_set() and not self.answered:
            self.log(Happening.REFUSED, ns=self.call.refuse(status), status=status)
            self._finish(by="shopper")

    def hang_up(self) -> None:
        """End the call: BYE, or 480 while it rings. Does nothing if it is over."""
        if self.over.is_set():
            return
        if not self.answered:
            self.decline(480)
            return
        self.log(Happening.BYE_SENT, ns=self.call.bye())
        self._finish(by="shopper")

    async def say(self, moment: Moment = "talk") -> None:
        """Say something and wait until it has been said (or the call is over)."""
        seed = int(self._rng.integers(2**62))
        sound = await self._shelf.speak(
            agent=self._voice, language=self._language, moment=moment, rng=np.random.default_rng(seed)
        )
        if self.over.is_set() or not self.answered:
            return
        if self._sounding is not None:
            self._sounding.cut()
        codec = self.stream.codec
        self._sounding = Sounding(
            make_clip(sound, codec),
            stream=self.stream,
            silence=SILENCE[codec],
            on_start=lambda ns: self.log(Happening.SAID, ns=ns, moment=moment),
            on_end=lambda ns, cut: self.log(Happening.UTTERANCE_ENDED, ns=ns, moment=moment, cut=cut),
        )
        await self._sounding.wait()

    async def their_turn(self) -> None:
        """Wait until the other side has said something (or played it) and has fallen silent."""
        while not await self._turns.turn(within=_LONG_S, longest=_LONG_S):
            pass

    def close(self) -> None:
        """Let go of what the call holds. Idempotent."""
        if self._reading:
            asyncio.get_running_loop().remove_reader(self.stream.socket)
            self._reading = False
        self._wheel.remove(self.stream)
        self.stream.close()

    # CallEvents

    def on_ack(self, at_ns: int) -> None:
        """The first ACK."""
        self.log(Happening.ACK_RECEIVED, ns=at_ns)
        self.connected.set()

    def on_media(self, remote: Media, at_ns: int) -> None:
        """The caller's media changed."""
        if self.call.local is not None:
            self.stream.connect(local=self.call.local, remote=remote)
        self.log(Happening.CALLER_HELD if remote.held else Happening.CALLER_RESUMED, ns=at_ns)

    def on_key(self, key: str, at_ns: int) -> None:
        """A key by SIP INFO."""
        self.log(Happening.KEY_RECEIVED, ns=at_ns, key=key, way="info")

    def on_refer(self, status: int, at_ns: int) -> None:
        """Never happens: this phone sends no REFER."""

    def on_ended(self, how: str, at_ns: int) -> None:
        """The call was ended from outside."""
        event = {"cancel": Happening.CANCELLED, "bye": Happening.BYE_RECEIVED}.get(how, Happening.BYE_SENT)
        self.log(event, ns=at_ns)
        self._finish(by="caller")

    def _finish(self, *, by: str) -> None:
        if self._sounding is not None:
            self._sounding.cut()
        self.meter.end()
        self.close()
        self.log(Happening.ENDED, by=by)
        self.over.set()


def _nothing(at_ns: int) -> None:
    """The meter tells what was heard."""
