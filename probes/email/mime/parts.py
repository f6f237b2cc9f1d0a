import quopri
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from probes.email.mime.headers import Headers, lenient_base64, parameters, read_block
from probes.email.mime.limits import MAX_DEPTH, MAX_PARTS, MAX_TEXT_PART_BYTES

_CONTENT_TYPE = re.compile(r"[a-z0-9][\w.+-]{0,60}/[\w.+-]{1,80}")


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a letter that holds no further parts (or whose parts are not read)."""

    headers: Headers
    content_type: str
    parameters: Mapping[str, str]
    start: int
    """Where the body begins in the letter, in bytes."""
    end: int
    group: int | None
    """Which set of alternatives it belongs to, None outside one."""
    in_report: bool
    """It stands directly in a multipart/report."""

    @property
    def disposition(self) -> str:
        """`inline`, `attachment`, or empty."""
        return parameters(self.headers.raw("content-disposition"))[0]

    @property
    def filename(self) -> str:
        """The name that the sender gave it, empty without one. Never a path to write to."""
        named = parameters(self.headers.raw("content-disposition"))[1].get("filename", "")
        return named or self.parameters.get("name", "")

    @property
    def encoding(self) -> str:
        """The transfer encoding in small letters."""
        return self.headers.raw("content-transfer-encoding").strip().strip('"').lower()

    @property
    def size_bytes(self) -> int:
        """The size when decoded, reckoned without decoding it."""
        size = self.end - self.start
        return size * 3 // 4 if self.encoding == "base64" else size

    def content(self, raw: bytes) -> bytes:
        """Return the decoded beginning of the part, up to the limit of a text part."""
        content = raw[self.start : min(self.end, self.start + MAX_TEXT_PART_BYTES)]
        if self.encoding == "base64":
            return lenient_base64(content)
        if self.encoding == "quoted-printable":
            return quopri.decodestring(content)
        return content

    @property
    def is_cut(self) -> bool:
        """True if `content` returns only the beginning."""
        return self.end - self.start > MAX_TEXT_PART_BYTES


@dataclass(slots=True)
class Walk:
    """A walk through the parts of a letter, in order, without recursion and within the limits."""

    raw: bytes
    end: int
    notes: set[str] = field(default_factory=set)
    """What was odd: `too_deep`, `too_many_parts`, `no_boundary`, `headers_cut`."""
    groups: int = 0

    def pieces(self, headers: Headers, body: int) -> Iterator[Piece]:
        """Give the pieces of the letter whose own header block is `headers`."""
        todo = [(headers, body, self.end, 0, None, False, "text/plain")]
        seen = 0
        stack: list[tuple[Headers, int, int, int, int | None, bool, str]] = list(todo)
        while stack:
            own, start, end, depth, group, in_report, default = stack.pop()
            seen += 1
            if own.cut:
                self.notes.add("headers_cut")
            given, named = parameters(own.raw("content-type"))
            kind = given if _CONTENT_TYPE.fullmatch(given) else default
            piece = Piece(own, kind, named, start, end, group, in_report)
            if not kind.startswith("multipart/"):
                yield piece
                continue
            room = MAX_PARTS - seen - len(stack)
            spans = self._spans(named.get("boundary", ""), start, end, room)
            if not spans or depth == MAX_DEPTH or room <= 0:
                yield self._unread(piece, spans=bool(spans), room=room)
                continue
            if kind == "multipart/alternative":
                self.groups += 1
                group = self.groups
            inner = "message/rfc822" if kind == "multipart/digest" else "text/plain"
            for first, last in reversed(spans):
                block = read_block(self.raw, first, last)
                body = min(block.body, last)
                stack.append((block.headers, body, last, depth + 1, group, kind == "multipart/report", inner))

    def _unread(self, piece: Piece, *, spans: bool, room: int) -> Piece:
        if room <= 0:
            self.notes.add("too_many_parts")
            return piece
        self.notes.add("too_deep" if spans else "no_boundary")
        return piece if spans else replace(piece, content_type="text/plain")

    def _spans(self, boundary: str, start: int, end: int, room: int) -> list[tuple[int, int]]:
        if not boundary.strip():
            return []
        mark = re.escape(boundary.rstrip().encode("utf-8", "replace")[:200])
        pattern = re.compile(rb"^--" + mark + rb"(--)?[ \t]*\r?$\n?", re.MULTILINE)
        spans: list[tuple[int, int]] = []
        open_at: int | None = None
        for found in pattern.finditer(self.raw, start, end):
            if open_at is not None:
                spans.append((open_at, _without_line_end(self.raw, open_at, found.start())))
            open_at = None if found[1] else found.end()
            if found[1]:
                break
            if len(spans) >= room:
                self.notes.add("too_many_parts")
                open_at = None
                break
        if open_at is not None:
            spans.append((open_at, end))
        return spans


def _without_line_end(raw: bytes, start: int, end: int) -> int:
    if end > start and raw[end - 1 : end] == b"\n":
        end -= 1
    if end > start and raw[end - 1 : end] == b"\r":
        end -= 1
    return end
