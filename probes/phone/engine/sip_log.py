import re
import time
from collections.abc import Callable

_ENTRY = re.compile(
    r"[^\n]*?(TX|RX) \d+ bytes (?:Request|Response) msg [^\n]*? (?:to|from) (\S+ \S+?):?\r?\n"
)
_END = "--end msg--"


class SipLog:
    """Picks whole SIP messages out of pjsip's log: the only place where ACKs and repeats show too.

    `take(at_ns, direction, peer, text)` is called for each, with CLOCK_MONOTONIC nanoseconds.
    """

    def __init__(self, take: Callable[[int, str, str, str], None]) -> None:
        self._take = take

    def __call__(self, entry: str) -> None:
        """Take one log entry."""
        if " bytes Re" not in entry[:60]:
            return
        at_ns = time.monotonic_ns()
        found = _ENTRY.match(entry)
        if found is None:
            return
        text = entry[found.end() :]
        end = text.rfind(_END)
        text = text[:end] if end >= 0 else text + "\n(cut)"
        self._take(
            at_ns, "sent" if found.group(1) == "TX" else "received", found.group(2).replace(" ", "/"), text
        )
