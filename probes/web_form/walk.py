"""The way through one form: to the page, to the form, through its steps, to the answer."""

import asyncio
import contextlib
import time
from collections.abc import Mapping

from playwright.async_api import Error as PlaywrightError
from playwright.async_api import Page

from probes.browser.accessibility import run_axe
from probes.browser.captcha import find_captcha
from probes.browser.cookie_banner import answer_cookies
from probes.browser.masked_picture import masked_picture
from probes.browser.visit import Visit
from probes.email.awaiting import await_reply
from probes.email.sorting.case_number import find_case_number
from probes.errors import ChannelUnavailable, EngineLost, NotAllowed
from probes.event import EventKind, Source
from probes.masking import mask_personal
from probes.outcome import Outcome
from probes.probe import ProbeRequest, Recorder
from probes.web_form.answers import Answers, form_touchpoint
from probes.web_form.control import Control, locate, read_controls
from probes.web_form.fill import Filling
from probes.web_form.find_form import find_link, follow_link
from probes.web_form.form_map import FormMap, map_form
from probes.web_form.form_watch import FormWatch, plain_url
from probes.web_form.send_form import Answer, Complaints, read_answer, target_of

LOAD_S = 60.0
"""How long a page may take to come; project's own choice, far beyond a citizen's patience."""
FORM_S = 10.0
"""How long a loaded page may take until its form stands there; project's own choice."""
ANSWER_S = 60.0
"""How long a form may take to answer; project's own choice."""
MOST_STEPS = 12
"""The most pages of one form; project's own choice."""
_TIDY_S = 5.0
"""What is left of the deadline for pictures after the answer; project's own choice."""
_OWN_WORDS = 0.9
_UNKNOWN_WORDS = 0.6
"""How sure a page without the form and without known words is a confirmation; project's own choice."""
_LINK_S = 1.5
"""How long a page may take to build a form before a link to one is followed; project's own choice."""
_STILL_S = 0.5
"""What stands on a loaded page for so long is what it has; project's own choice."""


