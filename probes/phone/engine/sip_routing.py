import re
from collections import OrderedDict
from typing import Protocol

from probes.phone import sip_text
from probes.phone.engine.wire import Link, Message
from probes.phone.trace import mask

_LINGER_NS = 33_000_000_000
"""The library keeps a call that the far end does not confirm ended for 64 × T1 = 32 s (RFC 3261)."""

_MOST_UNCLAIMED = 8
"""Messages of calls that nobody has claimed yet (a follower's INVITE leaves before it has a name)."""


class Owner(Protocol):
    """A leg, as far as its messages go."""

    line: int
    name: str

    def settle(self, call_id: str) -> None:
        """Take note that the far end has confirmed the end of a call."""


class SipRouting:
    """Gives each SIP message to the leg it belongs to, masked, and sees which calls are really over."""

    def __init__(self, link: Link) -> None:
        self._link = link
        self._owners: dict[str, Owner] = {}
        self._unclaimed: OrderedDict[str, list[Message]] = OrderedDict()
        self._left: dict[str, int] = {}
        self._lingering: dict[str, int] = {}
        self._told_lingering = 0

    @property
    def lingering(self) -> int:
        """How many ended calls the library still keeps, because their far ends have not confirmed it."""
        return len(self._lingering)

    def take(self, at_ns: int, direction: str, peer: str, text: str) -> None:
        """Take a message as it was sent or received."""
        call_id = sip_text.header(text, "Call-ID")
        owner = self._owners.get(call_id)
        if direction == "sent":
            if text.startswith("INVITE ") and owner is not None:
                self._left.setdefault(call_id, at_ns)
        elif _ends_a_call(text):
            self._lingering.pop(call_id, None)
            if owner is not None:
                owner.settle(call_id)
        message: Message = {"sip": mask(text), "at": at_ns, "way": direction, "peer": peer}
        if owner is not None:
            self._link.send(message | {"line": owner.line, "leg": owner.name})
        elif re.match(r"(?:SIP/2\.0|INVITE) ", text):
            self._unclaimed.setdefault(call_id, []).append(message)
            while len(self._unclaimed) > _MOST_UNCLAIMED:
                self._unclaimed.popitem(last=False)

    def claim(self, owner: Owner, call_id: str) -> None:
        """Give the leg the messages of this Call-ID, those that came before it knew included."""
        self._owners[call_id] = owner
        for message in self._unclaimed.pop(call_id, []):
            self._link.send(message | {"line": owner.line, "leg": owner.name})

    def left_ns(self, call_id: str) -> int | None:
        """Return when the first INVITE of this Call-ID left, once."""
        return self._left.pop(call_id, None)

    def forget(self, owner: Owner, *, unsettled: frozenset[str], now_ns: int) -> None:
        """Forget a leg that is over; its unsettled calls linger."""
        self._owners = {call_id: each for call_id, each in self._owners.items() if each is not owner}
        self._lingering |= dict.fromkeys(unsettled, now_ns + _LINGER_NS)

    def work(self, now_ns: int) -> None:
        """Report how many calls linger, whenever that has changed."""
        self._lingering = {call_id: until for call_id, until in self._lingering.items() if now_ns <= until}
        if len(self._lingering) != self._told_lingering:
            self._told_lingering = len(self._lingering)
            self._link.send({"lingering": self._told_lingering})


def _ends_a_call(message: str) -> bool:
    """True for the far end's last word: a refusal of our INVITE or its answer to our BYE."""
    code = sip_text.status(message)
    method = sip_text.method(message) if code else ""
    return (method == "INVITE" and code >= 300) or (method == "BYE" and code >= 200)
