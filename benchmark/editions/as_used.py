"""Documents as a campaign used them, read back from the record."""

from __future__ import annotations

from pydantic import ValidationError

from benchmark.editions.errors import NotScorable
from results.keep_document import read_document
from results.models import Campaign, Document
from scenarios.kinds import AnyDocument
from scenarios.method import Method
from scenarios.questionnaire import Questionnaire


def method_of(campaign: Campaign) -> Method:
    """Return the method that the campaign was planned with. Raises NotScorable."""
    found = _read(campaign.method)
    assert isinstance(found, Method)
    return found


def questionnaire_of(campaign: Campaign) -> Questionnaire:
    """Return the questionnaire that its shoppers answer. Raises NotScorable if it has none."""
    if campaign.questionnaire is None:
        raise NotScorable(
            "questionnaire", f"{campaign.slug} has no questionnaire – name one with --questionnaire"
        )
    found = _read(campaign.questionnaire)
    assert isinstance(found, Questionnaire)
    return found


def _read(document: Document) -> AnyDocument:
    try:
        return read_document(document)
    except ValidationError as wrong:
        raise NotScorable(
            "document",
            f"{document.kind} {document.slug}: kept by an older Svartid and not readable by this one"
            f" ({wrong.errors()[0]['msg']})",
        ) from wrong
