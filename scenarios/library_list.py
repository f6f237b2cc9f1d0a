"""What the shipped library holds."""

from typing import NamedTuple

from scenarios.enquiry import Enquiry
from scenarios.library_path import library_files
from scenarios.load import load
from scenarios.organisation import Organisation
from scenarios.text import Text


class Entry(NamedTuple):
    """One document of the library."""

    name: str
    title: str
    classes: tuple[str, ...]
    path: str


def library_list(*, kind: str, language: str) -> list[Entry]:
    """List the documents of a kind with their titles in a language; raises `ScenarioErrors`."""
    entries = []
    for path in library_files(kind):
        document = load(path)
        classes: tuple[str, ...]
        if isinstance(document, Organisation):
            title, classes = document.name, (document.class_,)
        else:
            title = document.title.say(language) if isinstance(document.title, Text) else path.stem
            classes = document.classes if isinstance(document, Enquiry) else ()
        entries.append(Entry(str(getattr(document, kind)), title, classes, str(path)))
    return entries
