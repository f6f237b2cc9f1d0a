from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db import transaction
from django.db.models import QuerySet

from probes.errors import BadDocument
from probes.phone.aftermath import FEATURES
from probes.phone.measure import measure
from probes.phone.second_hearing import KeptCall, hear_again
from probes.timeline import Timeline
from results.audit import audit
from results.errors import EvidenceDamaged
from results.evidence import read_evidence
from results.keep_timeline import keep_timeline
from results.models import Attempt, Campaign, Evidence

MADE_BY = "second hearing"
"""What a timeline made so says of its origin (`TimelineDocument.made_by`)."""

_BESIDE = 40
"""So many calls of a touchpoint are heard beside one another: more make no recording surer, and each costs
with each (project's own choice)."""

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class SecondHearing:
    """What came of it: calls heard again, and those of which the timeline was renewed."""

    calls: int
    renewed: int


def hear_campaign_again(*, campaign: Campaign, actor: str, progress: Progress | None = None) -> SecondHearing:
    """Hear every touchpoint's calls of a campaign again beside one another, and keep what is heard otherwise.

    A recording heard in two calls is a recording, also in the first of them, where nobody could know. The
    new timeline stands beside the old one and counts from now on, measurements and outcome included; an
    attempt's state, its contact and what followed from it stay. May be done at any time and again: what
    is heard as before is not written. `progress` is told touchpoints done and all.
    """
    places = list(
        _heard_attempts(campaign).order_by("touchpoint_id").values_list("touchpoint_id", flat=True).distinct()
    )
    calls = renewed = 0
    for number, place in enumerate(places):
        attempts = list(_heard_attempts(campaign).filter(touchpoint_id=place).order_by("started_at", "id"))
        for begin in range(0, len(attempts), _BESIDE):
            kept = list(_kept(attempts[begin : begin + _BESIDE]))
            calls += len(kept)
            anew = hear_again([call for _, call in kept]) if len(kept) > 1 else []
            for (attempt, call), timeline in zip(kept, anew, strict=False):
                renewed += timeline is not None and _keep(attempt, before=call.timeline, timeline=timeline)
        if progress is not None:
            progress(number + 1, len(places))
    if renewed:
        audit(
            actor=actor,
            action="campaign.heard_again",
            subject=f"campaign:{campaign.slug}",
            detail={"calls": calls, "renewed": renewed},
        )
    return SecondHearing(calls, renewed)


def _heard_attempts(campaign: Campaign) -> QuerySet[Attempt]:
    return Attempt.objects.filter(campaign=campaign, channel="phone", evidence__name=FEATURES).distinct()


def _kept(attempts: list[Attempt]) -> Iterator[tuple[Attempt, KeptCall]]:
    for attempt in attempts:
        timeline = _newest(attempt)
        try:
            features = read_evidence(Evidence.objects.get(attempt=attempt, name=FEATURES))
        except EvidenceDamaged:
            continue
        if timeline is not None:
            yield attempt, KeptCall(timeline, features)


def _newest(attempt: Attempt) -> Timeline | None:
    kept = attempt.timelines.order_by("-number").first()
    # What a person has corrected stays as the person said.
    if kept is None or (kept.number > 1 and not kept.made_by.startswith(MADE_BY)):
        return None
    try:
        return Timeline.from_document(kept.document)
    except BadDocument:
        return None


@transaction.atomic
def _keep(attempt: Attempt, *, before: Timeline, timeline: Timeline) -> bool:
    """Keep the new timeline unless somebody else was faster."""
    Attempt.objects.select_for_update(no_key=True).get(pk=attempt.pk)
    newest = _newest(attempt)
    if newest is None or newest.to_document() != before.to_document():
        return False
    keep_timeline(
        attempt=attempt, timeline=timeline, measurements=measure(timeline).values(), made_by=MADE_BY
    )
    return True
