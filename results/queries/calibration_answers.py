from __future__ import annotations

import pandas as pd
from django.db import connection

from results.models import Campaign

_COLUMNS = ("contact", "item", "rater", "value", "status")


def calibration_answers(campaign: Campaign) -> pd.DataFrame:
    """Return every rating that was sent of a campaign's calibrations, whoever placed the contact included.

    Columns as the `answers` of `results.fieldwork_frames`. What an editor corrected stands as the shopper
    answered it: it is the shopper who is looked at.
    """
    with connection.cursor() as cursor:
        cursor.execute(_RATED, [campaign.pk])
        return pd.DataFrame.from_records(cursor.fetchall(), columns=list(_COLUMNS))


_RATED = """
  SELECT c.key, a.item, s.label,
    CASE WHEN a.not_applicable THEN NULL ELSE coalesce(a.option, a.number)::float8 END,
    CASE WHEN a.not_applicable THEN 'not_applicable' ELSE 'given' END
  FROM results_calibration k
  JOIN results_contact c ON c.id = k.contact_id
  JOIN results_ratingsession r ON r.contact_id = c.id AND r.state = 'submitted'
  JOIN results_shopper s ON s.id = r.shopper_id
  JOIN results_ratinganswer a ON a.session_id = r.id
  WHERE k.campaign_id = %s AND (a.not_applicable OR a.option IS NOT NULL OR a.number IS NOT NULL)
  ORDER BY 1, 3, 2
"""
