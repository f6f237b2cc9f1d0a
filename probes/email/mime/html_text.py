import html
import re
from collections.abc import Iterator
from typing import NamedTuple

from probes.email.mime.charset import tidy
from probes.email.mime.limits import MAX_TEXT_CHARS

_NAME = re.compile(r"/?([a-zA-Z][a-zA-Z0-9:-]{0,40})")
_STOP = re.compile("[>\"']")
_ATTRIBUTE = re.compile(r"""([a-zA-Z_:-]{1,40})\s*(?:=\s*("[^"]*"|'[^']*'|[^\s"'>]+))?""")
_LONG_NUMBER = re.compile(r"&#(?:\d{9,}|[xX][0-9a-fA-F]{8,});?")
_RAW = frozenset({"script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"})
_UNSEEN = frozenset({"head", "template", "svg", "math", "object", "select", "datalist"})
_VOID = frozenset((
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr",
))  # fmt: skip
_LINES = frozenset((
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html",
    "li", "main", "nav", "ol", "p", "pre", "section", "table", "tbody", "tfoot", "thead", "tr", "ul",
))  # fmt: skip
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d]*[1-9])|mso-hide\s*:\s*all"
    r"|max-height\s*:\s*0(?:px)?\s*(?:;|$)|opacity\s*:\s*0\s*(?:;|$)",
    re.IGNORECASE,
)
_OUTSIDE = re.compile(r"^\s*(?:https?:|ftp:|//)", re.IGNORECASE)
_OUTSIDE_STYLE = re.compile(r"url\s*\(\s*[\"']?\s*(?:https?:|//)|@import", re.IGNORECASE)
_SOURCES = {"link": "href", "object": "data", "video": "poster"}
_TINY = re.compile(r"^\s*[01](?:px)?\s*$", re.IGNORECASE)
_TINY_STYLE = re.compile(r"(?:^|[;\s])(?:width|height)\s*:\s*[01](?:px)?\s*(?:;|$)", re.IGNORECASE)
_QUOTED = ("gmail_quote", "yahoo_quoted", "moz-cite-prefix", "protonmail_quote")
"""Marks of mail programs on the element that holds a quoted letter."""
_QUOTED_FROM_HERE = ("divrplyfwdmsg", "appendonsend")
"""Outlook's marks: what comes after them is quoted, wherever the element ends."""
_MAX_TAG_CHARS = 20_000
_MAX_QUOTE_DEPTH = 10
_BREAK = "\n"


class HtmlText(NamedTuple):
    """What a person would read of an HTML letter, and what a mail program might have fetched."""

    text: str
    remote: int
    """References to other hosts that a mail program might fetch (images, styles, frames)."""
    tracking: int
    """Those of them that are invisible images."""


def html_text(source: str) -> HtmlText:
    """Return the visible text of an HTML letter. Nothing is fetched, run or followed.

    One pass, linear in the length of `source`. Quoted letters (`blockquote`, the known marks of mail
    programs) become lines that begin with "> ", so that they can be told from the writer's own words.
    """
    reader = _Reader()
    for kind, value in _tokens(source):
        if reader.length > MAX_TEXT_CHARS:
            break
        if kind == "text":
            reader.text(value)
        elif kind == "open":
            reader.open(value)
        else:
            reader.close(value)
    return HtmlText(_joined(reader.out), reader.remote, reader.tracking)


