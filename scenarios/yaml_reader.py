"""From the bytes of a file to plain values, with the place of every key and value.

YAML is read strictly: one document of mappings, lists and plain words; words without quotes mean what
YAML 1.2's core schema says (`yaml_scalar`). Tags, merge keys and keys given twice are mistakes. Size, depth
and the growth of aliases are bounded, so that no file can exhaust the machine. Nothing here raises.
"""

import unicodedata
from dataclasses import dataclass, field
from typing import Any

import yaml
from yaml.composer import Composer, ComposerError
from yaml.error import Mark, MarkedYAMLError
from yaml.nodes import Node, ScalarNode, SequenceNode
from yaml.parser import Parser
from yaml.reader import Reader, ReaderError
from yaml.resolver import BaseResolver
from yaml.scanner import Scanner

from scenarios.errors import Mistake
from scenarios.yaml_plain import PlainWords
from scenarios.yaml_scalar import resolve
from scenarios.yaml_syntax import in_plain_words

# Project's own choices, many times what a document needs.
MOST_BYTES = 200_000
MOST_DEPTH = 40
MOST_VALUES = 20_000

Key = str | int | float | bool
Path = tuple[str | int, ...]
# Numbers in a path count in lists; keys stand in it as text.


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: line and column from 1, of its key (if it has one) and of its value."""

    key: tuple[int, int]
    value: tuple[int, int]
    written: str = ""
    """The word as it stands in the file, for a plain word."""


@dataclass(slots=True)
class Document:
    """A file that was read: its value, the places in it, and the mistakes found on the way."""

    file: str
    value: Any = None
    places: dict[Path, Place] = field(default_factory=dict)
    mistakes: list[Mistake] = field(default_factory=list)

    def wrong(self, at: tuple[int, int], path: Path, message: str) -> None:
        """Note a mistake. What a terminal would not show as it is, is written as its number."""
        self.mistakes.append(Mistake(self.file, *at, _shown(spelled(path)), _shown(message)))


def spelled(path: Path) -> str:
    """Write a path as people read it, elements of lists counted from 1: `phone[2].press`."""
    text = ""
    for step in path:
        text += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if text else f"{step}"
    return text


def _shown(text: str) -> str:
    return "".join(letter if letter.isprintable() else f"U+{ord(letter):04X}" for letter in text)


def read(content: bytes, file: str) -> Document:
    """Read a file's content. The document's value is None when nothing could be read."""
    document = Document(file)
    text = _decoded(content, document)
    if text is None:
        return document
    try:
        root = _Loader(text, document).document()
    except ReaderError as error:
        before = text[: error.position]
        at = (before.count("\n") + 1, len(before) - before.rfind("\n"))
        document.wrong(at, (), f"a control character (found U+{error.character:04X}) – remove it")
    except MarkedYAMLError as error:
        plain = in_plain_words(f"{error.context or ''} {error.problem or ''}")
        marks = (error.problem_mark, error.context_mark)
        mark = (marks[1] or marks[0]) if plain.where_it_begins else (marks[0] or marks[1])
        document.wrong(_at(mark), (), f"{plain.wrong} – {plain.remedy}")
    except (ValueError, OverflowError):
        # PyYAML turns \\U00110000, which is no letter, into an error without a place.
        document.wrong(
            (1, 1), (), "a backslash with an impossible number – use single quotes, or write the letter"
        )
    else:
        if root is not None:
            _Values(document).root(root)
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


def _at(mark: Mark | None) -> tuple[int, int]:
    return (1, 1) if mark is None else (mark.line + 1, mark.column + 1)


class _Loader(PlainWords, Reader, Scanner, Parser, Composer, BaseResolver):
    """PyYAML's composer with a limit to the depth; words keep the meaning that `_Values` gives them."""

    def __init__(self, text: str, document: Document) -> None:
        Reader.__init__(self, text)
        Scanner.__init__(self)
        Parser.__init__(self)
        Composer.__init__(self)
        BaseResolver.__init__(self)
        self._result = document
        self._depth = 0

    def document(self) -> Node | None:
        """Compose the one document of the file, or note that there is none or more than one."""
        self.get_event()  # type: ignore[no-untyped-call]
        if self.check_event(yaml.StreamEndEvent):
            self._result.wrong(
                (1, 1), (), "the file is empty – write a document, or begin with `svartid new`"
            )
            return None
        root: Node | None = self.compose_document()
        if not self.check_event(yaml.StreamEndEvent):
            event = self.peek_event()  # type: ignore[no-untyped-call]
            at = _at(event.start_mark)
            self._result.wrong(at, (), "a second document begins – put it into a file of its own")
        return root

    def compose_node(self, parent: Node | None, index: Any) -> Node | None:
        """Compose one value, refusing tags and too deep nesting."""
        event = self.peek_event()  # type: ignore[no-untyped-call]
        if getattr(event, "tag", None) is not None:
            found = str(event.tag).replace("tag:yaml.org,2002:", "!!")
            at = _at(event.start_mark)
            self._result.wrong(at, (), f"tags are not part of the language (found {found}) – remove it")
        if self._depth >= MOST_DEPTH:
            raise ComposerError(None, None, "nested too deep", event.start_mark)
        self._depth += 1
        node: Node | None = super().compose_node(parent, index)
        self._depth -= 1
        return node


