"""From the bytes of a file to plain values, with the place of every key and value.

YAML is read strictly: one document of mappings, lists and plain words; words without quotes mean what
YAML 1.2's core schema says (`yaml_scalar`). Tags, merge keys and keys given twice are mistakes. Size, depth
and the growth of aliases are bounded, so that no file can exhaust the machine. Nothing here raises.
"""

import re

from yaml.composer import Composer
from yaml.error import MarkedYAMLError
from yaml.nodes import Node
from yaml.parser import Parser
from yaml.reader import Reader, ReaderError
from yaml.resolver import BaseResolver
from yaml.scanner import Scanner

from scenarios.yaml_composer import BoundedComposer
from scenarios.yaml_document import Document
from scenarios.yaml_plain import PlainWords
from scenarios.yaml_quick import QuickLoader
from scenarios.yaml_syntax import in_plain_words
from scenarios.yaml_values import Values, place_of

# Project's own choice, many times what a document needs.
MOST_BYTES = 200_000


def read(content: bytes, file: str) -> Document:
    """Read a file's content. The document's value is None when nothing could be read."""
    document = Document(file)
    text = _decoded(content, document)
    if text is None:
        return document
    try:
        root = _composed(text, document)
    except ReaderError as error:
        before = text[: error.position]
        at = (before.count("\n") + 1, len(before) - before.rfind("\n"))
        document.wrong(at, (), f"a control character (found U+{error.character:04X}) – remove it")
    except MarkedYAMLError as error:
        plain = in_plain_words(f"{error.context or ''} {error.problem or ''}")
        marks = (error.problem_mark, error.context_mark)
        mark = (marks[1] or marks[0]) if plain.where_it_begins else (marks[0] or marks[1])
        document.wrong(place_of(mark), (), f"{plain.wrong} – {plain.remedy}")
    except (ValueError, OverflowError):
        # PyYAML turns \\U00110000, which is no letter, into an error without a place.
        document.wrong(
            (1, 1), (), "a backslash with an impossible number – use single quotes, or write the letter"
        )
    else:
        if root is not None:
            Values(document).root(root)
    return document


def _decoded(content: bytes, document: Document) -> str | None:
    if len(content) > MOST_BYTES:
        document.wrong((1, 1), (), f"the file is too long (found {len(content)} bytes) – split it")
        return None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        at = (before.count(b"\n") + 1, len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1)
        found = f"the byte {content[error.start]:#04x}"
        document.wrong(at, (), f"the file is not in UTF-8 (found {found}) – save it as UTF-8")
        return None
    return text


def _composed(text: str, document: Document) -> Node | None:
    """Compose with libyaml, which is six times as fast; what it refuses is read again for the words of it."""
    if not _PLAIN.fullmatch(text):
        return _Thorough(text, document).document()
    quick = Document(document.file)
    try:
        root = QuickLoader(text, quick).document()
    except (MarkedYAMLError, ReaderError, ValueError, OverflowError):
        root = None
    if root is None or quick.mistakes:
        return _Thorough(text, document).document()
    return root


_PLAIN = re.compile(r"[\t\n\r\x20-\x7E\xA0-\u2027\u202A-\uD7FF\uE000-\uFEFE\uFF00-\uFFFD]*")
"""Letters of which both parsers think alike: no control characters, none of the rarer line ends."""


class _Thorough(PlainWords, Reader, Scanner, Parser, BoundedComposer):
    """Over PyYAML's own parser, whose errors `in_plain_words` knows."""

    def __init__(self, text: str, document: Document) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)
        Composer.__init__(self)
        BaseResolver.__init__(self)
        self.result = document
