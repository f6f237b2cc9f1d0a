"""Which keys a place in a document may have, and what they mean, by the document's JSON Schema."""

from functools import cache
from typing import Any

from pydantic import BaseModel

from scenarios.yaml_document import Path

Schema = dict[str, Any]


def keys_at(*, model: type[BaseModel], value: Any, path: Path) -> dict[str, str]:
    """Give the keys known at `path` of a document's plain value, each with its description."""
    schema = _schema(model)
    definitions = schema.get("$defs", {})
    here = _branch(schema, value, definitions)
    for step in path:
        if isinstance(step, int):
            value = value[step] if isinstance(value, list) and step < len(value) else None
            below = here.get("items", {})
        else:
            value = value.get(step) if isinstance(value, dict) else None
            named = here.get("properties", {}).get(step)
            below = named or next(iter(here.get("patternProperties", {}).values()), None)
            below = below or here.get("additionalProperties")
        here = _branch(below if isinstance(below, dict) else {}, value, definitions)
    properties: dict[str, Schema] = here.get("properties", {})
    return {key: _description(part, definitions) for key, part in properties.items()}


def _description(part: Schema, definitions: dict[str, Schema]) -> str:
    """Give what a key means: in its own words, or in those of what it refers to."""
    meant = definitions.get(part.get("$ref", "").removeprefix("#/$defs/"), {})
    return str(part.get("description") or meant.get("description", ""))


@cache
def _schema(model: type[BaseModel]) -> Schema:
    return model.model_json_schema(by_alias=True)


def _branch(schema: Schema, value: Any, definitions: dict[str, Schema]) -> Schema:
    """Follow references, and of several possible schemas take the one most like the value."""
    if "$ref" in schema:
        return _branch(definitions[schema["$ref"].removeprefix("#/$defs/")], value, definitions)
    possible = (*schema.get("anyOf", ()), *schema.get("oneOf", ()))
    if not possible:
        return schema
    keys = set(map(str, value)) if isinstance(value, dict) else set()
    wanted = "array" if isinstance(value, list) else "object"

    def likeness(each: Schema) -> tuple[bool, int]:
        return each.get("type") == wanted, len(keys & set(each.get("properties", ())))

    return max((_branch(each, value, definitions) for each in possible), key=likeness)
