from __future__ import annotations

from typing import NamedTuple

from django.db import connection

_ALIVE_S = 90.0
"""A worker that was silent for longer does not live; project's own choice."""


class RunningFigures(NamedTuple):
    """Figures of the running, for a machine that watches. No figure tells of a person.

    Attributes:
        contacts: by campaign (not released), channel and state. attempts: open ones by channel and state.
        workers: signed on and not off, by `yes` or `no`.
        overdue_s: how long ago the oldest attempt of a running campaign fell due that has not begun.
        paused: touchpoints that the circuit breaker paused. tray: letters that belong to nobody.
        mailbox_s: seconds since the mailbox was read that was read longest ago; 0 without mailboxes.
        database_bytes: its size.
    """

    contacts: dict[tuple[str, ...], float]
    attempts: dict[tuple[str, ...], float]
    workers: dict[tuple[str, ...], float]
    overdue_s: float
    paused: int
    tray: int
    mailbox_s: float
    database_bytes: int


def running_figures() -> RunningFigures:
    """Read all figures, in five queries."""
    with connection.cursor() as cursor:
        cursor.execute(_CONTACTS)
        contacts = {tuple(row[:3]): float(row[3]) for row in cursor.fetchall()}
        cursor.execute(_ATTEMPTS)
        attempts = {tuple(row[:2]): float(row[2]) for row in cursor.fetchall()}
        cursor.execute(_WORKERS, [_ALIVE_S])
        lives, silent = cursor.fetchone()
        cursor.execute(_SINGLE)
        overdue, paused, tray, mailbox, size = cursor.fetchone()
    workers: dict[tuple[str, ...], float] = {("yes",): float(lives), ("no",): float(silent)}
    return RunningFigures(contacts, attempts, workers, float(overdue), paused, tray, float(mailbox), size)


_CONTACTS = """
  SELECT m.slug, c.channel, c.state, count(*) FROM results_contact c
  JOIN results_campaign m ON m.id = c.campaign_id WHERE m.released_at IS NULL
  GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
"""
_ATTEMPTS = """
  SELECT channel, state, count(*) FROM results_attempt
  WHERE state IN ('planned', 'claimed', 'contacting', 'awaiting') GROUP BY 1, 2 ORDER BY 1, 2
"""
_WORKERS = """
  SELECT count(*) FILTER (WHERE lives), count(*) FILTER (WHERE NOT lives) FROM (
    SELECT coalesce(heartbeat_at > clock_timestamp() - make_interval(secs => %s), false) AS lives
    FROM results_worker WHERE stopped_at IS NULL) known
"""
_SINGLE = """
  SELECT
    (SELECT coalesce(extract(epoch FROM max(now() - a.due_at)), 0) FROM results_attempt a
     JOIN results_campaign m ON m.id = a.campaign_id
     JOIN results_campaigncontrol k ON k.campaign_id = a.campaign_id AND k.state = 'running'
     JOIN results_contact q ON q.id = a.contact_id AND q.mode <> 'manual'
     WHERE a.state = 'planned' AND a.due_at < now() AND NOT m.demo),
    (SELECT count(*) FROM results_touchpoint WHERE paused),
    (SELECT count(*) FROM results_letter WHERE attempt_id IS NULL AND purged_at IS NULL),
    (SELECT coalesce(extract(epoch FROM max(now() - looked_at)), 0) FROM results_mailbox),
    pg_database_size(current_database())
"""
