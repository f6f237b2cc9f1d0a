"""A campaign that is being written: read from text, with the organisations of the record."""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt
from pathlib import Path

from benchmark.planning.campaign_files import CampaignFiles
from benchmark.planning.sample import channel_key, contacts_each
from benchmark.planning.separation import EXPECTED
from benchmark.statistics.critical_values import Purpose
from benchmark.statistics.sample_size import Comparison, contacts_needed, smallest_difference
from results.keep_document import read_document
from results.models import Organisation as OrganisationRow
from scenarios.campaign import Campaign
from scenarios.checker import check
from scenarios.enquiry import Enquiry
from scenarios.errors import Mistake, ScenarioErrors
from scenarios.library_path import library_file
from scenarios.load import load_enquiry, load_method, load_questionnaire
from scenarios.organisation import Organisation
from scenarios.yaml_reader import read

MINUTES_A_CALL = 5.0
"""Minutes that a telephone contact is reckoned with: waiting and talk. Project's own choice."""


def read_draft(text: str, *, organisations: list[OrganisationRow]) -> CampaignFiles:
    """Read a campaign's text with method, questionnaire and enquiries of the library.

    `organisations` are those of the record that may take part; the text's own pattern of files is for the
    command line. Raises ScenarioErrors with every mistake, by line and column.
    """
    document = read(text.encode(), "campaign.yaml")
    model = check(document)
    if not isinstance(model, Campaign) or document.mistakes:
        raise ScenarioErrors(
            document.mistakes
            or [Mistake("campaign.yaml", 1, 1, "", "no campaign – begin it with `campaign:`")]
        )
    method = library_file(kind="method", name=model.method)
    if method is None:
        raise ScenarioErrors([Mistake("campaign.yaml", 1, 1, "method", f"the library has no {model.method}")])
    found = load_method(method)
    asked = model.questionnaire or found.questionnaire
    sheet = library_file(kind="questionnaire", name=asked) if asked else None
    enquiries: dict[str, Enquiry] = {}
    for name in {each for names in model.enquiries.values() for each in names}:
        file = library_file(kind="enquiry", name=name)
        if file is None:
            raise ScenarioErrors([Mistake("campaign.yaml", 1, 1, "enquiries", f"the library has no {name}")])
        enquiries[name] = load_enquiry(file)
    members = [each for each in map(_document, organisations) if each is not None]
    wanted = set(model.classes or model.enquiries)
    return CampaignFiles(
        Path("campaign.yaml"),
        model,
        found,
        tuple(each for each in members if each.class_ in wanted),
        enquiries,
        load_questionnaire(sheet) if sheet else None,
    )


@dataclass(frozen=True, slots=True)
class DraftAnswer:
    """What a campaign of this size can separate, and what it costs.

    Differences are in points, found with a power of 80 % at a confidence of 95 %, with the spread that is
    expected before any campaign was made; `needed_for_3` contacts each tell a pair three points apart.
    """

    organisations: int
    largest_class: int
    each: int
    contacts: int
    calls: int
    minutes: int
    pair: float
    winner: float
    all_pairs: float
    needed_for_3: int | None


def draft_answer(files: CampaignFiles) -> DraftAnswer:
    """Reckon what a draft can separate. Raises PlanningError where the number of contacts is not said."""
    sizes: dict[str, int] = {}
    for each in files.organisations:
        sizes[each.class_] = sizes.get(each.class_, 0) + 1
    largest = max(sizes.values(), default=0)
    each_one = contacts_each(campaign=files.campaign, method=files.method)
    key = channel_key(campaign=files.campaign, method=files.method)
    share = key.get("phone", 0) / (sum(key.values()) or 1)
    contacts = each_one * len(files.organisations)
    calls = round(contacts * share)
    deviation = sqrt(EXPECTED.contact)

    def least(purpose: Purpose, count: int) -> float:
        comparison = Comparison(purpose=purpose, organisations=max(count, 2))
        return smallest_difference(contacts=each_one, deviation=deviation, comparison=comparison)

    return DraftAnswer(
        organisations=len(files.organisations),
        largest_class=largest,
        each=each_one,
        contacts=contacts,
        calls=calls,
        minutes=round(calls * MINUTES_A_CALL),
        pair=least(Purpose.PAIR, 2),
        winner=least(Purpose.WINNER, largest),
        all_pairs=least(Purpose.ALL_PAIRS, largest),
        needed_for_3=contacts_needed(difference=3.0, deviation=deviation, comparison=Comparison()),
    )


def _document(row: OrganisationRow) -> Organisation | None:
    document = read_document(row.document) if row.document else None
    return document if isinstance(document, Organisation) else None
