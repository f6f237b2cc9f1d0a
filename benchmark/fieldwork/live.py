"""What goes on at this moment on all hosts: told by the workers, read by whoever watches."""

from dataclasses import dataclass
from typing import Any

from django.db import connection

from benchmark.fieldwork.claim import Claim

LIVE = "svartid_live"
"""The channel on which the database tells that something changed; its payload is the campaign's id."""

CONTACT = "svartid_contact"
"""The channel for whoever follows one contact: its payload is the contact's id."""


@dataclass(frozen=True, slots=True)
class LiveAttempt:
    """An attempt in contact. `phase` is one of `phase.PHASES`, since `phase_s`; it began `total_s` ago."""

    attempt: int
    number: int
    campaign: str
    contact: str
    organisation: str
    touchpoint: str
    channel: str
    mode: str
    worker: str
    phase: str
    phase_s: float
    total_s: float

    def to_document(self) -> dict[str, Any]:
        """Return plain JSON values."""
        return {
            "attempt": self.attempt,
            "number": self.number,
            "campaign": self.campaign,
            "contact": self.contact,
            "organisation": self.organisation,
            "touchpoint": self.touchpoint,
            "channel": self.channel,
            "mode": self.mode,
            "worker": self.worker,
            "phase": self.phase,
            "phase_s": round(self.phase_s, 1),
            "total_s": round(self.total_s, 1),
        }


def live_attempts(*, campaign: int | None = None) -> list[LiveAttempt]:
    """Return all attempts in contact, of one campaign or of all, those that began first at the top."""
    with connection.cursor() as cursor:
        cursor.execute(_LIVE, {"campaign": campaign})
        return [LiveAttempt(*row) for row in cursor.fetchall()]


def tell_phase(claim: Claim, *, phase: str, age_s: float, leg: str = "", place: int | None = None) -> bool:
    """Show that an attempt has been in this phase for `age_s` seconds; False if it is not ours any more.

    `leg` and `place` as in `picture.Picture`.
    """
    given: dict[str, Any] = {"attempt": claim.attempt, "token": claim.token, "live": LIVE, "contact": CONTACT}
    given |= {"phase": phase, "age_s": age_s, "leg": leg, "place": place}
    with connection.cursor() as cursor:
        cursor.execute(_TELL, given)
        return cursor.fetchone() is not None


_LIVE = """
SELECT a.id, a.number, c.slug, q.key, o.slug, t.slug, a.channel, q.mode, coalesce(w.label, ''),
    coalesce(l.phase, 'begun'),
    greatest(extract(epoch FROM clock_timestamp() - coalesce(l.since, a.contacting_at)), 0)::float,
    greatest(extract(epoch FROM clock_timestamp() - a.contacting_at), 0)::float
FROM results_attempt a
JOIN results_campaign c ON c.id = a.campaign_id
JOIN results_contact q ON q.id = a.contact_id
JOIN results_organisation o ON o.id = a.organisation_id
JOIN results_touchpoint t ON t.id = a.touchpoint_id
LEFT JOIN results_worker w ON w.id = a.worker_id
LEFT JOIN results_live l ON l.attempt_id = a.id
WHERE a.state = 'contacting' AND (%(campaign)s::bigint IS NULL OR a.campaign_id = %(campaign)s)
ORDER BY a.contacting_at, a.id
"""

# Held by the token like every other write; an attempt that ended meanwhile is shown no more.
_TELL = """
WITH held AS (
    SELECT id, campaign_id, contact_id FROM results_attempt
    WHERE id = %(attempt)s AND fencing_token = %(token)s AND state = 'contacting'
), shown AS (
    INSERT INTO results_live (attempt_id, phase, since, leg, place)
    SELECT id, %(phase)s, clock_timestamp() - make_interval(secs => %(age_s)s), %(leg)s, %(place)s FROM held
    ON CONFLICT (attempt_id) DO UPDATE
    SET phase = excluded.phase, since = excluded.since, leg = excluded.leg, place = excluded.place
    RETURNING attempt_id
)
SELECT pg_notify(%(live)s, held.campaign_id::text), pg_notify(%(contact)s, held.contact_id::text)
FROM held JOIN shown ON shown.attempt_id = held.id
"""
