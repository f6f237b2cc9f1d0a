from django.db import transaction

from results.keep_document import keep_document
from results.keep_row import keep_row
from results.models import Organisation, OrganisationClass, RecordingAgreement, Touchpoint
from scenarios.organisation import Organisation as OrganisationDocument
from scenarios.phone_address import dialled
from scenarios.recording import RecordingAgreement as Agreed
from scenarios.touchpoint import PhoneTouchpoint
from scenarios.touchpoint import Touchpoint as TouchpointDocument


@transaction.atomic
def keep_organisation(document: OrganisationDocument, *, source: str = "") -> Organisation:
    """Write an organisation and its touchpoints into the record, or bring them up to date.

    A touchpoint that the document no longer names is set inactive, never removed: contacts were made there.
    """
    klass, _ = OrganisationClass.objects.get_or_create(slug=document.class_)
    organisation, _ = keep_row(
        Organisation,
        named={"slug": document.organisation},
        values={
            "name": document.name,
            "klass": klass,
            "country": document.country,
            "clock": document.clock,
            "languages": list(document.spoken),
            "website": document.website or "",
            "document": keep_document(document, source=source),
        },
    )
    for slug, point in document.touchpoints.items():
        _keep_touchpoint(organisation, slug, point)
    organisation.touchpoints.filter(active=True).exclude(slug__in=document.touchpoints).update(active=False)
    return organisation


def address_of(point: TouchpointDocument) -> str:
    """Return a touchpoint's address as it is dialled, sent to or opened."""
    address = str(getattr(point, point.channel))
    return dialled(address) if point.channel in ("phone", "sms") else address


def _keep_touchpoint(organisation: Organisation, slug: str, point: TouchpointDocument) -> None:
    languages = list(point.languages) if isinstance(point, PhoneTouchpoint) else []
    kept, _ = keep_row(
        Touchpoint,
        named={"organisation": organisation, "slug": slug},
        values={
            "channel": point.channel,
            "address": address_of(point),
            "languages": languages or organisation.languages,
            "settings": point.model_dump(mode="json", by_alias=True, exclude_defaults=True),
            "active": True,
        },
    )
    if isinstance(point, PhoneTouchpoint) and isinstance(point.recording, Agreed):
        agreed = point.recording
        RecordingAgreement.objects.get_or_create(
            touchpoint=kept,
            agreed_on=agreed.agreement,
            document=agreed.document,
            defaults={"keep_days": agreed.keep.days},
        )
