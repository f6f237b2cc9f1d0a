"""Looking at a page before a campaign: which chat stands in it, and how its touchpoint would be written."""

import asyncio
from dataclasses import dataclass
from typing import Any

from playwright.async_api import Browser, Page
from playwright.async_api import Error as PlaywrightError

from probes.browser.allowed_hosts import AllowedHosts
from probes.browser.cookie_banner import answer_cookies
from probes.browser.visit import Visit, open_visit
from probes.chat.adapter import Adapter
from probes.chat.load_adapter import adapter_names, find_adapter
from probes.chat.page_line import opener_in
from probes.errors import ChannelUnavailable

_PATIENCE_MS = 30_000
_BUILD_S = 2.5
"""How long scripts may build on after the page was loaded; project's own choice."""

# Words and names that chats' openers carry in the languages served, and in the markup of most widgets.
_HINT = r"chat|prat med|snakk med oss|spør oss|skriv til oss|spørg|fråga oss|messenger|assist|widget"

_GUESS = """(hint) => {
  const pattern = new RegExp(hint, 'i'), found = [], frames = [], hosts = [];
  const path = el => {
    if (el.id && !/\\d{3}/.test(el.id)) return '#' + CSS.escape(el.id);
    const named = [...el.classList].filter(name => !/\\d{3}|:/.test(name)).slice(0, 2);
    return el.tagName.toLowerCase() + named.map(name => '.' + CSS.escape(name)).join('');
  };
  const walk = (root, within) => {
    for (const el of root.querySelectorAll('*')) {
      const box = el.getBoundingClientRect();
      const words = [el.getAttribute('aria-label'), el.title, el.id, el.className,
        (el.innerText || '').length < 60 ? el.innerText : ''].join(' ');
      const press = el.matches('button, [role=button], a[href], summary');
      if (press && box.width && pattern.test(words)) {
        const said = (el.getAttribute('aria-label') || el.innerText || '').trim();
        found.push({selector: path(el), words: said, within});
      }
      if (el.tagName === 'IFRAME' && pattern.test([el.src, el.title, el.id, el.className].join(' '))) {
        frames.push(path(el));
      }
      if (el.shadowRoot) { hosts.push(path(el)); walk(el.shadowRoot, [...within, path(el)]); }
    }
  };
  walk(document, []);
  return {found: found.slice(0, 8), frames: frames.slice(0, 8), hosts: hosts.slice(0, 8)};
}"""

COLOURS = {
    "input": "#0b5563",
    "message": "#7a3e9d",
    "own": "#2e7d32",
    "notice": "#8a6d00",
    "choices": "#ad1457",
    "typing": "#5d4037",
    "position": "#1565c0",
    "over": "#a3141d",
    "closed": "#a3141d",
}
"""The colours in which the picture frames what was found, by the adapter's places."""

_PARTS = """(adapter) => {
  const look = (root, css) => {
    try {
      const all = css ? [...root.querySelectorAll(css)] : null;
      return all && all.filter(el => el.getClientRects().length);
    } catch (_) { return null; }
  };
  let root = document;
  for (const css of adapter.shadow) {
    const host = root.querySelector(css);
    if (!host || !host.shadowRoot) return null;
    root = host.shadowRoot;
  }
  const found = {};
  for (const [name, css] of Object.entries(adapter.parts)) {
    const seen = look(root, css);
    if (seen === null) continue;
    for (const el of seen) el.style.outline = `3px solid ${adapter.colours[name]}`;
    found[name] = seen.length;
  }
  return found;
}"""


