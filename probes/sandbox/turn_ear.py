import asyncio
from collections.abc import Callable

from probes.sandbox.rtp.g711 import power
from probes.sandbox.rtp.packet import Packet
from probes.sandbox.sip.sdp import Codec

_LOUD = 10 ** (-42 / 10)
"""Mean square above which a packet counts as voice: -42 dB of full scale (project's own choice)."""
_BEGINS_AFTER = 4
"""Loud packets within the last eight that make the beginning of a turn: clicks are shorter."""
_PAUSE_NS = 650_000_000
"""Quiet that ends a caller's turn (project's own choice, between talkers' usual 0.2 s and politeness)."""


class TurnEar:
    """Hears by the energy of the packets whether the caller speaks, and when a turn is over."""

    def __init__(self, *, on_spoke: Callable[[int], None], on_paused: Callable[[int], None]) -> None:
        self._on_spoke = on_spoke
        self._on_paused = on_paused
        self._recent = 0
        self._first_ns = 0
        self._last_ns = 0
        self._speaking = False
        self._changed = asyncio.Event()
        self._turns = 0

    @property
    def last_ns(self) -> int:
        """When the last loud packet arrived; 0: none yet."""
        return self._last_ns

    def hear(self, packet: Packet, codec: Codec, at_ns: int) -> None:
        """Take a packet."""
        loud = power(packet.payload, codec) > _LOUD
        if loud and not self._recent:
            self._first_ns = at_ns
        self._recent = ((self._recent << 1) | loud) & 0xFF
        if not loud:
            return
        self._last_ns = at_ns
        if not self._speaking and self._recent.bit_count() >= _BEGINS_AFTER:
            self._speaking = True
            self._on_spoke(self._first_ns)
            self._changed.set()

    def tick(self, at_ns: int) -> None:
        """Notice the end of a turn, also when no packet arrives any more."""
        if self._speaking and at_ns - self._last_ns > _PAUSE_NS:
            self._speaking = False
            self._turns += 1
            self._on_paused(self._last_ns)
            self._changed.set()

    async def turn(self, *, within: float, longest: float = 20.0) -> bool:
        """Wait for a caller's turn to begin `within` seconds and to end; False if nobody spoke.

        A turn that is already under way counts. After `longest` seconds the caller is taken to be done.
        """
        heard = self._turns
        try:
            async with asyncio.timeout(within):
                while not self._speaking and self._turns == heard:
                    await self._wait()
        except TimeoutError:
            return False
        try:
            async with asyncio.timeout(longest):
                while self._speaking:
                    await self._wait()
        except TimeoutError:
            pass
        return True

    async def _wait(self) -> None:
        self._changed.clear()
        await self._changed.wait()
