from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from results.audit import audit
from results.errors import NotRatable
from results.models import Calibration, Contact
from results.rating.open_rating import is_ratable


@transaction.atomic
def release_calibration(*, contact: Contact, actor: str) -> Calibration:
    """Let every shopper of the campaign rate a contact, for practice; one that was closed is opened again.

    Raises NotRatable if the contact is not over or nobody was reached.
    """
    if not is_ratable(contact) or contact.campaign.questionnaire_id is None:
        raise NotRatable(f"{contact.key}: there is nothing to rate")
    found, made = Calibration.objects.get_or_create(
        contact=contact, defaults={"campaign_id": contact.campaign_id, "released_by": actor}
    )
    if made or found.closed_at is not None:
        Calibration.objects.filter(pk=found.pk).update(closed_at=None)
        found.closed_at = None
        audit(actor=actor, action="calibration.released", subject=f"contact:{contact.pk}")
    return found


@transaction.atomic
def close_calibration(*, contact: Contact, actor: str) -> None:
    """Let nobody rate it for practice any more; what was rated stays, and counts at the next scoring."""
    closed = Calibration.objects.filter(contact=contact, closed_at__isnull=True).update(
        closed_at=timezone.now()
    )
    if closed:
        audit(actor=actor, action="calibration.closed", subject=f"contact:{contact.pk}")
