"""A shopper asks for their contact now: the attempt becomes due for a worker, within every rule there is."""

import re
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db import connection, transaction

from benchmark.fieldwork.after_attempt import soonest
from benchmark.fieldwork.book import campaign_book
from benchmark.fieldwork.capabilities import LOOPBACK, WISH_S
from benchmark.fieldwork.live import CONTACT
from benchmark.fieldwork.next_moment import Slot
from benchmark.fieldwork.pulse import CHANNEL
from benchmark.fieldwork.status import worker_statuses
from results.audit import audit
from results.models import Attempt, AttemptState, CampaignControl, CampaignState, Contact, Trial
from results.models.words import IN_PROGRESS

_LOOPBACK = re.compile(LOOPBACK, re.IGNORECASE)


class Why(StrEnum):
    """Why a contact cannot be made now, as a word for pages in any language."""

    OVER = "over"
    """Nothing is left to try."""
    NOT_BRIDGED = "not_bridged"
    """The machine makes this contact alone, or the shopper makes it alone."""
    NOT_RUNNING = "not_running"
    """The fieldwork is paused, or was stopped."""
    NO_PHONE = "no_phone"
    """The shopper's own phone is not verified."""
    TOUCHPOINT = "touchpoint"
    """The touchpoint is paused or out of use."""
    LATER = "later"
    """Closed just now, or as many contacts today as there may be: `opens` says when."""
    NO_WINDOW = "no_window"
    """No hour is left in the fieldwork."""
    LINE_BUSY = "line_busy"
    """Another contact goes on at this touchpoint."""
    OTHER_CALL = "other_call"
    """The shopper is in another call."""
    NO_WORKER = "no_worker"
    """No worker lives that can make it."""


@dataclass(frozen=True, slots=True)
class Hindrance:
    """What stands in the way, and when the next window opens where that is known."""

    why: Why
    opens: datetime | None = None


def hindrance(*, contact: Contact, now: datetime) -> Hindrance | None:
    """Return what keeps this contact from being made now, None if nothing does."""
    attempt = _planned(contact)
    if attempt is None:
        return Hindrance(Why.OVER)
    return _hindrance(attempt, contact, _slot(attempt, now), now)


@transaction.atomic
def ask_for_call(*, contact: Contact, now: datetime, actor: str) -> Hindrance | None:
    """Make a contact's attempt due now, for `WISH_S` seconds; return what stands in the way, None if nothing.

    Asked twice, it is one wish and one call. Whatever is not seen here (caps, minutes, the stop button) is
    held by the claim.
    """
    attempt = _planned(contact, lock=True)
    if attempt is None:
        running = contact.attempts.filter(state__in=IN_PROGRESS).exists()
        return None if running else Hindrance(Why.OVER)
    slot = _slot(attempt, now)
    found = _hindrance(attempt, contact, slot, now)
    if found is not None:
        return found
    moved = attempt.due_at > now or attempt.window_ends_at <= now
    if slot is not None and moved and not campaign_book(attempt.campaign_id).demo:
        attempt.due_at, attempt.window_ends_at = now, slot.until
        attempt.save(update_fields=["due_at", "window_ends_at"])
    with connection.cursor() as cursor:
        cursor.execute(_WISH, {"attempt": attempt.pk, "wish_s": WISH_S})
        news = cursor.rowcount == 1
    if news:
        audit(actor=actor, action="contact.call_asked", subject=f"contact:{contact.pk}")
    _tell(contact)
    return None


