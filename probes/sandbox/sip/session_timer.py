import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field

from probes.sandbox.sip.message import Message

MIN_SE = 90
"""The shortest session interval that RFC 4028, section 4, allows, in seconds."""


@dataclass(slots=True)
class SessionTimer:
    """Session timer of the called side (RFC 4028): the caller refreshes, or the call is ended.

    `interval` in seconds; 0: no timer, because nobody wants one or the caller cannot.
    """

    interval: int = 0
    _handle: asyncio.TimerHandle | None = None
    _on_expired: Callable[[], object] | None = field(default=None)

    @classmethod
    def of(cls, invite: Message, *, wanted_s: int | None) -> "SessionTimer":
        """Choose the interval: the shorter of the caller's wish and ours, never below its Min-SE."""
        if "timer" not in invite.tokens("supported"):
            return cls()
        asked = asked_interval(invite)
        choices = [seconds for seconds in (asked, wanted_s) if seconds]
        if not choices:
            return cls()
        least = int(invite.get("min-se", "0").partition(";")[0] or 0)
        return cls(interval=max(min(choices), least))

    def headers(self) -> tuple[tuple[str, str], ...]:
        """What the 200 says of it."""
        if not self.interval:
            return ()
        return (("require", "timer"), ("session-expires", f"{self.interval};refresher=uac"))

    def start(self, on_expired: Callable[[], object]) -> None:
        """Begin to wait for refreshes."""
        self._on_expired = on_expired
        self._arm()

    def refreshed(self, request: Message) -> None:
        """A re-INVITE or UPDATE came: begin anew, with a new interval if it asks for one."""
        if self.interval:
            self.interval = asked_interval(request) or self.interval
            self._arm()

    def stop(self) -> None:
        """Wait no longer."""
        if self._handle is not None:
            self._handle.cancel()

    def _arm(self) -> None:
        self.stop()
        if self.interval and self._on_expired is not None:
            # Section 10: BYE a little before the interval runs out, a third of it but at most 32 s early.
            wait = self.interval - min(32.0, self.interval / 3)
            self._handle = asyncio.get_running_loop().call_later(wait, self._on_expired)


def asked_interval(request: Message) -> int:
    """Return the Session-Expires of a request in seconds, 0 if there is none or it is unreadable."""
    text = request.get("session-expires").partition(";")[0].strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
