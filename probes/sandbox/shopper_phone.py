import asyncio
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path
from typing import Literal, Self

import numpy as np

from probes.sandbox.behaviour import Wait
from probes.sandbox.rtp.wheel import Wheel
from probes.sandbox.shopper_call import ShopperCall
from probes.sandbox.sip.call import IncomingCall
from probes.sandbox.sip.server import SipServer
from probes.sandbox.sip.timers import Timers
from probes.sandbox.sound import Moment, SoundSource
from probes.sandbox.sound_shelf import SoundShelf
from probes.sandbox.truth import Happening, TruthLog

_RINGS, _SPEAKS_AFTER, _PAUSES = Wait(0.5, 1.5), Wait(0.5, 0.5), Wait(2.0, 4.0)


@dataclass(frozen=True, slots=True, kw_only=True)
class ShopperHabit:
    """What a shopper does when the phone rings.

    `answers` after ringing for `rings`, `declines` then, or `never` takes it. `says` are spoken one
    after another from `speaks_after` on, with `pauses` between them. A shopper who `listens` waits instead
    for a turn of the other side, thinks for `pauses`, and says the next, over and over until the call
    ends. `hangs_up_after` (from the answer) ends the call first, None leaves that to the other side.
    """

    user: str = "shopper"
    does: Literal["answers", "declines", "never"] = "answers"
    rings: Wait = _RINGS
    voice: str = "shopper"
    language: str = "nb"
    says: tuple[Moment, ...] = ("talk",)
    speaks_after: Wait = _SPEAKS_AFTER
    pauses: Wait = _PAUSES
    listens: bool = False
    hangs_up_after: Wait | None = None


class ShopperPhone:
    """A shopper's SIP phone: rings, answers, talks, and knows to the sample what it heard.

    Runs in the caller's event loop. `calls` holds every call so far; a test may steer each of them
    (`say`, `hang_up`) besides the habit. The truth log gets `heard_sound`, gaps and clicks.
    """

    def __init__(
        self,
        *,
        habit: ShopperHabit,
        sounds: SoundSource,
        truth_path: Path,
        seed: int,
        keep_sound: bool = False,
        timers: Timers | None = None,
    ) -> None:
        self.habit = habit
        self.calls: list[ShopperCall] = []
        self._rung = asyncio.Condition()
        self._shelf = SoundShelf(sounds)
        self._truth = TruthLog(truth_path, at=habit.user)
        self._rng = np.random.default_rng(seed)
        self._keep = keep_sound
        self._wheel = Wheel()
        self._tasks: set[asyncio.Task[None]] = set()
        self._server = SipServer(on_call=self._take, knows=lambda user: user == habit.user, timers=timers)

    async def start(self, *, host: str = "127.0.0.1", port: int = 0) -> Self:
        """Open the SIP port (0: a free one). Raises OSError if it is taken."""
        await self._server.start(host=host, port=port)
        return self

    @property
    def uri(self) -> str:
        """The phone's SIP URI."""
        return self._server.uri(self.habit.user)

    @property
    def port(self) -> int:
        """The SIP port."""
        return self._server.address[1]

    async def call(self, number: int = 1, *, within: float = 10.0) -> ShopperCall:
        """Wait until the phone has rung for the number-th time; return that call. Raises TimeoutError."""
        async with asyncio.timeout(within), self._rung:
            await self._rung.wait_for(lambda: len(self.calls) >= number)
        return self.calls[number - 1]

    async def stop(self) -> None:
        """Hang up what is still on and close the port."""
        for call in self.calls:
            call.hang_up()
            call.close()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._server.stop()
        self._shelf.close()
        self._truth.close()

    def _take(self, incoming: IncomingCall, user: str) -> None:
        call = ShopperCall(
            call=incoming,
            server=self._server,
            shelf=self._shelf,
            wheel=self._wheel,
            truth=self._truth,
            voice=self.habit.voice,
            language=self.habit.language,
            rng=self._rng,
            keep=self._keep,
        )
        incoming.events = call
        caller = incoming.invite.from_.uri
        call.log(Happening.INVITE_RECEIVED, ns=incoming.received_ns, user=user, caller=caller)
        self.calls.append(call)
        for work in (self._announce(), self._live(call)):
            task = asyncio.create_task(work)
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def _announce(self) -> None:
        async with self._rung:
            self._rung.notify_all()

    async def _live(self, call: ShopperCall) -> None:
        habit, rng = self.habit, self._rng
        call.ring()
        if habit.does == "never":
            return
        await asyncio.sleep(habit.rings.draw(rng))
        if habit.does == "declines":
            call.decline()
            return
        call.answer()
        talk = asyncio.create_task(self._talk(call))
        self._tasks.add(talk)
        talk.add_done_callback(self._tasks.discard)
        if habit.hangs_up_after is not None:
            await asyncio.sleep(habit.hangs_up_after.draw(rng))
            call.hang_up()
        await call.over.wait()
        talk.cancel()

    async def _talk(self, call: ShopperCall) -> None:
        await asyncio.sleep(self.habit.speaks_after.draw(self._rng))
        for moment in cycle(self.habit.says) if self.habit.listens else self.habit.says:
            if self.habit.listens:
                await call.their_turn()
                await asyncio.sleep(self.habit.pauses.draw(self._rng))
            await call.say(moment)
            if not self.habit.listens:
                await asyncio.sleep(self.habit.pauses.draw(self._rng))
