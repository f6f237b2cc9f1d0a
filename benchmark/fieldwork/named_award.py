from __future__ import annotations

from typing import NamedTuple

from benchmark.fieldwork.errors import NameTaken
from results.award_work import find_award, put_into_award
from results.keep_document import read_document
from results.models import Award, Campaign, Contact
from scenarios.campaign import Campaign as CampaignDocument


class Wish(NamedTuple):
    """A campaign's document as it is to be kept, and the award that it says anew; None if it says nothing."""

    document: CampaignDocument
    award: Award | None


def named_award(document: CampaignDocument, *, only_in: Award | None = None) -> Wish:
    """Return what a campaign's document says of its award, beside what the record holds of that campaign.

    With contacts, a document is frozen: one that differs in nothing but its award is kept as it was, and so
    is a campaign's award when the document says what it said before – it may have been put elsewhere since.

    Raises NoSuchAward; NameTaken where the campaign is stored and is not of `only_in`, the award to which
    whoever stores it is bound.
    """
    award = find_award(document.award) if document.award else None
    there = Campaign.objects.filter(slug=document.campaign).select_related("document").first()
    if there is None:
        return Wish(document, award)
    if only_in is not None and there.award_id != only_in.pk:
        raise NameTaken(f"the name {document.campaign} is taken – give the campaign another")
    before = read_document(there.document)
    assert isinstance(before, CampaignDocument)
    news = None if award is None or document.award == before.award else award
    if _alike(before, document) and Contact.objects.filter(campaign=there).exists():
        document = before
    return Wish(document, news)


def into_named_award(campaign: Campaign, *, award: Award, actor: str) -> bool:
    """Put a stored campaign into the award that its file names by now, and return whether it is there.

    One that is in another stays: a file that somebody runs again, or a machine that starts, moves nothing
    that a person has put somewhere. Raises AwardStays.
    """
    if campaign.award_id is None:
        put_into_award(campaign=campaign, award=award, actor=actor)
        campaign.refresh_from_db(fields=["award"])
    return campaign.award_id == award.pk


def _alike(one: CampaignDocument, other: CampaignDocument) -> bool:
    return one.model_copy(update={"award": None}) == other.model_copy(update={"award": None})
