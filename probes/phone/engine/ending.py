import time
from typing import Any

from probes.phone import sip_text
from probes.phone.engine.call import SipFact

_SETTLE_NS = 1_000_000_000
"""How long a far end may take to confirm our hang-up before ENDED is reported without its word."""

_FLUSH_NS = 250_000_000
"""How long the last samples of a recording may take to reach its file."""


class Ending:
    """How a leg ends: who ended it and why, and when that may be told.

    The report waits for the recording's last samples and for the far end's last word, so that
    whoever hears of the end has all of it; neither may keep it for long.
    """

    def __init__(self, leg: str) -> None:
        self._leg = leg
        self._ordered_ns: int | None = None
        self._end: tuple[int, dict[str, object]] | None = None
        self._finished_ns = 0
        self._unsettled: set[str] = set()

    @property
    def ordered(self) -> bool:
        """True when we have hung up ourselves."""
        return self._ordered_ns is not None

    @property
    def known(self) -> bool:
        """True when the end has come, told or not."""
        return self._end is not None

    @property
    def unsettled(self) -> frozenset[str]:
        """The calls whose far end has not confirmed our hang-up: the library keeps them a while."""
        return frozenset(self._unsettled)

    def order(self, now_ns: int) -> None:
        """Take note that we hang up."""
        self._ordered_ns = now_ns

    def hanging_up(self, call_id: str) -> None:
        """Take note that a BYE or CANCEL is about to leave."""
        self._unsettled.add(call_id)

    def settle(self, call_id: str) -> None:
        """Take note that the far end has confirmed the end of a call."""
        self._unsettled.discard(call_id)

    def overdue(self, now_ns: int) -> bool:
        """True when we hung up a second ago and the library still has not said that it is over."""
        return self._ordered_ns is not None and not self.known and now_ns - self._ordered_ns > _SETTLE_NS

    def finish(self, at_ns: int, *, by: str, status: int, reason: str, cause: int | None = None) -> None:
        """Take the end as it is to be told."""
        self._end = (at_ns, {"by": by, "status": status, "reason": reason, "cause": cause})
        self._finished_ns = time.monotonic_ns()

    def finish_by(self, event: SipFact, info: Any, at_ns: int) -> None:
        """Take the end as the library's last event tells it."""
        code = sip_text.status(event.received)
        if event.received and not code:
            by, code = self._leg, 200  # their BYE
        elif self.ordered:
            by, code = "caller", info.lastStatusCode
        elif code >= 300:
            by = self._leg
        else:
            by, code = "network", info.lastStatusCode
        reason = sip_text.reason(event.received) or info.lastReason
        self.finish(at_ns, by=by, status=code, reason=reason, cause=sip_text.cause(event.received))

    def to_tell(self, now_ns: int, *, recording_whole: bool) -> tuple[int, dict[str, object]] | None:
        """Return moment and detail of the end as soon as they may be told, else None."""
        waited_ns = now_ns - self._finished_ns
        if self._end is None or not (recording_whole or waited_ns > _FLUSH_NS):
            return None
        return self._end if not self._unsettled or waited_ns > _SETTLE_NS else None
