import logging

from django.db.models import F
from django.utils import timezone

from probes.outcome import Outcome
from results.audit import audit
from results.models import AuditEvent, Touchpoint

FAILURES = 3
"""Technical failures in a row that pause a touchpoint."""

RELEASED = "touchpoint.released"
"""The audit event of a person who lets a paused touchpoint be contacted again."""

_SAYS_NOTHING = (Outcome.CANCELLED, Outcome.CONGESTION)
_LOG = logging.getLogger(__name__)


def note_outcome(*, touchpoint: int, outcome: Outcome, actor: str) -> bool:
    """Count technical failures in a row at a touchpoint; the third pauses it and leaves an alert.

    Technical is what our instrument did (`error`, `lost`, `blocked`), and an address at which nothing is
    reached (`unreachable`): most often it stands wrong in our list. Whoever releases the touchpoint has
    looked; from then on that it is unreachable is the organisation's own and pauses nothing. `congestion`
    may be the network's or the organisation's: it neither counts nor begins the count anew.

    The alert is an audit event `touchpoint.paused`, which `svartid status` shows and `--alert` turns into an
    exit code. Returns whether it paused. Part of the caller's transaction.
    """
    rows = Touchpoint.objects.filter(pk=touchpoint)
    if outcome in _SAYS_NOTHING:
        return False
    if outcome.counts_as_contact and (outcome is not Outcome.UNREACHABLE or _was_released(touchpoint)):
        rows.exclude(failures=0).update(failures=0)
        return False
    rows.update(failures=F("failures") + 1)
    reason = f"{FAILURES} technical failures in a row, the last one: {outcome.value}"
    tripped = rows.filter(failures__gte=FAILURES, paused=False).update(
        paused=True, paused_at=timezone.now(), paused_reason=reason
    )
    if tripped:
        audit(
            actor=actor, action="touchpoint.paused", subject=_subject(touchpoint), detail={"reason": reason}
        )
        _LOG.warning("%s is paused: %s", _subject(touchpoint), reason)
    return bool(tripped)


def _was_released(touchpoint: int) -> bool:
    return AuditEvent.objects.filter(action=RELEASED, subject=_subject(touchpoint)).exists()


def _subject(touchpoint: int) -> str:
    point = Touchpoint.objects.select_related("organisation").get(pk=touchpoint)
    return f"touchpoint:{point.organisation.slug}.{point.slug}"
