"""The town's catalogue: one YAML file a centre in `town/`, beside the organisations of the library."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, is_dataclass
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, TypeAdapter, ValidationError

import scenarios
from probes.sandbox.behaviour import CentreBehaviour, Wait
from scenarios.errors import Mistake, ScenarioErrors
from scenarios.load import load_organisation, read_file
from scenarios.organisation import Organisation
from scenarios.phone_address import dialled
from scenarios.yaml_document import Document

TOWN = Path(__file__).parent / "town"
ORGANISATIONS = Path(scenarios.__file__).parent / "library" / "organisations"

SECTIONS = ("web", "mail", "chat")
"""Keys of a centre's file that describe the organisation's other channels; each has its own reader."""

_BEHAVIOUR = TypeAdapter(CentreBehaviour)
_WAIT = re.compile(r"(\d+(?:\.\d+)?)(?:-(\d+(?:\.\d+)?))? s( exponential)?")


_Model = TypeVar("_Model")


@dataclass(frozen=True, slots=True)
class TownCentre:
    """A centre of the town: the organisation it answers for, by which touchpoint, and how it behaves."""

    organisation: Organisation
    touchpoint: str
    behaviour: CentreBehaviour
    summary: str
    """What is special about it: the first comment of its file."""

    @property
    def address(self) -> str:
        """The touchpoint's number or SIP address as it is dialled."""
        return dialled(self.organisation.phone(self.touchpoint).phone)


class _CentreFile(BaseModel):
    """What a file says beside `stages`, `start`, `arrival` … of CentreBehaviour."""

    model_config = ConfigDict(extra="allow")

    centre: str
    touchpoint: str
    agents: dict[str, str] = {}


def catalogue(folder: Path = TOWN, organisations: Path = ORGANISATIONS) -> dict[str, TownCentre]:
    """Read every centre, by its id, in order of the ids.

    Raises ScenarioErrors with file, line, column and remedy of every mistake in the files.
    """
    found: dict[str, TownCentre] = {}
    mistakes: list[Mistake] = []
    for path in sorted(folder.glob("*.yaml")):
        try:
            centre = load_centre(path, organisations)
            found[centre.behaviour.id] = centre
        except ScenarioErrors as wrong:
            mistakes += wrong.mistakes
    if mistakes:
        raise ScenarioErrors(mistakes)
    return found


def centre_names(folder: Path = TOWN) -> list[str]:
    """Return the ids of all centres without reading their files."""
    return sorted(path.stem for path in folder.glob("*.yaml"))


def load_centre(path: Path, organisations: Path = ORGANISATIONS) -> TownCentre:
    """Read one centre. Raises ScenarioErrors."""
    document = read_file(path)
    _stop(document)
    try:
        file = _CentreFile.model_validate(document.value)
    except ValidationError as error:
        raise _noted(document, error) from None
    organisation = load_organisation(organisations / f"{file.centre}.yaml")
    try:
        phone = organisation.phone(file.touchpoint)
    except KeyError:
        known = ", ".join(organisation.of_channel("phone"))
        raise _wrong(document, ("touchpoint",), f"no telephone touchpoint – write one of {known}") from None
    spoken = tuple(
        dict.fromkeys({"nn": "nb"}.get(each, each) for each in phone.languages or organisation.spoken)
    )
    value = {
        **_with_waits({key: each for key, each in document.value.items() if key not in SECTIONS}),
        "id": file.centre,
        "user": re.sub(r"^sips?:|@.*$", "", dialled(phone.phone)),
        "name": organisation.name,
        "country": organisation.country,
        "languages": spoken,
        "agents": [
            {"id": name, "voice": f"{name}-{variant}", "name": name.capitalize()}
            for name, variant in file.agents.items()
        ],
    }
    del value["centre"], value["touchpoint"]
    try:
        behaviour = _BEHAVIOUR.validate_python(value)
    except ValidationError as error:
        raise _noted(document, error) from None
    for place in _unknown(behaviour, value, ()):
        document.wrong(_at(document, place), place, f"unknown key (found {place[-1]}) – remove it")
    _stop(document)
    return TownCentre(organisation, file.touchpoint, behaviour, _summary(path))


