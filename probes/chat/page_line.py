import asyncio
import contextlib
import json
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Frame, FrameLocator, Locator, Page

from probes.browser.allowed_hosts import AllowedHosts
from probes.browser.captcha import find_captcha
from probes.browser.cookie_banner import answer_cookies
from probes.browser.visit import Visit
from probes.chat.adapter import Adapter
from probes.chat.line import Signal, SignalKind, Take
from probes.chat.notice import position_in
from probes.chat.over import ChatCut, ChatEnded, Concluded
from probes.chat.turn import Side, Speaker, Turn
from probes.outcome import Outcome

_LOAD_MS = 30_000
"""So long a page may take to load (project's own choice)."""
_OPEN_S = 25.0
"""So long a chat may take from the press on its opener until one may write (project's own choice)."""
_PRESS_MS = 3_000
_SCRIPT = (Path(__file__).parent / "watch.js").read_text(encoding="utf-8")

_PLAIN = {
    "ready": SignalKind.READY,
    "typing": SignalKind.TYPING,
    "typing_ended": SignalKind.TYPING_ENDED,
    "over": SignalKind.OVER,
    "closed": SignalKind.CLOSED,
}


class PageLine:
    """Carries a chat in a page of the browser, by the selectors of an adapter.

    `opener` is the label of what opens the chat, where the touchpoint names it. `given` holds what the
    fields before a chat get: `name`, `email`, `question`. `letter_s` is the pause between two letters.
    """

    def __init__(
        self,
        visit: Visit,
        *,
        url: str,
        adapter: Adapter,
        opener: str | None = None,
        given: Mapping[str, str] | None = None,
        letter_s: float = 0.0,
        allowed: AllowedHosts | None = None,
    ) -> None:
        self._visit = visit
        self._url = url
        self._adapter = adapter
        self._opener = opener
        self._given = dict(given or {})
        self._letter_ms = letter_s * 1000
        self._allowed = allowed or AllowedHosts.of(url)
        self._take: Take = _nobody
        self._presses: list[int] = []
        self._enters: list[int] = []
        self._ready = asyncio.Event()
        self._shut = asyncio.Event()
        self._dropped = False

    @property
    def _page(self) -> Page:
        return self._visit.page

    async def open(self, take: Take) -> None:
        """Open the page and the chat until one may write.

        Raises Concluded: `unreachable` if the page or its chat cannot be opened, `closed` if the widget
        says so, `blocked` if a captcha stands in the way.
        """
        self._take = take
        self._page.on("crash", lambda _: self._lost())
        self._page.on("close", lambda _: self._lost())
        await self._visit.watch(_SCRIPT.replace("ADAPTER", json.dumps(_for_page(self._adapter))), self._heard)
        asked_ns = time.monotonic_ns()
        try:
            answer = await self._page.goto(self._url, wait_until="domcontentloaded", timeout=_LOAD_MS)
        except PlaywrightError as error:
            raise self._unreachable(asked_ns, f"the page does not load ({_first(error)})") from None
        await self._visit.read_clock()
        if answer is not None and answer.status >= 400:
            raise self._unreachable(asked_ns, f"the page answers with an error ({answer.status})")
        await answer_cookies(self._page, allowed=self._allowed)
        await self._launch(asked_ns)
        await self._until_ready()

    async def say(self, text: str) -> int:
        """Write something and send it; return when the page saw it sent (ns)."""
        words = " ".join(text.split())
        box = self._inside().locator(self._adapter.input).first
        self._enters.clear()
        self._presses.clear()
        try:
            await box.click(timeout=15_000)
            if self._letter_ms > 0:
                await box.press_sequentially(words, delay=self._letter_ms, timeout=120_000)
            else:
                await box.fill(words, timeout=15_000)
            sent = time.monotonic_ns()
            if self._adapter.send == "enter":
                await box.press("Enter", timeout=_PRESS_MS)
            else:
                self._presses.clear()
                await self._inside().locator(self._adapter.send).first.click(timeout=_PRESS_MS)
        except PlaywrightError:
            if self._page.is_closed():
                raise ChatCut from None
            # One cannot write any more: whatever the widget shows, this chat is over.
            self._take(Signal(SignalKind.OVER, time.monotonic_ns()))
            raise ChatEnded from None
        return await self._seen(self._enters if self._adapter.send == "enter" else self._presses, sent)

    async def choose(self, choice: str) -> int | None:
        """Press a ready answer; return when, or None if it is not there any more."""
        if self._adapter.choices is None:
            return None
        self._presses.clear()
        pressed = time.monotonic_ns()
        found = self._inside().locator(self._adapter.choices).get_by_text(choice, exact=True)
        with_words = self._inside().locator(self._adapter.choices).filter(has_text=choice)
        for each in (with_words, found):
            with contextlib.suppress(PlaywrightError):
                await each.last.click(timeout=_PRESS_MS)
                return await self._seen(self._presses, pressed)
        return None

    async def close(self) -> None:
        """Press what ends the chat, as far as it is there."""
        for css in self._adapter.end:
            with contextlib.suppress(PlaywrightError):
                await self._inside().locator(css).first.click(timeout=1_500)

    async def drop(self) -> None:
        """Close the page."""
        if not self._dropped:
            self._dropped = True
            with contextlib.suppress(PlaywrightError):
                await self._page.close()

    async def _launch(self, asked_ns: int) -> None:
        """Press what opens the chat, unless it opens by itself."""
        opener = opener_in(self._page, self._adapter, self._opener)
        if opener is None:
            self._launched(asked_ns)
            return
        try:
            await opener.wait_for(state="visible", timeout=20_000)
        except PlaywrightError:
            if self._ready.is_set():
                self._launched(asked_ns)
                return
            raise self._unreachable(asked_ns, "the page has nothing that opens a chat") from None
        self._presses.clear()
        began = time.monotonic_ns()
        try:
            await opener.click(timeout=10_000)
        except PlaywrightError as error:
            raise self._unreachable(
                asked_ns, f"the chat's opener cannot be pressed ({_first(error)})"
            ) from None
        at_ns = await self._seen(self._presses, began)
        self._launched(at_ns, wait_ms=(began - asked_ns) / 1e6)

    async def _until_ready(self) -> None:
        """Fill what stands before the chat, until one may write."""
        left = list(self._adapter.before)
        until = time.monotonic() + _OPEN_S
        while not self._ready.is_set() and not self._shut.is_set():
            if time.monotonic() > until:
                if await find_captcha(self._page) is not None:
                    raise Concluded(Outcome.BLOCKED, "a captcha stands before the chat")
                raise Concluded(Outcome.UNREACHABLE, "the chat does not open")
            for fill in tuple(left):
                if await self._fill(fill.field, fill.give):
                    left.remove(fill)
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._ready.wait(), timeout=0.2 if left else 0.5)
        if self._shut.is_set() and not self._ready.is_set():
            raise Concluded(Outcome.CLOSED, "the chat says that nobody is on duty")

    async def _fill(self, css: str, give: str) -> bool:
        field = self._inside().locator(css).first
        try:
            if not await field.is_visible():
                return False
            if give == "press":
                await field.click(timeout=_PRESS_MS)
            elif give == "tick":
                await field.check(timeout=_PRESS_MS)
            else:
                await field.fill(self._given.get(give, ""), timeout=_PRESS_MS)
        except PlaywrightError:
            return False
        return True

    def _inside(self) -> Locator | FrameLocator | Page:
        """Return where the chat lives: the page or its frame, down through the shadow roots."""
        place: Locator | FrameLocator | Page = self._page
        if self._adapter.frame is not None:
            place = self._page.frame_locator(self._adapter.frame)
        for css in self._adapter.shadow:
            place = place.locator(css)
        return place

    async def _seen(self, moments: list[int], since_ns: int) -> int:
        """Return the first moment that the page told of our press; ours if it told none."""
        for _ in range(20):
            found = [at for at in moments if at >= since_ns - 500_000_000]
            if found:
                return found[-1] if moments is self._enters else found[0]
            await asyncio.sleep(0.01)
        return since_ns

    def _launched(self, at_ns: int, *, wait_ms: float | None = None) -> None:
        self._take(Signal(SignalKind.LAUNCHED, at_ns, wait_ms=wait_ms))

    def _unreachable(self, at_ns: int, why: str) -> Concluded:
        self._launched(at_ns)
        return Concluded(Outcome.UNREACHABLE, why)

    def _lost(self) -> None:
        if not self._dropped:
            self._take(Signal(SignalKind.LOST, time.monotonic_ns()))

    def _heard(self, word: str, at_ns: int, detail: Mapping[str, Any], _: Frame) -> None:
        if word == "pressed":
            self._presses.append(at_ns)
        elif word == "entered":
            self._enters.append(at_ns)
        elif word == "turn":
            self._take(_turn(at_ns, detail))
        elif word == "position":
            place = position_in(str(detail.get("text", "")))
            if place is None:
                digits = "".join(letter for letter in str(detail.get("text", "")) if letter.isdigit())
                place = int(digits[:3]) if digits else None
            if place is not None:
                self._take(Signal(SignalKind.POSITION, at_ns, position=place))
        elif word in _PLAIN:
            if word == "ready":
                if self._ready.is_set():
                    return
                self._ready.set()
            elif word == "closed":
                self._shut.set()
            self._take(Signal(_PLAIN[word], at_ns))


