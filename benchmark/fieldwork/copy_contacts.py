"""Contacts into the record by COPY, and the first attempt of each with them."""

from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from django.db import connection
from django.utils import timezone


class ContactLine(NamedTuple):
    """A contact as it goes into the record; ids are those of the rows it belongs to."""

    key: str
    organisation: int
    klass: int
    touchpoint: int
    channel: str
    enquiry: int
    language: str
    mode: str
    shopper: int | None
    second_shopper: int | None
    due_at: datetime
    window_ends_at: datetime


_COLUMNS = (
    "campaign_id, key, organisation_id, klass_id, touchpoint_id, channel, enquiry_id, language, mode,"
    " shopper_id, second_shopper_id, due_at, window_ends_at, state, outcome, not_run_reason, created_at"
)


def copy_contacts(*, campaign: int, lines: Iterable[ContactLine]) -> int:
    """Copy contacts of a campaign into the record, each with its first attempt; return how many.

    Part of the caller's transaction. Shoppers get their assignments, for the first and the second rating.
    """
    now = timezone.now()
    count = 0
    with connection.cursor() as cursor:
        with cursor.copy(f"COPY results_contact ({_COLUMNS}) FROM STDIN") as copy:
            for line in lines:
                copy.write_row((campaign, *line, "planned", "", "", now))
                count += 1
        cursor.execute(_FIRST_ATTEMPTS, {"campaign": campaign, "now": now})
        cursor.execute(_ASSIGNMENTS, {"campaign": campaign, "now": now})
    return count


_FIRST_ATTEMPTS = """
INSERT INTO results_attempt (contact_id, number, campaign_id, organisation_id, touchpoint_id, channel, state,
    due_at, window_ends_at, demo_clock, fencing_token, outcome, not_run_reason, error, created_at)
SELECT q.id, 1, q.campaign_id, q.organisation_id, q.touchpoint_id, q.channel, 'planned',
    q.due_at, q.window_ends_at, c.demo, 0, '', '', '', %(now)s
FROM results_contact q JOIN results_campaign c ON c.id = q.campaign_id
WHERE q.campaign_id = %(campaign)s AND NOT EXISTS (SELECT FROM results_attempt a WHERE a.contact_id = q.id)
"""

_ASSIGNMENTS = """
INSERT INTO results_assignment (contact_id, shopper_id, role, state, due_at, created_at, changed_at)
SELECT q.id, asked.shopper, asked.role, 'offered', q.due_at, %(now)s, %(now)s
FROM results_contact q
CROSS JOIN LATERAL (VALUES (q.shopper_id, 'first'), (q.second_shopper_id, 'second')) asked (shopper, role)
WHERE q.campaign_id = %(campaign)s AND asked.shopper IS NOT NULL
ON CONFLICT DO NOTHING
"""
