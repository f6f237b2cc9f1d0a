"""An organisation or an enquiry as a command names it: a file, or a name in the library."""

from pathlib import Path

from probes.errors import BadSettings
from scenarios.enquiry import Enquiry
from scenarios.errors import ScenarioErrors
from scenarios.library_path import library_file, library_files
from scenarios.load import load_enquiry, load_organisation
from scenarios.organisation import Organisation


def find_organisation(name: str) -> Organisation:
    """Return the organisation of a file or of the library.

    Raises BadSettings naming what is known, or with every mistake of the file.
    """
    path = _path("organisation", name)
    try:
        return load_organisation(path)
    except ScenarioErrors as error:
        raise BadSettings(str(error)) from None


def find_enquiry(name: str) -> Enquiry:
    """Return the enquiry of a file or of the library. Raises BadSettings as `find_organisation`."""
    path = _path("enquiry", name)
    try:
        return load_enquiry(path)
    except ScenarioErrors as error:
        raise BadSettings(str(error)) from None


def _path(kind: str, name: str) -> Path:
    is_file = name.endswith((".yaml", ".yml")) or "/" in name
    path = Path(name) if is_file else library_file(kind=kind, name=name)
    if path is None:
        known = ", ".join(file.stem for file in library_files(kind))
        raise BadSettings(f"--{kind}: the library has no {name!r} (it has {known}) – or name a file")
    return path
