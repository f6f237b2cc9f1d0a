"""The API's own description (OpenAPI), put into rows that a page can show."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dashboards.api.service import service


@dataclass(frozen=True, slots=True)
class Field:
    """A field of what is sent or answered: its name, what it holds, whether it must be there."""

    name: str
    holds: str
    must: bool
    words: str


@dataclass(frozen=True, slots=True)
class Shape:
    """What a body holds; `name` is that of the description's schema."""

    name: str
    words: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Operation:
    """An address with its method."""

    name: str
    method: str
    path: str
    summary: str
    words: str
    token: bool
    takes: tuple[Field, ...]
    sends: str
    answers: str
    statuses: tuple[tuple[str, str], ...]
    example: str


@dataclass(frozen=True, slots=True)
class Group:
    """The addresses of a role."""

    title: str
    anchor: str
    operations: tuple[Operation, ...]


@dataclass(frozen=True, slots=True)
class Reference:
    """The whole description."""

    about: str
    groups: tuple[Group, ...]
    shapes: tuple[Shape, ...]


@lru_cache(maxsize=1)
def reference() -> Reference:
    """Read the description once a process: it changes with the code only."""
    schema = json.loads(json.dumps(service.get_openapi_schema()))
    found: dict[str, list[Operation]] = {}
    for path, methods in schema["paths"].items():
        for method, told in methods.items():
            found.setdefault(told["tags"][0], []).append(_operation(schema, path, method, told))
    groups = tuple(
        Group(title, title.lower().replace(" ", "-").replace("'", ""), tuple(operations))
        for title, operations in found.items()
    )
    shapes = tuple(
        Shape(name, told.get("description", ""), _fields(told))
        for name, told in schema["components"]["schemas"].items()
    )
    return Reference(schema["info"]["description"], groups, shapes)


def _operation(schema: dict[str, Any], path: str, method: str, told: dict[str, Any]) -> Operation:
    takes = tuple(
        Field(
            each["name"],
            f"{each['in']}: {_holds(each['schema'])}",
            bool(each.get("required")),
            each.get("description") or each["schema"].get("description", ""),
        )
        for each in told.get("parameters", ())
    )
    body = told.get("requestBody", {}).get("content", {}).get("application/json", {}).get("schema", {})
    answer = told["responses"]["200"]["content"]["application/json"]["schema"]
    statuses = tuple((code, _said(schema, each)) for code, each in sorted(told["responses"].items()))
    token = bool(told.get("security"))
    return Operation(
        name=told["operationId"],
        method=method.upper(),
        path=path,
        summary=told.get("summary", ""),
        words=told.get("description", ""),
        token=token,
        takes=takes,
        sends=_holds(body) if body else "",
        answers=_holds(answer),
        statuses=statuses,
        example=_example(method, path, token=token),
    )


def _said(schema: dict[str, Any], response: dict[str, Any]) -> str:
    name = response.get("$ref", "").rpartition("/")[2]
    found = schema["components"]["responses"][name] if name else response
    return str(found["description"])


def _fields(told: dict[str, Any]) -> tuple[Field, ...]:
    must = set(told.get("required", ()))
    return tuple(
        Field(name, _holds(each), name in must, each.get("description", ""))
        for name, each in told.get("properties", {}).items()
    )


def _holds(told: dict[str, Any]) -> str:
    """Say in a word or two what a value is: text, whole number, list of …, or null."""
    if "$ref" in told:
        return str(told["$ref"]).rpartition("/")[2]
    if "anyOf" in told:
        return " or ".join(_holds(each) for each in told["anyOf"])
    if "enum" in told:
        return " · ".join(str(each) for each in told["enum"])
    if "const" in told:
        return str(told["const"])
    kind = str(told.get("type", "anything"))
    if kind == "array":
        return f"list of {_holds(told.get('items', {}))}"
    if kind == "object" and isinstance(told.get("additionalProperties"), dict):
        return f"object of {_holds(told['additionalProperties'])}"
    if kind == "string" and "format" in told:
        form = str(told["format"])
        return {"date-time": "moment", "date": "day", "uuid": "UUID"}.get(form, form)
    words = {"string": "text", "integer": "whole number", "number": "number", "boolean": "true or false"}
    return words.get(kind, kind)


def _example(method: str, path: str, *, token: bool) -> str:
    parts = ["curl"]
    if token:
        parts.append('-H "Authorization: Bearer $TOKEN"')
    if method == "post":
        parts.append('-H "Idempotency-Key: $(uuidgen)"')
        parts.append('--json \'{"answers": [{"item": "greeting", "option": 0}], "send": false}\'')
    return " \\\n  ".join([*parts, f"$SITE{path}"])
