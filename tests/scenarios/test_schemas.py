"""The committed JSON Schemas are current, explain every key, and agree with the models."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import scenarios
from scenarios.checker import check
from scenarios.kinds import KINDS, kind_of
from scenarios.library_path import library_files, library_path
from scenarios.load import read_file
from scenarios.schemas import schema_name, schema_of, schema_text
from scenarios.skeleton import skeleton
from scenarios.yaml_reader import read

COMMITTED = Path(scenarios.__file__).parent / "schema"
INVALID = sorted((Path(__file__).parents[1] / "data" / "invalid").glob("*.yaml"))

# What JSON Schema cannot say: sums, order, names that refer to others, the calendar.
BEYOND = [
    "area-without-points",
    "bands-overlap",
    "campaign-class-left-out",
    "campaign-class-without-enquiries",
    "campaign-mode",
    "campaign-quiz",
    "channel-set-dangling",
    "counted-tolerance-kind",
    "fact-twice",
    "facts-missing",
    "fieldwork-backwards",
    "fieldwork-no-such-day",
    "item-twice",
    "judged-too-short",
    "key-sum",
    "limit-missing",
    "line-mixed",
    "line-not-rising",
    "open-backwards",
    "open-day-twice",
    "open-over-weekend",
    "open-overlap",
    "phone-emergency",
    "phone-emergency-sip",
    "prize-without-agent",
    "question-missing",
    "recording-impossible-date",
    "robot-after-bridge",
    "say-before-person",
    "scale-backwards",
    "scale-dangling",
    "score-agent-dangling",
    "score-without-areas",
    "score-without-channels",
    "step-after-end",
    "text-empty",
    "text-no-language",
    "then-after-go-on",
    "wait-nothing",
    "weights-sum",
    "confidence-over-hundred",
    "scripts-missing",
    "fieldwork-date-nordic",
]


@pytest.mark.parametrize("kind", KINDS)
def test_the_committed_schema_is_current(kind: str) -> None:
    assert (COMMITTED / schema_name(kind)).read_text(encoding="utf-8") == schema_text(kind)


def test_there_is_a_schema_of_each_kind_and_nothing_else() -> None:
    assert sorted(path.name for path in COMMITTED.iterdir()) == sorted(map(schema_name, KINDS))


@pytest.mark.parametrize("kind", KINDS)
def test_it_is_a_schema_and_every_key_is_explained(kind: str) -> None:
    schema = schema_of(kind)

    Draft202012Validator.check_schema(schema)
    definitions = schema["$defs"]
    unexplained = [
        path
        for path, part in _properties(schema, kind)
        if not (
            part.get("description") or definitions[part["$ref"].removeprefix("#/$defs/")].get("description")
        )
    ]
    assert unexplained == []


@pytest.mark.parametrize(
    "path", [path for kind in KINDS for path in library_files(kind)], ids=lambda path: path.stem
)
def test_the_library_is_accepted_and_names_its_schema(path: Path) -> None:
    value = read_file(path).value
    kind = kind_of(value)
    first = path.read_text(encoding="utf-8").splitlines()[0]

    assert kind is not None
    assert first == f"# yaml-language-server: $schema=../../schema/{schema_name(kind)}"
    assert (path.parent / first.partition("$schema=")[2]).resolve() == COMMITTED / schema_name(kind)
    assert [error.message for error in _validator(kind).iter_errors(value)] == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_skeleton_is_accepted_and_names_its_schema(kind: str) -> None:
    text = skeleton(kind=kind, name="a-name")

    assert text.splitlines()[0] == f"# yaml-language-server: $schema=schema/{schema_name(kind)}"
    assert [error.message for error in _validator(kind).iter_errors(read(text.encode(), "f").value)] == []


@pytest.mark.parametrize("path", INVALID, ids=lambda path: path.stem)
def test_what_a_schema_can_refuse_it_refuses(path: Path) -> None:
    document = read_file(path)
    kind = kind_of(document.value)
    read_well = not document.mistakes
    check(document)
    if kind is None or not read_well:
        return

    refused = not _validator(kind).is_valid(document.value)
    assert refused is (path.stem not in BEYOND)


def test_the_library_lies_in_the_package() -> None:
    assert library_path() == Path(scenarios.__file__).parent / "library"


def _validator(kind: str) -> Any:
    return Draft202012Validator(schema_of(kind))


def _properties(schema: Any, path: str) -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(schema, dict):
        for name, part in schema.get("properties", {}).items():
            yield f"{path}.{name}", part
        for key, part in schema.items():
            yield from _properties(part, f"{path}.{key}")
    elif isinstance(schema, list):
        for part in schema:
            yield from _properties(part, path)


def test_a_schema_is_json_that_others_read() -> None:
    assert all(json.loads((COMMITTED / schema_name(kind)).read_text(encoding="utf-8")) for kind in KINDS)
