from django.db.models import F
from django.utils import timezone

from probes.outcome import Outcome
from results.audit import audit
from results.models import Touchpoint

FAILURES = 3
"""Technical failures in a row that pause a touchpoint. Project's own choice."""


def note_outcome(*, touchpoint: int, outcome: Outcome, actor: str) -> bool:
    """Count technical failures in a row at a touchpoint; the third pauses it and leaves an alert.

    Technical is what our instrument did, not the organisation's service: `error`, `lost`, `blocked`. The
    alert is an audit event `touchpoint.paused`. Returns whether it paused. Part of the caller's transaction.
    """
    rows = Touchpoint.objects.filter(pk=touchpoint)
    if outcome is Outcome.CANCELLED:
        return False
    if outcome.counts_as_contact:
        rows.exclude(failures=0).update(failures=0)
        return False
    rows.update(failures=F("failures") + 1)
    reason = f"{FAILURES} technical failures in a row, the last one: {outcome.value}"
    tripped = rows.filter(failures__gte=FAILURES, paused=False).update(
        paused=True, paused_at=timezone.now(), paused_reason=reason
    )
    if tripped:
        point = Touchpoint.objects.select_related("organisation").get(pk=touchpoint)
        audit(
            actor=actor,
            action="touchpoint.paused",
            subject=f"touchpoint:{point.organisation.slug}.{point.slug}",
            detail={"reason": reason},
        )
    return bool(tripped)
