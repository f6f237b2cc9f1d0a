from typing import Literal

from django.db import transaction
from django.utils import timezone

from results.audit import audit
from results.errors import NotDecidable
from results.models import Dispute


@transaction.atomic
def decide_dispute(
    *, dispute: Dispute, decision: Literal["upheld", "rejected"], answer: str, decided_by: str
) -> None:
    """Answer an organisation's objection, once. Raises NotDecidable without words or if it is answered."""
    if not answer.strip():
        raise NotDecidable("a dispute is answered with words that the organisation reads")
    now = timezone.now()
    changed = Dispute.objects.filter(pk=dispute.pk, state="open").update(
        state=decision, decision=answer.strip(), decided_by=decided_by, decided_at=now
    )
    if not changed:
        raise NotDecidable("this dispute has been answered already")
    audit(actor=decided_by, action=f"dispute.{decision}", subject=f"dispute:{dispute.pk}")
