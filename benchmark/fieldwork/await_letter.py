from datetime import datetime, timedelta
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from benchmark.fieldwork.book import campaign_book, organisation_in
from benchmark.fieldwork.claim import Claim
from benchmark.fieldwork.errors import StaleClaim
from probes.email.correlate import plain_case
from probes.email.measure import sent_after_s
from probes.event import EventKind
from probes.timeline import Timeline
from probes.working_time import reply_due_at
from results.evidence import keep_folder
from results.keep_timeline import keep_timeline
from results.models import Attempt, AttemptState, Correspondence, Touchpoint
from scenarios.limits import ReplyLimit


@transaction.atomic
def await_letter(*, claim: Claim, timeline: Timeline, folder: Path | None = None, pace: float = 1.0) -> None:
    """Let go of an attempt whose question was sent: from `contacting` to `awaiting`, until the deadline.

    What the probe saw is kept as the first timeline, still without an outcome. Nobody holds the attempt from
    now on, its touchpoint is free, and no worker's death can lose it. In a demonstration the deadline is
    reckoned from the planned moment and comes `pace` times sooner. Raises StaleClaim if the attempt is in
    other hands: then nothing was written.
    """
    Touchpoint.objects.select_for_update(no_key=True).get(pk=claim.touchpoint)
    attempt = Attempt.objects.select_for_update(no_key=True, of=("self",)).get(pk=claim.attempt)
    if attempt.fencing_token != claim.token or attempt.state != AttemptState.CONTACTING:
        if attempt.fencing_token == claim.token and attempt.timelines.exists():
            return  # written already: the connection broke in the commit
        raise StaleClaim(f"attempt {claim.attempt} is {attempt.state}: it was taken from this worker")
    open_timeline = Timeline(
        channel=timeline.channel,
        started_at=timeline.started_at,
        touchpoint=timeline.touchpoint,
        enquiry=timeline.enquiry,
        mode=timeline.mode,
        events=[event for event in timeline.events if event.kind is not EventKind.FINISHED],
    )
    left_at = timeline.started_at + timedelta(seconds=sent_after_s(timeline))
    sent_at = attempt.due_at if campaign_book(claim.campaign).demo else left_at
    due_at = due_of(attempt, sent_at=sent_at)
    attempt.state = AttemptState.AWAITING
    attempt.started_at = timeline.started_at
    attempt.awaiting_at = timezone.now()
    attempt.reply_due_at = max(
        left_at + (due_at - sent_at) / pace, attempt.awaiting_at + timedelta(seconds=1)
    )
    attempt.lease_until = None
    attempt.save(update_fields=["state", "started_at", "awaiting_at", "reply_due_at", "lease_until"])
    keep_timeline(attempt=attempt, timeline=open_timeline, made_by="probe, awaiting a letter")
    if folder is not None:
        keep_folder(attempt=attempt, folder=folder)
    _note_thread(attempt, timeline)


def due_of(attempt: Attempt, *, sent_at: datetime) -> datetime:
    """Return until when the method waits for the answer to a question of this attempt sent at `sent_at`."""
    limit = campaign_book(attempt.campaign_id).limit(attempt.channel)
    if not isinstance(limit, ReplyLimit):
        return sent_at + limit.wait.timedelta
    organisation = organisation_in(attempt.campaign_id, attempt.organisation_id)
    return reply_due_at(sent=sent_at, limit=limit, country=organisation.country, clock=organisation.clock)


def _note_thread(attempt: Attempt, timeline: Timeline) -> None:
    """Remember our Message-ID, and the case number that the form's confirmation showed."""
    event = timeline.first(EventKind.AWAITING_REPLY)
    known = Correspondence.objects.filter(attempt=attempt).first()
    if event is None or known is None:
        return
    message_id, case_number = (str(event.detail.get(each, "")) for each in ("message_id", "case_number"))
    if message_id and not known.message_id:
        known.message_id = message_id[:998]
    if case_number:
        known.case_numbers = list(dict.fromkeys([*known.case_numbers, plain_case(case_number)[:64]]))
    known.save(update_fields=["message_id", "case_numbers"])
