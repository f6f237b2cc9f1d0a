import contextlib
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from urllib.parse import urlsplit

from playwright.async_api import Browser
from playwright.async_api import Error as PlaywrightError

from probes.browser.allowed_hosts import AllowedHosts
from probes.browser.chromium import running_chromium
from probes.browser.kept_trace import begin_trace, drop_trace, end_trace
from probes.browser.visit import Visit, open_visit
from probes.directory import read_directory
from probes.errors import ChannelUnavailable, EngineLost, NotAllowed
from probes.event import EventKind, Source
from probes.outcome import Outcome
from probes.probe import ProbeRequest, Recorder
from probes.web_form.answers import answers_for, form_touchpoint
from probes.web_form.form_watch import FormWatch
from probes.web_form.walk import FormWalk

_FAILED = frozenset({Outcome.UNREACHABLE, Outcome.FORM_REJECTED, Outcome.BLOCKED, Outcome.ERROR})
"""Outcomes after which the trace is worth keeping."""


class WebFormProbe:
    """The contact form's probe: fills in and sends one form, in a context of its own of a running browser.

    Options of the request: `reply_address`, `person`, `phone`, `address`, `postcode`, `city` (see
    `answers_for`), `wait_for_reply`, and, all true unless said otherwise, `axe` (look for barriers),
    `pictures` and `trace` (evidence); `answer_s`: how long the form may take to answer.
    """

    def __init__(self, browser: Browser, *, addresses: Mapping[str, str] | None = None) -> None:
        """Take the browser, and where pages truly stand that are not where their address says (the town)."""
        self._browser = browser
        self._addresses = dict(addresses or {})

    async def __call__(self, request: ProbeRequest, recorder: Recorder) -> Outcome:
        """Send the form and return how it ended; cancelled, it closes the page at once.

        The event SUBMITTING comes just before the button is pressed: before it nothing was sent. Raises
        BadSettings if there is nothing to write or no address of ours, NotAllowed if a page leads to a host
        that is not the touchpoint's (`blocked` if it does so with what was sent), EngineLost if the browser
        fails after sending, ChannelUnavailable if before.
        """
        touchpoint, answers = form_touchpoint(request), answers_for(request)
        url = self._addresses.get(touchpoint.web_form, touchpoint.web_form)
        watch = FormWatch(recorder, confirmation=touchpoint.confirmation)
        hosts = AllowedHosts.of(url, *_sisters(url), *touchpoint.hosts, *request.allowed)
        async with open_visit(
            self._browser,
            allowed=hosts,
            language=request.language,
            timezone=request.organisation.clock,
            refused=watch.refused,
        ) as visit:
            await watch.begin(visit)
            async with _traced(visit, request, recorder, answers.personal) as ended:
                recorder.start()
                walk = FormWalk(visit, watch, request, recorder, answers)
                outcome = await _made(walk, url)
                ended.append(outcome)
        return outcome


async def probe(request: ProbeRequest, recorder: Recorder) -> Outcome:
    """Send one form with a browser of its own: the entry point `web_form` of the group `svartid.probes`.

    While a practice town runs (option `state`: its folder), addresses of its organisations lead to it.
    """
    from pathlib import Path

    state = request.options.get("state")
    directory = read_directory(state=Path(str(state)) if state else None)
    async with running_chromium() as browser:
        return await WebFormProbe(browser, addresses=directory.numbers)(request, recorder)


async def _made(walk: FormWalk, url: str) -> Outcome:
    try:
        return await walk.make(url)
    except PlaywrightError as error:
        reason = next(iter(error.message.splitlines()), "")[:200]
        if walk.sent:
            # Never again by itself: a second enquiry would spoil the sample and cost a clerk's time.
            raise EngineLost(f"the browser was lost after the form was sent ({reason})") from None
        raise ChannelUnavailable(f"the browser failed before anything was sent ({reason})") from None


@asynccontextmanager
async def _traced(
    visit: Visit, request: ProbeRequest, recorder: Recorder, personal: tuple[str, ...]
) -> AsyncIterator[list[Outcome]]:
    """Keep a trace of the visit if it fails; the outcome is told by appending it."""
    if not request.options.get("trace", True):
        yield []
        return
    await begin_trace(visit.context)
    ended: list[Outcome] = []
    try:
        yield ended
    except NotAllowed:
        await _keep(visit, recorder, personal)
        raise
    if ended and ended[0] in _FAILED:
        await _keep(visit, recorder, personal)
    else:
        await drop_trace(visit.context)


async def _keep(visit: Visit, recorder: Recorder, personal: tuple[str, ...]) -> None:
    with contextlib.suppress(OSError):
        content = await end_trace(visit.context, personal=personal)
        if content is not None:
            name = recorder.attach("trace.zip", content)
            recorder.event(EventKind.NOTE, Source.CALLER, detail={"note": "trace"}, evidence=name)


def _sisters(url: str) -> tuple[str, ...]:
    """Give the same host with and without `www.`: organisations pass visitors from one to the other."""
    host = urlsplit(url).hostname or ""
    if not host or host.replace(".", "").isdigit() or ":" in host or host == "localhost":
        return ()
    other = host.removeprefix("www.") if host.startswith("www.") else f"www.{host}"
    return (f"https://{other}", f"http://{other}", f"https://{host}")
