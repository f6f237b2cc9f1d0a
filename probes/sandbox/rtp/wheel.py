import asyncio
import time
from typing import Protocol

PERIOD_NS = 20_000_000
_CATCH_UP = 5
"""So many late packets are sent in one go, after a longer stall the beat starts anew (our own choice)."""


class Ticking(Protocol):
    """Something with a 20 ms beat."""

    def tick(self, at_ns: int) -> None:
        """Do what is due now."""


class Wheel:
    """One timer for all streams of a process: absolute beats, no drift, asleep while nobody rides."""

    def __init__(self) -> None:
        self._riders: list[Ticking] = []
        self._next_ns = 0
        self._timer: asyncio.TimerHandle | None = None
        self.worst_late_ns = 0
        """The latest beat so far in ns: how far the process was from keeping time."""

    def add(self, rider: Ticking) -> None:
        """Let a stream ride from the next beat on."""
        self._riders = [*self._riders, rider]
        if self._timer is None:
            self._next_ns = time.monotonic_ns()
            self._arm()

    def remove(self, rider: Ticking) -> None:
        """Let a stream off; unknown ones are ignored."""
        self._riders = [other for other in self._riders if other is not rider]

    def _arm(self) -> None:
        loop = asyncio.get_running_loop()
        wait = (self._next_ns - time.monotonic_ns()) / 1e9
        self._timer = loop.call_at(loop.time() + max(0.0, wait), self._beat)

    def _beat(self) -> None:
        for _ in range(_CATCH_UP):
            now = time.monotonic_ns()
            if now < self._next_ns:
                break
            self.worst_late_ns = max(self.worst_late_ns, now - self._next_ns)
            self._next_ns += PERIOD_NS
            for rider in self._riders:
                self._tick(rider, now)
        else:
            self._next_ns = max(self._next_ns, time.monotonic_ns())
        if self._riders:
            self._arm()
        else:
            self._timer = None

    def _tick(self, rider: Ticking, now_ns: int) -> None:
        try:
            rider.tick(now_ns)
        except Exception as error:  # noqa: BLE001 - one call's mistake must not silence all the others
            self.remove(rider)
            context = {"message": "a stream failed and was taken off the wheel", "exception": error}
            asyncio.get_running_loop().call_exception_handler(context)
