from __future__ import annotations

import pandas as pd
from django.db import connection

from results.models import Campaign

_COLUMNS = ("contact", "who", "started", "ended", "reported_wait", "rating_s")


def own_times(campaign: Campaign) -> pd.DataFrame:
    """Return how long shoppers themselves were at it, a row a contact with a shopper.

    Columns: `contact`, `who` (label); `started` and `ended` of contacts that the shopper makes or is bridged
    into (a machine's calls in a shopper's name overlap as they like, so theirs are missing); `reported_wait`,
    the wait that a shopper logged, seconds; `rating_s`, from opening the questionnaire to sending it,
    seconds, missing for what was imported.
    """
    with connection.cursor() as cursor:
        cursor.execute(_TIMES, {"campaign": campaign.pk})
        rows = cursor.fetchall()
    frame = pd.DataFrame.from_records(rows, columns=list(_COLUMNS))
    for name in ("started", "ended"):
        frame[name] = pd.to_datetime(frame[name], utc=True)
    for name in ("reported_wait", "rating_s"):
        frame[name] = pd.to_numeric(frame[name])
    return frame


_TIMES = """
SELECT c.key, s.label, a.started_at, a.ended_at,
    CASE WHEN c.mode = 'manual' THEN (
        SELECT m.value FROM results_measurement m WHERE m.attempt_id = a.id AND m.name = 'answer_time'
        ORDER BY m.id DESC LIMIT 1) END,
    extract(epoch FROM r.submitted_at - r.opened_at)::float8
FROM results_contact c
JOIN results_shopper s ON s.id = c.shopper_id
LEFT JOIN LATERAL (
    SELECT id, started_at, ended_at FROM results_attempt
    WHERE contact_id = c.id AND state = 'finished' AND c.mode IN ('manual', 'bridged')
    ORDER BY number DESC LIMIT 1) a ON true
LEFT JOIN results_ratingsession r
    ON r.contact_id = c.id AND r.shopper_id = s.id AND r.state = 'submitted' AND r.origin = 'form'
    AND r.role <> 'calibration'
WHERE c.campaign_id = %(campaign)s ORDER BY c.key
"""
