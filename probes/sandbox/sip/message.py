import re
from dataclasses import dataclass, field

from probes.errors import BadMessage
from probes.sandbox.sip.address import NameAddress
from probes.sandbox.sip.text import TOKEN, number, split_list
from probes.sandbox.sip.via import Via

COMPACT = {
    "a": "accept-contact", "b": "referred-by", "c": "content-type", "d": "request-disposition",
    "e": "content-encoding", "f": "from", "i": "call-id", "j": "reject-contact", "k": "supported",
    "l": "content-length", "m": "contact", "n": "identity-info", "o": "event", "r": "refer-to",
    "s": "subject", "t": "to", "u": "allow-events", "v": "via", "x": "session-expires", "y": "identity",
}  # fmt: skip
"""Compact header names (RFC 3261, section 7.3.3, and the extensions that added one)."""

_SPELLING = {"call-id": "Call-ID", "cseq": "CSeq", "min-se": "Min-SE", "www-authenticate": "WWW-Authenticate"}
_LISTS = frozenset(
    {"via", "route", "record-route", "contact", "supported", "require", "allow", "proxy-require"}
)
MAX_BYTES = 65_535
MAX_HEADERS = 256


@dataclass(slots=True)
class Message:
    """A SIP request (`method` set) or response (`status` set).

    `headers` keeps order and repetition, names in lower case and long form; list headers are split
    into one entry each. What `parse_message` returns has the headers that RFC 3261, section 8.1.1,
    demands, each readable.
    """

    method: str = ""
    uri: str = ""
    status: int = 0
    reason: str = ""
    headers: list[tuple[str, str]] = field(default_factory=list)
    body: bytes = b""

    def get(self, name: str, default: str = "") -> str:
        """Return the first value of a header."""
        return next((value for key, value in self.headers if key == name), default)

    def all(self, name: str) -> list[str]:
        """Return every value of a header, in order."""
        return [value for key, value in self.headers if key == name]

    def add(self, name: str, value: object) -> None:
        """Append a header value (name in lower case)."""
        self.headers.append((name, str(value)))

    @property
    def via(self) -> Via:
        """The topmost Via."""
        return Via.parse(self.get("via"))

    @property
    def cseq(self) -> tuple[int, str]:
        """CSeq as number and method."""
        return parse_cseq(self.get("cseq"))

    @property
    def call_id(self) -> str:
        """The Call-ID."""
        return self.get("call-id")

    @property
    def from_(self) -> NameAddress:
        """The From header."""
        return NameAddress.parse(self.get("from"))

    @property
    def to(self) -> NameAddress:
        """The To header."""
        return NameAddress.parse(self.get("to"))

    def tokens(self, name: str) -> set[str]:
        """Return the tokens of a list header in lower case."""
        return {value.lower() for value in self.all(name)}

    def to_bytes(self) -> bytes:
        """Serialise, with a Content-Length of the true length."""
        first = f"{self.method} {self.uri} SIP/2.0" if self.method else f"SIP/2.0 {self.status} {self.reason}"
        lines = [first]
        lines += [f"{_spell(name)}: {value}" for name, value in self.headers if name != "content-length"]
        lines.append(f"Content-Length: {len(self.body)}")
        return "\r\n".join(lines).encode("utf-8", "surrogateescape") + b"\r\n\r\n" + self.body


class Unreadable(BadMessage):
    """A malformed request of which enough could be read to refuse it with `status`.

    `message` then holds the headers to be echoed; None: the message can only be dropped.
    """

    def __init__(self, why: str, *, message: Message | None = None, status: int = 400) -> None:
        super().__init__(why)
        self.message = message
        self.status = status


def parse_message(data: bytes, *, stream: bool = False) -> Message:
    """Read one message: a whole datagram, or (with `stream`) exactly one message cut from a stream.

    Raises Unreadable, never anything else, whatever the bytes.
    """
    if len(data) > MAX_BYTES:
        raise Unreadable("message too long")
    head, blank, body = data.partition(b"\r\n\r\n")
    if not blank:
        raise Unreadable("no empty line ends the headers")
    if b"\x00" in head:
        raise Unreadable("NUL in the headers")
    lines = _unfold(head.decode("utf-8", "surrogateescape"))
    message, version = _start_line(lines[0])
    broken = _read_headers(message, lines[1:])
    answerable = message if message.method and message.method != "ACK" and _echoable(message) else None
    try:
        _check(message, version, broken)
        message.body = _cut_body(message, body, stream=stream)
    except BadMessage as error:
        status = 400 if version == "SIP/2.0" else 505
        raise Unreadable(str(error), message=answerable, status=status) from error
    return message


