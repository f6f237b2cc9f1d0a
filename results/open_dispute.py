"""An organisation objects to a contact of its own, within the window, or takes it back."""

from __future__ import annotations

import datetime as dt

from django.db import transaction
from django.utils import timezone

from results.audit import audit
from results.errors import NotDisputable
from results.models import Campaign, Contact, Dispute


def disputes_until(campaign: Campaign) -> dt.datetime | None:
    """Return the moment until which a campaign's contacts may be disputed; None before its release."""
    if campaign.released_at is None:
        return None
    return campaign.released_at + dt.timedelta(days=campaign.dispute_days)


@transaction.atomic
def open_dispute(*, contact: Contact, text: str, opened_by: str) -> Dispute:
    """Note an organisation's objection to a contact of its own, with its reason.

    Raises NotDisputable without words, outside the window, or while one about this contact is open.
    """
    locked = Contact.objects.select_for_update().select_related("campaign").get(pk=contact.pk)
    until = disputes_until(locked.campaign)
    if not text.strip():
        raise NotDisputable("words", "an objection says why")
    if until is None or timezone.now() > until:
        raise NotDisputable("over", "the time for objections is over")
    if locked.disputes.filter(state="open").exists():
        raise NotDisputable("open", "an objection to this contact is being looked at")
    made = Dispute.objects.create(
        contact=locked, organisation_id=locked.organisation_id, opened_by=opened_by, text=text.strip()
    )
    audit(actor=opened_by, action="dispute.opened", subject=f"dispute:{made.pk}")
    return made


@transaction.atomic
def withdraw_dispute(*, dispute: Dispute, withdrawn_by: str) -> None:
    """Take an objection back before it is answered. Raises NotDisputable if it was."""
    changed = Dispute.objects.filter(pk=dispute.pk, state="open").update(
        state="withdrawn", decided_by=withdrawn_by, decided_at=timezone.now()
    )
    if not changed:
        raise NotDisputable("answered", "it has been answered already")
    audit(actor=withdrawn_by, action="dispute.withdrawn", subject=f"dispute:{dispute.pk}")
