from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from django.db import connection


class Wait(NamedTuple):
    """A wait on the telephone: whether it is the organisation's own, in s, and whether a person ended it."""

    own: bool
    seconds: float
    answered: bool


def class_waits(*, campaign: int, klass: int, organisation: int, at: dt.datetime) -> list[Wait]:
    """Return all waits on the telephone of a class, told apart only into own and others'.

    Of each contact the attempt that counts, by its newest timeline. Contacts that were left out before `at`,
    the moment of the scores that stand beside them, are not there.
    """
    with connection.cursor() as cursor:
        cursor.execute(_WAITS, {"campaign": campaign, "klass": klass, "own": organisation, "at": at})
        return [Wait(*row) for row in cursor.fetchall()]


def helped_by_the_first(*, campaign: int, organisation: int, at: dt.datetime) -> tuple[int, int]:
    """Count an organisation's telephone contacts in which a person was reached and passing on was observed.

    Returns those that were never passed on, and all of them, but for those left out before `at`.
    """
    with connection.cursor() as cursor:
        cursor.execute(_FIRST, {"campaign": campaign, "own": organisation, "at": at})
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

# The newest word on a contact before the scores were made says whether it counts in them.
_COUNTS = """
  NOT coalesce((SELECT x.excluded FROM results_exclusion x WHERE x.contact_id = c.id AND x.at <= %(at)s
                ORDER BY x.id DESC LIMIT 1), false)
"""

_WAITS = f"""
  SELECT c.organisation_id = %(own)s, m.value, m.status = 'observed' {_COUNTING}
  WHERE c.campaign_id = %(campaign)s AND c.klass_id = %(klass)s AND c.channel = 'phone'
    AND m.name = 'answer_time' AND {_COUNTS} ORDER BY c.id
"""

_FIRST = f"""
  SELECT count(*) FILTER (WHERE m.value = 0), count(*) {_COUNTING}
  WHERE c.campaign_id = %(campaign)s AND c.organisation_id = %(own)s AND c.channel = 'phone'
    AND c.outcome = 'answered_by_person' AND m.name = 'transfers' AND {_COUNTS}
"""
