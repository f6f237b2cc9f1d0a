import contextlib
from typing import Any

import pjsua2 as pj

_ASK_AFTER_NS = 2_000_000_000
"""How long a far end may be silent, beyond the second after which its media count as lost, before it
is asked (project's own choice)."""

_ANSWER_NS = 6_000_000_000
"""How long it may take to answer: five transmissions by the timers of RFC 3261 section 17.1.2.2
(after 0, 0.5, 1.5, 3.5 and 7.5 s the next one would come; project's own choice)."""

_ASK_AGAIN_NS = 10_000_000_000
_GONE = (408, 481)
"""No answer, or an answer that knows no such call (RFC 5057 section 5.1)."""


class Liveness:
    """Asks a far end that sends no sound whether it is still there.

    An exchange may send nothing for minutes while a queue is silent or the call is on hold, so missing
    RTP never ends a call by itself: an OPTIONS inside the dialogue asks. RFC 3261 obliges everybody to
    answer it somehow, and whatever comes but 408 and 481 is a sign of life.
    """

    def __init__(self) -> None:
        self.gone = False
        self.why = ""
        self._silent_ns: int | None = None
        self._asked_ns: int | None = None
        self._next_ns = 0

    def work(self, call: Any, now_ns: int, *, silent: bool) -> None:
        """Ask when it is time; `gone` turns true when nobody has answered."""
        if not silent:
            self._silent_ns = self._asked_ns = None
            return
        if self._silent_ns is None:
            self._silent_ns, self._next_ns = now_ns, now_ns + _ASK_AFTER_NS
        if self._asked_ns is not None:
            if now_ns - self._asked_ns > _ANSWER_NS:
                self.gone, self.why = True, "OPTIONS without an answer"
        elif now_ns >= self._next_ns:
            question = pj.CallSendRequestParam()
            question.method = "OPTIONS"
            self._next_ns = now_ns + _ASK_AFTER_NS
            # What could not be asked cannot remain without an answer: it is asked again.
            with contextlib.suppress(pj.Error):
                call.sendRequest(question)
                self._asked_ns = now_ns

    def answered(self, method: str, status: int, now_ns: int) -> None:
        """Take the final status of a request of ours inside the answered call (408: nobody answered)."""
        if status in _GONE:
            self.gone, self.why = True, f"{status} to {method}"
        elif method == "OPTIONS":
            self._asked_ns, self._next_ns = None, now_ns + _ASK_AGAIN_NS
