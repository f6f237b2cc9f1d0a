from contextlib import AsyncExitStack
from dataclasses import replace

import pytest
from conformance import ProbeConformance

from probes.sandbox.behaviour import seconds
from probes.sandbox.web.site_behaviour import FormBehaviour
from probes.web_form.probe import WebFormProbe


class Watched:
    """The probe, and how many contexts the browser had before it."""

    def __init__(self, browser):
        self.browser, self.before = browser, len(browser.contexts)

    async def __call__(self, request, recorder):
        return await WebFormProbe(self.browser)(request, recorder)


class TestWebFormConformance(ProbeConformance):
    """A form whose page never comes."""

    moment_s = 0.5

    @pytest.fixture(autouse=True)
    def _slow_site(self, house):
        stack = AsyncExitStack()
        self.house = house
        self.address, _ = house.run(stack.enter_async_context(house.site(FormBehaviour(takes=seconds(600)))))
        yield
        house.run(stack.aclose())

    def make(self, coroutine_function):
        return self.house.run(coroutine_function())

    def probe(self):
        return Watched(self.house.browser)

    def request_for(self, evidence, **limits):
        request = self.house.request_for(f"{self.address}/kontakt", evidence, pictures=True, trace=True)
        return replace(request, **limits)

    def contact_is_over(self, probe):
        return len(self.house.browser.contexts) == probe.before
