"""What is heard of a form's pages while they are open: events by the page's clock, answers of the server."""

import json
import re
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit

from playwright.async_api import Frame, Page, Request, Response

from probes.browser.gate import Refusal
from probes.browser.page_library import LIBRARY
from probes.browser.visit import Visit
from probes.event import EventKind, Source
from probes.probe import Recorder
from probes.web_form.words import THANKS

_SCRIPT = (Path(__file__).parent / "watch.js").read_text(encoding="utf-8")
_MOST_ERRORS = 10
"""So many errors of pages become events; the others are only counted. Project's own choice."""


class Thanks(NamedTuple):
    """Words of a confirmation that became visible, and when (ns)."""

    at_ns: int
    words: str


class FormWatch:
    """Turns what the pages tell into events, and keeps what the walk through the form decides by."""

    def __init__(self, recorder: Recorder, *, confirmation: str | None) -> None:
        self._recorder = recorder
        self._words = "|".join([*([_plainly(confirmation)] if confirmation else []), THANKS])
        self.pages = 0
        self.errors = 0
        self.ready_ns: int | None = None
        """When the page of now had a form, by its own clock."""
        self.loaded = False
        self.status: int | None = None
        """The server's status for the page of now."""
        self.strayed: str | None = None
        """A host to which a page tried to go and was not let."""
        self.thanks: list[Thanks] = []
        self.submits: list[int] = []
        self.filled: dict[str, int] = {}
        """When each field of the page of now was first changed, by selector."""
        self.lost = False
        """The page crashed, or the browser went away."""
        self._refused: set[str] = set()

    async def begin(self, visit: Visit) -> None:
        """Listen to a visit from before its first page."""
        self._visit = visit
        await visit.watch(f"{LIBRARY}\n{_SCRIPT.replace('WORDS', json.dumps(self._words))}", self._heard)
        visit.page.on("response", self._answered)
        visit.page.on("requestfailed", self._failed)
        visit.page.on("crash", self._gone)
        visit.page.on("close", self._gone)

    def refused(self, refusal: Refusal) -> None:
        """Take a connection that the gate refused: one event a host."""
        if refusal.host not in self._refused:
            self._refused.add(refusal.host)
            detail = {"host": refusal.host, "main": False}
            self._recorder.event(EventKind.HOST_REFUSED, Source.PAGE, at_ns=refusal.at_ns, detail=detail)

    @property
    def refused_hosts(self) -> frozenset[str]:
        """The hosts that were out of reach."""
        return frozenset(self._refused)

    def _heard(self, word: str, at_ns: int, detail: Mapping[str, Any], frame: Frame) -> None:
        main = frame == self._visit.page.main_frame
        match word:
            case "opened" if main and frame.url.startswith("http"):
                self.pages += 1
                self.ready_ns, self.loaded, self.filled = None, False, {}
                told = {"url": plain_url(frame.url), "number": self.pages}
                self._recorder.event(EventKind.PAGE_OPENED, Source.PAGE, at_ns=at_ns, detail=told)
            case "painted" if main:
                self._recorder.event(EventKind.FIRST_PAINT, Source.PAGE, at_ns=at_ns)
            case "loaded" if main:
                self.loaded = True
                told = {"status": self.status or 0, "kb": int(detail.get("kb", 0))}
                self._recorder.event(EventKind.PAGE_LOADED, Source.PAGE, at_ns=at_ns, detail=told)
            case "ready":
                self.ready_ns = self.ready_ns or at_ns
            case "field":
                self.filled.setdefault(str(detail.get("selector")), at_ns)
            case "submit":
                self.submits.append(at_ns)
            case "thanked":
                self.thanks.append(Thanks(at_ns, str(detail.get("words", ""))))
            case "script_error":
                self._error("script", at_ns)

    def _answered(self, response: Response) -> None:
        request = response.request
        if request.is_navigation_request() and _frame(request) == self._visit.page.main_frame:
            if not 300 <= response.status < 400:
                self.status = response.status
        elif response.status >= 400:
            self._error("missing", time.monotonic_ns(), status=response.status)

    def _failed(self, request: Request) -> None:
        if self._visit.gate.allowed.allows_url(request.url) or not request.is_navigation_request():
            return
        host = urlsplit(request.url).netloc or request.url
        main = _frame(request) == self._visit.page.main_frame
        if main or self.submits:
            self.strayed = host
            detail = {"host": host, "main": True}
            self._recorder.event(EventKind.HOST_REFUSED, Source.PAGE, detail=detail)

    def _gone(self, _: Page) -> None:
        self.lost = True

    def _error(self, what: str, at_ns: int, **more: int) -> None:
        self.errors += 1
        if self.errors <= _MOST_ERRORS:
            detail = {"what": what, "count": self.errors, **more}
            self._recorder.event(EventKind.PAGE_ERROR, Source.PAGE, at_ns=at_ns, detail=detail)


def plain_url(url: str) -> str:
    """Return an address without query and fragment, where personal data may stand."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}{parts.path}"


def _frame(request: Request) -> "Frame | None":
    try:
        return request.frame
    except Exception:  # noqa: BLE001 - Playwright raises its bare Error for requests that have no frame (yet)
        return None


def _plainly(words: str) -> str:
    """Escape for Python's and JavaScript's expressions alike (`re.escape` is too much for the latter)."""
    return r"\s+".join(re.sub(r"([\\^$.*+?()\[\]{}|/])", r"\\\1", each) for each in words.split())
