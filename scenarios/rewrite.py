from __future__ import annotations

import json
import re
from collections.abc import Mapping

import yaml
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

_PLAIN = re.compile(r"[A-Za-zÀ-ÿ0-9](?:[A-Za-zÀ-ÿ0-9 ./%_-]|(?<=\d):(?=\d))*")
_INDENT = "  "

Value = str | int | list[str] | None


def rewrite(text: str, changes: Mapping[tuple[str, ...], Value]) -> str:
    """Put other values into a YAML document; comments, order and everything else stay as they were written.

    Args:
        text: a document whose root is a mapping, and which can be read.
        changes: by path of keys, such as ("fieldwork", "from"): the new value, or None to take the key away.
            A key that is not there is added at the end of its mapping; mappings on the way are made.

    Returns:
        The new text. What is the same already is not touched, not even its spelling.
    """
    for path, value in changes.items():
        text = _changed(text, path, value)
    return text


def _changed(text: str, path: tuple[str, ...], value: Value) -> str:
    root = yaml.compose(text, Loader=yaml.SafeLoader)
    assert isinstance(root, MappingNode)
    node, depth = root, 0
    while depth < len(path) - 1:
        inner = _find(node, path[depth])
        if inner is None or not isinstance(inner[1], MappingNode):
            return text if value is None else _added(text, node, path[depth:], value)
        node, depth = inner[1], depth + 1
    there = _find(node, path[-1])
    if there is None:
        return text if value is None else _added(text, node, path[-1:], value)
    key, old = there
    if value is None:
        return _without(text, node, key, old)
    if _plain(old) == (value if isinstance(value, list) else str(value)):
        return text
    start, end = old.start_mark.index, _end(text, old)
    return text[:start] + _written(value) + text[end:]


def _find(node: MappingNode, key: str) -> tuple[Node, Node] | None:
    return next(((k, v) for k, v in node.value if isinstance(k, ScalarNode) and k.value == key), None)


def _plain(node: Node) -> str | list[str] | None:
    if isinstance(node, ScalarNode):
        return str(node.value)
    if isinstance(node, SequenceNode) and all(isinstance(each, ScalarNode) for each in node.value):
        return [str(each.value) for each in node.value]
    return None


def _end(text: str, node: Node) -> int:
    """Where a value ends: a block ends before the comments that follow it."""
    end = int(node.end_mark.index)
    if isinstance(node, ScalarNode) or getattr(node, "flow_style", True):
        return end
    last = node.value[-1][1] if isinstance(node, MappingNode) else node.value[-1]
    return _end(text, last)


def _without(text: str, parent: MappingNode, key: Node, old: Node) -> str:
    if parent.flow_style:
        inside = [pair for pair in parent.value if pair[0] is not key]
        kept = ", ".join(text[k.start_mark.index : _end(text, v)] for k, v in inside)
        return text[: parent.start_mark.index] + "{" + kept + "}" + text[parent.end_mark.index :]
    start = text.rfind("\n", 0, key.start_mark.index) + 1
    end = text.find("\n", _end(text, old))
    return text[:start] + ("" if end < 0 else text[end + 1 :])


def _added(text: str, parent: MappingNode, path: tuple[str, ...], value: Value) -> str:
    if parent.flow_style:
        end = parent.end_mark.index - 1
        inner = _written(value) if len(path) == 1 else "{" + f"{path[1]}: {_written(value)}" + "}"
        return text[:end] + (", " if parent.value else "") + f"{path[0]}: {inner}" + text[end:]
    column = parent.start_mark.column
    end = text.find("\n", _end(text, parent.value[-1][1]))
    before, after = (text + "\n", "") if end < 0 else (text[: end + 1], text[end + 1 :])
    lines = "".join(
        " " * column
        + _INDENT * step
        + f"{name}:"
        + ("\n" if step < len(path) - 1 else f" {_written(value)}\n")
        for step, name in enumerate(path)
    )
    return before + lines + after


def _written(value: Value) -> str:
    if isinstance(value, list):
        return "[" + ", ".join(_written(each) for each in value) + "]"
    if isinstance(value, int):
        return str(value)
    words = value or ""
    if words and words == words.strip() and _PLAIN.fullmatch(words):
        return words
    return json.dumps(words, ensure_ascii=False)