class _Reader:
    """Collects the visible words; knows what is hidden and what is quoted."""

    def __init__(self) -> None:
        self.out: list[tuple[int, str]] = []
        self.length = 0
        self.remote = 0
        self.tracking = 0
        self._hidden_by = ""
        self._hidden_depth = 0
        self._quotes: list[list[str]] = []
        self._rest_is_quoted = False

    def text(self, value: str) -> None:
        if self._hidden_depth:
            return
        value = tidy(html.unescape(_LONG_NUMBER.sub("\ufffd", value)))
        self._put(re.sub(r"\s+", " ", value))

    def open(self, tag: str) -> None:
        found = _NAME.match(tag)
        if not found:
            return
        name = found[1].lower()
        given = _attributes(tag[found.end() :])
        self._count(name, given)
        if name == "body":
            self._hidden_depth = 0
        if self._hidden_depth:
            self._hidden_depth += name == self._hidden_by and name not in _VOID
            return
        if name not in _VOID and _is_hidden(name, given):
            self._hidden_by, self._hidden_depth = name, 1
            return
        if name == "br" or name in _LINES:
            self._put(_BREAK)
        if name in ("p", "h1", "h2", "h3", "table", "blockquote", "ul", "ol", "hr"):
            self._put(_BREAK)
        if name == "li":
            self._put("- ")
        if name in ("td", "th"):
            self._put(" ")
        marks = f"{given.get('class', '')} {given.get('id', '')}".lower()
        self._rest_is_quoted |= any(mark in marks for mark in _QUOTED_FROM_HERE)
        if name == "blockquote" or any(mark in marks for mark in _QUOTED):
            self._put(_BREAK)
            self._quotes.append([name])
        elif self._quotes and name == self._quotes[-1][0]:
            self._quotes[-1].append(name)

    def close(self, tag: str) -> None:
        found = _NAME.match(tag)
        if not found:
            return
        name = found[1].lower()
        if self._hidden_depth:
            self._hidden_depth -= name == self._hidden_by
            return
        if self._quotes and name == self._quotes[-1][0]:
            self._put(_BREAK)
            self._quotes[-1].pop()
            if not self._quotes[-1]:
                self._quotes.pop()
        if name in _LINES:
            self._put(_BREAK)
        if name in ("p", "blockquote", "table"):
            self._put(_BREAK)

    def _put(self, text: str) -> None:
        depth = max(min(len(self._quotes), _MAX_QUOTE_DEPTH), self._rest_is_quoted)
        self.out.append((depth, text))
        self.length += len(text)

    def _count(self, name: str, given: dict[str, str]) -> None:
        style = given.get("style", "")
        source = given.get("src") or given.get("background") or ""
        source = given.get(_SOURCES.get(name, ""), source)
        if not (_OUTSIDE.match(source) or _OUTSIDE_STYLE.search(style)):
            return
        self.remote += 1
        tiny = _TINY.match(given.get("width", "")) or _TINY.match(given.get("height", ""))
        self.tracking += name == "img" and bool(tiny or _TINY_STYLE.search(style) or _HIDDEN.search(style))


def _tokens(source: str) -> Iterator[tuple[str, str]]:
    at = 0
    while at < len(source):
        opening = source.find("<", at)
        if opening < 0:
            yield "text", source[at:]
            return
        if opening > at:
            yield "text", source[at:opening]
        end = _end_of_markup(source, opening)
        if end is None:
            yield "text", "<"
            at = opening + 1
            continue
        if end < 0:
            return
        tag = source[opening + 1 : min(end, opening + _MAX_TAG_CHARS)]
        at = end + 1
        if tag[:1] == "/":
            yield "close", tag
        elif tag[:1] not in "!?":
            name = found[1].lower() if (found := _NAME.match(tag)) else ""
            if name in _RAW:
                closing = re.compile(f"</{name}", re.IGNORECASE).search(source, at)
                if not closing:
                    return
                at = closing.start()
            yield "open", tag


def _end_of_markup(source: str, opening: int) -> int | None:
    """Return where the markup that opens at `opening` ends, -1 if it never does, None if it is none."""
    if source.startswith("<!--", opening):
        end = source.find("-->", opening + 2)
        return end + 2 if end >= 0 else -1
    after = source[opening + 1 : opening + 3]
    if after[:1] in ("!", "?"):
        return source.find(">", opening)
    if not _NAME.match(after):
        return None
    at = opening + 1
    while stop := _STOP.search(source, at):
        if stop[0] == ">":
            return stop.start()
        closing = source.find(stop[0], stop.end())
        at = closing + 1 if closing >= 0 else stop.end()
    return -1


def _attributes(text: str) -> dict[str, str]:
    given: dict[str, str] = {}
    for name, value in _ATTRIBUTE.findall(text):
        given.setdefault(name.lower(), html.unescape(_LONG_NUMBER.sub("", value.strip("\"'"))))
    return given


def _is_hidden(name: str, given: dict[str, str]) -> bool:
    return name in _UNSEEN or "hidden" in given or bool(_HIDDEN.search(given.get("style", "")))


def _joined(pieces: list[tuple[int, str]]) -> str:
    lines: list[tuple[int, str]] = []
    words: list[str] = []
    at = 0
    for depth, text in [*pieces, (0, _BREAK)]:
        if text != _BREAK:
            words.append(text)
            at = depth
            continue
        line = " ".join("".join(words).split())
        words = []
        if line or (lines and lines[-1][1]):
            lines.append((at if line else depth, line))
    return "\n".join("> " * depth + line for depth, line in lines).strip("\n")
