from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import connection, transaction

from benchmark.fieldwork.after_attempt import follow_up
from benchmark.fieldwork.errors import NotLogged
from probes.event import EventKind
from probes.manual.manual_log import ManualLog
from probes.manual.measure import measure_manual
from probes.outcome import Outcome
from probes.timeline import Timeline
from results.audit import audit
from results.keep_timeline import keep_timeline
from results.models import Attempt, AttemptState, Contact, ContactState

_BY_SHOPPERS = ("manual", "bridged")
"""Contacts that a shopper may have made alone: their own, and one that was to be bridged."""


@transaction.atomic
def log_contact(*, contact: Contact, log: ManualLog, now: datetime, actor: str) -> Attempt:
    """Store what a shopper logged as the attempt of a contact; return it.

    It happened, so it counts for the day's contacts, whatever the caps say. Sent again (`log.key`), it is
    stored once. What follows is as after any attempt: another one where the method wants it, or the contact's
    end. Raises NotLogged if the contact is not a shopper's to make, or has no attempt that waits.
    """
    if contact.mode not in _BY_SHOPPERS:
        raise NotLogged(f"{contact.key} is made by the machine", "not_yours")
    attempt = (
        Attempt.objects.select_for_update(no_key=True, of=("self",))
        .select_related("campaign", "touchpoint", "contact", "organisation")
        .filter(contact=contact, state=AttemptState.PLANNED)
        .first()
    )
    # Looked for under the lock: of two that come at once the second finds what the first has stored.
    if (known := _known(contact, log)) is not None:
        return known
    if attempt is None:
        raise NotLogged(f"{contact.key} goes on just now, or is over", "over")
    timeline = log.timeline()
    last_ms = max((event.offset_ms for event in timeline.events), default=0.0)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL svartid.logging = 'on'")
    given_up = log.outcome is Outcome.CANCELLED
    attempt.state = AttemptState.CANCELLED if given_up else AttemptState.FINISHED
    attempt.outcome = log.outcome.value
    attempt.started_at = attempt.contacting_at = log.started_at
    attempt.ended_at = log.started_at + _ms(last_ms)
    attempt.day = log.started_at.astimezone(ZoneInfo(attempt.organisation.clock)).date()
    attempt.save(update_fields=["state", "outcome", "started_at", "contacting_at", "ended_at", "day"])
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL svartid.logging = 'off'")
    keep_timeline(
        attempt=attempt,
        timeline=timeline,
        measurements=measure_manual(timeline).values(),
        made_by=f"shopper {log.by}",
    )
    Contact.objects.filter(pk=contact.pk, state=ContactState.PLANNED).update(state=ContactState.RUNNING)
    follow_up(attempt=attempt, outcome=log.outcome, now=now)
    audit(
        actor=actor,
        action="contact.logged",
        subject=f"contact:{contact.pk}",
        detail={"outcome": log.outcome.value},
    )
    return attempt


def _known(contact: Contact, log: ManualLog) -> Attempt | None:
    """Return the attempt that this very log was stored as, None if it is new."""
    if not log.key:
        return None
    for attempt in contact.attempts.exclude(outcome="").order_by("-number"):
        for kept in attempt.timelines.all():
            timeline = Timeline.from_document(kept.document, name=f"attempt {attempt.pk}")
            note = timeline.first(EventKind.NOTE)
            if note is not None and note.detail.get("key") == log.key:
                return attempt
    return None


def _ms(value: float) -> timedelta:
    return timedelta(milliseconds=value)
