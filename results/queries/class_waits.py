from __future__ import annotations

from typing import NamedTuple

from django.db import connection


class Wait(NamedTuple):
    """A wait on the telephone: whether it is the organisation's own, in s, and whether a person ended it."""

    own: bool
    seconds: float
    answered: bool


def class_waits(*, campaign: int, klass: int, organisation: int) -> list[Wait]:
    """Return all waits on the telephone of a class, told apart only into own and others'.

    Of each contact the attempt that counts, by its newest timeline.
    """
    with connection.cursor() as cursor:
        cursor.execute(_WAITS, {"campaign": campaign, "klass": klass, "own": organisation})
        return [Wait(*row) for row in cursor.fetchall()]


def helped_by_the_first(*, campaign: int, organisation: int) -> tuple[int, int]:
    """Count an organisation's telephone contacts in which a person was reached and passing on was observed.

    Returns those that were never passed on, and all of them.
    """
    with connection.cursor() as cursor:
        cursor.execute(_FIRST, {"campaign": campaign, "own": organisation})
        never, whole = cursor.fetchone()
        return never, whole


_COUNTING = """
  FROM results_contact c
  JOIN LATERAL (
    SELECT a.id FROM results_attempt a
    WHERE a.contact_id = c.id AND a.state IN ('finished', 'lost', 'cancelled')
    ORDER BY (a.outcome = c.outcome) DESC, a.number DESC LIMIT 1
  ) counting ON true
  JOIN LATERAL (
    SELECT t.id FROM results_timelinedocument t
    WHERE t.attempt_id = counting.id ORDER BY t.number DESC LIMIT 1
  ) newest ON true
  JOIN results_measurement m ON m.timeline_id = newest.id AND m.value IS NOT NULL
"""

_WAITS = f"""
  SELECT c.organisation_id = %(own)s, m.value, m.status = 'observed' {_COUNTING}
  WHERE c.campaign_id = %(campaign)s AND c.klass_id = %(klass)s AND c.channel = 'phone'
    AND m.name = 'answer_time' ORDER BY c.id
"""

_FIRST = f"""
  SELECT count(*) FILTER (WHERE m.value = 0), count(*) {_COUNTING}
  WHERE c.campaign_id = %(campaign)s AND c.organisation_id = %(own)s AND c.channel = 'phone'
    AND c.outcome = 'answered_by_person' AND m.name = 'transfers'
"""
