from __future__ import annotations

from typing import Any

from django.db import transaction

from results.audit import audit
from results.errors import NotChangeable
from results.keep_document import read_document
from results.keep_organisation import keep_organisation
from results.models import Touchpoint
from scenarios.organisation import Organisation as OrganisationDocument


@transaction.atomic
def change_touchpoint(*, touchpoint: Touchpoint, part: dict[str, Any], actor: str) -> None:
    """Put another description of a touchpoint into its organisation's document, checked as every document is.

    Campaigns that have been planned keep the document as they used it; the address counts from now on.
    Raises NotChangeable where the organisation came without a document, ValidationError (pydantic) where the
    description is wrong.
    """
    organisation = touchpoint.organisation
    if organisation.document is None:
        raise NotChangeable(f"{organisation.slug} has no document; import its touchpoints anew")
    document = read_document(organisation.document)
    assert isinstance(document, OrganisationDocument)
    whole = document.model_dump(mode="json", by_alias=True, exclude_unset=True)
    whole["touchpoints"][touchpoint.slug] = part
    before = touchpoint.settings
    keep_organisation(OrganisationDocument.model_validate(whole), source=organisation.document.source)
    touchpoint.refresh_from_db()
    audit(
        actor=actor,
        action="touchpoint.changed",
        subject=f"touchpoint:{touchpoint.pk}",
        detail={"before": before, "after": touchpoint.settings},
    )


@transaction.atomic
def switch_touchpoint(*, touchpoint: Touchpoint, active: bool, actor: str) -> None:
    """Take a touchpoint out of use, or into use again; what was planned there stays planned."""
    Touchpoint.objects.filter(pk=touchpoint.pk).update(active=active)
    audit(
        actor=actor,
        action="touchpoint.activated" if active else "touchpoint.deactivated",
        subject=f"touchpoint:{touchpoint.pk}",
    )
