"""What follows an attempt: another one in a later window, or the contact's one ending."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from zlib import crc32

from django.db import connection
from django.utils import timezone

from benchmark.fieldwork.book import campaign_book, fieldwork_days, windows_in
from benchmark.fieldwork.next_moment import Slot, next_moment
from probes.outcome import Outcome
from results.models import Attempt, AttemptState, Contact, ContactState

NO_WINDOW = "no_window"


def follow_up(*, attempt: Attempt, outcome: Outcome, now: datetime) -> Attempt | None:
    """Plan the next attempt as the method says, or end the contact; return the next attempt.

    Where the method allows another attempt but no window is left, that attempt is written as
    `not_run(no_window)` and the contact ends with the outcome that it had. Part of the caller's transaction.
    """
    book = campaign_book(attempt.campaign_id)
    retry = book.limit(attempt.channel).retry
    if not outcome.may_retry or attempt.number > retry.times:
        end_contact(contact=attempt.contact_id, outcome=outcome.value)
        return None
    after = _virtual_end(attempt) if book.demo else now
    slot = slot_for(attempt=attempt, number=attempt.number + 1, after=after, tried_on=attempt.day)
    last = attempt.window_ends_at
    following = Attempt.objects.create(
        contact_id=attempt.contact_id,
        number=attempt.number + 1,
        campaign_id=attempt.campaign_id,
        organisation_id=attempt.organisation_id,
        touchpoint_id=attempt.touchpoint_id,
        channel=attempt.channel,
        demo_clock=book.demo,
        due_at=slot.at if slot else last,
        window_ends_at=slot.until if slot else last,
    )
    if slot is None:
        end_unrun(attempt=following, reason=NO_WINDOW)
        return None
    return following


def put_off(*, attempt: Attempt, now: datetime, full_day: date | None = None) -> bool:
    """Move a planned attempt that missed its window, or whose day is full, to a later one.

    False if no window was left: then it is `not_run(no_window)`, and the contact ends. Part of the
    caller's transaction, which holds the attempt's row.
    """
    before = attempt.contact.attempts.filter(number=attempt.number - 1).first()
    slot = slot_for(
        attempt=attempt,
        number=attempt.number,
        after=now,
        tried_on=before.day if before else None,
        full={full_day} if full_day else (),
    )
    if slot is None:
        end_unrun(attempt=attempt, reason=NO_WINDOW)
        return False
    attempt.due_at, attempt.window_ends_at = slot
    attempt.save(update_fields=["due_at", "window_ends_at"])
    return True


def end_unrun(*, attempt: Attempt, reason: str) -> None:
    """Write that an attempt was never made, and why; the contact ends with its last outcome, if any."""
    attempt.state = AttemptState.NOT_RUN
    attempt.not_run_reason = reason
    attempt.save(update_fields=["state", "not_run_reason"])
    before = (
        Attempt.objects.filter(contact_id=attempt.contact_id, number__lt=attempt.number)
        .exclude(outcome="")
        .order_by("-number")
        .first()
    )
    if before is None:
        end_contact(contact=attempt.contact_id, reason=reason)
    else:
        end_contact(contact=attempt.contact_id, outcome=before.outcome)


def end_contact(*, contact: int, outcome: str = "", reason: str = "") -> None:
    """Write a contact's one ending: an outcome, or why it was never run."""
    Contact.objects.filter(pk=contact).update(
        state=ContactState.DONE, outcome=outcome, not_run_reason=reason, done_at=timezone.now()
    )


def soonest(*, attempt: Attempt, now: datetime) -> Slot | None:
    """Return the first moment from now on at which a planned attempt may be made, None if no window is left.

    The windows, the method's rule for a repeated attempt and the day's caps hold as they do for the plan.
    """
    before = attempt.contact.attempts.filter(number=attempt.number - 1).first()
    return slot_for(
        attempt=attempt,
        number=attempt.number,
        after=now,
        tried_on=before.day if before else None,
        share=0.0,
    )


def slot_for(
    *,
    attempt: Attempt,
    number: int,
    after: datetime,
    tried_on: date | None,
    full: Collection[date] = (),
    share: float | None = None,
) -> Slot | None:
    """Return the slot of a contact's attempt of this number, None if no window is left.

    `share` in [0, 1) places it in the windows of its day; without it the campaign's seed draws the place.
    """
    book = campaign_book(attempt.campaign_id)
    retry = book.limit(attempt.channel).retry
    windows = windows_in(attempt.campaign_id, attempt.organisation_id, attempt.touchpoint.slug)
    key = f"{book.campaign.seed}/{attempt.contact_id}/{number}/{after.date()}"
    return next_moment(
        windows=windows,
        days=fieldwork_days(book.campaign.fieldwork),
        after=after,
        share=crc32(key.encode()) / 2**32 if share is None else share,
        tried_on=tried_on,
        when=retry.when,
        within=retry.within,
        full={*full, *_full_days(attempt, windows.clock.zone.key)},
    )


def _virtual_end(attempt: Attempt) -> datetime:
    took = attempt.ended_at - attempt.started_at if attempt.ended_at and attempt.started_at else timedelta()
    return attempt.due_at + took


def _full_days(attempt: Attempt, zone: str) -> set[date]:
    """Days on which the caps leave no room, what is planned on them included."""
    campaign = attempt.campaign
    found: set[date] = set()
    for scope, subject, cap in (
        ("touchpoint", attempt.touchpoint_id, campaign.cap_touchpoint_day),
        ("organisation", attempt.organisation_id, campaign.cap_organisation_day),
    ):
        if cap is None:
            continue
        with connection.cursor() as cursor:
            cursor.execute(
                f"""SELECT day FROM (
                        SELECT day, made FROM results_daycount WHERE scope = %s AND subject_id = %s
                        UNION ALL
                        SELECT (due_at AT TIME ZONE %s)::date, 1 FROM results_attempt
                        WHERE {scope}_id = %s AND state = 'planned' AND id <> %s
                    ) counted GROUP BY day HAVING sum(made) >= %s""",  # noqa: S608 - two known words
                [scope, subject, zone, subject, attempt.pk or 0, cap],
            )
            found |= {row[0] for row in cursor.fetchall()}
    return found