class FormWalk:
    """One attempt at one form. `make` returns the outcome; the events lie with the recorder."""

    def __init__(
        self, visit: Visit, watch: FormWatch, request: ProbeRequest, recorder: Recorder, answers: Answers
    ) -> None:
        self._visit = visit
        self._watch = watch
        self._request = request
        self._recorder = recorder
        self._answers = answers
        self._touchpoint = form_touchpoint(request)
        self._allowed = visit.gate.allowed
        self._end = time.monotonic() + request.deadline_s - _TIDY_S
        self.sent = False
        """True from just before the button is pressed: the organisation may have the enquiry."""
        self._filling = Filling(
            visit.page, watch, recorder, answers=answers, touchpoint=self._touchpoint, allowed=self._allowed
        )

    async def make(self, url: str) -> Outcome:
        """Walk the whole way. Raises NotAllowed if the page leads to a host that is not allowed."""
        if not await self._open(url):
            return Outcome.UNREACHABLE
        for step in range(1, MOST_STEPS + 1):
            form = await self._form(step)
            if isinstance(form, Outcome):
                return form
            riddle = await find_captcha(self._page)
            if riddle is not None and form.next is None:
                return await self._blocked(riddle)
            await self._filling.fill(form)
            button = self._button(form)
            if button is None:
                return await self._dead_end("no_button", Outcome.FORM_REJECTED)
            if button is form.send:
                outcome = await self._send(button, form)
            else:
                outcome = await self._step(button, step)
            if outcome is not None:
                return outcome
        return await self._dead_end("no_button", Outcome.FORM_REJECTED)

    @property
    def _page(self) -> Page:
        return self._visit.page

    async def _open(self, url: str) -> bool:
        """Go to the page. False: it did not come."""
        try:
            await self._page.goto(url, wait_until="commit", timeout=LOAD_S * 1000)
        except PlaywrightError as error:
            await asyncio.sleep(0)  # what was refused on the way is told first
            self._check_stray()
            reason = next(iter(error.message.splitlines()), "").partition(" at ")[0][:200]
            self._event(EventKind.PAGE_FAILED, {"url": plain_url(url), "reason": reason})
            return False
        await self._visit.read_clock()
        return self._came(url)

    def _came(self, url: str) -> bool:
        self._check_stray()
        status = self._watch.status or 200
        if status >= 400:
            self._event(EventKind.PAGE_FAILED, {"url": plain_url(url), "status": status})
        return status < 400

    async def _form(self, step: int) -> FormMap | Outcome:
        """Wait for the form's page `step`, following a link to it at the beginning."""
        followed = 0
        while True:
            form = await self._wait_for_form(first=step == 1)
            if form is not None:
                break
            self._check_stray()
            if (riddle := await find_captcha(self._page)) is not None:
                return await self._blocked(riddle)
            if step > 1 or followed == 2:
                return await self._dead_end("no_form", Outcome.UNREACHABLE)
            gone = await follow_link(self._page, self._watch, allowed=self._allowed)
            self._check_stray()
            if gone is None:
                return await self._dead_end("no_form", Outcome.UNREACHABLE)
            followed += 1
            await self._visit.read_clock()
            if not self._came(gone):
                return await self._dead_end("broken_link", Outcome.UNREACHABLE)
        await self._ready(form, step)
        return form

    async def _wait_for_form(self, *, first: bool) -> FormMap | None:
        began, loaded_at = time.monotonic(), None
        while True:
            self._check_stray()
            form = map_form(await read_controls(self._page, allowed=self._allowed), self._touchpoint)
            writes = any(each.kind in ("message", "email") for each in form.fields)
            if writes or (not first and (form.asks or form.send)):
                return form
            now = time.monotonic()
            if self._watch.loaded:
                loaded_at = loaded_at or now
            # A first step may ask for the topic only, so what can be answered counts at the end, too.
            stood = 0.0 if loaded_at is None else now - loaded_at
            if (
                first
                and stood > _LINK_S
                and self._grows()
                and await find_link(self._page, allowed=self._allowed)
            ):
                return None
            answerable = form.asks > 0 and (form.next is not None or form.send is not None)
            patience_s = _STILL_S if not self._grows() else _LINK_S if answerable else FORM_S
            late = stood > patience_s
            if late or now - began > LOAD_S:
                return form if form.asks and (form.next or form.send) else None
            await asyncio.sleep(0.1)

    def _grows(self) -> bool:
        """Whether scripts may still be building the page: it has hardly any words yet, or shows a wheel."""
        return self._watch.ready_ns is None

    async def _ready(self, form: FormMap, step: int) -> None:
        detail = {"fields": form.asks, "required": form.required, "page": step}
        self._event(EventKind.FORM_READY, detail, at_ns=self._watch.ready_ns)
        await self._cookies()
        if step == 1 and self._request.options.get("axe", True):
            await self._axe()

    async def _cookies(self) -> None:
        rule = await answer_cookies(self._page, allowed=self._allowed)
        if rule is not None:
            self._event(EventKind.COOKIES_ANSWERED, {"rule": rule}, source=Source.CALLER)

    async def _axe(self) -> None:
        found = await run_axe(self._page)
        if found is None:
            return
        name = self._recorder.attach("accessibility.json", found.document)
        detail = {"violations": found.violations, "serious": found.serious, "rules": list(found.rules)}
        self._event(EventKind.ACCESSIBILITY, detail, evidence=name)

    def _button(self, form: FormMap) -> Control | None:
        """Choose the button: to the next step while there is one, unless it all stands on this page."""
        if form.next is not None and (form.send is None or not self._filling.wrote_message):
            return form.next
        return form.send or form.next

    async def _step(self, button: Control, step: int) -> Outcome | None:
        before = await self._outline()
        complaints = await Complaints.before(self._page)
        await self._picture(f"step-{step}")
        if not await self._press(button):
            return await self._dead_end("no_button", Outcome.FORM_REJECTED)
        self._event(EventKind.STEP_DONE, {"page": step}, source=Source.CALLER)
        end = time.monotonic() + ANSWER_S
        while time.monotonic() < end:
            await asyncio.sleep(0.15)
            self._check_stray()
            if self._watch.status is not None and self._watch.status >= 400:
                return self._refused(Answer("refused", time.monotonic_ns(), status=self._watch.status))
            moved = await self._outline() != before
            if moved and not self._watch.loaded:
                continue
            if messages := await complaints.since(self._page):
                await self._picture("answer")
                return self._refused(Answer("refused", time.monotonic_ns(), messages=messages))
            if moved:
                await self._visit.read_clock()
                return None
        return await self._dead_end("nothing_happened", Outcome.FORM_REJECTED)

    async def _outline(self) -> tuple[object, ...]:
        controls = await read_controls(self._page, allowed=self._allowed)
        return (self._watch.pages, *((each.frame, each.selector, each.label) for each in controls))

    async def _send(self, button: Control, form: FormMap) -> Outcome | None:
        """Press the button. None: the page only wants it to be pressed once more (a review)."""
        target = await target_of(self._page, button)
        if target and not self._allowed.allows_url(target):
            raise NotAllowed(_elsewhere(target))
        await self._picture("form")
        before = await Complaints.before(self._page)
        pages = self._watch.pages
        # The caller's deadline would make an error of it, which may be tried again; what was sent may not.
        left_s = max(1.0, self._end - time.monotonic())
        # A reply by mail has no waiting limit (0): the form itself is given its usual time.
        told_s = float(str(self._request.options.get("answer_s", ANSWER_S)))
        limit_s = min(left_s, told_s, self._request.wait_limit_s or ANSWER_S)
        sent_ns = time.monotonic_ns()
        self.sent = True
        self._event(EventKind.SUBMITTING, {"page": plain_url(self._page.url)}, source=Source.CALLER)
        if not await self._press(button):
            return await self._dead_end("no_button", Outcome.FORM_REJECTED)
        answer = await read_answer(
            self._page,
            self._watch,
            allowed=self._allowed,
            before=before,
            sent_ns=sent_ns,
            pages_before=pages,
            own=frozenset(known.control.selector for known in form.fields),
            limit_s=limit_s,
        )
        submitted = next((at_ns for at_ns in self._watch.submits if at_ns >= sent_ns - 50_000_000), None)
        source = Source.CALLER if submitted is None else Source.PAGE
        self._event(EventKind.SUBMITTED, {}, at_ns=submitted or sent_ns, source=source)
        await self._visit.read_clock()
        return await self._conclude(answer)

    async def _conclude(self, answer: Answer) -> Outcome | None:
        if answer.kind == "review":
            return None
        if answer.kind == "strayed":
            self._event(EventKind.REFUSED, {"reason": _elsewhere(answer.words)}, source=Source.CALLER)
            return Outcome.BLOCKED
        await self._picture("answer")
        if answer.kind == "captcha":
            self._event(EventKind.CAPTCHA_MET, {"kind": answer.words})
            return Outcome.BLOCKED
        if answer.kind == "refused":
            return self._refused(answer)
        if answer.kind == "nothing":
            return await self._dead_end("nothing_happened", Outcome.FORM_REJECTED)
        return await self._confirmed(answer)

    async def _confirmed(self, answer: Answer) -> Outcome:
        words = await self._words()
        number = find_case_number(text=words)
        told = self._touchpoint.confirmation
        by = "touchpoint" if told and told.casefold() in answer.words.casefold() else "words"
        by = "page" if answer.kind == "gone" else by
        name = self._recorder.attach(
            "confirmation.txt", mask_personal(words, self._answers.personal).encode()
        )
        detail = {"by": by} | ({"case_number": number} if number else {})
        sure = 1.0
        if answer.kind == "gone":
            # A page that shows our own words is most likely the case they became.
            message = " ".join(self._answers.values["message"].split())[:40]
            sure = _OWN_WORDS if message in " ".join(words.split()) else _UNKNOWN_WORDS
        self._recorder.event(
            EventKind.CONFIRMED,
            Source.PAGE,
            at_ns=answer.at_ns,
            confidence=sure,
            detail=detail,
            evidence=name,
        )
        return await await_reply(self._request, self._recorder, case_number=number or "")

    async def _words(self) -> str:
        found = []
        for frame in self._page.frames:
            with contextlib.suppress(PlaywrightError):
                found.append(str(await frame.evaluate("document.body ? document.body.innerText : ''")))
        return "\n".join(found)[:20_000]

    def _refused(self, answer: Answer) -> Outcome:
        messages = [mask_personal(each, self._answers.personal) for each in answer.messages]
        detail: dict[str, object] = {"messages": messages}
        if answer.status is not None and answer.status >= 400:
            detail["status"] = answer.status
        self._event(EventKind.FORM_REFUSED, detail, at_ns=answer.at_ns)
        return Outcome.FORM_REJECTED

    async def _press(self, button: Control) -> bool:
        """Press it once. Something may lie over it; but what may have been sent is never pressed again."""
        heard, pages = len(self._watch.submits), self._watch.pages
        for _ in range(2):
            with contextlib.suppress(PlaywrightError):
                await locate(self._page, button).click(timeout=5000)
                return True
            if len(self._watch.submits) > heard or self._watch.pages > pages:
                return True
            await self._cookies()
        return False

    async def _blocked(self, kind: str) -> Outcome:
        self._event(EventKind.CAPTCHA_MET, {"kind": kind})
        await self._picture("captcha")
        return Outcome.BLOCKED

    async def _dead_end(self, what: str, outcome: Outcome) -> Outcome:
        self._check_stray()
        hosts = sorted(self._watch.refused_hosts)
        self._event(EventKind.DEAD_END, {"what": what} | ({"out_of_reach": hosts} if hosts else {}))
        await self._picture("dead-end")
        return outcome

    def _check_stray(self) -> None:
        if self._watch.lost and self.sent:
            raise EngineLost("the browser was lost after the form was sent")
        if self._watch.lost:
            raise ChannelUnavailable("the browser failed before anything was sent")
        if self._watch.strayed is not None:
            raise NotAllowed(_elsewhere(self._watch.strayed))

    async def _picture(self, name: str) -> None:
        if not self._request.options.get("pictures", True):
            return
        content = await masked_picture(self._page, personal=self._answers.personal)
        if content is not None:
            kept = self._recorder.attach(f"{name}.png", content)
            self._event(EventKind.NOTE, {"note": "picture"}, evidence=kept)

    def _event(
        self,
        kind: EventKind,
        detail: Mapping[str, object],
        *,
        at_ns: int | None = None,
        source: Source = Source.PAGE,
        evidence: str | None = None,
    ) -> None:
        self._recorder.event(kind, source, at_ns=at_ns, detail=detail, evidence=evidence)


def _elsewhere(where: str) -> str:
    return (
        f"the page leads to {where}, which is not among the touchpoint's hosts: nothing was sent there"
        " – if it belongs to the form, add it under `hosts:`"
    )
