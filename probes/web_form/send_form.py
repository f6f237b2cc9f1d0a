"""Pressing the button that sends, once, and reading what the page answers."""

import asyncio
import time
from dataclasses import dataclass
from typing import Literal

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Frame, Page

from probes.browser.allowed_hosts import AllowedHosts
from probes.browser.captcha import find_captcha
from probes.browser.page_library import with_library
from probes.errors import EngineLost
from probes.web_form.control import Control, locate, read_controls
from probes.web_form.form_watch import FormWatch
from probes.web_form.words import SEND

_LOOK_S = 0.1
"""How often the answer is looked for. The moment itself is stamped in the page."""
_SETTLED_S = 0.5
"""A page without news for so long has said what it says; project's own choice."""
_GONE_S = 4.0
"""A new page without the form for so long stands for a confirmation in unknown words; own choice."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a page answered to a form."""

    kind: Literal["confirmed", "gone", "refused", "captcha", "strayed", "review", "nothing"]
    at_ns: int
    words: str = ""
    """Of a confirmation: the words that told it; of a captcha: its kind; of `strayed`: the host."""
    messages: tuple[str, ...] = ()
    status: int | None = None


class Complaints:
    """What a page complained of before anything was sent; only what is new answers a form."""

    def __init__(self, known: frozenset[str]) -> None:
        self.known = known

    @classmethod
    async def before(cls, page: Page) -> "Complaints":
        """Read what the page says already."""
        return cls(frozenset(await _complaints(page)))

    async def since(self, page: Page) -> tuple[str, ...]:
        """Return what is new, or what a fresh page says."""
        return tuple(each for each in await _complaints(page) if each not in self.known)


async def target_of(page: Page, button: Control) -> str:
    """Return the address to which the button's form would send (empty where a script decides)."""
    look = "each => (each.form ? (each.getAttribute('formaction') ? each.formAction : each.form.action) : '')"
    try:
        return str(await locate(page, button).evaluate(look) or "")
    except PlaywrightError:
        return ""


async def read_answer(
    page: Page,
    watch: FormWatch,
    *,
    allowed: AllowedHosts,
    before: Complaints,
    sent_ns: int,
    pages_before: int,
    own: frozenset[str],
    limit_s: float,
) -> Answer:
    """Wait until the page has answered a form sent at `sent_ns`, at most `limit_s` seconds.

    A confirmation wins over complaints; complaints count when the page has settled; a page that only
    shows a button to send once more is a `review`. A page without the form's fields (`own`: their selectors)
    and without known words is `gone`: it was probably taken in. After the limit it is `nothing`. Raises
    EngineLost if the browser fails.
    """
    end = time.monotonic() + limit_s
    known = {each.words for each in watch.thanks if each.at_ns <= sent_ns}
    quiet_since, last = time.monotonic(), watch.pages
    while True:
        now = time.monotonic_ns()
        if watch.lost:
            raise EngineLost("the browser was lost after the form was sent")
        if watch.strayed is not None:
            return Answer("strayed", now, words=watch.strayed)
        thanked = next(
            (each for each in watch.thanks if each.at_ns > sent_ns and each.words not in known), None
        )
        if thanked is not None:
            return Answer("confirmed", thanked.at_ns, words=thanked.words, status=watch.status)
        if watch.pages > last:
            quiet_since, last = time.monotonic(), watch.pages
        fresh = watch.pages > pages_before
        if fresh and watch.loaded and (watch.status or 200) >= 400:
            messages = await before.since(page)
            return Answer("refused", now, messages=messages, status=watch.status)
        if time.monotonic() - quiet_since >= _SETTLED_S and (watch.loaded or not fresh):
            answer = await _settled(page, watch, allowed=allowed, before=before, fresh=fresh)
            if answer is not None:
                return answer
            if fresh and time.monotonic() - quiet_since >= _GONE_S and await _is_gone(page, allowed, own):
                return Answer("gone", time.monotonic_ns(), status=watch.status)
        if time.monotonic() >= end:
            return Answer("nothing", time.monotonic_ns(), status=watch.status)
        await asyncio.sleep(_LOOK_S)


async def _settled(
    page: Page, watch: FormWatch, *, allowed: AllowedHosts, before: Complaints, fresh: bool
) -> Answer | None:
    now = time.monotonic_ns()
    riddle = await find_captcha(page)
    if riddle is not None:
        return Answer("captcha", now, words=riddle)
    found = await _complaints(page) if fresh else list(await before.since(page))
    if found:
        return Answer("refused", now, messages=tuple(found), status=watch.status)
    if fresh:
        controls = await read_controls(page, allowed=allowed)
        empty = [each for each in controls if each.kind in ("text", "textarea") and not each.filled]
        if any(each.kind == "button" and SEND.search(each.label) for each in controls) and not empty:
            return Answer("review", now)
    return None


async def _is_gone(page: Page, allowed: AllowedHosts, own: frozenset[str]) -> bool:
    controls = await read_controls(page, allowed=allowed)
    return not any(each.selector in own for each in controls)


async def _complaints(page: Page) -> list[str]:
    found: list[str] = []
    for frame in page.frames:
        told = await _read(frame)
        found += told["messages"]
        if told["wrong"] and not told["messages"]:
            found += [f"{each}: marked as wrong" for each in told["wrong"]]
    return list(dict.fromkeys(each[:300] for each in found))


async def _read(frame: Frame) -> dict[str, list[str]]:
    try:
        told: dict[str, list[str]] = await frame.evaluate(with_library("return readComplaints();"))
    except PlaywrightError:
        return {"messages": [], "wrong": []}
    return told
