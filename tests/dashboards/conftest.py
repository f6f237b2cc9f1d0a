"""The whole site as a user starts it: `svartid serve` on an embedded database of its own, and Chromium."""

from __future__ import annotations

import importlib.util
import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import pytest
import requests

from probes.browser.arguments import FEATURES_OFF

PASSWORD = "en rolig formiddag"
_SVARTID = Path(sys.executable).with_name("svartid")


@dataclass
class Site:
    """A running site: its address, what is in it, and how to be somebody there."""

    url: str
    environment: dict[str, str]
    told: dict[str, Any]
    _sessions: dict[str, requests.Session] = field(default_factory=dict)
    _lines: Any = None

    def someone(self, name: str = "stranger") -> requests.Session:
        """Return a signed-in session (one a person, kept), or a new one of nobody."""
        if name == "stranger":
            return requests.Session()
        if name not in self._sessions:
            self._sessions[name] = self.sign_in(name)
        return self._sessions[name]

    def sign_in(self, name: str, password: str = PASSWORD) -> requests.Session:
        session = requests.Session()
        page = session.get(f"{self.url}/account/login/", timeout=120)
        answer = session.post(
            f"{self.url}/account/login/",
            data={"login": f"{name}@svartid.example", "password": password, **token(page.text)},
            timeout=120,
            allow_redirects=False,
        )
        assert answer.status_code == 302, answer.text[-2000:]
        return session

    def post(self, session: requests.Session, path: str, **data: Any) -> requests.Response:
        """Send a form as a browser would, with the token of a page seen before."""
        page = session.get(f"{self.url}/design/", timeout=120)
        return session.post(self.url + path, data=token(page.text) | data, timeout=120, allow_redirects=False)

    def run(self, code: str) -> str:
        """Run a few lines in a process of their own with the site's settings; return what they print."""
        if self._lines is None:
            self._lines = _lines().Lines(self.environment)
        return str(self._lines.run(code))

    def close(self) -> None:
        for session in self._sessions.values():
            session.close()
        if self._lines is not None:
            self._lines.close()


def _lines() -> Any:
    """The module beside this one: the tests are no package."""
    path = Path(__file__).with_name("lines.py")
    spec = importlib.util.spec_from_file_location("tests_dashboards_lines", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def token(html: str) -> dict[str, str]:
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', html)
    return {"csrfmiddlewaretoken": found.group(1)} if found else {}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The first test of a run waits for the whole site to stand: minutes on a busy machine."""
    for item in items:
        if "site" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.timeout(400))


@pytest.fixture(scope="session")
def site(request: pytest.FixtureRequest, short_folder: Callable[[], Path]) -> Iterator[Site]:
    counting = any(item.path.name == "test_queries.py" for item in request.session.items)
    state = short_folder()
    environment = {
        **{key: value for key, value in os.environ.items() if key != "DATABASE_URL"},
        "SVARTID_STATE": str(state),
        "DJANGO_SETTINGS_MODULE": "dashboards.settings",
    }
    environment.pop("SVARTID_SECRET_KEY", None)
    from results.embedded.server import start_server, stop_server

    start_server(state, durable=False)
    try:
        filled = subprocess.run(
            [
                sys.executable, Path(__file__).with_name("site") / "settle.py",
                *(["queries"] if counting else []),
            ],
            env=environment, capture_output=True, text=True, timeout=500, check=False,
        )  # fmt: skip
        assert filled.returncode == 0, filled.stderr
        told = json.loads(filled.stdout.splitlines()[-1])
        with serving(environment) as url, closing(Site(url, environment, told)) as site:
            yield site
    finally:
        stop_server(state)


@contextmanager
def serving(environment: dict[str, str]) -> Iterator[str]:
    # Into a file: a pipe that nobody reads fills up, and the server would wait for ever to log.
    with tempfile.TemporaryFile("w+") as log:
        server = subprocess.Popen(
            [_SVARTID, "serve", "--port", "0", "--workers", "1"], env=environment, stdout=log, stderr=log
        )
        try:
            yield _address(server, log)
        finally:
            server.terminate()
            server.wait(timeout=20)


def _address(server: subprocess.Popen[bytes], log: IO[str]) -> str:
    until = time.monotonic() + 120
    while time.monotonic() < until and server.poll() is None:
        log.seek(0)
        if found := re.search(r"http://\S+\s", log.read()):
            return found.group(0).strip().rstrip("/")
        time.sleep(0.1)
    log.seek(0)
    raise AssertionError(f"the site did not start: {log.read()}")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=20_000)  # a machine with other work stands still for seconds
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium",
            args=[FEATURES_OFF, *(["--no-sandbox"] if os.geteuid() == 0 else [])],
        )
        yield browser
        browser.close()


@pytest.fixture
def visit(site: Site, chromium: Any) -> Iterator[Callable[..., Any]]:
    """`visit("eva", "/evaluator/", width=360)` – a page; its console is in `page.said`."""
    with ExitStack() as stack:

        def visiting(name: str, path: str, *, width: int = 1200, language: str = "en", **more: Any) -> Any:
            context = chromium.new_context(
                viewport={"width": width, "height": 900}, locale=language, reduced_motion="reduce", **more
            )
            stack.callback(context.close)
            cookies = site.someone(name).cookies if name != "stranger" else []
            context.add_cookies(
                [{"name": each.name, "value": each.value or "", "url": site.url} for each in cookies]
            )
            context.add_cookies([{"name": "svartid_language", "value": language, "url": site.url}])
            page = context.new_page()
            page.said = []
            page.on("console", lambda message: _heard(page, message))
            page.on("pageerror", lambda error: page.said.append(str(error)))
            page.on("request", lambda request: _stays_here(request.url, site.url, page.said))
            page.goto(site.url + path)
            return page

        yield visiting


def _stays_here(url: str, home: str, said: list[str]) -> None:
    if not url.startswith((home, "data:", "blob:")):
        said.append(f"left the site: {url}")


def _heard(page: Any, message: Any) -> None:
    """Chromium's advice on forms is its lowest kind of word; all others count."""
    if not message.text.startswith("[DOM]"):
        page.said.append(message.text)
