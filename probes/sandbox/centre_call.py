import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from probes.sandbox.behaviour import Agent, CentreBehaviour, Fault, Wait
from probes.sandbox.rtp.g711 import SILENCE
from probes.sandbox.rtp.playback import Playback
from probes.sandbox.rtp.stream import Stream
from probes.sandbox.rtp.wheel import Wheel
from probes.sandbox.sip.call import IncomingCall
from probes.sandbox.sip.sdp import Direction, Media
from probes.sandbox.sip.server import SipServer
from probes.sandbox.sound_shelf import Clip, SoundShelf
from probes.sandbox.sounding import Sounding
from probes.sandbox.truth import Happening, TruthLog
from probes.sandbox.turn_ear import TurnEar


class CallOver(Exception):
    """The call has ended in the middle of its script: a way out, not an error."""


@dataclass(slots=True)
class Rotation:
    """Whose turn it is among a centre's agents; shared by its calls."""

    agents: tuple[Agent, ...]
    _next: int = 0

    def pick(self, *, among: tuple[str, ...], heard: set[str]) -> Agent:
        """Return the next agent of `among` (empty: all) that this caller has not heard, if there is one."""
        able = [agent for agent in self.agents if not among or agent.id in among]
        if not able:
            return Agent(id="nobody", voice="nobody")
        fresh = [agent for agent in able if agent.id not in heard] or able
        self._next += 1
        return fresh[self._next % len(fresh)]


@dataclass(slots=True)
class Persons:
    """Who has been heard in the call, and who is on the line now."""

    heard: set[str] = field(default_factory=set)
    now: Agent | None = None
    last_word_ns: int = 0
    transfer: dict[str, Any] | None = None
    """What to log as `transfer` at the next person's first word."""
    next: Agent | None = None
    """Who takes the call next, if that is settled already (their name is in the signalling)."""


class CentreCall:
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
        self.call = call
        self.behaviour = behaviour
        self.server = server
        self.shelf = shelf
        self.rng = rng
        self.rotation = rotation
        self.language = behaviour.languages[0]
        self.persons = Persons()
        self.keys: asyncio.Queue[str] = asyncio.Queue()
        self.refer_status: asyncio.Queue[int] = asyncio.Queue()
        self.stream = Stream(host=server.address[0], silence_rtp=behaviour.silence_rtp)
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
        self._truth = truth
        self._held = self._over = False
        self._faults: set[asyncio.Task[None]] = set()
        self._sounding: Sounding | None = None
        self._acked = asyncio.Event()

    def log(self, event: Happening, *, ns: int | None = None, **detail: Any) -> None:
        """Write a true event of this call."""
        self._truth.write(event, call=self.call.call_id, ns=ns, **detail)

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

    # Sound

    def play(
        self,
        clip: Clip,
        *,
        begins: Happening,
        ends: Happening,
        loop: bool = False,
        start: int = 0,
        also: tuple[Callable[[int], None], Callable[[int], None]] | None = None,
        **detail: Any,
    ) -> Sounding:
        """Start a sound in place of the present one and log its true beginning and end.

        `also` are told the same two times (ns).
        """
        self.hush()

        def on_start(ns: int) -> None:
            self.log(begins, ns=ns, **self._lost(), **detail)
            if also is not None:
                also[0](ns)

        def on_end(ns: int, cut: bool) -> None:
            self.log(ends, ns=ns, cut=cut, **detail)
            if also is not None:
                also[1](ns)

        self._sounding = Sounding(
            clip,
            stream=self.stream,
            silence=SILENCE[self.stream.codec],
            loop=loop,
            start=start,
            on_start=on_start,
            on_end=on_end,
        )
        return self._sounding

    def prompt(self, name: str) -> Sounding:
        """Start a recording in the call's language."""
        clip = self.shelf.prompt(name, self.language, self.stream.codec)
        begins, ends = Happening.PROMPT_STARTED, Happening.PROMPT_ENDED
        return self.play(clip, begins=begins, ends=ends, name=name, language=self.language)

    def music(self, name: str, *, start: int | None = None) -> Sounding:
        """Start music in a loop, somewhere within it unless `start` (a sample) is given."""
        clip = self.shelf.music(name, self.stream.codec)
        begin = int(self.rng.integers(max(1, len(clip.payload)))) if start is None else start
        return self.play(
            clip,
            begins=Happening.MUSIC_STARTED,
            ends=Happening.MUSIC_ENDED,
            loop=True,
            start=begin,
            name=name,
        )

    def tone(self, name: str, *, loop: bool = True) -> Sounding:
        """Start a tone of the centre's country."""
        clip = self.shelf.tone(name, self.behaviour.country, self.stream.codec)
        return self.play(clip, begins=Happening.TONE_STARTED, ends=Happening.TONE_ENDED, loop=loop, name=name)

    def hush(self) -> None:
        """Stop what is being heard."""
        if self._sounding is not None:
            self._sounding.cut()
            self._sounding = None

    def background(self, noise: Playback | None) -> None:
        """Let this be heard while nothing else is."""
        self.stream.idle = noise

    def restart_source(self) -> None:
        """Restart SSRC, sequence and timestamp."""
        self.stream.restart()
        self.stream.when_sent(lambda ns: self.log(Happening.SSRC_RESTART, ns=ns))

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

    def _lost(self) -> dict[str, Any]:
        return {"lost": True} if self.stream.lost or not self.stream.sending else {}

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
