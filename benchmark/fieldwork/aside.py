"""The life of what a worker makes beside every campaign: test contacts and practice calls."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import connection
from django.db.models.functions import Now

from results.audit import audit
from results.models.aside import Aside

SILENT_S = 60.0
"""After this one whose worker is silent counts as lost."""


def begin_aside(row: Aside, *, worker: int) -> None:
    """Note that a worker has taken it; the caller holds its row."""
    type(row)._default_manager.filter(pk=row.pk).update(  # noqa: SLF001 - Django's own name for it
        state="running", worker_id=worker, started_at=Now(), beat_at=Now(), phase="begun", phase_at=Now()
    )
    # Not the rest: what was fetched beside the row is needed where nobody may wait for the database.
    row.refresh_from_db(fields=["state", "worker", "started_at", "beat_at", "phase", "phase_at"])


def beat_aside(row: Aside, *, phase: str) -> bool:
    """Tell that it goes on and in which phase; return whether it was asked to stop."""
    with connection.cursor() as cursor:
        cursor.execute(_BEAT.format(table=row.table()), {"id": row.pk, "phase": phase})
        found = cursor.fetchone()
    return found is None or bool(found[0])


def end_aside(
    row: Aside, *, outcome: str, document: dict[str, Any], measurements: list[dict[str, Any]], fault: str = ""
) -> None:
    """Write down what it came to."""
    type(row)._default_manager.filter(pk=row.pk, state="running").update(  # noqa: SLF001
        state="ended",
        outcome=outcome,
        document=document,
        measurements=measurements,
        reason=fault[:500],
        phase="",
        ended_at=Now(),
    )


def refuse_aside(row: Aside, *, reason: str) -> None:
    """Write down that it could not be made, and why."""
    type(row)._default_manager.filter(pk=row.pk, state__in=("asked", "running")).update(  # noqa: SLF001
        state="refused", reason=reason[:500], phase="", ended_at=Now()
    )


def stop_aside(row: Aside, *, actor: str) -> bool:
    """End it, or take the wish back before anybody made it; return whether it was news."""
    rows = type(row)._default_manager.filter(pk=row.pk)  # noqa: SLF001
    waiting = rows.filter(state="asked")
    running = rows.filter(state="running", stop_requested_at__isnull=True)
    news = waiting.update(state="refused", reason="taken back", ended_at=Now()) or running.update(
        stop_requested_at=Now()
    )
    if news:
        audit(actor=actor, action=f"{row.kind()}.stopped", subject=f"{row.kind()}:{row.pk}")
    return bool(news)


def lose_silent(table: type[Aside]) -> None:
    """End what a silent worker left behind: nobody knows what became of it, and it is not made again."""
    before = datetime.now(UTC) - timedelta(seconds=SILENT_S)
    table._default_manager.filter(state="running", beat_at__lt=before).update(  # noqa: SLF001
        state="ended", outcome="lost", phase="", ended_at=Now(), reason="its worker fell silent"
    )


_BEAT = """
UPDATE {table} SET beat_at = clock_timestamp(),
    phase_at = CASE WHEN phase = %(phase)s THEN phase_at ELSE clock_timestamp() END, phase = %(phase)s
WHERE id = %(id)s AND state = 'running' RETURNING stop_requested_at IS NOT NULL
"""
