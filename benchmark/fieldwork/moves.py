"""The small steps of a claimed attempt: begin, give back. Each is guarded by the fencing token."""

from collections.abc import Iterable

from django.db import connection, transaction

from benchmark.fieldwork.claim import LEASE_S, Claim


@transaction.atomic
def begin_contact(claim: Claim, *, lease_s: float = LEASE_S) -> bool:
    """Commit `contacting`; only then may the first packet leave. False if it must not.

    It must not when the attempt was taken back meanwhile, or the campaign paused or stopped.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            """UPDATE results_attempt a SET state = 'contacting', contacting_at = clock_timestamp(),
                   lease_until = clock_timestamp() + make_interval(secs => %s)
               FROM results_campaigncontrol k
               WHERE a.id = %s AND a.fencing_token = %s AND a.state = 'claimed'
                   AND k.campaign_id = a.campaign_id AND k.state = 'running'""",
            [lease_s, claim.attempt, claim.token],
        )
        if cursor.rowcount == 0:
            # Asked again after a connection broke in the commit: it may have been done.
            cursor.execute(
                "SELECT FROM results_attempt WHERE id = %s AND fencing_token = %s AND state = 'contacting'",
                [claim.attempt, claim.token],
            )
            return bool(cursor.rowcount == 1)
        cursor.execute(
            "UPDATE results_contact SET state = 'running' WHERE id = %s AND state = 'planned'",
            [claim.contact],
        )
    return True


def give_back(claim: Claim) -> bool:
    """Let somebody else have a claimed attempt that was not begun; False if it was taken back already."""
    with connection.cursor() as cursor:
        cursor.execute(
            """UPDATE results_attempt SET state = 'planned', worker_id = NULL, lease_until = NULL, day = NULL
               WHERE id = %s AND fencing_token = %s AND state = 'claimed'""",
            [claim.attempt, claim.token],
        )
        return bool(cursor.rowcount)


def renew_leases(held: Iterable[tuple[int, int]], *, lease_s: float = LEASE_S) -> set[int]:
    """Renew the leases of attempts (id, token); return those that are still held."""
    pairs = list(held)
    if not pairs:
        return set()
    with connection.cursor() as cursor:
        cursor.execute(
            """UPDATE results_attempt a SET lease_until = clock_timestamp() + make_interval(secs => %s)
               FROM unnest(%s::bigint[], %s::bigint[]) AS held (id, token)
               WHERE a.id = held.id AND a.fencing_token = held.token AND a.state IN ('claimed', 'contacting')
               RETURNING a.id""",
            [lease_s, [each[0] for each in pairs], [each[1] for each in pairs]],
        )
        return {row[0] for row in cursor.fetchall()}
