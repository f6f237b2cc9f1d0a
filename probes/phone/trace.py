import re
from dataclasses import dataclass, field
from typing import Literal

Direction = Literal["sent", "received"]

MASK = "(masked)"

_SECRET_HEADER = re.compile(
    r"^((?:Proxy-)?Authorization[ \t]*:)[^\r\n]*(?:\r?\n[ \t]+[^\r\n]*)*", re.IGNORECASE | re.MULTILINE
)
_SRTP_KEY = re.compile(r"(inline:)[^\s|;]+", re.IGNORECASE)
_ASSERTED = re.compile(
    r"^((?:P-Asserted-Identity|P-Preferred-Identity|Remote-Party-ID|P-Called-Party-ID)[ \t]*:)[^\r\n]*"
    r"(?:\r?\n[ \t]+[^\r\n]*)*",
    re.IGNORECASE | re.MULTILINE,
)
_PASSWORD_IN_URI = re.compile(r"(sips?:[^\s:@<>;]+):[^\s@<>;]+@", re.IGNORECASE)
_DISPLAY_NAME = re.compile(
    r"^((?:From|To|Contact|f|t|m)[ \t]*:[ \t]*)(\"[^\"\r\n]*\"|[^\s\"<:][^\"<\r\n:]*?)[ \t]*(?=<)",
    re.IGNORECASE | re.MULTILINE,
)


def mask(message: str) -> str:
    """Return the SIP message without credentials, SRTP keys, passwords and the names of persons."""
    message = _SECRET_HEADER.sub(rf"\1 {MASK}", message)
    message = _SRTP_KEY.sub(rf"\1{MASK}", message)
    message = _ASSERTED.sub(rf"\1 {MASK}", message)
    message = _PASSWORD_IN_URI.sub(rf"\1:{MASK}@", message)
    return _DISPLAY_NAME.sub(r'\1"(name)" ', message)


@dataclass(frozen=True, slots=True)
class TracedMessage:
    """One SIP message: CLOCK_MONOTONIC ns, direction, the other end's address, masked text."""

    at_ns: int
    direction: Direction
    peer: str
    text: str
    leg: str = "organisation"


@dataclass(slots=True)
class Trace:
    """The SIP messages of one line, in order."""

    messages: list[TracedMessage] = field(default_factory=list)

    def add(self, message: TracedMessage) -> None:
        """Keep a message (already masked)."""
        self.messages.append(message)

    def text(self) -> str:
        """Return the messages as text, each with seconds since the first to the µs."""
        if not self.messages:
            return ""
        ordered = sorted(self.messages, key=lambda message: message.at_ns)
        origin = ordered[0].at_ns
        return "".join(
            f"--- {(message.at_ns - origin) / 1e9:.6f} s {message.direction} {message.peer} [{message.leg}]\n"
            f"{message.text.replace(chr(13), '').rstrip()}\n\n"
            for message in ordered
        )
