from __future__ import annotations

import json
from typing import NamedTuple

from django.db import connection

LEAST_RATERS = 3
"""Shoppers who must have rated before any of them is told how they compare: of two, each would know the
other's ratings. Project's own choice."""


class OwnSeverity(NamedTuple):
    """How a shopper's ratings compare in a campaign, as its newest score run with such a figure found it.

    `effect` is on the scale of scores (0–100): below 0 strict, above 0 mild; `error` its standard error.
    """

    title: dict[str, str]
    slug: str
    effect: float
    error: float | None
    contacts: int
    raters: int

    @property
    def sure(self) -> bool:
        """Whether it is more than chance, at 95 %."""
        return self.error is not None and abs(self.effect) > 1.96 * self.error


def own_severity(shopper: int) -> list[OwnSeverity]:
    """Return how a shopper compares in each campaign, the newest first. Nothing is computed here."""
    with connection.cursor() as cursor:
        cursor.execute(_NEWEST, {"shopper": shopper, "least": LEAST_RATERS})
        return [OwnSeverity(json.loads(title), *rest) for title, *rest in cursor.fetchall()]


_NEWEST = """
  SELECT title::text, slug, effect, error, contacts, raters FROM (
    SELECT DISTINCT ON (m.id) m.id, m.starts_on, m.title, m.slug, s.effect, s.error, s.contacts, s.raters
    FROM results_shopperseverity s
    JOIN results_scorerun r ON r.id = s.run_id
    JOIN results_campaign m ON m.id = r.campaign_id
    WHERE s.shopper_id = %(shopper)s AND s.source = 'calibration' AND s.raters >= %(least)s
    ORDER BY m.id, r.id DESC
  ) newest ORDER BY starts_on DESC, id DESC
"""
