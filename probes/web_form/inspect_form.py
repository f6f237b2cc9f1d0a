"""Looking at a form before a campaign: what each field is, and how the touchpoint would be written."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import yaml
from playwright.async_api import Browser, Page
from playwright.async_api import Error as PlaywrightError

from probes.browser.allowed_hosts import AllowedHosts
from probes.browser.captcha import find_captcha
from probes.browser.cookie_banner import answer_cookies
from probes.browser.visit import open_visit
from probes.email.mailboxes_on_page import NO_MAILBOXES, Mailboxes, mailboxes_on_page
from probes.errors import ChannelUnavailable
from probes.web_form.control import Control, frame_of, read_controls
from probes.web_form.fill import choose
from probes.web_form.find_form import follow_link
from probes.web_form.form_map import FormMap, map_form
from probes.web_form.form_watch import FormWatch
from probes.web_form.later_steps import Step, later_steps
from scenarios.touchpoint import WebFormTouchpoint

_PATIENCE_MS = 30_000
_BUILD_MS = 1500
"""How long scripts may build on after the page was loaded; project's own choice."""
_LONGEST_LABEL = 80

_SHOWN = """() => [
  [...document.querySelectorAll('a[href^="mailto:" i]')].slice(0, 200).map(each => each.href),
  document.body ? document.body.innerText.slice(0, 200000) : '',
]"""

_MARK = """(given) => {
  for (const [selector, words, colour] of given) {
    const element = document.querySelector(selector);
    if (!element) continue;
    const box = element.getBoundingClientRect(), mark = document.createElement('div');
    Object.assign(mark.style, {position: 'absolute', left: `${box.left + scrollX - 3}px`,
      top: `${box.top + scrollY - 3}px`, width: `${box.width}px`, height: `${box.height}px`,
      border: `3px solid ${colour}`, zIndex: 2147483647, pointerEvents: 'none', boxSizing: 'content-box'});
    const flag = document.createElement('span');
    flag.textContent = words;
    Object.assign(flag.style, {position: 'absolute', right: '0', top: '-1.3em', font: '600 14px sans-serif',
      background: colour, color: '#fff', padding: '0 .4em', lineHeight: '1.3em', whiteSpace: 'nowrap'});
    mark.append(flag);
    document.body.append(mark);
  }
}"""


@dataclass(frozen=True, slots=True)
class FormProposal:
    """What was found: the page of the form, its map, and what stands in the way."""

    url: str
    form: FormMap
    controls: tuple[Control, ...]
    cookies: str | None
    captcha: str | None
    out_of_reach: tuple[str, ...]
    picture: bytes | None
    """The page with what was found framed and named (PNG)."""
    links: int = 0
    """How many links led to the form."""
    hosts: tuple[str, ...] = field(default=())
    later: tuple[Step, ...] = ()
    """The further steps, as far as the page carried them in itself."""
    mailboxes: Mailboxes = field(default=NO_MAILBOXES)
    """The mail addresses that the page shows."""

    @property
    def steps(self) -> tuple[Step, ...]:
        """Every page of the form that was seen, the first one first."""
        return (Step(self.form, self.controls), *self.later)

    @property
    def found(self) -> bool:
        """Whether there is a form: somewhere in it one can write."""
        return any(step.form.fields for step in self.steps)

    @property
    def document(self) -> dict[str, Any]:
        """The touchpoint as plain values, ready for an organisation's file."""
        written: dict[str, Any] = {"web_form": self.url}
        fields: dict[str, str] = {}
        for form, controls in self.steps:
            labels = Counter(each.label for each in controls if each.label)
            for known in form.fields:
                fields.setdefault(known.kind, _written(known.control, labels))
        forms = [step.form for step in self.steps]
        written |= {"fields": fields} if fields else {}
        chosen = {
            (each.label or each.group).strip(" *:"): choose(each.options, None) or ""
            for form in forms
            for each in form.choices
            if each.options
        }
        written |= {"choose": chosen} if chosen else {}
        ticked = list(dict.fromkeys(each.label for form in forms for each in form.boxes if each.label))
        written |= {"tick": ticked} if ticked else {}
        if files := [each for form in forms for each in form.files]:
            written["upload"] = files[0].label or f"css:{files[0].selector}"
        further = next((form.next for form in forms if form.next), None)
        last = next((form.send for form in reversed(forms) if form.send), None)
        for name, button in (("next", further), ("send", last)):
            if button is not None:
                written[name] = button.label or f"css:{button.selector}"
        written |= {"hosts": list(self.hosts)} if self.hosts else {}
        return written

    @property
    def yaml(self) -> str:
        """The touchpoint as YAML, to be put under `touchpoints:` of an organisation's file."""
        lines = yaml.safe_dump(
            {"contact-form": self.document}, allow_unicode=True, sort_keys=False, width=100
        )
        return lines + "  # confirmation: the words of the page after a first successful submission\n"


