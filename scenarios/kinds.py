"""The kinds of documents, known by the key that begins them."""

from pydantic import BaseModel

from scenarios.campaign import Campaign
from scenarios.enquiry import Enquiry
from scenarios.method import Method
from scenarios.organisation import Organisation
from scenarios.questionnaire import Questionnaire

AnyDocument = Enquiry | Questionnaire | Method | Organisation | Campaign

KINDS: dict[str, type[Enquiry] | type[Questionnaire] | type[Method] | type[Organisation] | type[Campaign]] = {
    "enquiry": Enquiry,
    "questionnaire": Questionnaire,
    "method": Method,
    "organisation": Organisation,
    "campaign": Campaign,
}


def kind_of(value: object) -> str | None:
    """Tell the kind of a document's value by its keys; None when it is none of the five.

    A campaign names its method and perhaps a questionnaire, a method its questionnaire: the other kinds
    never name these two, so the widest one counts.
    """
    if not isinstance(value, dict):
        return None
    for kind in ("campaign", "organisation", "enquiry", "method", "questionnaire"):
        if kind in value:
            return kind
    return None


def name_of(model: type[BaseModel]) -> str:
    """Give the key that begins documents of a model: `enquiry` for `Enquiry`."""
    return next(kind for kind, known in KINDS.items() if known is model)
