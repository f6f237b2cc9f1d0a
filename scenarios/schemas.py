"""JSON Schemas of the documents: editors complete, explain and check with them."""

import json
from typing import Any

from scenarios.kinds import KINDS

DIALECT = "https://json-schema.org/draft/2020-12/schema"
_NAMED = ("properties", "patternProperties", "$defs")


def schema_of(kind: str) -> dict[str, Any]:
    """Give the JSON Schema of a kind of document; KeyError when there is no such kind."""
    schema = _tidy(KINDS[kind].model_json_schema(by_alias=True))
    return {"$schema": DIALECT, "title": kind, **schema}


def schema_text(kind: str) -> str:
    """Give the schema as the text of its committed file."""
    return json.dumps(schema_of(kind), indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def schema_name(kind: str) -> str:
    """Give the name of the schema's file: `enquiry.schema.json`."""
    return f"{kind}.schema.json"


def _tidy(schema: Any) -> Any:
    """Leave out what helps no author: derived titles, inner defaults, and `null`, which is never written."""
    if isinstance(schema, list):
        return [_tidy(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    tidy = {
        key: {name: _tidy(each) for name, each in part.items()} if key in _NAMED else _tidy(part)
        for key, part in schema.items()
        if key != "title" and not (key == "default" and not isinstance(part, str | int | float))
    }
    if "patternProperties" in tidy:
        tidy["additionalProperties"] = False
    possible = [each for each in tidy.get("anyOf", []) if each != {"type": "null"}]
    if len(possible) == 1:
        del tidy["anyOf"]
        return {**possible[0], **tidy}
    return {**tidy, "anyOf": possible} if possible else tidy
