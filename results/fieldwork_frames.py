"""What the record says happened in a campaign, as frames: no arithmetic, only reading."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
from django.db import connection

from results.exchange.copy_stream import read_query
from results.models import Campaign

_COUNTING = """
  SELECT DISTINCT ON (a.contact_id) a.contact_id, a.id, a.outcome, a.started_at, a.day
  FROM results_attempt a JOIN results_contact c ON c.id = a.contact_id
  WHERE a.campaign_id = %(campaign)s AND a.state IN ('finished', 'lost', 'cancelled')
  ORDER BY a.contact_id, (a.outcome = c.outcome) DESC, a.number DESC
"""
# The counting attempt: the last that ended as the contact did. Earlier ones are kept and shown. Where its
# timeline was made anew (heard again, corrected), that one's outcome counts.

_ORGANISATIONS = """
  SELECT o.slug AS organisation, k.slug AS "class", o.country, o.clock
  FROM results_participant p
  JOIN results_organisation o ON o.id = p.organisation_id
  JOIN results_organisationclass k ON k.id = p.klass_id
  WHERE p.campaign_id = %(campaign)s ORDER BY o.slug
"""

_OFFERS = """
  SELECT DISTINCT o.slug AS organisation, t.channel
  FROM results_participant p
  JOIN results_organisation o ON o.id = p.organisation_id
  JOIN results_touchpoint t ON t.organisation_id = o.id AND t.active
  WHERE p.campaign_id = %(campaign)s ORDER BY 1, 2
"""

_CONTACTS = f"""
  WITH counting AS ({_COUNTING}), made AS (
    SELECT contact_id, count(*) AS attempts FROM results_attempt
    WHERE campaign_id = %(campaign)s AND state IN ('finished', 'lost', 'cancelled') GROUP BY contact_id
  ), newest AS (
    SELECT DISTINCT ON (t.attempt_id) t.attempt_id, t.document ->> 'outcome' AS outcome
    FROM results_timelinedocument t JOIN counting ON counting.id = t.attempt_id AND t.number > 1
    ORDER BY t.attempt_id, t.number DESC
  ), said AS (
    SELECT DISTINCT ON (x.contact_id) x.contact_id, x.excluded
    FROM results_exclusion x JOIN results_contact c ON c.id = x.contact_id AND c.campaign_id = %(campaign)s
    ORDER BY x.contact_id, x.id DESC
  )
  SELECT c.key AS contact, o.slug AS organisation, c.channel, d.slug AS scenario,
    coalesce(s.label, 'machine') AS shopper,
    coalesce(counting.day, (c.due_at AT TIME ZONE o.clock)::date) AS day,
    CASE WHEN said.excluded AND counting.contact_id IS NOT NULL THEN 'left_out'
      ELSE coalesce(nullif(newest.outcome, ''), nullif(counting.outcome, ''), 'not_run') END AS outcome,
    coalesce(made.attempts, 0) AS attempts, counting.started_at AS started
  FROM results_contact c
  JOIN results_organisation o ON o.id = c.organisation_id
  JOIN results_document d ON d.id = c.enquiry_id
  LEFT JOIN results_shopper s ON s.id = c.shopper_id
  LEFT JOIN counting ON counting.contact_id = c.id
  LEFT JOIN made ON made.contact_id = c.id
  LEFT JOIN newest ON newest.attempt_id = counting.id
  LEFT JOIN said ON said.contact_id = c.id
  WHERE c.campaign_id = %(campaign)s ORDER BY c.key
"""  # noqa: S608  # parts of our own, values are bound

_MEASUREMENTS = f"""
  WITH counting AS ({_COUNTING}), newest AS (
    SELECT DISTINCT ON (t.attempt_id) t.id, counting.contact_id
    FROM results_timelinedocument t JOIN counting ON counting.id = t.attempt_id
    ORDER BY t.attempt_id, t.number DESC
  )
  SELECT c.key AS contact, m.name, m.value, m.status,
    CASE WHEN c.mode = 'manual' THEN 'person' WHEN m.name = 'transfers' THEN 'reconciled' ELSE 'machine' END
      AS source
  FROM newest JOIN results_measurement m ON m.timeline_id = newest.id
  JOIN results_contact c ON c.id = newest.contact_id
  WHERE m.name = ANY(%(names)s)
  UNION ALL (
    SELECT DISTINCT ON (c.key, r.name) c.key, r.name, r.value, 'observed', 'person'
    FROM results_reportedfigure r JOIN counting ON counting.id = r.attempt_id
    JOIN results_contact c ON c.id = counting.contact_id AND c.mode <> 'manual'
    WHERE r.name = ANY(%(names)s) ORDER BY c.key, r.name, (r.shopper_id = c.shopper_id) DESC, r.id DESC)