@dataclass(frozen=True, slots=True)
class ChatProposal:
    """What was found of a chat in a page.

    `system` is the adapter whose marks the page bears, or None; `parts` how often each of its places was
    found after the opener was pressed; `openers`, `frames`, `shadows` what looks like a chat's otherwise.
    """

    url: str
    system: str | None
    opener: str | None
    parts: dict[str, int]
    openers: tuple[tuple[str, str], ...]
    frames: tuple[str, ...]
    shadows: tuple[str, ...]
    out_of_reach: tuple[str, ...]
    picture: bytes | None

    @property
    def found(self) -> bool:
        """Whether there seems to be a chat at all."""
        return self.system is not None or bool(self.openers or self.frames)

    @property
    def yaml(self) -> str:
        """The touchpoint, or the beginning of an adapter for a widget that is not known."""
        lines = ["chat:", f"  chat: {self.url}"]
        if self.opener:
            lines.append(f"  start: {_quoted(self.opener)}")
        if self.system:
            lines.append(f"  system: {self.system}")
            return "\n".join(lines) + "\n"
        lines.append("  system: my-chat.yaml  # an adapter of its own: copy this, and complete it")
        lines += ["", "# my-chat.yaml", "adapter: my-chat", "version: 1", "about: …", "tested: not yet"]
        first = self.openers[0][0] if self.openers else "…"
        lines += [f"marks: [{_quoted(first)}]", f"launcher: {_quoted(first)}"]
        if self.frames:
            lines.append(f"frame: {_quoted(self.frames[0])}")
        elif self.shadows:
            lines.append(f"shadow: [{_quoted(self.shadows[0])}]")
        lines += ["input: textarea", "message: …", "own: …"]
        return "\n".join(lines) + "\n"


async def inspect_chat(browser: Browser, url: str, *, hosts: tuple[str, ...] = ()) -> ChatProposal:
    """Open a page, find its chat, press its opener, and say what the known adapters find in it.

    Nothing is written into the chat. Raises ChannelUnavailable if the page does not come.
    """
    allowed = AllowedHosts.of(url, *hosts)
    async with open_visit(browser, allowed=allowed) as visit:
        try:
            await visit.page.goto(url, wait_until="domcontentloaded", timeout=_PATIENCE_MS)
        except PlaywrightError as error:
            first = next(iter(error.message.splitlines()), "no reason given")
            raise ChannelUnavailable(f"{url}: the page does not come ({first})") from None
        await answer_cookies(visit.page, allowed=allowed)
        await asyncio.sleep(_BUILD_S)
        return await _proposal(visit, url)


async def _proposal(visit: Visit, url: str) -> ChatProposal:
    page = visit.page
    guessed: dict[str, Any] = await page.evaluate(_GUESS, _HINT)
    openers = tuple((each["selector"], each["words"]) for each in guessed["found"] if not each["within"])
    known = [find_adapter(name) for name in adapter_names()]
    marked = [each for each in known if await _bears(page, each)]
    words = await _press(page, marked, openers)
    best: tuple[Adapter | None, dict[str, int]] = (None, {})
    for adapter in marked:
        parts = await _parts(page, adapter)
        if sum(n > 0 for n in parts.values()) > sum(n > 0 for n in best[1].values()):
            best = (adapter, parts)
    later: dict[str, Any] = await page.evaluate(_GUESS, _HINT)
    system = None if best[0] is None else best[0].adapter
    return ChatProposal(
        url,
        system or (marked[0].adapter if marked else None),
        words,
        best[1],
        openers,
        tuple(later["frames"]),
        tuple(later["hosts"]),
        tuple(dict.fromkeys(refusal.host for refusal in visit.gate.refusals)),
        await page.screenshot(full_page=False),
    )


async def _bears(page: Page, adapter: Adapter) -> bool:
    """Whether the page bears the marks of an adapter's family."""
    for css in adapter.marks:
        if await page.locator(css).count():
            return True
    return False


async def _press(page: Page, marked: list[Adapter], openers: tuple[tuple[str, str], ...]) -> str | None:
    """Press what opens the chat, and return its words."""
    places = [opener_in(page, adapter, None) for adapter in marked]
    places += [page.locator(selector).first for selector, _ in openers]
    for place in places:
        if place is None:
            continue
        try:
            words = (await place.inner_text(timeout=1_000)).strip()
            await place.click(timeout=2_000)
        except PlaywrightError:
            continue
        await asyncio.sleep(_BUILD_S)
        return words or None
    return None


async def _parts(page: Page, adapter: Adapter) -> dict[str, int]:
    """Return how often each place of an adapter is found now."""
    parts = {name: getattr(adapter, name) for name in COLOURS}
    places = {"shadow": list(adapter.shadow), "parts": parts, "colours": COLOURS}
    for frame in page.frames if adapter.frame else [page.main_frame]:
        if adapter.frame and frame is page.main_frame:
            continue
        try:
            found = await frame.evaluate(_PARTS, places)
        except PlaywrightError:
            continue
        if found is not None and (found.get("input") or found.get("closed")):
            return {str(name): int(count) for name, count in found.items()}
    return {}


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
