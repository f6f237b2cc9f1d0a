"""Finding what a command names: an organisation, an enquiry, a touchpoint; in a file or the library."""

from pathlib import Path

from pydantic_core import PydanticCustomError

from probes.errors import BadSettings
from scenarios.duration import Duration
from scenarios.enquiry import Enquiry
from scenarios.errors import ScenarioErrors
from scenarios.library_path import library_file, library_files
from scenarios.load import load_enquiry, load_organisation
from scenarios.organisation import Organisation
from scenarios.text import LANGUAGES


def named_organisation(name: str) -> Organisation:
    """Return the organisation of a file or of the library. Raises BadSettings, with what is known."""
    try:
        return load_organisation(_file("organisation", name))
    except ScenarioErrors as error:
        raise BadSettings(str(error)) from None


def named_enquiry(name: str) -> Enquiry:
    """Return the enquiry of a file or of the library. Raises BadSettings, with what is known."""
    try:
        return load_enquiry(_file("enquiry", name))
    except ScenarioErrors as error:
        raise BadSettings(str(error)) from None


def named_touchpoint(organisation: Organisation, name: str | None, *, channel: str) -> str:
    """Return the name of the organisation's touchpoint in a channel, its first if none is named.

    Raises BadSettings, with those it has.
    """
    known = organisation.of_channel(channel)
    found = next(iter(known), None) if name is None else name
    if found is None or found not in known:
        told = ", ".join(known) or "none"
        what, wanted = channel.replace("_", " "), f" {name!r}" if name else ""
        raise BadSettings(
            f"{organisation.organisation}: there is no {what} touchpoint{wanted} (known: {told})"
        )
    return found


def named_language(asked: str | None, organisation: Organisation, *, touchpoint: str) -> str:
    """Return the language to use: the one asked for, else the touchpoint's or the organisation's first.

    Raises BadSettings, with those that enquiries are written in.
    """
    own = getattr(organisation.touchpoints[touchpoint], "languages", ())
    language = asked or (own or organisation.spoken)[0]
    if language not in LANGUAGES:
        raise BadSettings(f"--language: {language!r} is not spoken here (known: {', '.join(LANGUAGES)})")
    return language


def named_seconds(option: str, text: str) -> float:
    """Return a length of time such as `5 min` in seconds. Raises BadSettings naming the option."""
    try:
        return Duration.parse(text).seconds
    except PydanticCustomError as error:
        raise BadSettings(f"{option}: {error.message()} (found {text!r})") from None


def _file(kind: str, name: str) -> Path:
    if name.endswith((".yaml", ".yml")) or "/" in name:
        return Path(name)
    path = library_file(kind=kind, name=name)
    if path is None:
        known = ", ".join(file.stem for file in library_files(kind))
        raise BadSettings(f"--{kind}: the library has no {name!r} (it has {known}) – or name a file")
    return path
