from __future__ import annotations

import datetime as dt
import json
from typing import Any, Literal, NamedTuple
from zoneinfo import ZoneInfo

from django.db import connection

Todo = Literal["returned", "rate", "place", "running", "watch"]


class Assigned(NamedTuple):
    """A contact in a shopper's hands, and what it asks of them.

    `todo`: `returned` came back from the editors · `rate` is over and waits for an answer to the questions ·
    `place` is theirs to make · `running` goes on just now · `watch` is made by a machine, and rated after it.
    `due_at` to `until` is the window in which it may begin; `clock` the organisation's time zone.
    """

    contact: int
    organisation: str
    title: dict[str, str]
    channel: str
    mode: str
    role: str
    due_at: dt.datetime
    until: dt.datetime
    clock: str
    begun: bool
    """Whether the questionnaire has been opened."""
    reason: str
    """Why it was sent back, where it was."""
    todo: Todo

    @property
    def local_due(self) -> dt.datetime:
        """When it may begin, on the organisation's clock."""
        return self.due_at.astimezone(ZoneInfo(self.clock))

    @property
    def local_until(self) -> dt.datetime:
        """The last moment at which it may begin, on the organisation's clock."""
        return self.until.astimezone(ZoneInfo(self.clock))


class Assignments(NamedTuple):
    """What a shopper has to do, each list by time."""

    returned: list[Assigned]
    to_rate: list[Assigned]
    due: list[Assigned]
    """Theirs to make up to the horizon; what is overdue comes first."""
    watched: int
    """Contacts up to the horizon that a machine makes, to be rated by them afterwards."""
    later: int
    """Theirs to make beyond it."""


def assignments(*, shopper: int, until: dt.datetime) -> Assignments:
    """Return what a shopper has to do up to a moment, in one query; without contacts that came to nothing.

    Whoever rates a contact again meets it only once it is over and there is something to hear or read.
    """
    with connection.cursor() as cursor:
        cursor.execute(_MINE, {"shopper": shopper})
        rows = [_assigned(*row) for row in cursor.fetchall()]
    ahead = [each for each in rows if each.todo in ("place", "running")]
    return Assignments(
        returned=[each for each in rows if each.todo == "returned"],
        to_rate=[each for each in rows if each.todo == "rate"],
        due=[each for each in ahead if each.due_at < until],
        watched=sum(each.todo == "watch" and each.due_at < until for each in rows),
        later=sum(each.due_at >= until for each in ahead),
    )


def _assigned(*row: Any) -> Assigned:
    *told, state, decision = row
    told[2] = json.loads(told[2] or "{}")
    mode, begun = told[4], told[9]
    if begun and decision == "returned":
        todo: Todo = "returned"
    elif state == "done":
        todo = "rate"
    elif state == "running":
        todo = "running"
    else:
        todo = "watch" if mode == "automatic" else "place"
    return Assigned._make([*told, todo])


_MINE = """
  SELECT c.id, o.name, (d.text::jsonb -> 'title')::text, c.channel, c.mode,
    CASE WHEN c.shopper_id = %(shopper)s THEN 'first' ELSE 'second' END,
    coalesce(a.due_at, c.due_at), greatest(coalesce(a.window_ends_at, c.window_ends_at), a.due_at),
    o.clock, r.id IS NOT NULL, coalesce(v.reason, ''), c.state, v.decision
  FROM results_contact c
  JOIN results_organisation o ON o.id = c.organisation_id
  JOIN results_document d ON d.id = c.enquiry_id
  JOIN results_campaign m ON m.id = c.campaign_id
  LEFT JOIN results_attempt a ON a.contact_id = c.id AND a.state IN ('planned', 'claimed', 'contacting')
  LEFT JOIN LATERAL (
    -- OFFSET 0: looked up contact by contact; joined freely, a shopper's years of ratings would be read.
    SELECT * FROM results_ratingsession r
    WHERE r.contact_id = c.id AND r.shopper_id = %(shopper)s AND r.state <> 'withdrawn' OFFSET 0
  ) r ON true
  LEFT JOIN LATERAL (
    SELECT decision, reason FROM results_review v WHERE v.session_id = r.id
    ORDER BY v.at DESC, v.id DESC LIMIT 1
  ) v ON true
  WHERE (c.shopper_id = %(shopper)s OR c.second_shopper_id = %(shopper)s)
    AND coalesce(r.state, 'open') = 'open'
    AND m.released_at IS NULL
    AND (c.state <> 'done' AND c.shopper_id = %(shopper)s
      OR c.state = 'done' AND c.outcome IN ('answered_by_person', 'replied')
        AND m.questionnaire_id IS NOT NULL
        AND (c.shopper_id = %(shopper)s OR EXISTS (
          SELECT FROM results_evidence e JOIN results_attempt t ON t.id = e.attempt_id
          WHERE t.contact_id = c.id AND (e.kind IN ('sound', 'transcript') OR e.name = 'chat.json')
            AND e.purged_at IS NULL
          UNION ALL SELECT FROM results_letter l JOIN results_attempt t ON t.id = l.attempt_id
          WHERE t.contact_id = c.id AND l.kind = 'person' AND l.purged_at IS NULL)))
  ORDER BY 7, 1
"""
