"""The town's chats for tests: served in a thread of their own, so that any event loop may meet them."""

import asyncio
import contextlib
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from probes.chat.manners import Manners
from probes.probe import ProbeRequest
from probes.sandbox.chat.add_chat import add_chat
from probes.sandbox.chat.chat_behaviour import ChatBehaviour
from probes.sandbox.chat.chat_words import chat_words
from probes.sandbox.truth import TrueEvent, TruthLog, read_truth
from probes.sandbox.web.serve_site import serving
from probes.sandbox.web.site import site_app
from probes.sandbox.web.site_behaviour import SiteBehaviour
from scenarios.library_path import library_path
from scenarios.load import load_enquiry
from scenarios.organisation import Organisation

sys.path.insert(0, str(Path(__file__).parent))

QUICK = Manners(
    greeting_s=3.0, settle_s=0.5, answer_s=10.0, robot_s=4.0, farewell_s=1.5, letter_s=0.0, asks=3
)
"""As in life, only in less of a hurry to be polite."""

_WHOLE = load_enquiry(library_path() / "enquiries" / "nursery-admission.yaml")
ENQUIRY = _WHOLE.model_copy(update={"facts": _WHOLE.facts[:1]})
"""With one fact to be asked: each takes seconds of a person's typing."""


@dataclass
class TownChat:
    """A running chat of the town."""

    url: str
    truth_path: Path
    language: str
    widget: str
    extra: dict = field(default_factory=dict)

    @property
    def truth(self) -> list[TrueEvent]:
        return read_truth(self.truth_path)

    def request(self, evidence: Path, *, path: str = "/chat", **more) -> ProbeRequest:
        point = {
            "chat": self.url + path,
            "system": "svartid-town" if self.widget == "shadow" else "svartid-town-frame",
            **self.extra,
        }
        organisation = Organisation.model_validate(
            {
                "organisation": "fjordvik",
                "name": "Fjordvik kommune",
                "class": "municipality",
                "country": "NO",
                "touchpoints": {"chat": point},
            }
        )
        limits = {"wait_limit_s": 40.0, "talk_limit_s": 60.0, "deadline_s": 90.0, **more}
        return ProbeRequest(organisation, "chat", ENQUIRY, evidence, language=self.language, **limits)


@contextlib.contextmanager
def town_chat(
    folder: Path, behaviour: ChatBehaviour, *, language: str = "nb", seed: int = 3, **extra
) -> Iterator[TownChat]:
    """Serve a chat until the block ends."""
    folder.mkdir(parents=True, exist_ok=True)
    chat_words(language)  # read once: several towns begin at the same moment, each in its thread
    path = folder / "truth.jsonl"
    loop = asyncio.new_event_loop()
    there, address = threading.Event(), []
    stop = asyncio.Event()

    async def serve() -> None:
        log = TruthLog(path, at="fjordvik")
        site = SiteBehaviour(id="fjordvik", name="Fjordvik kommune", language=language)
        app = site_app(site, truth=log, seed=seed)
        add_chat(app, behaviour)
        async with serving(app) as url:
            address.append(url)
            there.set()
            await stop.wait()
        log.close()

    thread = threading.Thread(target=lambda: loop.run_until_complete(serve()), daemon=True)
    thread.start()
    assert there.wait(10)
    try:
        yield TownChat(address[0], path, language, behaviour.widget, extra)
    finally:
        loop.call_soon_threadsafe(stop.set)
        thread.join(10)
        loop.close()


@pytest.fixture
def chat_of(tmp_path: Path) -> Iterator[Callable[..., TownChat]]:
    """Starts chats of the town, and ends them after the test."""
    with contextlib.ExitStack() as stack:

        def start(behaviour: ChatBehaviour, **more) -> TownChat:
            number = len(list(tmp_path.glob("town-*")))
            return stack.enter_context(town_chat(tmp_path / f"town-{number}", behaviour, **more))

        yield start
