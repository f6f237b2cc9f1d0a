"""A million contacts beside the edition that is read: years of a house larger than any."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from django.db import connection, transaction

CAMPAIGNS, ORGANISATIONS, EACH = 20, 2_000, 25
"""Twenty editions of 2,000 organisations with 25 contacts each."""


class _Step(NamedTuple):
    """Rows to be made: like one row of the table (`like`), for each row of `source`, with other values."""

    table: str
    like: str
    source: str
    values: dict[str, str]


_MASS = "results_contact c JOIN results_campaign m ON m.id = c.campaign_id AND m.slug LIKE 'mass-%%'"
_STEPS = (
    _Step(
        "organisation",
        "true",
        """generate_series(1, %(organisations)s) n
           JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS place, count(*) OVER () AS whole
                 FROM results_organisationclass) k ON k.place = n %% k.whole""",
        {"slug": "'mass-' || n", "name": "'Mass ' || n", "klass_id": "k.id"},
    ),
    _Step(
        "touchpoint",
        "channel = 'phone'",
        "results_organisation o WHERE o.slug LIKE 'mass-%%'",
        {"organisation_id": "o.id", "address": "'sip:' || o.slug || '@127.0.0.1:9'"},
    ),
    _Step(
        "campaign",
        "slug = %(like)s",
        "generate_series(1, %(campaigns)s) n",
        {
            "slug": "'mass-' || n",
            "starts_on": "pattern.starts_on - n * 365",
            "ends_on": "pattern.ends_on - n * 365",
        },
    ),
    _Step(
        "campaigncontrol",
        "true",
        "results_campaign m WHERE m.slug LIKE 'mass-%%'",
        {"campaign_id": "m.id"},
    ),
    _Step(
        "campaignuse", "true", "results_campaign m WHERE m.slug LIKE 'mass-%%'", {"campaign_id": "m.id"}
    ),
    _Step(
        "participant",
        "true",
        "results_campaign m, results_organisation o WHERE m.slug LIKE 'mass-%%' AND o.slug LIKE 'mass-%%'",
        {"campaign_id": "m.id", "organisation_id": "o.id", "klass_id": "o.klass_id"},
    ),
    _Step(
        "contact",
        "channel = 'phone' AND outcome = 'answered_by_person' AND shopper_id IS NOT NULL",
        """results_campaign m JOIN results_organisation o ON o.slug LIKE 'mass-%%'
           JOIN results_touchpoint t ON t.organisation_id = o.id
           CROSS JOIN generate_series(1, %(each)s) n
           JOIN (SELECT id, row_number() OVER (ORDER BY id) - 1 AS place, count(*) OVER () AS whole
                 FROM results_shopper) s ON s.place = (o.id * 7 + n) %% s.whole
           CROSS JOIN LATERAL (SELECT m.starts_on + ((o.id + 3 * n) %% 100)::int + time '10:00'
                               + make_interval(secs => o.id + n) AS due) d
           WHERE m.slug LIKE 'mass-%%'""",
        {
            "campaign_id": "m.id", "key": "o.slug || '.' || n", "organisation_id": "o.id",
            "klass_id": "o.klass_id", "touchpoint_id": "t.id", "shopper_id": "s.id",
            "second_shopper_id": "NULL::bigint", "due_at": "due", "window_ends_at": "due",
            "done_at": "due + interval '4 minutes'",
            "outcome": "CASE WHEN (o.id + n) %% 8 = 0 THEN 'wait_limit_reached'"
                       " ELSE 'answered_by_person' END",
        },
    ),
    _Step(
        "attempt",
        "state = 'finished' AND channel = 'phone' AND number = 1",
        _MASS,
        {
            "contact_id": "c.id", "campaign_id": "c.campaign_id", "organisation_id": "c.organisation_id",
            "touchpoint_id": "c.touchpoint_id", "due_at": "c.due_at", "window_ends_at": "c.due_at",
            "day": "c.due_at::date", "contacting_at": "c.due_at", "started_at": "c.due_at",
            "ended_at": "c.done_at", "outcome": "c.outcome",
        },
    ),
    _Step(
        "ratingsession",
        "state = 'submitted' AND role = 'first'",
        f"{_MASS} WHERE c.outcome = 'answered_by_person'",
        {"contact_id": "c.id", "shopper_id": "c.shopper_id", "opened_at": "c.done_at",
         "submitted_at": "c.done_at"},
    ),
    _Step(
        "review",
        "decision = 'approved'",
        "results_ratingsession r JOIN results_contact c ON c.id = r.contact_id"
        " JOIN results_campaign m ON m.id = c.campaign_id AND m.slug LIKE 'mass-%%'",
        {"session_id": "r.id"},
    ),
    _Step(
        "scorerun",
        "true",
        "results_campaign m WHERE m.slug LIKE 'mass-%%'",
        {"campaign_id": "m.id", "made_by": "'bench'"},
    ),
    _Step(
        "score",
        "level = 'contact' AND status = 'scored'",
        "results_contact c JOIN results_scorerun r ON r.campaign_id = c.campaign_id AND r.made_by = 'bench'",
        {"run_id": "r.id", "klass_id": "c.klass_id", "organisation_id": "c.organisation_id",
         "contact_id": "c.id", "value": "50 + (c.id %% 50)"},
    ),
    _Step(
        "rankingrun",
        "true",
        "results_scorerun r WHERE r.made_by = 'bench'",
        {"score_run_id": "r.id", "made_by": "'bench'"},
    ),
)  # fmt: skip


def add_a_million(*, like: str, tell: Callable[[str], None]) -> int:
    """Write a million contacts, rated, reviewed and scored, beside the campaign `like`; return how many.

    What a step does not say stands as in a row of the edition: as real as there. Only for a database of the
    bench's own: triggers and foreign keys sleep meanwhile; it takes a superuser.
    """
    values: dict[str, int | str] = {
        "organisations": ORGANISATIONS,
        "campaigns": CAMPAIGNS,
        "each": EACH,
        "like": like,
    }
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for step in _STEPS:
            tell(f"  {step.table} …")
            cursor.execute(_sql(cursor, step), values)
    with connection.cursor() as cursor:
        tell("  counted …")
        cursor.execute("VACUUM (ANALYZE)")
        cursor.execute("SELECT count(*) FROM results_contact")
        (count,) = cursor.fetchone() or (0,)
    return int(count)


def _sql(cursor: Any, step: _Step) -> str:
    cursor.execute(
        "SELECT column_name FROM information_schema.columns WHERE table_name = %s AND column_name <> 'id'"
        " AND table_schema = 'public' ORDER BY ordinal_position",
        [f"results_{step.table}"],
    )
    columns = [name for (name,) in cursor.fetchall()]
    named = ", ".join(f'"{name}"' for name in columns)
    told = ", ".join(step.values.get(name, f'pattern."{name}"') for name in columns)
    return f"""INSERT INTO results_{step.table} ({named})
        SELECT {told} FROM (SELECT * FROM results_{step.table} WHERE {step.like} LIMIT 1) pattern,
          {step.source}"""  # noqa: S608
