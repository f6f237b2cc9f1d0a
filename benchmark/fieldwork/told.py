from django.db.models import Max

from benchmark.fieldwork.claim import Claim
from probes.event import Event
from results.models import Attempt as AttemptRow
from results.models import AttemptState, TimelineEvent


def tell_dialled(claim: Claim, event: Event) -> None:
    """Write down at once that a call left, with its Call-ID: known even if its worker dies in it.

    The event belongs to no timeline document yet. Told twice, it is written once.
    """
    held = AttemptRow.objects.filter(
        pk=claim.attempt, fencing_token=claim.token, state=AttemptState.CONTACTING
    )
    told = TimelineEvent.objects.filter(attempt_id=claim.attempt, timeline=None)
    if not held.exists() or told.filter(kind=event.kind.value).exists():
        return
    last = told.aggregate(last=Max("number"))["last"]
    TimelineEvent.objects.create(
        attempt_id=claim.attempt,
        number=0 if last is None else last + 1,
        offset_ms=event.offset_ms,
        kind=event.kind.value,
        source=event.source.value,
        confidence=event.confidence,
        detail=dict(event.detail),
    )
