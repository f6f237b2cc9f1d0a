"""A test contact: asked for by an evaluator, made by the next worker that can, never part of a campaign."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import IntegrityError, connection, transaction
from django.db.models.functions import Now
from django.utils import timezone

from benchmark.fieldwork.aside import begin_aside, lose_silent, refuse_aside
from benchmark.fieldwork.capabilities import Capabilities
from benchmark.fieldwork.errors import NotTried
from benchmark.planning.public_holidays import public_holidays
from probes.errors import NotAllowed
from probes.phone.guard import check_dialable
from probes.registry import channels
from results.audit import audit
from results.keep_document import read_document
from results.models import Attempt, Touchpoint, Trial, Worker
from results.models.words import IN_PROGRESS
from scenarios.organisation import Organisation

A_DAY = 5
"""Test contacts that one touchpoint gets on a day: each costs somebody's time. Project's own choice."""


@transaction.atomic
def ask_trial(*, touchpoint: Touchpoint, enquiry: str, language: str, actor: str) -> Trial:
    """Ask for a test contact; the next worker that serves the channel makes it.

    The rules of every contact hold: no emergency or premium number, one contact at a time, within opening
    hours (the practice town is always open: nobody is disturbed there), `A_DAY` a day. Raises NotTried with
    the reason.
    """
    if not touchpoint.active:
        raise NotTried("it is out of use", "inactive")
    if touchpoint.channel not in channels():
        raise NotTried("no machine makes contacts in this channel", "by_hand")
    if touchpoint.paused:
        raise NotTried("it is paused; let contacts be made there again first", "paused")
    since = timezone.now() - timedelta(days=1)
    if (
        Trial.objects.filter(touchpoint=touchpoint, asked_at__gte=since).exclude(state="refused").count()
        >= A_DAY
    ):
        raise NotTried(f"it had {A_DAY} test contacts within a day", "enough")
    document = _document(touchpoint)
    if touchpoint.channel == "phone":
        try:
            check_dialable(touchpoint.address, country=document.country, allowed=None)
        except NotAllowed as error:
            raise NotTried(str(error), "never") from error
    try:
        with transaction.atomic():
            made = Trial.objects.create(
                touchpoint=touchpoint, enquiry=enquiry, language=language, asked_by=actor
            )
    except IntegrityError as error:
        raise NotTried("a test contact goes on there already", "going_on") from error
    audit(actor=actor, action="trial.asked", subject=f"trial:{made.pk}", detail={"enquiry": enquiry})
    return made


def served_by(touchpoint: Touchpoint) -> list[str]:
    """Return the labels of the living workers that could make a test contact at a touchpoint."""
    alive = Worker.objects.filter(stopped_at__isnull=True, heartbeat_at__gt=Now() - timedelta(seconds=30))
    return [
        each.label
        for each in alive.order_by("label")
        if touchpoint.channel in each.capabilities.get("channels", ())
    ]


@transaction.atomic
def claim_trial(*, worker: int, capabilities: Capabilities, now: datetime) -> Trial | None:
    """Take the test contact that was asked for first and that this worker can make, or None.

    Not while an attempt goes on at the touchpoint; what cannot be made at this hour is refused with the
    reason. It counts for the day's contacts of touchpoint and organisation, as an attempt does.
    """
    lose_silent(Trial)
    given = capabilities.parameters()
    with connection.cursor() as cursor:
        cursor.execute(_FIND, given)
        row = cursor.fetchone()
    if row is None:
        return None
    trial = Trial.objects.select_related("touchpoint__organisation__document").get(pk=row[0])
    document = _document(trial.touchpoint)
    if not row[1] and not is_open(document, trial.touchpoint.slug, now):
        refuse_aside(trial, reason="closed")
        return None
    # Asked again once the touchpoint is locked: an attempt may have begun since the search looked.
    busy = Attempt.objects.filter(touchpoint=trial.touchpoint, state__in=IN_PROGRESS)
    if busy.exists():
        return None
    _count(trial.touchpoint, now.astimezone(ZoneInfo(document.clock)).date())
    begin_aside(trial, worker=worker)
    return trial


def is_open(organisation: Organisation, touchpoint: str, now: datetime) -> bool:
    """Whether somebody should answer at a touchpoint now, by its own hours, dates and public holidays."""
    point = organisation.touchpoints[touchpoint]
    at = now.astimezone(ZoneInfo(organisation.clock))
    closed: set[date] = set(point.closed_on)
    if point.holidays == "closed":
        closed |= public_holidays(organisation.country, at.year) or frozenset()
    return at.date() not in closed and (point.open is None or point.open.is_open(at))


def _document(touchpoint: Touchpoint) -> Organisation:
    row = touchpoint.organisation.document
    found = read_document(row) if row is not None else None
    if not isinstance(found, Organisation) or touchpoint.slug not in found.touchpoints:
        raise NotTried("its organisation came without a description; import it anew", "unknown")
    return found


def _count(touchpoint: Touchpoint, day: date) -> None:
    with connection.cursor() as cursor:
        for scope, subject in (("touchpoint", touchpoint.pk), ("organisation", touchpoint.organisation_id)):
            cursor.execute(_DAY, [scope, subject, day])


_DAY = """
INSERT INTO results_daycount (scope, subject_id, day, made) VALUES (%s, %s, %s, 1)
ON CONFLICT (scope, subject_id, day) DO UPDATE SET made = results_daycount.made + 1
"""

# Its touchpoint is locked beside it, as claiming an attempt does: the two can never begin at once.
_FIND = """
SELECT r.id, t.address = ANY(%(reach)s::text[]) OR t.address ~* %(loopback)s::text
FROM results_trial r
JOIN results_touchpoint t ON t.id = r.touchpoint_id
JOIN results_organisation o ON o.id = t.organisation_id
WHERE r.state = 'asked' AND t.channel = ANY(%(channels)s::text[]) AND r.language = ANY(%(languages)s::text[])
    AND t.active AND NOT t.paused
    AND (t.channel <> 'phone' OR t.address = ANY(%(reach)s::text[]) OR t.address ~* %(loopback)s::text
         OR %(anywhere)s::boolean AND (o.country = %(country)s::text OR t.address !~ '^[0-9]'))
    AND NOT EXISTS (SELECT FROM results_attempt a
                    WHERE a.touchpoint_id = t.id AND a.state IN ('claimed', 'contacting'))
ORDER BY r.asked_at, r.id LIMIT 1 FOR NO KEY UPDATE OF r, t SKIP LOCKED
"""

__all__ = ["A_DAY", "ask_trial", "claim_trial", "is_open", "served_by"]
