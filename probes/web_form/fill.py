"""Filling in one page of a form, field by field as a person would: labels first, then the controls."""

import asyncio
import time
from collections.abc import Sequence

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import FilePayload, Page

from probes.browser.allowed_hosts import AllowedHosts
from probes.browser.cookie_banner import answer_cookies
from probes.event import EventKind, Source
from probes.probe import Recorder
from probes.web_form.answers import Answers
from probes.web_form.control import Control, locate
from probes.web_form.enclosure import enclosure
from probes.web_form.form_map import FormMap
from probes.web_form.form_watch import FormWatch
from probes.web_form.words import OTHER_TOPIC
from scenarios.touchpoint import WebFormTouchpoint

_FIELD_MS = 5000
"""How long a field may take to let itself be filled in; project's own choice."""
_ECHO_S = 0.25
"""How long to wait for the page's own stamp of a change; without it ours counts."""


class Filling:
    """Fills pages of one form with the answers."""

    def __init__(
        self,
        page: Page,
        watch: FormWatch,
        recorder: Recorder,
        *,
        answers: Answers,
        touchpoint: WebFormTouchpoint,
        allowed: AllowedHosts,
    ) -> None:
        self._page = page
        self._watch = watch
        self._recorder = recorder
        self._answers = answers
        self._touchpoint = touchpoint
        self._allowed = allowed
        self.wrote_message = False

    async def fill(self, form: FormMap) -> None:
        """Fill in everything that the page asks for and that we have an answer to."""
        for kind, control, found in form.fields:
            value = self._answers.values.get(kind)
            if value is None:
                continue
            value = value[: control.longest] if control.longest else value
            detail: dict[str, object] = {
                "field": kind,
                "found": found,
                "cut": len(value) < len(self._answers.values[kind]),
            }
            if await self._do(control, "fill", value, detail) and kind == "message":
                self.wrote_message = True
        for control in form.choices:
            if control.kind == "select":
                chosen = choose(control.options, self._told(control))
                if chosen is not None:
                    await self._do(control, "select", chosen, {"field": "choice"})
        for radio in chosen_radios(form.choices, self._touchpoint):
            await self._do(radio, "check", "", {"field": "choice"})
        for box in form.boxes:
            if not box.filled:
                await self._do(box, "check", "", {"field": "box"})
        for chooser in form.files:
            await self._do(chooser, "file", chooser.accept, {"field": "file"})

    def _told(self, control: Control) -> str | None:
        plain = {label.casefold(): option for label, option in self._touchpoint.choose.items()}
        return plain.get(control.label.strip(" *:").casefold()) or plain.get(control.group.casefold())

    async def _do(self, control: Control, way: str, value: str, detail: dict[str, object]) -> bool:
        before = time.monotonic_ns()
        for attempt in (1, 2):
            try:
                await _act(self._page, control, way, value)
                break
            except PlaywrightError as error:
                # Something may lie over the field: most often a banner that came late.
                rule = await answer_cookies(self._page, allowed=self._allowed)
                if rule is not None:
                    self._recorder.event(EventKind.COOKIES_ANSWERED, Source.CALLER, detail={"rule": rule})
                if attempt == 2 or rule is None:
                    reason = next(iter(error.message.splitlines()), "")[:120]
                    note = {"note": "not filled", "label": control.label[:100], "reason": reason}
                    self._recorder.event(EventKind.NOTE, Source.PAGE, detail=note)
                    return False
        at_ns = await self._stamp(control.selector, before)
        self._recorder.event(
            EventKind.FIELD_FILLED,
            Source.CALLER if at_ns is None else Source.PAGE,
            at_ns=at_ns,
            detail={"label": control.label[:100], **detail},
        )
        return True

    async def _stamp(self, selector: str, since_ns: int) -> int | None:
        end = time.monotonic() + _ECHO_S
        while time.monotonic() < end:
            at_ns = self._watch.filled.get(selector)
            if at_ns is not None:
                return at_ns if at_ns >= since_ns - 50_000_000 else None
            await asyncio.sleep(0.01)
        return None


def choose(options: Sequence[str], told: str | None) -> str | None:
    """Return what to choose of a list: what the touchpoint says, else *other*, else the first."""
    if told is not None:
        plain = told.casefold()
        for option in options:
            if option.casefold() == plain:
                return option
    found = next((option for option in options if OTHER_TOPIC.search(option)), None)
    return found or next(iter(options), None)


def chosen_radios(choices: Sequence[Control], touchpoint: WebFormTouchpoint) -> list[Control]:
    """Return which radio buttons to press: one of each group that must be answered or is named."""
    groups: dict[tuple[int, str], list[Control]] = {}
    for each in choices:
        if each.kind == "radio":
            groups.setdefault((each.frame, each.name), []).append(each)
    named = {label.casefold(): option for label, option in touchpoint.choose.items()}
    pressed = []
    for members in groups.values():
        told = named.get(members[0].group.strip(" *:").casefold())
        needed = any(each.required or "*" in each.group for each in members)
        if told is None and (not needed or any(each.filled for each in members)):
            continue
        label = choose([each.label for each in members], told)
        pressed += [each for each in members if each.label == label][:1]
    return pressed


async def _act(page: Page, control: Control, way: str, value: str) -> None:
    place = locate(page, control)
    if way == "fill":
        await place.fill(value, timeout=_FIELD_MS)
    elif way == "select":
        await place.select_option(label=value, timeout=_FIELD_MS)
    elif way == "file":
        name, kind, content = enclosure(value)
        await place.set_input_files(FilePayload(name=name, mimeType=kind, buffer=content), timeout=_FIELD_MS)
    else:
        try:
            await place.check(timeout=2000)
        except PlaywrightError:
            # A box drawn by its label: a person presses the label.
            await place.evaluate("each => (each.labels && each.labels[0] || each).click()")
