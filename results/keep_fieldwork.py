"""A whole fieldwork written into the record at once: made-up editions, and what another house measured."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, Literal

import pandas as pd
from django.db import connection, transaction

from results.audit import audit
from results.keep_document import keep_document
from results.models import Campaign, Shopper
from scenarios.enquiry import Enquiry

_CONTACTS = """
  INSERT INTO results_contact (campaign_id, key, organisation_id, klass_id, touchpoint_id, channel,
    enquiry_id, language, mode, shopper_id, second_shopper_id, due_at, window_ends_at, state, outcome,
    not_run_reason, created_at, done_at)
  SELECT %(campaign)s, w.contact, p.organisation_id, p.klass_id, t.id, w.channel,
    (%(enquiries)s::jsonb ->> w.scenario)::bigint, coalesce(o.languages[1], 'nb'),
    CASE WHEN s.id IS NULL THEN 'automatic' ELSE 'bridged' END, s.id, s2.id, w.started, w.started, 'done',
    CASE WHEN w.outcome = 'not_run' THEN '' ELSE w.outcome END,
    CASE WHEN w.outcome = 'not_run' THEN 'no_window' ELSE '' END, now(), w.ended
  FROM whole w
  JOIN results_organisation o ON o.slug = w.organisation
  JOIN results_participant p ON p.organisation_id = o.id AND p.campaign_id = %(campaign)s
  JOIN LATERAL (SELECT id FROM results_touchpoint WHERE organisation_id = o.id AND channel = w.channel
                ORDER BY id LIMIT 1) t ON true
  LEFT JOIN results_shopper s ON s.label = w.shopper
  LEFT JOIN results_shopper s2 ON s2.label = w.second
"""

_ATTEMPTS = """
  INSERT INTO results_attempt (contact_id, number, campaign_id, organisation_id, touchpoint_id, channel,
    state, due_at, window_ends_at, day, demo_clock, fencing_token, worker_id, contacting_at, started_at,
    ended_at, outcome, not_run_reason, error, created_at)
  SELECT c.id, number, c.campaign_id, c.organisation_id, c.touchpoint_id, c.channel,
    CASE WHEN number = w.attempts AND w.outcome IN ('lost', 'cancelled') THEN w.outcome ELSE 'finished' END,
    w.started - back, w.started - back, w.day - extract(day FROM back)::int, %(demo)s, 1, %(worker)s,
    w.started - back, w.started - back, CASE WHEN number = w.attempts THEN w.ended ELSE w.started - back END,
    CASE WHEN number = w.attempts THEN w.outcome WHEN c.channel = 'phone' THEN 'no_answer' ELSE 'error' END,
    '', '', now()
  FROM whole w JOIN results_contact c ON c.campaign_id = %(campaign)s AND c.key = w.contact
  CROSS JOIN LATERAL generate_series(1, w.attempts) number
  CROSS JOIN LATERAL make_interval(days => w.attempts - number) back
"""
# Of earlier attempts nothing is known but their number: each is put a day before the next.

_TIMELINES = """
  INSERT INTO results_timelinedocument (attempt_id, number, version, document, made_by, kept_at)
  SELECT a.id, 1, 1, coalesce(s.document, '{"svartid_timeline": 1, "events": []}')::jsonb, %(actor)s, now()
  FROM whole w JOIN results_contact c ON c.campaign_id = %(campaign)s AND c.key = w.contact
  JOIN results_attempt a ON a.contact_id = c.id AND a.number = w.attempts
  LEFT JOIN seen s ON s.contact = w.contact
"""

_EVENTS = """
  INSERT INTO results_timelineevent (attempt_id, timeline_id, number, offset_ms, kind, source, confidence,
    detail, evidence)
  SELECT a.id, t.id, e.place - 1, (e.event ->> 'ms')::float8, e.event ->> 'kind', e.event ->> 'source',
    coalesce((e.event ->> 'confidence')::float8, 1), coalesce(e.event -> 'detail', '{}'),
    coalesce(e.event ->> 'evidence', '')
  FROM seen s JOIN results_contact c ON c.campaign_id = %(campaign)s AND c.key = s.contact
  JOIN results_attempt a ON a.contact_id = c.id
  JOIN results_timelinedocument t ON t.attempt_id = a.id AND t.number = 1
  CROSS JOIN LATERAL jsonb_array_elements(t.document -> 'events') WITH ORDINALITY e (event, place)
