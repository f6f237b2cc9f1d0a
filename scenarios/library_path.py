"""Where the shipped library lies."""

from importlib.resources import files
from pathlib import Path

_FOLDERS = {
    "enquiry": "enquiries",
    "questionnaire": "questionnaires",
    "method": "methods",
    "organisation": "organisations",
    "campaign": "campaigns",
}


def library_path() -> Path:
    """Give the folder of the shipped enquiries, questionnaires, methods, organisations and campaigns."""
    return Path(str(files("scenarios"))) / "library"


def library_file(*, kind: str, name: str) -> Path | None:
    """Give the library's document of a kind and short name, or None. Files are named after the document."""
    path = library_path() / _FOLDERS[kind] / f"{name}.yaml"
    return path if path.is_file() else None


def library_files(kind: str) -> list[Path]:
    """Give all documents of a kind, in the order of their names."""
    return sorted((library_path() / _FOLDERS[kind]).glob("*.yaml"))
