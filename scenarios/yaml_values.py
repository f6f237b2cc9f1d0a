"""From the nodes of YAML to plain values with their places."""

import unicodedata
from typing import Any

from yaml.error import Mark
from yaml.nodes import Node, ScalarNode, SequenceNode

from scenarios.yaml_document import Document, Path, Place
from scenarios.yaml_scalar import resolve

# Project's own choice, many times what a document needs.
MOST_VALUES = 20_000


def place_of(mark: Mark | None) -> tuple[int, int]:
    """Give line and column of a mark of PyYAML's, both from 1."""
    return (1, 1) if mark is None else (mark.line + 1, mark.column + 1)


class Values:
    """Turns nodes into values and notes their places; aliases are followed, within bounds."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._open: set[int] = set()
        self._count = 0

    def root(self, node: Node) -> None:
        """Read the whole document from its outermost node."""
        value = self._value(node, (), place_of(node.start_mark))
        too_many = self._count > MOST_VALUES
        if too_many:
            self._document.wrong((1, 1), (), "the document holds too many values – split it")
        self._document.value = None if too_many else value

    def _value(self, node: Node, path: Path, key: tuple[int, int]) -> Any:
        self._count += 1
        at = place_of(node.start_mark)
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
                    self._value(each, (*path, i), place_of(each.start_mark))
                    for i, each in enumerate(node.value)
                ]
            return self._mapping(node.value, path)
        finally:
            self._open.discard(id(node))

    def _word(self, node: ScalarNode, path: Path) -> Any:
        self._refuse_control_characters(node, path)
        if node.style is not None:
            return node.value
        found = resolve(node.value)
        if found.wrong is not None:
            remedy = f'write "{node.value}"'
            self._document.wrong(
                place_of(node.start_mark), path, f"{found.wrong} (found the number {node.value}) – {remedy}"
            )
        return found.value

    def _refuse_control_characters(self, node: ScalarNode, path: Path) -> None:
        for letter in node.value:
            if unicodedata.category(letter) in ("Cc", "Cs") and letter not in "\n\t":
                message = f"a control character (found U+{ord(letter):04X}) – remove it"
                self._document.wrong(place_of(node.start_mark), path, message)
                return

    def _mapping(self, pairs: list[tuple[Node, Node]], path: Path) -> dict[str, Any]:
        values: dict[str, Any] = {}
        first: dict[str, int] = {}
        for key_node, value_node in pairs:
            at = place_of(key_node.start_mark)
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
            # A key is always text, as in JSON: `5: x` and `"5": x` are the same.
            key = key_node.value
            self._refuse_control_characters(key_node, path)
            if key_node.style is None and resolve(key).value is None:
                self._document.wrong(at, path, "a key is empty – write it, or remove the line")
                continue
            if key in first:
                self._document.wrong(
                    at,
                    (*path, key),
                    f"the key is given twice (found it first in line {first[key]}) – keep one of them",
                )
                continue
            first[key] = at[0]
            values[key] = self._value(value_node, (*path, key), at)
        return values
