from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Max

from probes.measurement import Measurement as Measured
from probes.timeline import Timeline
from results.models import Attempt, Measurement, TimelineDocument, TimelineEvent


@transaction.atomic
def keep_timeline(
    *, attempt: Attempt, timeline: Timeline, measurements: Iterable[Measured] = (), made_by: str = "probe"
) -> TimelineDocument:
    """Keep a timeline of an attempt whole and as rows, with the measurements derived from it.

    Kept again (a better detector, a person's correction) it stands beside the earlier ones; the highest
    `number` counts. `made_by` says by what code, or by whom and why.
    """
    last = attempt.timelines.aggregate(last=Max("number"))["last"] or 0
    document = storable(timeline.to_document())
    kept = TimelineDocument.objects.create(
        attempt=attempt,
        number=last + 1,
        version=document["svartid_timeline"],
        document=document,
        made_by=made_by,
    )
    TimelineEvent.objects.bulk_create(
        TimelineEvent(
            attempt=attempt,
            timeline=kept,
            number=number,
            offset_ms=event["ms"],
            kind=event["kind"],
            source=event["source"],
            confidence=event.get("confidence", 1.0),
            detail=event.get("detail", {}),
            evidence=event.get("evidence") or "",
        )
        for number, event in enumerate(document["events"])
    )
    Measurement.objects.bulk_create(
        Measurement(attempt=attempt, timeline=kept, **measured.to_document()) for measured in measurements
    )
    return kept


def newest_timeline(attempt: Attempt) -> Timeline | None:
    """Return the timeline that counts, None if the attempt has none. Raises BadDocument if it is damaged."""
    kept = attempt.timelines.order_by("-number").first()
    return None if kept is None else Timeline.from_document(kept.document, name=f"attempt {attempt.pk}")


def storable(value: Any) -> Any:
    """Return JSON that PostgreSQL takes: a NUL, which a broken SIP message may hold, is shown as ␀."""
    if isinstance(value, str):
        return value.replace("\0", "\u2400")
    if isinstance(value, dict):
        return {storable(key): storable(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [storable(each) for each in value]
    return value
