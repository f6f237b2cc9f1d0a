import pytest
from conformance import ProbeConformance
from stage import Stage, VirtualClock, run

from probes.phone.probe import PhoneProbe


class TestThePhone(ProbeConformance):
    """The telephone on the stage, in virtual time: a queue that never ends."""

    @pytest.fixture(autouse=True)
    def _request(self, request_to):
        self._request_to = request_to

    def make(self, coroutine_function):
        return run(coroutine_function)

    def clock(self):
        return VirtualClock()

    def probe(self):
        async def far(far):
            await far.ring(0.2)
            far.answer()
            await far.music(None)

        self.stage = Stage(far)
        return PhoneProbe(self.stage.means())

    def request_for(self, evidence, **limits):
        return self._request_to(evidence=evidence, **limits)

    def contact_is_over(self, probe):
        return self.stage.line_.ended