@transaction.atomic
def ask_to_hang_up(*, contact: Contact, actor: str) -> bool:
    """End what goes on in a contact, or take the wish back before it began; return whether it was news."""
    attempt = contact.attempts.filter(state__in=(AttemptState.PLANNED, *IN_PROGRESS)).first()
    if attempt is None:
        return False
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE results_callwish SET hang_up_at = clock_timestamp()"
            " WHERE attempt_id = %s AND hang_up_at IS NULL",
            [attempt.pk],
        )
        news = cursor.rowcount == 1
        if not news and attempt.state != AttemptState.PLANNED:
            # Rung by the plan, not by the button: it may be ended from the page all the same.
            cursor.execute(
                "INSERT INTO results_callwish (attempt_id, hang_up_at) VALUES (%s, clock_timestamp())"
                " ON CONFLICT DO NOTHING",
                [attempt.pk],
            )
            news = cursor.rowcount == 1
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, "hang up"])
    if news:
        audit(actor=actor, action="contact.hung_up", subject=f"contact:{contact.pk}")
    _tell(contact)
    return bool(news)


def _planned(contact: Contact, *, lock: bool = False) -> Attempt | None:
    rows = Attempt.objects.filter(contact=contact, state=AttemptState.PLANNED)
    if lock:
        rows = rows.select_for_update(no_key=True, of=("self",))
    return rows.select_related("campaign", "touchpoint", "contact__shopper").first()


def _slot(attempt: Attempt, now: datetime) -> Slot | None:
    """The first slot from now on; a demonstration's clock is always right."""
    if campaign_book(attempt.campaign_id).demo:
        return Slot(now, attempt.window_ends_at)
    return soonest(attempt=attempt, now=now)


def _hindrance(attempt: Attempt, contact: Contact, slot: Slot | None, now: datetime) -> Hindrance | None:
    shopper, point = attempt.contact.shopper, attempt.touchpoint
    if contact.mode != "bridged" or shopper is None:
        return Hindrance(Why.NOT_BRIDGED)
    if CampaignControl.objects.get(campaign=attempt.campaign_id).state != CampaignState.RUNNING:
        return Hindrance(Why.NOT_RUNNING)
    phone = attempt.channel == "phone"
    if not shopper.active or (phone and (shopper.phone_verified_at is None or not shopper.phone)):
        return Hindrance(Why.NO_PHONE)
    if point.paused or not point.active:
        return Hindrance(Why.TOUCHPOINT)
    if slot is None:
        return Hindrance(Why.NO_WINDOW)
    if (slot.at - now).total_seconds() >= 1:
        return Hindrance(Why.LATER, slot.at)
    going_on = Attempt.objects.filter(state__in=IN_PROGRESS)
    if going_on.filter(contact__mode="bridged", contact__shopper=shopper).exists():
        return Hindrance(Why.OTHER_CALL)
    trials = Trial.objects.filter(touchpoint=point, state="running")
    if going_on.filter(touchpoint=point).exists() or trials.exists():
        return Hindrance(Why.LINE_BUSY)
    if not _somebody_can(attempt, contact):
        return Hindrance(Why.NO_WORKER)
    return None


def _somebody_can(attempt: Attempt, contact: Contact) -> bool:
    """Tell whether a living worker serves such a contact. Which numbers it reaches it alone knows wholly."""
    near = attempt.channel != "phone"
    if not near and attempt.contact.shopper is not None:
        near = all(
            _LOOPBACK.match(each) for each in (attempt.touchpoint.address, attempt.contact.shopper.phone)
        )
    for each in worker_statuses():
        serves = each.serves
        fits = (
            attempt.channel in serves.get("channels", ())
            and contact.language in serves.get("languages", ())
            and "bridged" in serves.get("modes", ())
        )
        if each.alive and fits and (near or serves.get("trunk") or serves.get("reach")):
            return True
    return False


def _tell(contact: Contact) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CONTACT, str(contact.pk)])


# A wish that is still good stays as it is: a double tap is one wish.
_WISH = """
INSERT INTO results_callwish (attempt_id) VALUES (%(attempt)s)
ON CONFLICT (attempt_id) DO UPDATE SET asked_at = clock_timestamp(), hang_up_at = NULL
WHERE results_callwish.hang_up_at IS NOT NULL
    OR results_callwish.asked_at < clock_timestamp() - make_interval(secs => %(wish_s)s)
"""
