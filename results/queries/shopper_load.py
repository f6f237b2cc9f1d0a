from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from django.db import connection


class Load(NamedTuple):
    """A shopper's contacts (rated again included) and ratings; `returned` wait for them to look again."""

    contacts: int
    done: int
    rated: int
    returned: int


def shopper_load(shoppers: Iterable[int]) -> dict[int, Load]:
    """Count what each shopper has, has made and has rated in campaigns that are not released, in one query.

    What was released is over: a shopper of ten years would be counted from the first call at every visit.
    """
    with connection.cursor() as cursor:
        cursor.execute(_LOAD, {"ids": list(shoppers)})
        return {pk: Load(*rest) for pk, *rest in cursor.fetchall()}


_LOAD = """
  WITH whole AS (
    SELECT c.id, c.state, c.shopper_id, c.second_shopper_id FROM results_contact c
    JOIN results_campaign m ON m.id = c.campaign_id AND m.released_at IS NULL
  ), theirs AS (
    SELECT shopper_id AS shopper, state FROM whole WHERE shopper_id = ANY(%(ids)s)
    UNION ALL SELECT second_shopper_id, state FROM whole WHERE second_shopper_id = ANY(%(ids)s)
  ), rated AS (
    SELECT r.shopper_id, count(*) FILTER (WHERE r.state = 'submitted') AS sent,
      count(*) FILTER (WHERE r.state = 'open' AND EXISTS (
        SELECT FROM results_review v WHERE v.session_id = r.id AND v.decision = 'returned')) AS back
    FROM whole CROSS JOIN LATERAL (
      -- OFFSET 0: looked up contact by contact; joined freely, a house's years of ratings would be read.
      SELECT * FROM results_ratingsession r WHERE r.contact_id = whole.id OFFSET 0
    ) r
    WHERE whole.state <> 'planned' AND r.shopper_id = ANY(%(ids)s) AND r.role <> 'calibration' GROUP BY 1
  )
  SELECT t.shopper, count(*), count(*) FILTER (WHERE t.state = 'done'),
    coalesce(max(rated.sent), 0), coalesce(max(rated.back), 0)
  FROM theirs t LEFT JOIN rated ON rated.shopper_id = t.shopper GROUP BY 1
"""
