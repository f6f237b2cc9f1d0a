from dataclasses import dataclass

from django.db import connection, transaction

from benchmark.fieldwork.after_attempt import end_contact
from probes.outcome import Outcome
from results.audit import audit
from results.models import Attempt, AttemptState


@dataclass(frozen=True, slots=True)
class Swept:
    """What a sweep found: attempts given back, and attempts lost for good."""

    given_back: int
    lost: int


def sweep_attempts(*, actor: str, grace_s: float = 15.0) -> Swept:
    """Take attempts from workers that are silent for longer than their lease.

    Claimed ones are given back: no packet left. Those in contact are `lost` and end their contact, for the
    organisation may have been called: they are never dialled again. Anybody may sweep at any time; for
    `grace_s` after the database's own start nobody is silent, for nobody could renew a lease while it
    was away. A vanished worker says nothing about the touchpoint, so the circuit breaker does not count it.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            f"""SELECT id, touchpoint_id, state FROM results_attempt
                WHERE state IN ('claimed', 'contacting') AND {_SILENT} ORDER BY id""",  # noqa: S608 - a constant
            {"grace_s": grace_s},
        )
        silent = cursor.fetchall()
    given_back = sum(_give_back(attempt, grace_s) for attempt, _, state in silent if state == "claimed")
    lost = sum(
        _lose(attempt, point, actor, grace_s) for attempt, point, state in silent if state != "claimed"
    )
    return Swept(given_back, lost)


def give_back_all(*, worker: int) -> int:
    """Give back what a worker that is known to be dead had claimed; return how many.

    What it had in contact waits for its lease: only then is it sure that its calls have ended, too.
    """
    held = Attempt.objects.filter(worker=worker, state=AttemptState.CLAIMED).values_list("pk", flat=True)
    return sum(_give_back(attempt, worker=worker) for attempt in list(held))


_SILENT = """(lease_until < clock_timestamp()
    AND pg_postmaster_start_time() < clock_timestamp() - make_interval(secs => %(grace_s)s))"""


def _give_back(attempt: int, grace_s: float = 0.0, *, worker: int | None = None) -> int:
    """Give one back, by itself: each locks counts of days and campaigns that others claim by, too."""
    whose = _SILENT if worker is None else "worker_id = %(worker)s"
    with connection.cursor() as cursor:
        cursor.execute(
            f"""UPDATE results_attempt SET state = 'planned', worker_id = NULL, lease_until = NULL, day = NULL
                WHERE id = %(attempt)s AND state = 'claimed' AND {whose}""",  # noqa: S608 - constants
            {"attempt": attempt, "grace_s": grace_s, "worker": worker},
        )
        return int(cursor.rowcount)


@transaction.atomic
def _lose(attempt: int, touchpoint: int, actor: str, grace_s: float) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT FROM results_touchpoint WHERE id = %s FOR NO KEY UPDATE", [touchpoint])
        cursor.execute(
            f"""UPDATE results_attempt a SET state = 'lost', outcome = 'lost', lease_until = NULL,
                    error = 'the worker ' || coalesce(w.label, '?') || ' vanished in the middle of it'
                FROM results_worker w
                WHERE w.id = a.worker_id AND a.id = %(attempt)s AND a.state = 'contacting' AND {_SILENT}
                RETURNING a.contact_id""",  # noqa: S608
            {"attempt": attempt, "grace_s": grace_s},
        )
        row = cursor.fetchone()
    if row is None:
        return False
    end_contact(contact=row[0], outcome=Outcome.LOST.value)
    audit(actor=actor, action="attempt.lost", subject=f"attempt:{attempt}")
    return True
