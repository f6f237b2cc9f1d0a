"""A campaign that is being written: read from text, with the organisations of the record."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from fnmatch import translate
from functools import cache, lru_cache
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from django.db.models import QuerySet

from benchmark.planning.campaign_files import CampaignFiles
from results.keep_document import read_document
from results.kept_documents import newest_document
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

_NAMED = 10


class Member(NamedTuple):
    """An organisation that may take part: short name, name, class, and its document's id if it has one.

    A house may have thousands, and each visit reads them all: as rows they would take three times as long.
    """

    slug: str
    name: str
    klass: str
    document: int | None


def members_of(organisations: QuerySet[OrganisationRow]) -> list[Member]:
    """Read organisations by name, in one query."""
    rows = organisations.order_by("name").values_list("slug", "name", "klass__slug", "document_id")
    return [Member(*row) for row in rows]


def read_draft(text: str, *, organisations: Sequence[Member], awards: Collection[str]) -> CampaignFiles:
    """Read a campaign's text with method, questionnaire and enquiries of the library, else of the record.

    `organisations` are those of the record that may take part; the text's patterns of files choose among them
    by the files' names, for each organisation's file bears its short name. `awards` are the short names of
    those that it may be an edition of. Raises ScenarioErrors with every mistake, by line and column.
    """
    document = read(text.encode(), "campaign.yaml")
    model = check(document)
    if not isinstance(model, Campaign) or document.mistakes:
        raise ScenarioErrors(
            document.mistakes
            or [Mistake("campaign.yaml", 1, 1, "", "no campaign – begin it with `campaign:`")]
        )
    if model.award is not None and model.award not in awards:
        place = document.places["award",]
        known = ", ".join(sorted(awards)[:_NAMED]) or "none yet"
        told = f"it cannot be an edition of {model.award} (of {known}) – name another award, or none"
        raise ScenarioErrors([Mistake("campaign.yaml", *place.value, "award", told)])
    found = _document("method", model.method)
    if not isinstance(found, Method):
        raise _unknown("method", model.method)
    asked = model.questionnaire or found.questionnaire
    sheet = _document("questionnaire", asked) if asked else None
    if asked and not isinstance(sheet, Questionnaire):
        raise _unknown("questionnaire", asked)
    enquiries: dict[str, Enquiry] = {}
    for name in {each for names in model.enquiries.values() for each in names}:
        enquiry = _document("enquiry", name)
        if not isinstance(enquiry, Enquiry):
            raise _unknown("enquiries", name)
        enquiries[name] = enquiry
    wanted = set(model.classes or model.enquiries)
    named = named_by(model)
    kept = [_organisation(each.document) for each in organisations if each.document is not None]
    members = [
        each for each in kept if each is not None and each.class_ in wanted and named(each.organisation)
    ]
    return CampaignFiles(
        Path("campaign.yaml"),
        model,
        found,
        tuple(members),
        enquiries,
        sheet if isinstance(sheet, Questionnaire) else None,
    )


def named_by(campaign: Campaign) -> Callable[[str], bool]:
    """Return what tells whether a campaign's patterns of files name an organisation by its short name.

    An organisation's file bears its short name; it is asked of thousands at each visit.
    """
    files = _files_named(tuple(campaign.patterns))
    return lambda organisation: files.match(f"{organisation}.yaml") is not None


@lru_cache(maxsize=64)
def _files_named(patterns: tuple[str, ...]) -> re.Pattern[str]:
    """One expression for all patterns."""
    names = [translate(PurePosixPath(each).name) for each in patterns]
    return re.compile("|".join(names) or r"(?!)")


def _unknown(place: str, name: str) -> ScenarioErrors:
    wrong = f"neither the library nor the record has {name} – take its file in first"
    return ScenarioErrors([Mistake("campaign.yaml", 1, 1, place, wrong)])


def _document(kind: str, name: str) -> AnyDocument | None:
    """A document of the library or, of a name that it has not, the record's newest."""
    return _library(kind, name) or newest_document(kind, name)


@cache
def _library(kind: str, name: str) -> AnyDocument | None:
    """A document that ships; it does not change while a process runs."""
    path = library_file(kind=kind, name=name)
    return None if path is None else load(path)


@lru_cache(maxsize=4096)
def _organisation(document: int) -> Organisation | None:
    """An organisation's document by its id: a changed one is another row."""
    found = read_document(Document.objects.get(pk=document))
    return found if isinstance(found, Organisation) else None
