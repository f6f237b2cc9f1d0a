"""Mailboxes that cannot be read, and what waits behind them."""

from __future__ import annotations

from typing import NamedTuple

from django.db import connection

from results.models import Mailbox


class Unread(NamedTuple):
    """A folder that is not being read, and why."""

    folder: str
    error: str


class Overdue(NamedTuple):
    """A mailbox that was not read to its end since so many attempts' deadlines passed."""

    mailbox: str
    attempts: int


def unread_folders() -> list[Unread]:
    """Return the folders that cannot be read; while they cannot, nothing that awaits a letter there ends."""
    rows = Mailbox.objects.exclude(error="").order_by("name", "folder")
    return [Unread(f"{row.name}/{row.folder}", row.error) for row in rows]


def overdue_mailboxes() -> list[Overdue]:
    """Return the mailboxes behind which attempts are past their deadline by ten minutes."""
    with connection.cursor() as cursor:
        cursor.execute(_OVERDUE)
        return [Overdue(mailbox, count) for mailbox, count in cursor.fetchall()]


_OVERDUE = """
SELECT c.mailbox, count(*) FROM results_attempt a JOIN results_correspondence c ON c.attempt_id = a.id
WHERE a.state = 'awaiting' AND a.reply_due_at < clock_timestamp() - interval '10 minutes'
GROUP BY 1 ORDER BY 1
"""
