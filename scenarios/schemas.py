"""JSON Schemas of the documents: editors complete, explain and check with them."""

import json
from typing import Any

from scenarios.kinds import KINDS

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schema_of(kind: str) -> dict[str, Any]:
    """Give the JSON Schema of a kind of document; KeyError when there is no such kind."""
    model = KINDS[kind]
    schema = model.model_json_schema(by_alias=True)
    return {"$schema": DIALECT, "title": kind, **{key: schema[key] for key in schema if key != "title"}}


def schema_text(kind: str) -> str:
    """Give the schema as the text of its committed file."""
    return json.dumps(schema_of(kind), indent=2, ensure_ascii=False, sort_keys=True) + "\n"


def schema_name(kind: str) -> str:
    """Give the name of the schema's file: `enquiry.schema.json`."""
    return f"{kind}.schema.json"