"""

_MEASUREMENTS = """
  INSERT INTO results_measurement (attempt_id, timeline_id, name, value, unit, status, confidence)
  SELECT a.id, t.id, m.name, m.value, CASE WHEN m.name = ANY(%(counts)s) THEN 'count' ELSE 's' END,
    m.status, 1
  FROM measured m JOIN results_contact c ON c.campaign_id = %(campaign)s AND c.key = m.contact
  JOIN whole w ON w.contact = m.contact
  JOIN results_attempt a ON a.contact_id = c.id AND a.number = w.attempts
  JOIN results_timelinedocument t ON t.attempt_id = a.id AND t.number = 1
"""

_REPORTED = """
  INSERT INTO results_reportedfigure (attempt_id, shopper_id, name, value, unit, at)
  SELECT a.id, c.shopper_id, r.name, r.value, CASE WHEN r.name = ANY(%(counts)s) THEN 'count' ELSE 's' END,
    w.sent
  FROM told r JOIN results_contact c ON c.campaign_id = %(campaign)s AND c.key = r.contact
  JOIN whole w ON w.contact = r.contact
  JOIN results_attempt a ON a.contact_id = c.id AND a.number = w.attempts
  WHERE c.shopper_id IS NOT NULL AND r.value IS NOT NULL
"""

_SESSIONS = """
  INSERT INTO results_ratingsession (contact_id, shopper_id, role, questionnaire_id, language, app_version,
    origin, state, opened_at, submitted_at)
  SELECT DISTINCT c.id, s.id, CASE WHEN s.id = c.shopper_id THEN 'first' ELSE 'second' END,
    %(questionnaire)s::bigint, c.language, '', %(origin)s, 'submitted', w.opened, w.sent
  FROM answered r JOIN results_contact c ON c.campaign_id = %(campaign)s AND c.key = r.contact
  JOIN whole w ON w.contact = r.contact
  JOIN results_shopper s ON s.label = r.rater
"""

_ANSWERS = """
  INSERT INTO results_ratinganswer (session_id, item, option, number, words, not_applicable, comment,
    answered_at)
  SELECT r.id, a.item,
    CASE WHEN a.status = 'given' AND NOT a.item = ANY(%(counted)s) THEN a.value::int END,
    CASE WHEN a.status = 'given' AND a.item = ANY(%(counted)s) THEN a.value::int END,
    a.words, a.status = 'not_applicable', a.comment, r.submitted_at
  FROM answered a JOIN results_contact c ON c.campaign_id = %(campaign)s AND c.key = a.contact
  JOIN results_shopper s ON s.label = a.rater
  JOIN results_ratingsession r ON r.contact_id = c.id AND r.shopper_id = s.id
  WHERE a.status IN ('given', 'not_applicable')
