"""The documents as a campaign uses them, read from the record once and kept at hand."""

from dataclasses import dataclass
from functools import lru_cache

from benchmark.planning.public_holidays import public_holidays
from benchmark.planning.windows import Windows, fieldwork_days, windows_of
from results.keep_document import read_document
from results.models import Campaign as CampaignRow
from results.models import Document, Participant
from scenarios.campaign import Campaign
from scenarios.enquiry import Enquiry
from scenarios.limits import ReplyLimit, WaitLimit
from scenarios.method import Method
from scenarios.organisation import Organisation

_TIDYING_S = 60.0
"""Between the end of the longest talk and the deadline of an attempt. Project's own choice."""


@dataclass(frozen=True, slots=True)
class CampaignBook:
    """A campaign's own documents."""

    campaign: Campaign
    method: Method
    demo: bool
    slug: str

    def limit(self, channel: str) -> WaitLimit | ReplyLimit:
        """Return the method's limit of a channel."""
        found: WaitLimit | ReplyLimit | None = getattr(self.method.limits, channel)
        assert found is not None, f"{self.method.method} has no limit for {channel}"
        return found

    def longest_s(self, channel: str) -> float:
        """Return the longest time that an attempt in this channel may take, in seconds."""
        limit = self.limit(channel)
        if isinstance(limit, WaitLimit):
            return limit.wait.seconds + limit.talk.seconds + _TIDYING_S
        return 600.0


@lru_cache(maxsize=64)
def campaign_book(campaign: int) -> CampaignBook:
    """Return the documents of a campaign by its id: they are frozen once it has a contact."""
    row = CampaignRow.objects.select_related("document", "method").get(pk=campaign)
    document, method = read_document(row.document), read_document(row.method)
    assert isinstance(document, Campaign)
    assert isinstance(method, Method)
    return CampaignBook(document, method, row.demo, row.slug)


@lru_cache(maxsize=4096)
def organisation_in(campaign: int, organisation: int) -> Organisation:
    """Return an organisation's document as it takes part in a campaign."""
    row = Participant.objects.select_related("document").get(
        campaign_id=campaign, organisation_id=organisation
    )
    document = read_document(row.document)
    assert isinstance(document, Organisation)
    return document


@lru_cache(maxsize=1024)
def enquiry_of(document: int) -> Enquiry:
    """Return an enquiry by the id of its document."""
    found = read_document(Document.objects.get(pk=document))
    assert isinstance(found, Enquiry)
    return found


@lru_cache(maxsize=4096)
def windows_in(campaign: int, organisation: int, touchpoint: str) -> Windows:
    """Return the planner's windows of a touchpoint: where every attempt must begin, a repeated one too."""
    book, document = campaign_book(campaign), organisation_in(campaign, organisation)
    return windows_of(
        document.touchpoints[touchpoint],
        organisation=document,
        campaign=book.campaign,
        method=book.method,
        holidays=public_holidays,
    )


def forget_books() -> None:
    """Forget what was read: for tests that change databases under one process."""
    for known in (campaign_book, organisation_in, enquiry_of, windows_in):
        known.cache_clear()


__all__ = ["CampaignBook", "campaign_book", "enquiry_of", "fieldwork_days", "forget_books",
           "organisation_in", "windows_in"]  # fmt: skip
