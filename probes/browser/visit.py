"""One contact's visit: a context of its own in the running browser, locked to the allowed hosts."""

import contextlib
import json
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any

from playwright.async_api import Browser, BrowserContext, Frame, Page
from playwright.async_api import Error as PlaywrightError

from probes.browser.allowed_hosts import AllowedHosts
from probes.browser.gate import Gate, Refusal
from probes.browser.page_clock import PageClock

Heard = Callable[[str, int, Mapping[str, Any], Frame], None]
"""Takes what a watching script told: its word, the moment (CLOCK_MONOTONIC, ns), details, the frame."""

WINDOW = {"width": 1280, "height": 900}
"""The window in CSS pixels: a usual laptop's. Project's own choice."""

_LOCALES = {"nb": "nb-NO", "nn": "nn-NO", "sv": "sv-SE", "da": "da-DK", "fi": "fi-FI", "en": "en-GB"}


class Visit:
    """A page that can reach its allowed hosts only, and the clock by which its events are told."""

    def __init__(self, page: Page, gate: Gate) -> None:
        self.page = page
        self.gate = gate
        self.clock = PageClock()
        self._watches = 0

    @property
    def context(self) -> BrowserContext:
        """The browser's context; nothing in it outlives the visit."""
        return self.page.context

    async def watch(self, script: str, heard: Heard) -> None:
        """Run a script in every document and frame of the visit from its very beginning.

        The script may call `tell(word, detail, at)`: `detail` is plain JSON, `at` a time of that
        document's performance clock (ms), by default now. What it tells is stamped in the page and so
        does not depend on how busy we are. Call it before the first page is opened.
        """
        name = f"__svartid_{self._watches}"
        self._watches += 1

        def told(source: Mapping[str, Any], message: str) -> None:
            try:
                word, at_ms, detail = json.loads(message)
                moment = self.clock.at_ns(float(at_ms))
            except (ValueError, TypeError):
                return  # the page called the function itself: not our script's message
            heard(str(word), moment, detail if isinstance(detail, dict) else {}, source["frame"])

        await self.context.expose_binding(name, told)
        await self.context.add_init_script(_WRAPPED.replace("NAME", name).replace("SCRIPT", script))

    async def read_clock(self) -> None:
        """Read the page's clock anew; done after each load. A page that is just leaving is let go."""
        with contextlib.suppress(PlaywrightError):
            await self.clock.read(self.page)


@asynccontextmanager
async def open_visit(
    browser: Browser,
    *,
    allowed: AllowedHosts,
    language: str = "nb",
    timezone: str = "Europe/Oslo",
    refused: Callable[[Refusal], None] | None = None,
) -> AsyncIterator[Visit]:
    """Open a context without history, downloads, permissions or service workers, and close it at the end.

    `allowed` is enforced by a gate of the visit's own (see `Gate`); `refused` is told of each connection
    that was not let through. Windows that a page opens stay behind the same gate; dialogues are dismissed.
    """
    async with Gate(allowed, refused=refused) as gate:
        context = await browser.new_context(
            accept_downloads=False,
            permissions=[],
            service_workers="block",
            locale=_LOCALES.get(language, "en-GB"),
            timezone_id=timezone,
            viewport={"width": WINDOW["width"], "height": WINDOW["height"]},
            reduced_motion="reduce",
            # `<-loopback>`: without it Chromium reaches this machine's own addresses past the gate.
            proxy={"server": gate.address, "bypass": "<-loopback>"},
        )
        try:
            page = await context.new_page()
            visit = Visit(page, gate)
            await visit.read_clock()
            yield visit
        finally:
            with contextlib.suppress(PlaywrightError):
                await context.close()


_WRAPPED = """(() => {
  const send = window["NAME"];
  const tell = (word, detail = {}, at = performance.now()) => {
    try { send(JSON.stringify([word, performance.timeOrigin + at, detail])).catch(() => {}); } catch (_) {}
  };
  SCRIPT
})();"""