"""


@transaction.atomic
def keep_fieldwork(
    campaign: Campaign,
    frames: Mapping[str, pd.DataFrame],
    *,
    enquiries: Mapping[str, Enquiry],
    counted_items: tuple[str, ...] = (),
    origin: Literal["form", "import"] = "import",
    actor: str = "svartid",
) -> int:
    """Write contacts, attempts, measurements and ratings of a campaign without contacts; all or nothing.

    Args:
        campaign: kept before, with its participants (`keep_campaign`).
        frames: `contacts`, `measurements`, `answers` as `fieldwork_frames` gives them; measurements that a
            person took are kept as what the contact's shopper reported. Contacts may also have `ended`, and
            `opened` and `sent` of their rating; answers may have `words` and a `comment`. `timelines` may be
            there too: `contact` and the `document` of the counting attempt as JSON.
        enquiries: the enquiry of each scenario named in the contacts.
        counted_items: items that are answered by a number and not by a ticked option.
        origin: where the ratings were made.
        actor: who brought it, for the audit trail.

    Returns:
        How many contacts were written.
    """
    contacts, answers = frames["contacts"], frames["answers"]
    _labels(contacts, answers)
    values: dict[str, Any] = {
        "campaign": campaign.pk,
        "demo": campaign.demo,
        "enquiries": json.dumps({name: keep_document(one).pk for name, one in enquiries.items()}),
        "questionnaire": campaign.questionnaire_id,
        "counted": list(counted_items),
        "counts": list(_COUNTS),
        "origin": origin,
        "actor": actor,
        "worker": _worker(actor),
    }
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL svartid.importing = 'on'")
        _copy(cursor, "whole", _WHOLE, _whole(contacts, answers))
        measured = frames["measurements"]
        by_person = measured["source"] == "person"
        _copy(cursor, "measured", _MEASURED, measured[~by_person])
        _copy(cursor, "told", _MEASURED, measured[by_person])
        _copy(cursor, "answered", _ANSWERED, _with(answers, words="", comment=""))
        _copy(cursor, "seen", _SEEN, frames.get("timelines", pd.DataFrame(columns=list(_SEEN))))
        # The plans of empty tables would join every row with every other.
        cursor.execute("ANALYZE whole, measured, told, answered, seen")
        for sql in (
            _CONTACTS,
            _ATTEMPTS,
            _TIMELINES,
            _EVENTS,
            _MEASUREMENTS,
            _REPORTED,
            _SESSIONS,
            _ANSWERS,
        ):
            cursor.execute(sql, values)
        cursor.execute("SELECT count(*) FROM results_contact WHERE campaign_id = %s", [campaign.pk])
        (count,) = cursor.fetchone() or (0,)
        cursor.execute("DROP TABLE whole, measured, told, answered, seen")
        cursor.execute("SET LOCAL svartid.importing = 'off'")
    audit(
        actor=actor, action="fieldwork.kept", subject=f"campaign:{campaign.slug}", detail={"contacts": count}
    )
    return int(count)


_WHOLE = {
    "contact": "text", "organisation": "text", "channel": "text", "scenario": "text", "shopper": "text",
    "second": "text", "day": "date", "outcome": "text", "attempts": "int", "started": "timestamptz",
    "ended": "timestamptz", "opened": "timestamptz", "sent": "timestamptz",
}  # fmt: skip
_MEASURED = {"contact": "text", "name": "text", "value": "float8", "status": "text"}
_ANSWERED = {
    "contact": "text", "item": "text", "rater": "text", "value": "float8", "status": "text", "words": "text",
    "comment": "text",
}  # fmt: skip
_SEEN = {"contact": "text", "document": "text"}
_COUNTS = ("transfers", "bot_turns", "asked_for_person", "reply_working_days")
"""Measurements that are counts; all others are seconds."""


def _whole(contacts: pd.DataFrame, answers: pd.DataFrame) -> pd.DataFrame:
    whole = contacts.copy()
    day = pd.to_datetime(whole["day"]).dt.tz_localize("UTC") + pd.Timedelta(hours=10)
    whole["started"] = whole["started"].fillna(day)
    two_minutes_later = whole["started"] + pd.Timedelta(minutes=2)
    whole = _with(whole, ended=two_minutes_later, opened=whole["started"], sent=whole["started"])
    pairs = answers[["contact", "rater"]].drop_duplicates().astype(str)
    first = dict(zip(whole["contact"].astype(str), whole["shopper"].astype(str), strict=True))
    other = pairs[pairs["contact"].map(first) != pairs["rater"]].drop_duplicates("contact")
    second = dict(zip(other["contact"], other["rater"], strict=True))
    whole["second"] = whole["contact"].astype(str).map(second)
    return whole


def _with(frame: pd.DataFrame, **columns: Any) -> pd.DataFrame:
    """Fill in the columns that a frame may lack."""
    return frame.assign(**{name: value for name, value in columns.items() if name not in frame})


def _labels(contacts: pd.DataFrame, answers: pd.DataFrame) -> None:
    labels = {*contacts["shopper"].astype(str), *answers["rater"].astype(str)} - {"machine"}
    Shopper.objects.bulk_create([Shopper(label=label) for label in sorted(labels)], ignore_conflicts=True)


def _worker(actor: str) -> int:
    from results.models import Worker

    return int(Worker.objects.get_or_create(label=f"import:{actor}")[0].pk)


def _copy(cursor, table: str, columns: Mapping[str, str], frame: pd.DataFrame) -> None:  # type: ignore[no-untyped-def]
    described = ", ".join(f'"{name}" {kind}' for name, kind in columns.items())
    cursor.execute(f"CREATE TEMPORARY TABLE {table} ({described})")
    rows = frame[list(columns)].astype(object).where(frame[list(columns)].notna(), None)
    with cursor.copy(f"COPY {table} FROM STDIN") as copy:
        for row in rows.itertuples(index=False, name=None):
            copy.write_row([str(value) if kind == "text" and value is not None else value
                            for value, kind in zip(row, columns.values(), strict=True)])  # fmt: skip
