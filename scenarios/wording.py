"""Puts one error of a document into a sentence, with its place: what is wrong, what was found, what to do."""

from typing import Any

from pydantic import BaseModel
from pydantic_core import ErrorDetails

from scenarios.plain_words import explain, unknown_key
from scenarios.vocabulary import keys_at
from scenarios.yaml_document import Document, Path


def note(
    document: Document, model: type[BaseModel], *, path: Path, on_key: bool, error: ErrorDetails
) -> None:
    """Note an error of pydantic's as a mistake of the document."""
    place = document.places[path]
    value = _value(document.value, path)
    # What is wrong with all of a mapping or list is looked for at its key, where it has one.
    at = place.key if on_key or (isinstance(value, dict | list) and value) else place.value
    if error["type"] == "missing":
        document.wrong(at, path, _missing(document, model, path, str(error["loc"][-1])))
    elif error["type"] == "extra_forbidden":
        known = list(keys_at(model=model, value=document.value, path=path[:-1]))
        document.wrong(at, path, f"unknown key (found {path[-1]}) – {unknown_key(path[-1], known)}")
    else:
        context = error.get("ctx", {})
        meant = path[-1] if on_key else value
        wrong, remedy = explain(error["type"], context, meant)
        shown = context.get("found") or (f"the key {meant}" if on_key else described(document, path))
        quoted = f'"{place.written or meant}"' if on_key or place.written else "text in quotes"
        document.wrong(at, path, f"{wrong} (found {shown}) – {remedy.replace('{quoted}', quoted)}")


def described(document: Document, path: Path) -> str:
    """Say what stands at a place."""
    value, written = _value(document.value, path), document.places[path].written
    if value is None:
        return "nothing"
    if isinstance(value, dict):
        return _short("the keys " + ", ".join(map(str, value))) if value else "no keys"
    if isinstance(value, list):
        return f"a list of {len(value)}" if value else "an empty list"
    if isinstance(value, str):
        return f"the text {_short(value)}" if value.strip() else "empty text"
    return f"the word {written}" if isinstance(value, bool) else f"the number {written}"


def _missing(document: Document, model: type[BaseModel], path: Path, key: str) -> str:
    value = _value(document.value, path)
    found = ", ".join(map(str, value)) if isinstance(value, dict) else ""
    about = keys_at(model=model, value=document.value, path=path).get(key, "").splitlines()
    remedy = f"add it: {about[0].rstrip('.')}" if about else "add it"
    return f"{key} is missing (found {_short(found) or 'nothing'}) – {remedy}"


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 60 else f"{text[:59]}…"


def _value(value: Any, path: Path) -> Any:
    for step in path:
        value = value[step]
    return value