def opener_in(page: Page, adapter: Adapter, label: str | None) -> Locator | None:
    """Return what opens the chat: by the adapter's selector, else by its label; None if nothing needs to."""
    if adapter.launcher is not None:
        named = page.locator(adapter.launcher)
        return (named.filter(has_text=label) if label else named).first
    if label is not None:
        button = page.get_by_role("button", name=label)
        return button.or_(page.get_by_role("link", name=label)).first
    return None


def _turn(at_ns: int, detail: Mapping[str, Any]) -> Signal:
    side = Side.OWN if detail.get("own") else Side.NOTICE if detail.get("notice") else Side.THEIRS
    mark = Speaker.ROBOT if detail.get("robot") else Speaker.PERSON if detail.get("person") else None
    choices = tuple(str(each) for each in detail.get("choices", ()) if isinstance(each, str))
    turn = Turn(
        at_ns / 1e9,
        side,
        str(detail.get("text", "")),
        str(detail.get("author", "")),
        str(detail.get("label", "")),
        mark if side is Side.THEIRS else None,
        choices=len(choices),
    )
    return Signal(SignalKind.TURN, at_ns, key=str(detail.get("key", "")), turn=turn, choices=choices)


def _for_page(adapter: Adapter) -> dict[str, Any]:
    """Return what the page's script needs, with places split into selector and attribute."""
    plain = ("frame", "input", "message", "own", "notice", "robot", "person", "choices", "typing")
    found = {name: getattr(adapter, name) for name in (*plain, "position", "over", "closed", "grouped")}
    found["shadow"] = list(adapter.shadow)
    for name in ("text", "author", "label"):
        place = getattr(adapter, name)
        css, at, attribute = (place or "").rpartition("@")
        found[name] = None if place is None else [css.strip(), attribute] if at else [place, ""]
    return found


def _first(error: PlaywrightError) -> str:
    return next(iter(error.message.splitlines()), "no reason given")[:200]


def _nobody(signal: Signal) -> None:
    """Take nothing: the line is not open yet."""
