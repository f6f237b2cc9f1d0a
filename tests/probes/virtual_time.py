"""An event loop in which hours pass in milliseconds: for whatever waits for nothing real."""

import asyncio
import selectors
from datetime import UTC, datetime, timedelta


class _VirtualSelector(selectors.DefaultSelector):
    """Never waits: it moves the loop's clock on instead."""

    loop: "VirtualLoop"

    def select(self, timeout=None):
        found = super().select(0)
        if not found:
            assert timeout is not None, "everything waits for something that never comes"
            self.loop.moment += timeout
        return found


class VirtualLoop(asyncio.SelectorEventLoop):
    def __init__(self):
        selector = _VirtualSelector()
        super().__init__(selector)
        selector.loop = self
        self.moment = 1000.0

    def time(self):
        return self.moment


class VirtualClock:
    """The attempt's clock on the virtual loop."""

    def now(self):
        return datetime(2026, 12, 1, 9, tzinfo=UTC) + timedelta(seconds=asyncio.get_event_loop().time())

    def monotonic_ns(self):
        return round(asyncio.get_event_loop().time() * 1e9)


def run(coroutine_function):
    """Run a coroutine function on a virtual loop and return what it returns."""
    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        return runner.run(coroutine_function())
