from __future__ import annotations

import json
from typing import Any

from dashboards.reference.markdown import MADE, code, table
from scenarios.schemas import schema_text

_Schema = dict[str, Any]
_ANY = 1e12
"""A greatest value beyond this is only what a column can hold."""
_PLAIN = {
    "string": "text",
    "integer": "whole number",
    "number": "number",
    "boolean": "yes or no (`true`, `false`)",
}
_NEW = {"enquiry": "scenario"}


def yaml_page(kind: str) -> str:
    """Return the page of one kind of YAML document: its keys, and those of every part of it."""
    schema: _Schema = json.loads(schema_text(kind))
    parts: dict[str, _Schema] = schema.get("$defs", {})
    text = (
        f"{MADE}# {kind.capitalize()}\n\n{schema.get('description', '')}\n\nA file begins with the line"
        f" `# yaml-language-server: $schema=…/{kind}.schema.json`, by which an editor completes and"
        f" explains the"
        f" keys. `svartid new {_NEW.get(kind, kind)} NAME` writes one to begin from, with its schema"
        f" beside it;"
        f" `svartid schema {_NEW.get(kind, kind)}` prints the schema. The key `{kind}` begins the"
        f" document.\n\n" + _keys(schema, parts)
    )
    for name in sorted(parts):
        part = parts[name]
        text += f"## {name}\n\n{part.get('description', '')}\n\n".replace("\n\n\n\n", "\n\n")
        text += (
            _keys(part, parts)
            if part.get("properties")
            else f"{_type(part).capitalize()}.{_limits(part)}\n\n"
        )
    return text.rstrip() + "\n"


def _keys(schema: _Schema, parts: dict[str, _Schema]) -> str:
    needed = set(schema.get("required", ()))
    rows = [
        (code(name), _type(value), "yes" if name in needed else "", _meaning(value, parts))
        for name, value in schema.get("properties", {}).items()
    ]
    return table(["key", "is", "needed", "meaning"], rows)


def _meaning(value: _Schema, parts: dict[str, _Schema]) -> str:
    part = parts.get(str(value.get("$ref", "")).rpartition("/")[2], {})
    told = str(value.get("description") or part.get("description", ""))
    if "default" in value and value["default"] not in (None, [], {}, "", False):
        told += f" Default: {code(_plain(value['default']))}."
    if examples := value.get("examples"):
        told += " For example " + ", ".join(code(_plain(each)) for each in examples[:3]) + "."
    return told + _limits(value)


def _plain(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _limits(value: _Schema) -> str:
    low, high = value.get("minimum", value.get("exclusiveMinimum")), value.get("maximum")
    if low is not None and high is not None and high < _ANY:
        return f" From {low:g} to {high:g}."
    if low is not None and low > 0:
        return f" {low:g} or more."
    return f" {high:g} or less." if low is None and high is not None else ""


def _type(value: _Schema) -> str:
    if reference := value.get("$ref"):
        name = reference.rpartition("/")[2]
        return f"[{name}](#{name.lower()})"
    if "const" in value:
        return code(_plain(value["const"]))
    if "enum" in value:
        return ", ".join(code(_plain(each)) for each in value["enum"])
    if choices := value.get("anyOf") or value.get("oneOf"):
        told = dict.fromkeys(_type(each) for each in choices if each.get("type") != "null")
        return " or ".join(told)
    kind = value.get("type")
    if isinstance(kind, list):
        return " or ".join(_type({**value, "type": each}) for each in kind)
    if kind == "array":
        return f"list of {_type(value.get('items', {}))}"
    if kind == "object":
        return _map(value)
    if value.get("format") == "date":
        return "date"
    return _PLAIN.get(str(kind), "anything")


def _map(value: _Schema) -> str:
    if value.get("properties"):
        return "keys " + ", ".join(code(each) for each in value["properties"])
    inner = value.get("additionalProperties")
    if not isinstance(inner, dict):
        inner = next(iter(value.get("patternProperties", {}).values()), {})
    return f"names, each with {_type(inner)}" if inner else "keys and values"
