import asyncio
import contextlib
import sys
import traceback
from pathlib import Path
from typing import Self

import numpy as np

from probes.errors import BadSettings
from probes.sandbox.behaviour import CentreBehaviour
from probes.sandbox.centre_call import CallOver, CentreCall
from probes.sandbox.centre_rotation import Rotation
from probes.sandbox.centre_stages import arrive, perform
from probes.sandbox.preload import preload
from probes.sandbox.rtp.stream import Stream
from probes.sandbox.rtp.wheel import Wheel
from probes.sandbox.sip.call import IncomingCall
from probes.sandbox.sip.digest import DigestGate
from probes.sandbox.sip.server import SipServer
from probes.sandbox.sip.timers import Timers
from probes.sandbox.sound import SoundSource
from probes.sandbox.sound_shelf import SoundShelf
from probes.sandbox.truth import Happening, TruthLog


class Centre:
    """A simulated contact centre: a SIP server whose calls live through a behaviour.

    Each call draws from its own generator, seeded by `seed` and the number of the call. With `meters`
    the truth also tells what arrives from the caller: sound, gaps, clicks.
    """

    def __init__(
        self,
        *,
        behaviour: CentreBehaviour,
        sounds: SoundSource,
        truth_path: Path,
        seed: int,
        timers: Timers | None = None,
        meters: bool = False,
    ) -> None:
        self.behaviour = behaviour
        self._meters = meters
        self._shelf = SoundShelf(sounds)
        self._truth = TruthLog(truth_path, at=behaviour.id)
        self._seed = seed
        self._wheel = Wheel()
        self._rotation = Rotation(behaviour.agents)
        self._number = 0
        self._vanished: list[Stream] = []
        """Ports that stay open, for a closed one would tell a caller that somebody is still there."""
        self._scripts: set[asyncio.Task[None]] = set()
        digest = behaviour.digest
        self._server = SipServer(
            on_call=self._take,
            knows=lambda user: user == behaviour.user or user in behaviour.entries,
            timers=timers,
            gate=None
            if digest is None
            else DigestGate(digest.realm, digest.user, digest.password, digest.stale_after_s),
            guarded=() if digest is None else digest.methods,
            session_expires_s=behaviour.session_expires_s,
        )

    async def start(self, *, host: str, port: int) -> Self:
        """Load the sounds and open the SIP port (0: a free one). Raises OSError if it is taken."""
        preload(self._shelf, self.behaviour, codec=self.behaviour.codecs[0])
        await self._server.start(host=host, port=port)
        return self

    @property
    def uri(self) -> str:
        """The centre's SIP URI."""
        return self._server.uri(self.behaviour.user)

    @property
    def port(self) -> int:
        """The SIP port."""
        return self._server.address[1]

    async def stop(self) -> None:
        """Drop all calls without a word, close the port and the log."""
        scripts = list(self._scripts)
        for script in scripts:
            script.cancel()
        await asyncio.gather(*scripts, return_exceptions=True)
        await self._server.stop()
        for stream in self._vanished:
            stream.close()
        worst = round(self._wheel.worst_late_ns / 1e6, 2)
        self._truth.write(Happening.STOPPED, call="", calls=self._number, worst_late_ms=worst)
        self._shelf.close()
        self._truth.close()

    def _take(self, call: IncomingCall, user: str) -> None:
        self._number += 1
        here = CentreCall(
            call=call,
            behaviour=self.behaviour,
            server=self._server,
            shelf=self._shelf,
            wheel=self._wheel,
            truth=self._truth,
            rotation=self._rotation,
            rng=np.random.default_rng([self._seed, self._number]),
        )
        if self._meters:
            here.measure_sound()
        call.events = here
        invite = call.invite
        here.log(
            Happening.INVITE_RECEIVED,
            ns=call.received_ns,
            user=user,
            caller=invite.from_.uri,
            referred_by=invite.get("referred-by") or None,
            replaces=bool(invite.get("replaces")),
        )
        if not here.negotiate():
            here.refused(488, ns=call.refuse(488))
            here.close()
            self._server.forget(call)
            return
        start = self.behaviour.entries.get(user, self.behaviour.start)
        script = here.script = asyncio.create_task(self._live(here, start))
        self._scripts.add(script)
        script.add_done_callback(lambda done: self._gone(here, done))

    def _gone(self, here: CentreCall, script: asyncio.Task[None]) -> None:
        self._scripts.discard(script)
        here.close()
        if here.vanished:
            self._vanished.append(here.stream)
        # Retransmissions of the last message are absorbed a while by its transaction.
        self._server.forget(here.call)

    async def _live(self, here: CentreCall, start: str) -> None:
        name: str | None = start
        try:
            await arrive(here, self.behaviour.stages[start])
            while name is not None:
                name = await perform(here, name)
            here.bye()
        except CallOver:
            pass
        except BadSettings as error:
            sys.stderr.write(f"centre {self.behaviour.id}: {error}\n")
            with contextlib.suppress(CallOver):
                _give_up(here)
        except Exception:  # noqa: BLE001 - a mistake of ours must end this call, not the centre
            traceback.print_exc()
            with contextlib.suppress(CallOver):
                _give_up(here)


def _give_up(here: CentreCall) -> None:
    if here.answered:
        here.log(Happening.BYE_SENT, ns=here.call.bye())
    else:
        here.log(Happening.REFUSED, ns=here.call.refuse(500), status=500)
    here.ended(by="error")
