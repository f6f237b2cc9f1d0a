import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from types import TracebackType
from typing import Self

from playwright.async_api import Browser
from playwright.async_api import Error as PlaywrightError

from probes.browser.chromium import running_chromium

_RENEWED_AFTER = 200
"""Contacts after which an idle browser is started anew: it grows with every page. Project's own choice."""

_LOG = logging.getLogger(__name__)


class SharedChromium:
    """One Chromium for all contacts of a process: started with the first, and again after it died.

    A context manager; leaving it ends the browser. What a contact was doing when the browser died is that
    contact's loss (its probe says which); the next one finds a new browser.
    """

    def __init__(self) -> None:
        self._browser: Browser | None = None
        self._stack = AsyncExitStack()
        self._starting = asyncio.Lock()
        self._lent = 0
        self._served = 0

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._end()

    @asynccontextmanager
    async def lend(self) -> AsyncIterator[Browser]:
        """Give the running browser for one contact. Raises ChannelUnavailable if none can be started."""
        browser = await self._running()
        self._lent += 1
        try:
            yield browser
        finally:
            self._lent -= 1
            self._served += 1

    async def _running(self) -> Browser:
        async with self._starting:
            if self._browser is not None and not self._browser.is_connected():
                _LOG.warning("the browser died; a new one is started")
                await self._end()
            elif self._browser is not None and self._served >= _RENEWED_AFTER and not self._lent:
                await self._end()
            if self._browser is None:
                self._browser = await self._stack.enter_async_context(running_chromium())
                self._served = 0
            return self._browser

    async def _end(self) -> None:
        stack, self._stack, self._browser = self._stack, AsyncExitStack(), None
        with suppress(PlaywrightError, OSError):
            await stack.aclose()
