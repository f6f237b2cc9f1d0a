"""PostgreSQL told how large its tables are, before much is read at once."""

from __future__ import annotations

from django.db import connection

_TABLES = (
    "results_attempt", "results_contact", "results_measurement", "results_ratinganswer",
    "results_ratingcorrection", "results_ratingsession", "results_review", "results_timelinedocument",
)  # fmt: skip

# As autovacuum would, which comes a minute later: a tenth of the rows and a thousand.
_STALE = """
  SELECT relname FROM pg_stat_user_tables
  WHERE relname = ANY(%s) AND schemaname = current_schema()
    AND (n_mod_since_analyze > 1000 + n_live_tup / 10
         OR (n_live_tup > 0 AND last_analyze IS NULL AND last_autoanalyze IS NULL))
"""


def fresh_plan() -> None:
    """Look at the tables of a fieldwork that changed much since PostgreSQL last did.

    A campaign that was imported a moment ago is read with the plan of an empty table otherwise: a hundred
    thousand answers took two minutes in place of half a second.
    """
    with connection.cursor() as cursor:
        cursor.execute(_STALE, [list(_TABLES)])
        stale = sorted(name for (name,) in cursor.fetchall())
        for name in stale:
            cursor.execute(f'ANALYZE "{name}"')
