"""A practice call: a simulated citizen rings the verified phone of somebody who answers for a living."""

from __future__ import annotations

from datetime import timedelta

from django.db import IntegrityError, connection, transaction
from django.db.models.functions import Now
from django.utils import timezone

from benchmark.fieldwork.aside import begin_aside, lose_silent
from benchmark.fieldwork.book import campaign_book
from benchmark.fieldwork.capabilities import WISH_S, Capabilities
from benchmark.fieldwork.errors import NotTried
from benchmark.fieldwork.status import worker_statuses
from results.audit import audit
from results.models import Organisation, Participant, PracticeCall, PracticePhone

A_DAY = 10
"""Practice calls that a phone gets on a day. Project's own choice."""


def kept_secret(organisation: Organisation) -> frozenset[str]:
    """Return the enquiries that an organisation must not meet in practice: it is measured with them now.

    Those of every campaign in which it takes part and which is not released yet.
    """
    rows = Participant.objects.filter(organisation=organisation, campaign__released_at__isnull=True)
    return frozenset(
        enquiry
        for campaign, klass in rows.values_list("campaign", "klass__slug")
        for enquiry in campaign_book(campaign).campaign.enquiries.get(klass, ())
    )


@transaction.atomic
def ask_practice(*, phone: PracticePhone, enquiry: str, language: str, actor: str) -> PracticeCall:
    """Ask for a practice call; the next worker that can ring the phone makes it within moments.

    Raises NotTried with the reason: `unverified`, `secret` (an enquiry with which the organisation is being
    measured), `enough` for the day, `no_worker`, or `going_on`.
    """
    if phone.verified_at is None:
        raise NotTried("only a verified phone is rung", "unverified")
    if enquiry in kept_secret(phone.organisation):
        raise NotTried("the organisation is being measured with it", "secret")
    forget_unheard()
    since = timezone.now() - timedelta(days=1)
    rung = PracticeCall.objects.filter(address=phone.address, asked_at__gte=since).exclude(state="refused")
    if rung.count() >= A_DAY:
        raise NotTried(f"it has rung {A_DAY} times within a day", "enough")
    if not any(each.alive and "phone" in each.serves.get("channels", ()) for each in worker_statuses()):
        raise NotTried("nobody makes calls just now", "no_worker")
    try:
        with transaction.atomic():
            made = PracticeCall.objects.create(
                phone=phone, address=phone.address, enquiry=enquiry, language=language
            )
    except IntegrityError as error:
        raise NotTried("a practice call goes on there already", "going_on") from error
    audit(actor=actor, action="practicecall.asked", subject=f"practicecall:{made.pk}")
    return made


@transaction.atomic
def claim_practice(*, worker: int, capabilities: Capabilities) -> PracticeCall | None:
    """Take the practice call that was asked for first and whose phone this worker can ring, or None.

    The phone must still be verified, and be the one that was asked for.
    """
    lose_silent(PracticeCall)
    forget_unheard()
    with connection.cursor() as cursor:
        cursor.execute(_FIND, capabilities.parameters())
        row = cursor.fetchone()
    if row is None:
        return None
    call = PracticeCall.objects.select_related("phone__organisation__klass").get(pk=row[0])
    begin_aside(call, worker=worker)
    return call


def forget_unheard() -> None:
    """Refuse what nobody has taken up in time: whoever asked has put the phone away."""
    before = timezone.now() - timedelta(seconds=WISH_S)
    PracticeCall.objects.filter(state="asked", asked_at__lt=before).update(
        state="refused", reason="no_worker", ended_at=Now()
    )


_FIND = """
SELECT r.id FROM results_practicecall r
JOIN results_practicephone p ON p.id = r.phone_id AND p.address = r.address AND p.verified_at IS NOT NULL
JOIN results_organisation o ON o.id = p.organisation_id
WHERE r.state = 'asked' AND 'phone' = ANY(%(channels)s::text[]) AND r.language = ANY(%(languages)s::text[])
    AND (r.address = ANY(%(reach)s::text[]) OR r.address ~* %(loopback)s::text
         OR %(anywhere)s::boolean AND (o.country = %(country)s::text OR r.address !~ '^[0-9]'))
ORDER BY r.id LIMIT 1 FOR NO KEY UPDATE OF r, p SKIP LOCKED
"""