async def inspect_form(browser: Browser, url: str, *, hosts: tuple[str, ...] = ()) -> FormProposal:
    """Open a page, read its form and propose the touchpoint; nothing is sent.

    Steps after the first are seen where the page carries them in itself: it is cut off from the network, and
    only then is anything written into it.

    `hosts`: further hosts that the page may reach. Raises ChannelUnavailable if the page does not come.
    """
    refused: dict[str, None] = {}
    watch = FormWatch(_Nobody(), confirmation=None)
    allowed = AllowedHosts.of(url, *hosts)
    async with open_visit(
        browser, allowed=allowed, refused=lambda each: refused.setdefault(each.host)
    ) as visit:
        await watch.begin(visit)
        page = visit.page
        await _open(page, url)
        cookies = await answer_cookies(page, allowed=allowed)
        links = 0
        form, controls = await _read(page, allowed)
        while (
            not form.fields
            and not (form.asks and form.next)
            and links < 2
            and await follow_link(page, watch, allowed=allowed)
        ):
            links += 1
            await _settle(page)
            cookies = cookies or await answer_cookies(page, allowed=allowed)
            form, controls = await _read(page, allowed)
        captcha = await find_captcha(page)
        mailboxes = await _mailboxes(page)
        picture = await _picture(page, form)
        # The last of all: the page is cut off from the network for it.
        later = await later_steps(page, watch, _Nobody(), form, allowed=allowed)
        return FormProposal(
            url=url,
            form=form,
            controls=tuple(controls),
            cookies=cookies,
            captcha=captcha,
            out_of_reach=tuple(refused),
            picture=picture,
            links=links,
            hosts=hosts,
            later=tuple(later),
            mailboxes=mailboxes,
        )


def legend(form: FormMap) -> list[tuple[Control, str, str]]:
    """Return what to show for each control found: the control, what it is, and a colour."""
    found = [(known.control, str(known.kind), "#0b6e4f") for known in form.fields]
    found += [(each, "choice", "#7a4b00") for each in form.choices]
    found += [(each, "tick", "#7a4b00") for each in form.boxes]
    found += [(each, "file", "#7a4b00") for each in form.files]
    found += [(each, "not known", "#b00020") for each in form.unknown]
    found += [(each, name, "#1f4fbf") for name, each in (("next", form.next), ("send", form.send)) if each]
    return found


async def _open(page: Page, url: str) -> None:
    try:
        answer = await page.goto(url, wait_until="load", timeout=_PATIENCE_MS)
    except PlaywrightError as error:
        reason = next(iter(error.message.splitlines()), "").partition(" at ")[0]
        raise ChannelUnavailable(f"{url}: the page does not come ({reason})") from None
    if answer is not None and answer.status >= 400:
        raise ChannelUnavailable(f"{url}: the server answers {answer.status}")
    await _settle(page)


async def _settle(page: Page) -> None:
    try:
        await page.wait_for_load_state("load", timeout=_PATIENCE_MS)
        await page.wait_for_timeout(_BUILD_MS)
    except PlaywrightError:
        return


async def _read(page: Page, allowed: AllowedHosts) -> tuple[FormMap, list[Control]]:
    controls = await read_controls(page, allowed=allowed)
    nothing_told = WebFormTouchpoint(web_form="https://nothing.example/")
    return map_form(controls, nothing_told), controls


async def _mailboxes(page: Page) -> Mailboxes:
    try:
        links, words = await page.evaluate(_SHOWN)
    except PlaywrightError:
        return NO_MAILBOXES
    return mailboxes_on_page(links=[str(each) for each in links], words=str(words))


async def _picture(page: Page, form: FormMap) -> bytes | None:
    try:
        for number, frame in enumerate(page.frames):
            marks = [
                [control.selector, words, colour]
                for control, words, colour in legend(form)
                if frame_of(page, control) is frame and control.frame == number
            ]
            await frame.evaluate(_MARK, marks)
        return await page.screenshot(full_page=True, timeout=10_000)
    except PlaywrightError:
        return None


def _written(control: Control, labels: "Counter[str]") -> str:
    if control.label and labels[control.label] == 1 and len(control.label) <= _LONGEST_LABEL:
        return control.label.strip(" *:")
    return f"css:{control.selector}"


class _Nobody:
    """A recorder of nothing: looking leaves no timeline."""

    def start(self, at_ns: int | None = None) -> None:
        """Do nothing."""

    def event(self, *_: object, **__: object) -> None:
        """Do nothing."""

    def glimpse(self, *_: object, **__: object) -> None:
        """Do nothing."""

    def attach(self, name: str, content: bytes) -> str:
        """Keep nothing."""
        return name if content is not None else ""
