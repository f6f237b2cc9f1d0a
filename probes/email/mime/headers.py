import base64
import binascii
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from probes.email.mime.charset import decode, tidy
from probes.email.mime.limits import MAX_FIELDS, MAX_HEADER_BYTES, MAX_VALUE_CHARS

_BLANK_LINE = re.compile(rb"(?:\A|\r?\n)\r?\n")
_FIELD = re.compile(r"([!-9;-~]{1,100})[ \t]*:(.*)", re.DOTALL)
_WORD = re.compile(r"=\?([^?\s]{1,60})\?([bBqQ])\?([^?]{0,2000})\?=")
_BETWEEN_WORDS = re.compile(r"(\?=)[ \t\n]+(?==\?[^?\s]{1,60}\?[bBqQ]\?)")
_PARAMETER = re.compile(r';\s*([^\s=;"]{1,60})\s*=\s*("(?:[^"\\]|\\.){0,2000}"?|[^;]{0,2000})')
_QUOTED_PAIR = re.compile(r"\\(.)")
_QUOTED = re.compile(rb"=([0-9A-Fa-f]{2})")
_PERCENT = re.compile(rb"%([0-9A-Fa-f]{2})")


@dataclass(frozen=True, slots=True)
class Headers:
    """A header block: fields in order, names in small letters, values unfolded and still encoded."""

    fields: tuple[tuple[str, str], ...]
    cut: bool = False
    """More was sent than is read."""

    def all(self, name: str) -> tuple[str, ...]:
        """Return every value of a field."""
        return tuple(value for key, value in self.fields if key == name)

    def raw(self, name: str) -> str:
        """Return the first value of a field as it was sent, empty without one."""
        return next((value for key, value in self.fields if key == name), "")

    def text(self, name: str) -> str:
        """Return the first value of a field as a person reads it, empty without one."""
        return decode_words(self.raw(name))


class Block(NamedTuple):
    """A header block and where the body begins, in bytes."""

    headers: Headers
    body: int


def read_block(raw: bytes, start: int, end: int) -> Block:
    """Read the header block of `raw[start:end]`."""
    window = raw[start : min(end, start + MAX_HEADER_BYTES)]
    blank = _BLANK_LINE.search(window)
    if blank:
        return Block(read_fields(window[: blank.start()]), start + blank.end())
    whole = start + len(window) == end
    fields = read_fields(window)
    return Block(fields if whole else Headers(fields.fields, cut=True), start + len(window))


def read_fields(block: bytes) -> Headers:
    """Read header fields, unfolding them. Lines that are no fields are passed over."""
    try:
        text = block.decode("utf-8")
    except UnicodeDecodeError:
        text = block.decode("cp1252", "replace")
    fields: list[tuple[str, str]] = []
    cut = False
    for line in _unfold(text):
        found = _FIELD.match(line)
        if not found:
            continue
        if len(fields) == MAX_FIELDS:
            cut = True
            break
        value = tidy(found[2].strip())
        cut |= len(value) > MAX_VALUE_CHARS
        fields.append((found[1].lower(), value[:MAX_VALUE_CHARS]))
    return Headers(tuple(fields), cut)


def decode_words(value: str) -> str:
    """Return a header value with its encoded words (RFC 2047) as text on one line."""
    return " ".join(_decoded(_BETWEEN_WORDS.sub(r"\1", value)).split())


def parameters(value: str) -> tuple[str, Mapping[str, str]]:
    """Split a Content-Type or Content-Disposition into its value and parameters (RFC 2045, RFC 2231)."""
    kind, _, _ = value.partition(";")
    found: dict[str, str] = {}
    pieces: dict[str, list[tuple[int, bytes, str]]] = {}
    for name, given in _PARAMETER.findall(value):
        plain = _unquoted(given)
        base, star, rest = name.lower().partition("*")
        if not star:
            found.setdefault(base, decode_words(plain))
            continue
        extended = name.endswith("*")
        charset = ""
        if extended and plain.count("'") >= 2 and rest in ("", "0*"):
            charset, _, plain = plain.split("'", 2)
        number = rest.rstrip("*")
        content = plain.encode("utf-8", "replace")
        content = _PERCENT.sub(_byte, content) if extended else content
        order = int(number) if number.isascii() and number.isdigit() and len(number) < 4 else 0
        pieces.setdefault(base, []).append((order, content, charset))
    for base, parts in pieces.items():
        parts.sort(key=lambda piece: piece[0])
        charset = next((piece[2] for piece in parts if piece[2]), "utf-8")
        found[base] = decode(b"".join(piece[1] for piece in parts), charset).text
    return kind.strip().lower(), found


def _unfold(text: str) -> Iterator[str]:
    lines: list[str] = []
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        if line[:1] in (" ", "\t") and lines:
            lines.append(line)
            continue
        if lines:
            yield "\n".join(lines)
        lines = [line]
    if lines:
        yield "\n".join(lines)


def _decoded(value: str) -> str:
    out: list[str] = []
    held, held_charset = b"", ""
    at = 0
    for word in _WORD.finditer(value):
        charset = word[1].partition("*")[0].lower()
        if held and (word.start() > at or charset != held_charset):
            out.append(decode(held, held_charset).text)
            held = b""
        out.append(value[at : word.start()])
        held, held_charset, at = held + _word_bytes(word[2], word[3]), charset, word.end()
    out.append(decode(held, held_charset).text)
    out.append(value[at:])
    return "".join(out)


def _word_bytes(encoding: str, text: str) -> bytes:
    content = text.encode("utf-8", "replace")
    if encoding in "qQ":
        return _QUOTED.sub(_byte, content.replace(b"_", b" "))
    return lenient_base64(content)


def lenient_base64(content: bytes) -> bytes:
    """Decode base64 whatever stands between its letters, and without its padding."""
    letters = bytes(content).translate(None, _NOT_BASE64)
    letters = letters[: len(letters) - (len(letters) % 4 == 1)]
    try:
        return base64.b64decode(letters + b"=" * (-len(letters) % 4))
    except binascii.Error:
        return b""


_NOT_BASE64 = bytes(
    set(range(256)) - set(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")
)


def _byte(found: re.Match[bytes]) -> bytes:
    return bytes([int(found[1], 16)])


def _unquoted(given: str) -> str:
    given = given.strip()
    if not given.startswith('"'):
        return given
    return _QUOTED_PAIR.sub(r"\1", given[1:].removesuffix('"'))
