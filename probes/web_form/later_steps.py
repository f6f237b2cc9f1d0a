"""The further steps of a form that its page carries in itself, seen without sending anything."""

import asyncio
from typing import NamedTuple

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Page

from probes.browser.allowed_hosts import AllowedHosts
from probes.probe import Recorder
from probes.web_form.answers import Answers
from probes.web_form.control import Control, locate, read_controls
from probes.web_form.fill import Filling
from probes.web_form.form_map import FormMap, map_form
from probes.web_form.form_watch import FormWatch
from scenarios.touchpoint import WebFormTouchpoint

_MOST = 12
_TURN_S = 0.8
"""How long a page may take to show its next step; project's own choice."""
_NOTHING_TOLD = WebFormTouchpoint(web_form="https://nothing.example/")
_MADE_UP = Answers(
    {
        "name": "Kim Eksempel", "first_name": "Kim", "last_name": "Eksempel",
        "email": "kim@maaling.example", "email_again": "kim@maaling.example", "phone": "10 55 00 01",
        "address": "Eksempelveien 1", "postcode": "0001", "city": "Eksempel",
        "subject": "Eksempel", "message": "Eksempel",
    },
    (),
)  # fmt: skip
"""What stands in the fields while one looks: it never leaves the page."""


class Step(NamedTuple):
    """One page of a form: what it asks for, and all its controls."""

    form: FormMap
    controls: tuple[Control, ...]


async def later_steps(
    page: Page, watch: FormWatch, recorder: Recorder, first: FormMap, *, allowed: AllowedHosts
) -> list[Step]:
    """Walk on through a form's steps with the network cut off, and return those after the first.

    From here on the page reaches nothing any more, and is good for nothing else: only steps that it brought
    along can be seen. A form that asks its server for the next step ends where it stands.
    """
    await page.context.set_offline(True)
    found: list[Step] = []
    form = first
    filling = Filling(page, watch, recorder, answers=_MADE_UP, touchpoint=_NOTHING_TOLD, allowed=allowed)
    where = page.url
    while form.next is not None and form.send is None and len(found) < _MOST:
        before = await _outline(page, allowed)
        try:
            await filling.fill(form)
            await locate(page, form.next).click(timeout=2_000)
        except PlaywrightError:
            break
        await asyncio.sleep(_TURN_S)
        if page.url.partition("#")[0] != where.partition("#")[0]:
            break  # it went for its server and did not come through
        controls = await read_controls(page, allowed=allowed)
        form = map_form(controls, _NOTHING_TOLD)
        if await _outline(page, allowed) == before or not (form.asks or form.send or form.next):
            break
        found.append(Step(form, tuple(controls)))
    return found


async def _outline(page: Page, allowed: AllowedHosts) -> tuple[object, ...]:
    return tuple(
        (each.frame, each.selector, each.label) for each in await read_controls(page, allowed=allowed)
    )
