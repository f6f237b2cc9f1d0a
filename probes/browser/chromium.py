import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from playwright.async_api import Browser, async_playwright
from playwright.async_api import Error as PlaywrightError

from probes.browser.arguments import FEATURES_OFF
from probes.browser.chromium_path import chromium_path
from probes.errors import ChannelUnavailable

_ARGUMENTS = (
    # Nothing may reach the network but through a contact's gate, which also resolves the names.
    "--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--disable-quic",
    "--no-pings",
    "--disable-background-networking",
    FEATURES_OFF,
    "--disable-component-update",
    "--disable-domain-reliability",
    "--disable-sync",
    "--no-first-run",
    "--mute-audio",
    # Small machines and containers: /dev/shm of 64 MB is soon full.
    "--disable-dev-shm-usage",
)


@asynccontextmanager
async def running_chromium(*, headless: bool = True) -> AsyncIterator[Browser]:
    """Run one browser for any number of visits (`probes.browser.visit`), and end it on the way out.

    It keeps its own sandbox except as root, where Chromium has none. Raises ChannelUnavailable if there
    is no Chromium or if it does not start.
    """
    path = chromium_path()
    async with async_playwright() as driver:
        try:
            browser = await driver.chromium.launch(
                executable_path=path,
                headless=headless,
                args=list(_ARGUMENTS),
                chromium_sandbox=os.geteuid() != 0,
                handle_sigint=False,
                handle_sigterm=False,
                handle_sighup=False,
            )
        except PlaywrightError as error:
            first = next(iter(error.message.splitlines()), "no reason given")
            raise ChannelUnavailable(
                f"{path} does not start ({first}) – run it once by hand to see why"
            ) from None
        try:
            yield browser
        finally:
            await browser.close()
