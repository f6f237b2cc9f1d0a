"""One real Chromium for all tests of the folder, in a loop of its own; sites of the town on free ports."""

import asyncio
import shutil
import threading
from collections.abc import Awaitable, Callable, Iterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from probes.attempt import run_attempt
from probes.browser.chromium import running_chromium
from probes.probe import ProbeRequest
from probes.sandbox.truth import TruthLog, read_truth
from probes.sandbox.web.serve_site import serving
from probes.sandbox.web.site import site_app
from probes.sandbox.web.site_behaviour import FormBehaviour, SiteBehaviour
from probes.web_form.probe import WebFormProbe
from scenarios.library_path import library_file
from scenarios.load import load_enquiry
from scenarios.organisation import Organisation

REPLY_TO = "kim+abc123@maaling.example"


def request_for(
    url: str, evidence: Path, *, language: str = "nb", point: dict[str, Any] | None = None, **options: Any
):
    deadline_s = options.pop("deadline_s", 60.0)
    organisation = Organisation.model_validate(
        {
            "organisation": "fjordvik",
            "name": "Fjordvik kommune",
            "class": "municipality",
            "country": "NO",
            "touchpoints": {"form": {"web_form": url} | (point or {})},
        }
    )
    told = {"reply_address": REPLY_TO, "person": "Siv Nordbotn", "phone": "+47 10 55 00 01", "answer_s": 1.5}
    return ProbeRequest(
        organisation,
        "form",
        load_enquiry(library_file(kind="enquiry", name="nursery-admission")),
        evidence,
        language=language,
        deadline_s=deadline_s,
        options={"axe": False, "pictures": False, "trace": False, **told, **options},
    )


class House:
    """The loop, the browser in it, and a town's site whenever a test wants one."""

    request_for = staticmethod(request_for)

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.loop = asyncio.new_event_loop()
        self._ending = asyncio.Event()
        self._up = threading.Event()
        self.thread = threading.Thread(target=lambda: self.loop.run_until_complete(self._live()))

    def __enter__(self) -> "House":
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

    @asynccontextmanager
    async def site(self, form: FormBehaviour, name: str = "fjordvik", language: str = "nb", **more: Any):
        """Serve a site; gives its address and the file of its truth."""
        path = self.folder / f"{name}-{len(list(self.folder.iterdir()))}.jsonl"
        log = TruthLog(path, at=name)
        site = SiteBehaviour(id=name, name="Fjordvik kommune", language=language, form=form)
        try:
            async with serving(site_app(site, truth=log, **more)) as address:
                yield address, path
        finally:
            log.close()

    def attempt(
        self, form: FormBehaviour, evidence: Path, *, language: str = "nb", point=None, **options: Any
    ):
        """Send one form to a fresh site; give the timeline and what truly happened."""

        async def go():
            async with (
                self.site(form, name="elsewhere") as (elsewhere, strangers),
                self.site(form, language=language, elsewhere=elsewhere) as (address, truth),
            ):
                request = request_for(
                    address + form.path, evidence, language=language, point=point or {}, **options
                )
                timeline = await run_attempt(WebFormProbe(self.browser), request, channel="web_form")
                await asyncio.sleep(0.1)  # the page's last stamps are on their way
                return timeline, read_truth(truth), read_truth(strangers)

        return self.run(go())


@pytest.fixture(scope="session")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    if not any(map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))):
        pytest.skip("no Chromium is installed")
    with House(tmp_path_factory.mktemp("web-form-truth")) as found:
        yield found


@pytest.fixture
def attempt(house: House, tmp_path: Path) -> Callable[..., Any]:
    def go(form: FormBehaviour, **more: Any) -> Any:
        return house.attempt(form, tmp_path / "evidence", **more)

    return go
