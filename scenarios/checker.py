"""From a read document to a model, or to every mistake in it with its place."""

from collections.abc import Iterator
from typing import Any, NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from scenarios.kinds import KINDS, AnyDocument, kind_of
from scenarios.plain_words import nearest
from scenarios.wording import described, note
from scenarios.yaml_document import Document, Path, spelled

_MISSING, _UNKNOWN = "missing", "extra_forbidden"
_Model = TypeVar("_Model", bound=BaseModel)


class Found(NamedTuple):
    """An error of pydantic's with its place in the document, and whether the key itself is meant."""

    path: Path
    on_key: bool
    error: ErrorDetails


def check(document: Document) -> AnyDocument | None:
    """Make the document's model. When it is wrong, None is given and the mistakes are noted in it."""
    value = document.value
    if value is None:
        if not document.mistakes:
            document.wrong((1, 1), (), "the file is empty – write a document, or begin with `svartid new`")
        return None
    kind = kind_of(value)
    if kind is None:
        seen = ", ".join(map(str, value)) if isinstance(value, dict) else described(document, ())
        message = f"no kind of document (found {seen[:80] or 'nothing'}) – begin it with {', '.join(KINDS)}"
        document.wrong(document.places[()].value, (), message)
        return None
    model: AnyDocument | None = check_as(document, KINDS[kind])
    return model


def check_as(document: Document, kind: type[_Model]) -> _Model | None:
    """Make a model of a kind that is known beforehand, also of another room's; otherwise like `check`."""
    value = document.value
    if value is None:
        if not document.mistakes:
            document.wrong((1, 1), (), "the file is empty – write a document")
        return None
    model, errors = _validated(kind, value)
    known = {mistake.path for mistake in document.mistakes}
    told = _one_a_mistake([_located(document, error) for error in errors])
    for path in _empty(value):
        if path not in {found.path for found in told if found.on_key} and spelled(path) not in known:
            document.wrong(
                document.places[path].value, path, "has no value (found nothing) – write one, or remove it"
            )
    for found in told:
        if found.error["input"] is None and not found.on_key:
            continue  # that it has no value was told above
        note(document, kind, path=found.path, on_key=found.on_key, error=found.error)
    return model


def _validated(model: type[_Model], value: Any) -> tuple[_Model | None, list[ErrorDetails]]:
    """Validate; after unknown keys once more without them, since they hide what is wrong in sum."""
    try:
        return model.model_validate(value), []
    except ValidationError as wrong:
        errors = _each(wrong)
    unknown = {_bare(error["loc"]) for error in errors if error["type"] == _UNKNOWN}
    if unknown:
        try:
            model.model_validate(_without(value, unknown))
        except ValidationError as wrong:
            seen = {(error["loc"], error["type"]) for error in errors}
            emptied = {path[:-1] for path in unknown}
            errors += [
                error
                for error in _each(wrong)
                if (error["loc"], error["type"]) not in seen and _bare(error["loc"]) not in emptied
            ]
    return None, errors


def _each(wrong: ValidationError) -> list[ErrorDetails]:
    """Take apart the errors of checks that told several mistakes at once."""
    errors: list[ErrorDetails] = []
    for error in wrong.errors(include_url=False):
        several = error.get("ctx", {}).get("several")
        errors += [{**error, "ctx": context} for context in several] if several else [error]
    return errors


def _bare(loc: tuple[int | str, ...]) -> Path:
    """The place in the document, without the names of alternatives that pydantic adds (`<phone>`)."""
    return tuple(step for step in loc if not (isinstance(step, str) and step[:1] + step[-1:] == "<>"))


def _without(value: Any, gone: set[Path], path: Path = ()) -> Any:
    if isinstance(value, dict):
        return {
            key: _without(each, gone, (*path, key)) for key, each in value.items() if (*path, key) not in gone
        }
    if isinstance(value, list):
        return [_without(each, gone, (*path, i)) for i, each in enumerate(value)]
    return value


def _empty(value: Any, path: Path = ()) -> Iterator[Path]:
    if value is None and path:
        yield path
    if isinstance(value, dict | list):
        for step, each in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _empty(each, (*path, step))


def _one_a_mistake(errors: list[Found]) -> list[Found]:
    unknown = [found.path for found in errors if found.error["type"] == _UNKNOWN]
    kept: list[Found] = []
    for found in errors:
        kind = found.error["type"]
        if kind == _MISSING:
            # A misspelt key is one mistake, not an unknown key and a missing one.
            beside = [str(path[-1]) for path in unknown if path and path[:-1] == found.path]
            if any(nearest(key, [str(found.error["loc"][-1])]) for key in beside):
                continue
        elif kind != "svartid" and any((found.path, kind) == (it.path, it.error["type"]) for it in kept):
            continue
        if kind == "too_short" and len(found.error["input"]) >= found.error["ctx"]["min_length"]:
            continue  # pydantic counts only the right elements; the wrong ones are told already
        kept.append(found)
    return kept


def _located(document: Document, error: ErrorDetails) -> Found:
    path: Path = ()
    on_key = error["type"] in (_MISSING, _UNKNOWN)
    for step in (*error["loc"], *error.get("ctx", {}).get("at", ())):
        # The document's own keys come first: one may look like a name that pydantic adds.
        for candidate in ((*path, step), (*path, str(step))):
            if candidate in document.places:
                path = candidate
                break
        else:
            on_key = on_key or step == "[key]"
    return Found(path, on_key, error)