class _Values:
    """Turns nodes into values and notes their places; aliases are followed, within bounds."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._open: set[int] = set()
        self._count = 0

    def root(self, node: Node) -> None:
        value = self._value(node, (), _at(node.start_mark))
        too_many = self._count > MOST_VALUES
        if too_many:
            self._document.wrong((1, 1), (), "the document holds too many values – split it")
        self._document.value = None if too_many else value

    def _value(self, node: Node, path: Path, key: tuple[int, int]) -> Any:
        self._count += 1
        at = _at(node.start_mark)
        if self._count > MOST_VALUES:
            return None
        written = node.value if isinstance(node, ScalarNode) and node.style is None else ""
        self._document.places[path] = Place(key, at, written)
        if id(node) in self._open:
            self._document.wrong(at, path, "the value contains itself – write it out")
            return None
        self._open.add(id(node))
        try:
            if isinstance(node, ScalarNode):
                return self._word(node, path)
            if isinstance(node, SequenceNode):
                return [
                    self._value(each, (*path, i), _at(each.start_mark)) for i, each in enumerate(node.value)
                ]
            return self._mapping(node.value, path)
        finally:
            self._open.discard(id(node))

    def _word(self, node: ScalarNode, path: Path) -> Any:
        for letter in node.value:
            if unicodedata.category(letter) in ("Cc", "Cs") and letter not in "\n\t":
                message = f"a control character (found U+{ord(letter):04X}) – remove it"
                self._document.wrong(_at(node.start_mark), path, message)
                break
        if node.style is not None:
            return node.value
        found = resolve(node.value)
        if found.wrong is not None:
            remedy = f'write "{node.value}"'
            self._document.wrong(
                _at(node.start_mark), path, f"{found.wrong} (found the number {node.value}) – {remedy}"
            )
        return found.value

    def _mapping(self, pairs: list[tuple[Node, Node]], path: Path) -> dict[Key, Any]:
        values: dict[Key, Any] = {}
        first: dict[Key, int] = {}
        for key_node, value_node in pairs:
            at = _at(key_node.start_mark)
            if not isinstance(key_node, ScalarNode):
                self._document.wrong(
                    at, path, "a key must be one word or a few – put text in brackets in quotes"
                )
                continue
            if key_node.style is None and key_node.value == "<<":
                self._document.wrong(
                    at, path, "merge keys (<<) are not part of the language – write the keys out"
                )
                continue
            key = self._word(key_node, path)
            if key is None:
                self._document.wrong(at, path, "a key is empty – write it, or remove the line")
                continue
            if key in first:
                self._document.wrong(
                    at,
                    (*path, str(key)),
                    f"the key is given twice (found it first in line {first[key]}) – keep one of them",
                )
                continue
            first[key] = at[0]
            values[key] = self._value(value_node, (*path, str(key)), at)
        return values
