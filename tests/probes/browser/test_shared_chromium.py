"""One browser for many contacts, and a new one when it died."""

import pytest
from chromium_house import chromium_is_missing

from probes.browser.shared_chromium import SharedChromium


@pytest.mark.skipif(chromium_is_missing(), reason="no Chromium is installed")
async def test_contacts_share_a_browser_until_it_dies_and_the_next_finds_a_new_one(monkeypatch):
    monkeypatch.setattr("probes.browser.shared_chromium._RENEWED_AFTER", 3)
    async with SharedChromium() as chromium:
        async with chromium.lend() as first, chromium.lend() as second:
            assert first is second
            await first.close()  # as if it had crashed
        async with chromium.lend() as third:
            assert third is not first
            assert third.is_connected()
            # Three contacts were served; but the browser is not renewed under one that goes on.
            chromium._served = 3
            async with chromium.lend() as fourth:
                assert fourth is third
        async with chromium.lend() as fifth:
            assert fifth is not third
    assert not fifth.is_connected()
