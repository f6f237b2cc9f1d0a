from dataclasses import dataclass, field

from probes.email.mime.charset import decode
from probes.email.mime.html_text import html_text
from probes.email.mime.limits import MAX_TEXT_CHARS
from probes.email.mime.parts import Piece

_STUB_SHARE = 0.2
"""A plain alternative with fewer than this share of the HTML's words is a stub (the project's own choice)."""
_ENCRYPTED = frozenset({"application/pkcs7-mime", "application/x-pkcs7-mime", "application/pgp-encrypted"})


@dataclass(slots=True)
class Visible:
    """The words a person sees, and what was noted on the way."""

    text: str = ""
    html_only: bool = False
    remote: int = 0
    tracking: int = 0
    notes: set[str] = field(default_factory=set)


@dataclass(slots=True)
class _Words:
    plain: list[str] = field(default_factory=list)
    html: list[str] = field(default_factory=list)


def is_words(piece: Piece) -> bool:
    """True if a mail program shows the piece as the letter's words."""
    if piece.content_type == "text/html" or piece.content_type in ("text/plain", "text/enriched"):
        return piece.disposition != "attachment" and not piece.filename
    return False


def visible_text(raw: bytes, pieces: tuple[Piece, ...]) -> Visible:
    """Return the visible text of a letter's pieces: of alternatives the plain one, unless it is a stub."""
    seen = Visible()
    sets: dict[object, _Words] = {}
    for number, piece in enumerate(pieces):
        if piece.content_type in _ENCRYPTED and "signed" not in piece.parameters.get("smime-type", ""):
            seen.notes.add("encrypted")
        if not is_words(piece):
            continue
        text = _text(raw, piece, seen)
        words = sets.setdefault(piece.group if piece.group is not None else f"alone {number}", _Words())
        (words.html if piece.content_type == "text/html" else words.plain).append(text)
    chosen = [_choose(words) for words in sets.values()]
    seen.html_only = bool(chosen) and all(not words.plain for words in sets.values())
    text = "\n\n".join(one.strip("\n") for one in chosen if one.strip())
    if len(text) > MAX_TEXT_CHARS:
        seen.notes.add("text_cut")
        text = text[:MAX_TEXT_CHARS]
    seen.text = text
    return seen


def _text(raw: bytes, piece: Piece, seen: Visible) -> str:
    decoded = decode(piece.content(raw), piece.parameters.get("charset"))
    if not decoded.fitted:
        seen.notes.add("wrong_charset")
    if piece.is_cut:
        seen.notes.add("text_cut")
    if piece.content_type == "text/html":
        read = html_text(decoded.text)
        seen.remote += read.remote
        seen.tracking += read.tracking
        return read.text
    if piece.parameters.get("format", "").lower() == "flowed":
        return _unflowed(decoded.text, delete_space=piece.parameters.get("delsp", "").lower() == "yes")
    return "\n".join(line.rstrip() for line in decoded.text.split("\n"))


def _choose(words: _Words) -> str:
    plain, html = "\n\n".join(words.plain), "\n\n".join(words.html)
    if len(plain.split()) <= len(html.split()) * _STUB_SHARE:
        return html
    return plain


def _unflowed(text: str, *, delete_space: bool) -> str:
    """Join the soft lines of format=flowed (RFC 3676). Quoted lines stay as they are."""
    out: list[str] = []
    soft = False
    for line in text.split("\n"):
        quoted = line.startswith(">")
        line = line.removeprefix(" ")  # noqa: PLW2901 - space-stuffing
        if soft and not quoted:
            out[-1] += line
        else:
            out.append(line)
        soft = line.endswith(" ") and not quoted and line != "-- "
        if soft and delete_space:
            out[-1] = out[-1][:-1]
    return "\n".join(line.rstrip() for line in out)
