"""One real Chromium for many tests, in a loop and thread of its own."""

import asyncio
import contextlib
import shutil
import threading
from collections.abc import AsyncIterator, Awaitable
from typing import Any

from playwright.async_api import Browser

from probes.browser.chromium import running_chromium


def chromium_is_missing() -> bool:
    return not any(map(shutil.which, ("chromium", "chromium-browser", "google-chrome")))


class ChromiumHouse:
    """The loop, and the browser in it."""

    browser: Browser

    def __init__(self) -> None:
        self.loop = asyncio.new_event_loop()
        self._ending = asyncio.Event()
        self._up = threading.Event()
        self.thread = threading.Thread(target=lambda: self.loop.run_until_complete(self._live()))

    def __enter__(self) -> "ChromiumHouse":
        self.thread.start()
        assert self._up.wait(60), "Chromium did not start"
        return self

    def __exit__(self, *_: object) -> None:
        self.loop.call_soon_threadsafe(self._ending.set)
        self.thread.join(30)
        self.loop.close()

    async def _live(self) -> None:
        async with running_chromium() as self.browser:
            self._up.set()
            await self._ending.wait()

    def run(self, work: Awaitable[Any], timeout: float = 90) -> Any:
        async def go() -> Any:
            return await work

        return asyncio.run_coroutine_threadsafe(go(), self.loop).result(timeout)

    @contextlib.asynccontextmanager
    async def lend(self) -> AsyncIterator[Browser]:
        """Give the browser to a probe that would start one."""
        yield self.browser
