from collections.abc import Iterable

from django.db import transaction

from results.audit import audit
from results.keep_document import keep_document
from results.keep_organisation import keep_organisation
from results.keep_row import keep_row
from results.models import Award, Campaign, Participant
from scenarios.campaign import Campaign as CampaignDocument
from scenarios.method import Method
from scenarios.organisation import Organisation as OrganisationDocument
from scenarios.questionnaire import Questionnaire


@transaction.atomic
def keep_campaign(
    document: CampaignDocument,
    *,
    method: Method,
    organisations: Iterable[OrganisationDocument],
    questionnaire: Questionnaire | None = None,
    award: Award | None = None,
    demo: bool = False,
    actor: str = "svartid",
    source: str = "",
) -> Campaign:
    """Write a campaign with all documents it uses and its participants into the record.

    Read again, it is brought up to date as long as it has no contact; afterwards the database refuses
    what would change it (IntegrityError, guard `frozen`), and a text that is the same changes nothing.
    """
    caps = document.caps
    campaign, new = keep_row(
        Campaign,
        named={"slug": document.campaign},
        values={
            "title": document.title.model_dump(exclude_none=True) if document.title else {},
            "document": keep_document(document, source=source),
            "method": keep_document(method),
            "questionnaire": keep_document(questionnaire) if questionnaire else None,
            "starts_on": document.fieldwork.from_,
            "ends_on": document.fieldwork.to,
            "seed": document.seed,
            "cap_touchpoint_day": caps.per_touchpoint_a_day,
            "cap_organisation_day": caps.per_organisation_a_day,
            "cap_minutes": caps.minutes,
            "cap_simultaneous": caps.simultaneous,
            "demo": demo,
            # Without one, the award that it has meanwhile been put into stays.
            **({} if award is None else {"award": award}),
        },
    )
    for organisation in organisations:
        _take_part(campaign, organisation)
    if new:
        audit(actor=actor, action="campaign.kept", subject=f"campaign:{campaign.slug}")
    return campaign


def _take_part(campaign: Campaign, document: OrganisationDocument) -> None:
    organisation = keep_organisation(document)
    keep_row(
        Participant,
        named={"campaign": campaign, "organisation": organisation},
        values={"klass": organisation.klass, "document": keep_document(document)},
    )