"""  # noqa: S608
# What the contact's own shopper told last stands beside what the machine measured. Of a contact that was
# logged by hand there is only one figure.

_SESSIONS = """
  SELECT r.id AS session, c.key AS contact, s.label AS rater FROM results_ratingsession r
  JOIN results_contact c ON c.id = r.contact_id AND c.campaign_id = %(campaign)s
  JOIN results_shopper s ON s.id = r.shopper_id ORDER BY r.id
"""

_ANSWERS = """
  WITH counted AS MATERIALIZED (
    SELECT r.id FROM results_ratingsession r
    JOIN results_contact c ON c.id = r.contact_id AND c.campaign_id = %(campaign)s
    WHERE r.state = 'submitted' AND r.role <> 'calibration'
      AND coalesce((SELECT v.decision FROM results_review v WHERE v.session_id = r.id
                    ORDER BY v.at DESC, v.id DESC LIMIT 1), 'approved') <> 'rejected'
  ), corrected AS MATERIALIZED (
    SELECT DISTINCT ON (k.session_id, k.item) k.session_id, k.item, k.option, k.number, k.not_applicable
    FROM results_ratingcorrection k JOIN counted ON counted.id = k.session_id
    ORDER BY k.session_id, k.item, k.id DESC
  )
  SELECT a.session_id AS session, a.item,
    CASE WHEN a.not_applicable THEN NULL ELSE coalesce(a.option, a.number)::float8 END AS value
  FROM counted JOIN (
    SELECT session_id, item, option, number, not_applicable FROM results_ratinganswer a
    WHERE NOT EXISTS (SELECT FROM corrected k WHERE k.session_id = a.session_id AND k.item = a.item)
    UNION ALL SELECT * FROM corrected
  ) a ON a.session_id = counted.id
  WHERE a.not_applicable OR a.option IS NOT NULL OR a.number IS NOT NULL
"""
# An editor's newest correction stands in the place of the shopper's answer, which stays in the record.

_CODES = pa.dictionary(pa.int32(), pa.string())
_MANY: dict[str, dict[str, Any]] = {
    "measurements": {
        "contact": pa.string(), "name": _CODES, "value": pa.float64(), "status": _CODES, "source": _CODES,
    },
    "answers": {"session": pa.int64(), "item": _CODES, "value": pa.float64()},
}  # fmt: skip
"""Frames of a row a figure or answer: words come as codes and never as hundreds of thousands of texts."""


def fieldwork_frames(campaign: Campaign, *, names: tuple[str, ...]) -> dict[str, pd.DataFrame]:
    """Return the frames `organisations, offers, contacts, measurements, answers` of a campaign.

    Columns as `benchmark.scoring.inputs.Fieldwork` describes them. `names` are the measurements wanted.
    Contacts not made yet are there with the outcome `not_run`, those that an evaluator has left out with
    `left_out`. Of ratings only submitted ones count, none that a review has rejected, and none made for
    calibration; free words stay in the record.
    """
    values = {"campaign": campaign.pk, "names": list(names)}
    queries = {
        "organisations": _ORGANISATIONS,
        "offers": _OFFERS,
        "contacts": _CONTACTS,
        "measurements": _MEASUREMENTS,
        "answers": _ANSWERS,
    }
    frames = {
        name: _many(sql, values, _MANY[name]) if name in _MANY else _few(sql, values)
        for name, sql in queries.items()
    }
    frames["answers"] = _with_sessions(frames["answers"], _few(_SESSIONS, values))
    return frames


def _with_sessions(answers: pd.DataFrame, sessions: pd.DataFrame) -> pd.DataFrame:
    """Whose answers they are: told by the database once a session and not once an answer."""
    known = sessions["session"].to_numpy(dtype=np.int64)
    answers = answers[answers["session"].isin(known)]  # all, unless somebody was erased in between
    place = np.searchsorted(known, answers["session"].to_numpy())
    open_ = answers["value"].isna().to_numpy()
    return pd.DataFrame(
        {
            "contact": sessions["contact"].to_numpy(dtype=object)[place],
            "item": answers["item"].array,
            "rater": pd.Categorical(sessions["rater"])[place],
            "value": answers["value"].to_numpy(),
            "status": pd.Categorical(np.where(open_, "not_applicable", "given")),
        }
    )


def _many(sql: str, values: dict[str, Any], types: dict[str, Any]) -> pd.DataFrame:
    with connection.cursor() as cursor, read_query(cursor.cursor, sql, types, values) as batches:
        table = pa.Table.from_batches(batches, schema=pa.schema(list(types.items())))
    frame: pd.DataFrame = table.unify_dictionaries().to_pandas()
    return frame


def _few(sql: str, values: dict[str, Any]) -> pd.DataFrame:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        columns = [column.name for column in cursor.description or ()]
        return pd.DataFrame.from_records(cursor.fetchall(), columns=columns)
