"""Place a call on a line and gather everything the engine tells of it."""

import asyncio
from collections.abc import Awaitable, Callable

import pytest

from probes.phone.line import Line, Lines, Signal, SignalKind

Then = Callable[[Line, "Told"], Awaitable[None]]


class Told:
    """The signals of one call in their order."""

    def __init__(self) -> None:
        self.signals: list[Signal] = []
        self._changed = asyncio.Event()

    @property
    def kinds(self) -> list[str]:
        """The kinds in order."""
        return [signal.kind.value for signal in self.signals]

    @property
    def spine(self) -> list[str]:
        """The kinds in order, without the hints that the media have moved."""
        return [kind for kind in self.kinds if kind not in ("media_restarted", "media_address_changed")]

    @property
    def end(self) -> dict[str, object]:
        """What the last signal says of the end, without the reason phrase."""
        detail = dict(self.signals[-1].detail)
        detail.pop("reason", None)
        return detail

    def take(self, signal: Signal) -> None:
        """Keep a signal."""
        self.signals.append(signal)
        self._changed.set()

    def one(self, kind: SignalKind) -> Signal:
        """Return the only signal of that kind."""
        (found,) = [signal for signal in self.signals if signal.kind is kind]
        return found

    async def until(self, kind: SignalKind, leg: str = "organisation", limit_s: float = 6.0) -> Signal:
        """Wait for the first signal of a kind from a leg and return it."""
        async with asyncio.timeout(limit_s):
            while True:
                found = [signal for signal in self.signals if (signal.kind, signal.leg) == (kind, leg)]
                if found:
                    return found[0]
                self._changed.clear()
                await self._changed.wait()


async def call(
    lines: Lines,
    target: str,
    then: Then | None = None,
    *,
    refer_allowed: tuple[str, ...] = (),
    limit_s: float = 7.0,
) -> Told:
    """Dial `target`, do `then` with the line, and wait until the last leg has ended."""
    told = Told()
    async with lines.line() as line:
        gathering = asyncio.create_task(_gather(line, told))
        try:
            async with asyncio.timeout(limit_s):
                await line.dial(target, refer_allowed=refer_allowed)
                acting = asyncio.create_task(then(line, told) if then else asyncio.sleep(0))
                await asyncio.wait([gathering, acting], return_when=asyncio.FIRST_COMPLETED)
                if acting.done():
                    acting.result()
                await gathering
                _, waiting = await asyncio.wait([acting], timeout=0.2)
                if waiting:
                    acting.cancel()  # it waits for something that this call never did
                else:
                    acting.result()
        except TimeoutError:
            trace = line.trace()
            pytest.fail(f"no end in {limit_s} s: {told.kinds}\n{trace[:3000]}\n[…]\n{trace[-9000:]}")
        finally:
            gathering.cancel()
    return told


async def _gather(line: Line, told: Told) -> None:
    async for signal in line.signals():
        told.take(signal)


def hang_up_after(seconds: float) -> Then:
    """Return a `then` that hangs up a while after the call was confirmed."""

    async def then(line: Line, told: Told) -> None:
        await told.until(SignalKind.CONFIRMED)
        await asyncio.sleep(seconds)
        await line.hang_up()

    return then


async def with_peer(answer: Awaitable[None], calling: Awaitable[Told]) -> Told:
    """Run a raw peer's part and the call side by side; the first error of either ends both."""
    tasks = [asyncio.ensure_future(calling), asyncio.ensure_future(answer)]
    try:
        told, _ = await asyncio.gather(*tasks)
        return told
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
