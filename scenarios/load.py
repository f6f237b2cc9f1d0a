"""Reading one document from a file."""

from pathlib import Path
from typing import TypeVar

from scenarios.campaign import Campaign
from scenarios.checker import check
from scenarios.enquiry import Enquiry
from scenarios.errors import Mistake, ScenarioErrors
from scenarios.kinds import AnyDocument, name_of
from scenarios.method import Method
from scenarios.organisation import Organisation
from scenarios.questionnaire import Questionnaire
from scenarios.yaml_document import Document
from scenarios.yaml_reader import MOST_BYTES, read

_Kind = TypeVar("_Kind", bound=AnyDocument)


def load(path: Path | str) -> AnyDocument:
    """Read a document of any kind; raises `ScenarioErrors` with every mistake in it."""
    document = read_file(Path(path))
    model = check(document)
    if model is None or document.mistakes:
        raise ScenarioErrors(document.mistakes)
    return model


def load_enquiry(path: Path | str) -> Enquiry:
    """Read an enquiry; raises `ScenarioErrors`."""
    return _load(path, Enquiry)


def load_questionnaire(path: Path | str) -> Questionnaire:
    """Read a questionnaire; raises `ScenarioErrors`."""
    return _load(path, Questionnaire)


def load_method(path: Path | str) -> Method:
    """Read a method; raises `ScenarioErrors`."""
    return _load(path, Method)


def load_organisation(path: Path | str) -> Organisation:
    """Read an organisation; raises `ScenarioErrors`."""
    return _load(path, Organisation)


def load_campaign(path: Path | str) -> Campaign:
    """Read a campaign; raises `ScenarioErrors`."""
    return _load(path, Campaign)


def read_file(path: Path, *, shown: str | None = None) -> Document:
    """Read a file's values and places; that it cannot be read is one of the document's mistakes."""
    name = shown or str(path)
    try:
        with path.open("rb") as file:
            return read(file.read(MOST_BYTES + 1), name)
    except OSError as error:
        reason = (error.strerror or "unreadable").lower()
        return Document(
            name, mistakes=[Mistake(name, 1, 1, "", f"cannot be read ({reason}) – check the path")]
        )


def _load(path: Path | str, kind: type[_Kind]) -> _Kind:
    model = load(path)
    if not isinstance(model, kind):
        wanted, found = name_of(kind), name_of(type(model))
        message = f"is no {wanted} (found a document of the kind {found}) – name another file"
        raise ScenarioErrors([Mistake(str(path), 1, 1, "", message)])
    return model
