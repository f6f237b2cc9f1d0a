from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager
from pathlib import Path

from playwright.async_api import Browser

from probes.browser.allowed_hosts import AllowedHosts
from probes.browser.chromium import running_chromium
from probes.browser.visit import open_visit
from probes.chat.load_adapter import find_adapter
from probes.chat.manners import Manners
from probes.chat.page_line import PageLine
from probes.chat.seat import Seat
from probes.chat.session import ChatSession
from probes.directory import read_directory
from probes.errors import BadSettings
from probes.outcome import Outcome
from probes.probe import ProbeRequest, Recorder
from scenarios.touchpoint import ChatTouchpoint

Browsers = Callable[[], AbstractAsyncContextManager[Browser]]


class ChatProbe:
    """The chat's probe: one chat in a page of whatever browser it is given.

    Options of the request: `mode` (`automatic`, `bridged`), `address` (where the page really is, in place
    of the touchpoint's own), `adapter` (a name or file, in place of the touchpoint's `system`),
    `person` and `reply_address` (for fields that stand before a chat), `state` (a running town's folder).
    """

    def __init__(
        self,
        browsers: Browsers = running_chromium,
        *,
        seat: Seat | None = None,
        manners: Manners | None = None,
    ) -> None:
        self._browsers = browsers
        self._seat = seat
        self._manners = manners or Manners()

    def seated(self, seat: Seat) -> "ChatProbe":
        """Return the same probe with a shopper's seat, for one bridged chat."""
        return ChatProbe(self._browsers, seat=seat, manners=self._manners)

    async def __call__(self, request: ProbeRequest, recorder: Recorder) -> Outcome:
        """Hold the chat and return how it ended.

        Cancelled, it leaves at once and still writes what was seen. Raises BadSettings if touchpoint,
        adapter or mode do not fit, ChannelUnavailable if there is no browser.
        """
        point = _touchpoint(request)
        system = str(request.options.get("adapter") or point.system or "")
        if not system:
            raise BadSettings(
                f"{request.touchpoint}: its chat system is not known – add `system:`"
                f" (svartid touchpoint inspect {point.chat} tells which)"
            )
        adapter = find_adapter(system)
        url = str(request.options.get("address") or _directory(request).get(point.chat, point.chat))
        allowed = AllowedHosts.of(url, *point.hosts, *request.allowed)
        given = {
            "name": str(request.options.get("person") or "Kim"),
            "email": str(request.options.get("reply_address") or ""),
            "question": request.enquiry.opening.say(request.language),
        }
        zone = request.organisation.clock
        async with (
            self._browsers() as browser,
            open_visit(browser, allowed=allowed, language=request.language, timezone=zone) as visit,
        ):
            line = PageLine(
                visit,
                url=url,
                adapter=adapter,
                opener=point.start,
                given=given,
                letter_s=self._manners.letter_s,
                allowed=allowed,
            )
            session = ChatSession(line, request, recorder, seat=self._seat, manners=self._manners)
            return await session.hold()


async def probe(request: ProbeRequest, recorder: Recorder) -> Outcome:
    """Hold one chat in a browser of its own: the entry point `chat` of the group `svartid.probes`."""
    return await ChatProbe()(request, recorder)


def _directory(request: ProbeRequest) -> Mapping[str, str]:
    """Where pages truly stand while a practice town runs."""
    state = request.options.get("state")
    return read_directory(state=Path(str(state)) if state else None).numbers


def _touchpoint(request: ProbeRequest) -> ChatTouchpoint:
    point = request.organisation.touchpoints.get(request.touchpoint)
    if not isinstance(point, ChatTouchpoint):
        known = ", ".join(request.organisation.of_channel("chat")) or "none"
        raise BadSettings(f"there is no chat touchpoint {request.touchpoint!r} (known: {known})")
    return point
