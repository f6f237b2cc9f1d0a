import asyncio

import numpy as np

from probes.sandbox.behaviour import Agent, CentreBehaviour, Fault, Wait
from probes.sandbox.centre_rotation import Persons, Rotation
from probes.sandbox.centre_sound import CallSound
from probes.sandbox.rtp.stream import Stream
from probes.sandbox.rtp.two_ears import TwoEars
from probes.sandbox.rtp.wheel import Wheel
from probes.sandbox.sip.call import IncomingCall
from probes.sandbox.sip.sdp import Direction, Media
from probes.sandbox.sip.server import SipServer
from probes.sandbox.sound_meter import SoundMeter
from probes.sandbox.sound_shelf import SoundShelf
from probes.sandbox.truth import Happening, TruthLog
from probes.sandbox.turn_ear import TurnEar


class CallOver(Exception):
    """The call has ended in the middle of its script: a way out, not an error."""


class CentreCall(CallSound):
    """One call to a centre: what its stages do it with. Implements `CallEvents`."""

    def __init__(
        self,
        *,
        call: IncomingCall,
        behaviour: CentreBehaviour,
        server: SipServer,
        shelf: SoundShelf,
        wheel: Wheel,
        truth: TruthLog,
        rotation: Rotation,
        rng: np.random.Generator,
    ) -> None:
        super().__init__(
            call_id=call.call_id,
            stream=Stream(host=server.address[0], silence_rtp=behaviour.silence_rtp),
            shelf=shelf,
            truth=truth,
            rng=rng,
            language=behaviour.languages[0],
            country=behaviour.country,
        )
        self.call = call
        self.behaviour = behaviour
        self.server = server
        self.rotation = rotation
        self.persons = Persons()
        self.keys: asyncio.Queue[str] = asyncio.Queue()
        self.refer_status: asyncio.Queue[int] = asyncio.Queue()
        self.ear = TurnEar(
            on_spoke=lambda ns: self.log(Happening.CALLER_SPOKE, ns=ns),
            on_paused=lambda ns: self.log(Happening.CALLER_PAUSED, ns=ns),
        )
        self.stream.ear = self.ear
        self.stream.on_key = self._key
        self.answered = self.is_early = False
        self.answer_identity = ""
        """P-Asserted-Identity of the 200 to come."""
        self.vanished = False
        self.script: asyncio.Task[None] | None = None
        self._wheel = wheel
        self._held = self._over = False
        self._faults: set[asyncio.Task[None]] = set()
        self._acked = asyncio.Event()

    def measure_sound(self) -> None:
        """Log what arrives from the caller: sound, gaps, clicks."""
        self.stream.ear = TwoEars(self.ear, SoundMeter(self.log))

    async def sleep(self, wait: Wait) -> None:
        """Let a drawn duration pass."""
        await asyncio.sleep(wait.draw(self.rng))

    # Signalling

    def negotiate(self) -> bool:
        """Choose the media; False if there is no common codec."""
        return self.call.negotiate(
            host=self.stream.host, port=self.stream.port, accepted=self.behaviour.codecs
        )

    def go_early(self) -> None:
        """Send 183 and begin early media, once."""
        if not self.answered and not self.is_early:
            self.is_early = True
            self.log(Happening.PROGRESS_SENT, ns=self.call.progress())
            self._open_media()
            self.stream.when_sent(lambda ns: self.log(Happening.EARLY_MEDIA, ns=ns))

    async def answer(self) -> None:
        """Send 200 and begin the media, once. With an offerless INVITE the media wait for the ACK."""
        if self.answered:
            return
        self.answered = True
        self.log(Happening.OK_SENT, ns=self.call.answer(identity=self.answer_identity))
        if self.call.remote is None:
            await self._acked.wait()
        if not self.is_early:
            self._open_media()

    async def open(self, *, early: bool) -> None:
        """Make the caller hear us: before the answer, or by answering."""
        if early and not self.answered:
            self.go_early()
        else:
            await self.answer()

    def refused(self, status: int, *, ns: int, cause: int | None = None) -> None:
        """Log a final answer that was sent; the call is over."""
        self.log(Happening.REFUSED, ns=ns, status=status, cause=cause)
        self.ended(by="organisation")

    def bye(self) -> None:
        """End the call by BYE, or before the answer by 480."""
        if not self.answered:
            self.refused(480, ns=self.call.refuse(480))
            return
        self.log(Happening.BYE_SENT, ns=self.call.bye())
        self.ended(by="organisation")

    def vanish(self) -> None:
        """Fall silent for good."""
        self.log(Happening.VANISHED)
        self.server.vanish(self.call)
        # A closed port would tell the caller's machine by ICMP; a far end that vanished says nothing.
        self.vanished = True
        self.ended(by="network")

    def identity(self, agent: Agent | None) -> str:
        """Return the P-Asserted-Identity of an agent (of the centre, if None)."""
        host, port = self.server.address
        user, name = (self.behaviour.user, self.behaviour.name) if agent is None else (agent.id, agent.name)
        return f'"{name or user}" <sip:{user}@{host}:{port}>'

    def settle_next(self, among: tuple[str, ...]) -> Agent:
        """Choose now who takes the call next, since the signalling is going to name them."""
        self.persons.next = self.rotation.pick(among=among, heard=self.persons.heard)
        return self.persons.next

    async def reinvite(self, *, direction: Direction = "sendrecv", identity: str = "") -> None:
        """Send a re-INVITE with the stream's present address and wait for its answer."""
        at_ns, accepted = await self.call.reinvite(
            host=self.stream.host,
            port=self.stream.port,
            accepted=self.behaviour.codecs,
            direction=direction,
            identity=identity,
        )
        if accepted and self.call.local is not None and self.call.remote is not None:
            self.stream.connect(local=self.call.local, remote=self.call.remote)
        self.log(
            Happening.REINVITE_SENT,
            ns=at_ns,
            direction=direction,
            accepted=accepted,
            identity=identity or None,
        )

    # Faults and the end

    def arm(self, faults: tuple[Fault, ...]) -> None:
        """Let a stage's faults happen at their time."""
        for fault in faults:
            task = asyncio.create_task(self._happen(fault))
            self._faults.add(task)
            task.add_done_callback(self._faults.discard)

    def disarm(self) -> None:
        """A stage is over: its faults that have not happened yet never will."""
        current = asyncio.current_task() if _in_task() else None
        for task in self._faults:
            if task is not current:  # the fault that is ending the call right now
                task.cancel()

    def ended(self, *, by: str) -> None:
        """Stop everything. Raises CallOver in the script itself; elsewhere the script is cancelled."""
        if self._over:
            return
        self._over = True
        self.hush()
        self.part()
        self.close()
        unsent = {"unsent": self.stream.unsent} if self.stream.unsent else {}
        self.log(Happening.ENDED, by=by, **unsent)
        current = asyncio.current_task() if _in_task() else None
        if self.script is not None and self.script is not current:
            self.script.cancel()
        if current is not None and current is self.script:
            raise CallOver

    def close(self) -> None:
        """Let go of what the call holds, save the port of a call that vanished. Idempotent."""
        self._wheel.remove(self.stream)
        if not self.vanished:
            self.stream.close()
        self.disarm()

    def part(self) -> None:
        """The person on the line, if any, is no longer there."""
        if self.persons.now is not None and self.persons.last_word_ns:
            agent = self.persons.now
            self.log(Happening.PERSON_ENDED, ns=self.persons.last_word_ns, agent=agent.id, voice=agent.voice)
        self.persons.now, self.persons.last_word_ns = None, 0

    # CallEvents

    def on_ack(self, at_ns: int) -> None:
        """The first ACK."""
        self.log(Happening.ACK_RECEIVED, ns=at_ns)
        self._acked.set()

    def on_media(self, remote: Media, at_ns: int) -> None:
        """The caller's media changed."""
        if self.call.local is not None:
            self.stream.connect(local=self.call.local, remote=remote)
        if remote.held != self._held:
            self._held = remote.held
            self.log(Happening.CALLER_HELD if remote.held else Happening.CALLER_RESUMED, ns=at_ns)

    def on_key(self, key: str, at_ns: int) -> None:
        """A key by SIP INFO."""
        self._key(key, at_ns, "info")

    def on_refer(self, status: int, at_ns: int) -> None:
        """How the call that we asked for gets on."""
        self.log(Happening.REFER_STATUS, ns=at_ns, status=status)
        self.refer_status.put_nowait(status)

    def on_ended(self, how: str, at_ns: int) -> None:
        """The call was ended from outside."""
        if how == "cancel":
            self.log(Happening.CANCELLED, ns=at_ns)
        elif how == "bye":
            self.log(Happening.BYE_RECEIVED, ns=at_ns)
        else:
            self.log(Happening.BYE_SENT, ns=at_ns, why=how)
        self.ended(by="caller" if how in ("cancel", "bye") else "organisation")

    def _open_media(self) -> None:
        assert self.call.local is not None
        if self.call.remote is not None:
            self.stream.connect(local=self.call.local, remote=self.call.remote)
        self._wheel.add(self.stream)

    def _key(self, key: str, at_ns: int, way: str) -> None:
        self.log(Happening.KEY_RECEIVED, ns=at_ns, key=key, way=way)
        self.keys.put_nowait(key)

    async def _happen(self, fault: Fault) -> None:
        await self.sleep(fault.after)
        if fault.kind == "vanished":
            self.vanish()
        elif fault.kind == "dropped":
            self.bye()
        else:
            self.stream.when_lost(lambda ns: self.log(Happening.RTP_STOPPED, ns=ns))
            self.stream.lost = True
            try:
                await self.sleep(fault.lasting)
            finally:
                self.stream.lost = False
                self.stream.when_sent(lambda ns: self.log(Happening.RTP_RESUMED, ns=ns))


def _in_task() -> bool:
    try:
        return asyncio.current_task() is not None
    except RuntimeError:
        return False
