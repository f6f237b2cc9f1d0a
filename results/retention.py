import datetime as dt

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from results.audit import audit
from results.evidence import remove_content, sweep_store
from results.models import Evidence, RecordingAgreement


def purge_recordings(*, now: dt.datetime | None = None) -> int:
    """Remove every recording whose date has come, or whose agreement was withdrawn; return how many.

    For a periodic task. Each touchpoint's purge leaves an audit event; the rows stay without content.
    Files that a crash left without a row go, too.
    """
    now = now or timezone.now()
    due = Q(purge_at__lte=now) | Q(agreement__withdrawn_on__lte=now.date())
    with transaction.atomic():
        pieces = list(
            Evidence.objects.filter(due, purged_at__isnull=True)
            .select_related("attempt")
            .select_for_update(of=("self",), skip_locked=True)
        )
        count = remove_content(pieces, now=now)
        for touchpoint in sorted({piece.attempt.touchpoint_id for piece in pieces}):
            gone = [piece.pk for piece in pieces if piece.attempt.touchpoint_id == touchpoint]
            audit(
                actor="svartid",
                action="recording.purged",
                subject=f"touchpoint:{touchpoint}",
                detail={"evidence": gone},
            )
    sweep_store()
    return count


@transaction.atomic
def withdraw_agreement(*, agreement: RecordingAgreement, on: dt.date, actor: str) -> None:
    """Note that an organisation takes its agreement back; the next purge removes what was kept under it."""
    agreement.withdrawn_on = on
    agreement.save(update_fields=["withdrawn_on"])
    audit(
        actor=actor,
        action="agreement.withdrawn",
        subject=f"touchpoint:{agreement.touchpoint_id}",
        detail={"agreement": agreement.pk, "on": on.isoformat()},
    )