def town_sections(key: str, model: type[_Model], folder: Path = TOWN) -> dict[str, _Model]:
    """Read one section (`web`, `mail`, `chat`) of every centre's file that has it, by the centre's id.

    The section is written as the fields of `model`, a dataclass; `2-5 s` is a Wait. Raises ScenarioErrors.
    """
    found: dict[str, _Model] = {}
    mistakes: list[Mistake] = []
    for path in sorted(folder.glob("*.yaml")):
        document = read_file(path)
        if not isinstance(document.value, dict) or key not in document.value:
            continue
        value = _with_waits(document.value[key])
        try:
            made = TypeAdapter(model).validate_python(value)
        except ValidationError as error:
            mistakes += _noted(document, error, under=(key,)).mistakes
            continue
        for place in _unknown(made, value, (key,)):
            document.wrong(_at(document, place), place, f"unknown key (found {place[-1]}) – remove it")
        mistakes += document.mistakes
        found[path.stem] = made
    if mistakes:
        raise ScenarioErrors(mistakes)
    return found


def section_summary(key: str, name: str, folder: Path = TOWN) -> str:
    """Return what is special about a section of a centre's file: the comment above it, after its colon."""
    above = ""
    for line in (folder / f"{name}.yaml").read_text(encoding="utf-8").splitlines():
        if line.startswith(f"{key}:"):
            return above.partition(": ")[2] if above.startswith("#") else ""
        above = line
    return ""


def _with_waits(value: Any) -> Any:
    """Turn `2-5 s` into the Wait it means, wherever it stands."""
    if isinstance(value, dict):
        return {key: _with_waits(each) for key, each in value.items()}
    if isinstance(value, list):
        return [_with_waits(each) for each in value]
    written = _WAIT.fullmatch(value) if isinstance(value, str) else None
    if written is None:
        return value
    low, high, exponential = written.groups()
    shape = "exponential" if exponential else "uniform"
    return {"low": float(low), "high": float(high or low), "shape": shape}


def _unknown(made: Any, value: Any, path: tuple[str | int, ...]) -> list[tuple[str | int, ...]]:
    """Find the keys that no dataclass took (pydantic lets them pass)."""
    if isinstance(made, Wait):
        return []
    if is_dataclass(made) and isinstance(value, Mapping):
        names = {field.name for field in fields(made)}
        wrong: list[tuple[str | int, ...]] = [(*path, key) for key in value if key not in names]
        for name in names & set(value):
            wrong += _unknown(getattr(made, name), value[name], (*path, name))
        return wrong
    pairs: list[tuple[Any, Any, Any]] = []
    if isinstance(made, Mapping) and isinstance(value, Mapping):
        pairs = [(key, made[key], value[key]) for key in made]
    elif isinstance(made, tuple) and isinstance(value, list):
        pairs = [(number, *pair) for number, pair in enumerate(zip(made, value, strict=True))]
    return [place for key, one, other in pairs for place in _unknown(one, other, (*path, key))]


def _noted(
    document: Document, error: ValidationError, *, under: tuple[str | int, ...] = ()
) -> ScenarioErrors:
    for each in error.errors(include_url=False):
        path = under
        for step in each["loc"]:
            if (*path, step) in document.places:
                path = (*path, step)
        wrong = each["msg"].removeprefix("Value error, ")
        if wrong.endswith("instance of Wait"):
            wrong = "must be a length of time – write it like 2-5 s"
        told, _, rest = wrong.partition(": ")
        if not path and tuple(told.split(".")) in document.places:
            path, wrong = tuple(told.split(".")), rest
        wrong = wrong[:1].lower() + wrong[1:]
        missing = f"{each['loc'][-1]}: " if each["type"] == "missing" else ""
        remedy = "" if "–" in wrong else " – see probes/sandbox/behaviour.py"
        document.wrong(_at(document, path), path, f"{missing}{wrong}{remedy}")
    return ScenarioErrors(document.mistakes)


def _wrong(document: Document, path: tuple[str | int, ...], message: str) -> ScenarioErrors:
    document.wrong(_at(document, path), path, message)
    return ScenarioErrors(document.mistakes)


def _at(document: Document, path: tuple[str | int, ...]) -> tuple[int, int]:
    place = document.places.get(path)
    return (1, 1) if place is None else place.key


def _stop(document: Document) -> None:
    if document.value is None and not document.mistakes:
        document.wrong((1, 1), (), "the file is empty – describe a centre")
    if document.mistakes:
        raise ScenarioErrors(document.mistakes)


def _summary(path: Path) -> str:
    first = path.read_text(encoding="utf-8").partition("\n")[0]
    return first.removeprefix("#").strip() if first.startswith("#") else ""
