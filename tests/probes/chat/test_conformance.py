import time

import pytest
from conformance import ProbeConformance

from probes.chat.probe import ChatProbe
from probes.sandbox.chat.chat_behaviour import ChatBehaviour, ChatQueue
from probes.sandbox.truth import Happening
from tests.probes.chat.conftest import QUICK, town_chat


@pytest.fixture(scope="module")
def queue(tmp_path_factory):
    behaviour = ChatBehaviour(robot=None, queue=ChatQueue(), person=None)
    with town_chat(tmp_path_factory.mktemp("queue"), behaviour, start="Chat med oss") as town:
        yield town


class TestTheChat(ProbeConformance):
    """The chat in Chromium: a queue in which nobody ever comes."""

    # The chat has to be opened first, on a busy machine, too.
    moment_s = 4.0

    @pytest.fixture(autouse=True)
    def _town(self, queue, chromium_house):
        self.town, self.house = queue, chromium_house

    def make(self, coroutine_function):
        return self.house.run(coroutine_function())

    def probe(self):
        return ChatProbe(self.house.lend, manners=QUICK)

    def request_for(self, evidence, **limits):
        return self.town.request(evidence, **limits)

    def contact_is_over(self, probe):
        # The town's chat hears of a closed page when its own turn comes: on a busy machine a little later.
        until = time.monotonic() + 10.0
        while time.monotonic() < until:
            happened = [event.event for event in self.town.truth]
            opened = happened.count(Happening.CHAT_OPENED)
            if opened == happened.count(Happening.ENDED) + happened.count(Happening.BYE_RECEIVED):
                return True
            time.sleep(0.05)
        return False
