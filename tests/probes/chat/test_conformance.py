import contextlib
from pathlib import Path

import pytest
from conformance import ProbeConformance

from probes.chat.probe import ChatProbe
from probes.sandbox.chat.chat_behaviour import ChatBehaviour, ChatQueue
from probes.sandbox.truth import Happening
from tests.probes.chat.conftest import QUICK, town_chat


class TestTheChat(ProbeConformance):
    """The chat in Chromium: a queue in which nobody ever comes."""

    # Chromium has to start and the chat to be opened first, on a busy machine, too.
    moment_s = 5.0

    @pytest.fixture(autouse=True)
    def _town(self, tmp_path: Path):
        behaviour = ChatBehaviour(robot=None, queue=ChatQueue(), person=None)
        with contextlib.ExitStack() as stack:
            self.town = stack.enter_context(town_chat(tmp_path / "town", behaviour, start="Chat med oss"))
            yield

    def probe(self):
        return ChatProbe(manners=QUICK)

    def request_for(self, evidence, **limits):
        return self.town.request(evidence, **limits)

    def contact_is_over(self, probe):
        happened = [event.event for event in self.town.truth]
        opened = happened.count(Happening.CHAT_OPENED)
        return opened == happened.count(Happening.ENDED) + happened.count(Happening.BYE_RECEIVED) > 0
