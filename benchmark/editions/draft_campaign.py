"""A campaign that is being written: read from text, with the organisations of the record."""

from __future__ import annotations

import re
from fnmatch import translate
from functools import cache, lru_cache
from pathlib import Path, PurePosixPath

from benchmark.planning.campaign_files import CampaignFiles
from results.keep_document import read_document
from results.models import Document
from results.models import Organisation as OrganisationRow
from scenarios.campaign import Campaign
from scenarios.checker import check
from scenarios.enquiry import Enquiry
from scenarios.errors import Mistake, ScenarioErrors
from scenarios.kinds import AnyDocument
from scenarios.library_path import library_file
from scenarios.load import load
from scenarios.method import Method
from scenarios.organisation import Organisation
from scenarios.questionnaire import Questionnaire
from scenarios.yaml_reader import read


def read_draft(text: str, *, organisations: list[OrganisationRow]) -> CampaignFiles:
    """Read a campaign's text with method, questionnaire and enquiries of the library.

    `organisations` are those of the record that may take part; the text's patterns of files choose among them
    by the files' names, for each organisation's file bears its short name. Raises ScenarioErrors with every
    mistake, by line and column.
    """
    document = read(text.encode(), "campaign.yaml")
    model = check(document)
    if not isinstance(model, Campaign) or document.mistakes:
        raise ScenarioErrors(
            document.mistakes
            or [Mistake("campaign.yaml", 1, 1, "", "no campaign – begin it with `campaign:`")]
        )
    found = _library("method", model.method)
    if not isinstance(found, Method):
        raise _unknown("method", model.method)
    asked = model.questionnaire or found.questionnaire
    sheet = _library("questionnaire", asked) if asked else None
    enquiries: dict[str, Enquiry] = {}
    for name in {each for names in model.enquiries.values() for each in names}:
        enquiry = _library("enquiry", name)
        if not isinstance(enquiry, Enquiry):
            raise _unknown("enquiries", name)
        enquiries[name] = enquiry
    members = [each for each in map(_document, organisations) if each is not None]
    wanted = set(model.classes or model.enquiries)
    members = [each for each in members if each.class_ in wanted and is_named(model, each.organisation)]
    return CampaignFiles(
        Path("campaign.yaml"),
        model,
        found,
        tuple(members),
        enquiries,
        sheet if isinstance(sheet, Questionnaire) else None,
    )


def is_named(campaign: Campaign, organisation: str) -> bool:
    """Whether a campaign's patterns of files name an organisation, whose file bears its short name."""
    return _files_named(tuple(campaign.patterns)).match(f"{organisation}.yaml") is not None


@lru_cache(maxsize=64)
def _files_named(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """One expression for all patterns: it is asked of thousands of organisations at each visit."""
    names = [translate(PurePosixPath(each).name) for each in patterns]
    return re.compile("|".join(names) or r"(?!)")


def _unknown(place: str, name: str) -> ScenarioErrors:
    return ScenarioErrors([Mistake("campaign.yaml", 1, 1, place, f"the library has no {name}")])


@cache
def _library(kind: str, name: str) -> AnyDocument | None:
    """A document that ships; it does not change while a process runs."""
    path = library_file(kind=kind, name=name)
    return None if path is None else load(path)


def _document(row: OrganisationRow) -> Organisation | None:
    return None if row.document_id is None else _organisation(row.document_id)


@lru_cache(maxsize=4096)
def _organisation(document: int) -> Organisation | None:
    """An organisation's document by its id: a changed one is another row."""
    found = read_document(Document.objects.get(pk=document))
    return found if isinstance(found, Organisation) else None
