"""Attempts that cannot be made where they stand: put off to a later window, or ended."""

from collections.abc import Iterable
from datetime import datetime

from django.db import connection, transaction

from benchmark.fieldwork.after_attempt import end_unrun, put_off
from benchmark.fieldwork.book import campaign_book
from results.audit import audit
from results.models import Attempt, AttemptState, Campaign

MINUTES = "quota:minutes"
_AT_ONCE = 200


def put_off_missed(*, now: datetime) -> int:
    """Move planned attempts of running campaigns whose window closed unused; return how many were met.

    Demonstrations miss nothing: their clock waits for them.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """SELECT a.id FROM results_attempt a
               JOIN results_campaigncontrol k ON k.campaign_id = a.campaign_id
               JOIN results_campaign c ON c.id = a.campaign_id
               WHERE a.state = 'planned' AND a.window_ends_at <= %s AND k.state = 'running' AND NOT c.demo
               ORDER BY a.due_at LIMIT %s""",
            [now, _AT_ONCE],
        )
        missed = [row[0] for row in cursor.fetchall()]
    for attempt in missed:
        _move(attempt, now, day_full=False)
    return len(missed)


def put_off_full(*, attempts: Iterable[int], now: datetime) -> None:
    """Move attempts whose day has as many contacts as it may have to another day."""
    for attempt in attempts:
        _move(attempt, now, day_full=True)


@transaction.atomic
def _move(number: int, now: datetime, *, day_full: bool) -> None:
    attempt = (
        Attempt.objects.select_for_update(no_key=True, of=("self",), skip_locked=True)
        .select_related("campaign", "touchpoint", "organisation", "contact")
        .filter(pk=number, state=AttemptState.PLANNED)
        .first()
    )
    if attempt is None or not (day_full or attempt.window_ends_at <= now):
        return
    moment = attempt.due_at if campaign_book(attempt.campaign_id).demo else now
    put_off(attempt=attempt, now=moment)


@transaction.atomic
def end_spent(*, campaign: int, actor: str) -> int:
    """End what is still planned by telephone in a campaign whose minutes are used up; return how many."""
    planned = list(
        Attempt.objects.select_for_update(no_key=True, of=("self",), skip_locked=True)
        .filter(campaign_id=campaign, state=AttemptState.PLANNED, channel="phone")
        .order_by("pk")
    )
    for attempt in planned:
        end_unrun(attempt=attempt, reason=MINUTES)
    if planned:
        slug = Campaign.objects.values_list("slug", flat=True).get(pk=campaign)
        audit(
            actor=actor, action="campaign.minutes_used_up", subject=f"campaign:{slug}",
            detail={"not_run": len(planned)},
        )  # fmt: skip
    return len(planned)
