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
    """Count what each shopper has, has made and has rated, over all campaigns, in one query."""
    with connection.cursor() as cursor:
        cursor.execute(
            """WITH theirs AS (
                 SELECT shopper_id AS shopper, id, state FROM results_contact WHERE shopper_id = ANY(%(ids)s)
                 UNION ALL SELECT second_shopper_id, id, state FROM results_contact
                 WHERE second_shopper_id = ANY(%(ids)s)
               ), rated AS (
                 SELECT r.shopper_id, count(*) FILTER (WHERE r.state = 'submitted') AS sent,
                   count(*) FILTER (WHERE r.state = 'open' AND EXISTS (
                     SELECT FROM results_review v
                     WHERE v.session_id = r.id AND v.decision = 'returned')) AS back
                 FROM results_ratingsession r
                 WHERE r.shopper_id = ANY(%(ids)s) AND r.role <> 'calibration' GROUP BY 1
               )
               SELECT t.shopper, count(*), count(*) FILTER (WHERE t.state = 'done'),
                 coalesce(max(rated.sent), 0), coalesce(max(rated.back), 0)
               FROM theirs t LEFT JOIN rated ON rated.shopper_id = t.shopper GROUP BY 1""",
            {"ids": list(shoppers)},
        )
        return {pk: Load(*rest) for pk, *rest in cursor.fetchall()}