def parse_cseq(text: str) -> tuple[int, str]:
    """Read a CSeq value into number and method. Raises BadMessage."""
    parts = text.split()
    if len(parts) != 2 or not TOKEN.match(parts[1]):
        raise BadMessage(f"bad CSeq {text[:40]!r}")
    return number(parts[0], what="CSeq", below=2**31), parts[1]


def _unfold(head: str) -> list[str]:
    lines: list[str] = []
    for line in head.split("\r\n"):
        if line[:1] in (" ", "\t") and len(lines) > 1:
            lines[-1] = lines[-1].rstrip() + " " + line.strip()
        else:
            lines.append(line)
    return lines


def _start_line(line: str) -> tuple[Message, str]:
    answer = re.fullmatch(r"(SIP/\d+\.\d+) ([1-6]\d\d) ([^\r\n]*)", line, re.IGNORECASE)
    if answer is not None:
        return Message(status=int(answer[2]), reason=answer[3]), answer[1].upper()
    request = re.fullmatch(r"(\S+) (\S+) (SIP/\d+\.\d+)", line, re.IGNORECASE)
    if request is not None and TOKEN.match(request[1]):
        return Message(method=request[1], uri=request[2]), request[3].upper()
    # A request whose URI holds blanks or brackets can still be refused, if it is one at all.
    loose = re.fullmatch(r"([A-Z]+)\s+(.*?)\s+(SIP/\d+\.\d+)\s*", line)
    if loose is None:
        raise Unreadable(f"bad start line {line[:80]!r}")
    return Message(method=loose[1], uri=""), loose[3]


def _read_headers(message: Message, lines: list[str]) -> str:
    """Fill in the headers; return what was wrong with the first bad one, or an empty text."""
    broken = "bad request line" if message.method and not message.uri else ""
    if len(lines) > MAX_HEADERS:
        return "too many headers"
    for line in lines:
        name, colon, value = line.partition(":")
        key = name.rstrip(" \t").lower()
        if not colon or not TOKEN.match(key) or "\n" in value or "\r" in value:
            broken = broken or f"bad header line {line[:60]!r}"
            continue
        key = COMPACT.get(key, key)
        values = [value.strip()]
        if key in _LISTS:
            try:
                values = split_list(value.strip()) if value.strip() else []
            except BadMessage as error:
                broken = broken or str(error)
        for one in values:
            message.add(key, one)
    return broken


def _echoable(message: Message) -> bool:
    if any(len(message.all(name)) != 1 for name in ("from", "to", "call-id", "cseq")):
        return False
    try:
        _ = message.via, message.cseq
    except BadMessage:
        return False
    return True


def _check(message: Message, version: str, broken: str) -> None:
    if broken:
        raise BadMessage(broken)
    if version != "SIP/2.0":
        raise BadMessage(f"version {version}")
    for name in ("from", "to", "call-id", "cseq"):
        if len(message.all(name)) != 1:
            raise BadMessage(f"{name} must stand exactly once")
    for via in message.all("via") or [""]:
        Via.parse(via)
    _, method = message.cseq
    if message.method and method != message.method:
        raise BadMessage("CSeq names another method")
    if not re.fullmatch(r"[^\s@]+(@[^\s@]+)?", message.call_id):
        raise BadMessage("bad Call-ID")
    _ = message.from_, message.to
    for name in ("max-forwards", "content-length", "expires", "min-se"):
        values = message.all(name)
        if name in ("max-forwards", "content-length") and len(values) > 1:
            raise BadMessage(f"{name} stands twice")
        for value in values:
            number(value.partition(";")[0].strip(), what=name, below=256 if name == "max-forwards" else 2**32)


def _cut_body(message: Message, body: bytes, *, stream: bool) -> bytes:
    text = message.get("content-length")
    if not text:
        if stream:
            raise BadMessage("Content-Length is missing on a stream")
        return body
    length = int(text)
    if length > len(body):
        raise BadMessage("body shorter than Content-Length")
    return body[:length]


def _spell(name: str) -> str:
    return _SPELLING.get(name) or "-".join(part.capitalize() for part in name.split("-"))
