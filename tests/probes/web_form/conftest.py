"""The town's sites on free ports, beside the one Chromium of all channels' tests."""

import asyncio
from collections.abc import Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from chromium_house import ChromiumHouse

from probes.attempt import run_attempt
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
_AT_ONCE = 3


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
    """The loop with the browser in it, and a town's site whenever a test wants one."""

    request_for = staticmethod(request_for)

    def __init__(self, chromium: ChromiumHouse, folder: Path) -> None:
        self.chromium, self.folder = chromium, folder
        self.browser, self.loop, self.run = chromium.browser, chromium.loop, chromium.run

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

    async def made(
        self, form: FormBehaviour, evidence: Path, *, language: str = "nb", point=None, **options: Any
    ):
        """Send one form to a fresh site; give the timeline, what truly happened, and what strangers saw."""
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

    def attempt(self, form: FormBehaviour, evidence: Path, **more: Any):
        """Send one form from a test that is not asynchronous."""
        return self.run(self.made(form, evidence, **more))

    def attempts(self, forms: Mapping[str, tuple[FormBehaviour, dict[str, Any]]], folder: Path):
        """Send several forms, a few at a time; give what `attempt` gives for each by its name."""
        room = asyncio.Semaphore(_AT_ONCE)

        async def one(name: str):
            form, more = forms[name]
            async with room:
                return await self.made(form, folder / name, **more)

        async def go():
            return dict(zip(forms, await asyncio.gather(*map(one, forms)), strict=True))

        return self.run(go(), timeout=230)


@pytest.fixture(scope="session")
def house(chromium_house: ChromiumHouse, tmp_path_factory: pytest.TempPathFactory) -> House:
    return House(chromium_house, tmp_path_factory.mktemp("web-form-truth"))


@pytest.fixture
def attempt(house: House, tmp_path: Path) -> Callable[..., Any]:
    def go(form: FormBehaviour, **more: Any) -> Any:
        return house.attempt(form, tmp_path / "evidence", **more)

    return go
