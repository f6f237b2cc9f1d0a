"""One transaction that gives an attempt to one worker: whatever interleaves, caps and touchpoints hold."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import psycopg
from django.db import Error, connection, transaction

from benchmark.fieldwork.book import campaign_book
from benchmark.fieldwork.capabilities import JOINED, SERVABLE, Capabilities
from results.refusal import refused_by

LEASE_S = 60.0
"""How long a worker may be silent before its attempts are taken from it; it beats far more often."""

_TRIES = 50
_SHOPPERS = 1398161014
"""The class of the advisory locks on shoppers."""


@dataclass(frozen=True, slots=True)
class Claim:
    """An attempt in one worker's hands. Every later write names the `token`."""

    attempt: int
    token: int
    number: int
    contact: int
    campaign: int
    organisation: int
    touchpoint: int
    channel: str
    day: date
    """The day on the organisation's clock that it counts for."""
    due_at: datetime


@dataclass(slots=True)
class Search:
    """What one search for an attempt has met on its way.

    `day_full` are attempts that may not be made on their day any more: they must be put off.
    `spent` are campaigns whose budget of minutes is used up.
    """

    day_full: list[int] = field(default_factory=list)
    spent: set[int] = field(default_factory=set)
    _busy: set[int] = field(default_factory=set)
    _on_the_phone: set[int] = field(default_factory=set)
    _closed: set[int] = field(default_factory=set)


def claim_attempt(
    *,
    worker: int,
    capabilities: Capabilities,
    now: datetime,
    attempt: int | None = None,
    campaigns: Collection[int] | None = None,
    lease_s: float = LEASE_S,
    search: Search | None = None,
) -> Claim | None:
    """Claim the attempt that fell due first and that this worker can serve, or None.

    `now` is the campaign's clock; the campaigns of a demonstration do not wait for it. `attempt` asks
    for one only, `campaigns` for these only. Day caps, simultaneous attempts, minutes and one contact at a
    time a touchpoint are counted in the same transaction, by the database itself; a shopper is in one
    bridged call at a time. What could not be claimed for good is told in `search`.
    """
    search = search if search is not None else Search()
    for _ in range(_TRIES):
        claim: Claim | None = None
        try:
            with transaction.atomic():
                found = _find(search, capabilities, now, attempt, campaigns)
                if found is None:
                    return None
                claim, capped_minutes, shopper = found
                if shopper is not None and not _shopper_free(shopper, search):
                    continue
                if not _take(claim, worker, lease_s):
                    search._busy.add(claim.touchpoint)  # noqa: SLF001 - one module
                    continue
                # Asked after the taking, which locks the campaign's row last as everybody does.
                if capped_minutes is not None and not _budget_left(claim, capped_minutes, search):
                    transaction.set_rollback(True)
                    continue
        except Error as error:
            if claim is None or not _note(refused_by(error), claim, search):
                raise
        else:
            return claim
    return None


_FIND = f"""
SELECT a.id, a.fencing_token + 1, a.number, a.contact_id, a.campaign_id, a.organisation_id, a.touchpoint_id,
    a.channel,
    ((CASE WHEN c.demo THEN a.due_at ELSE %(now)s::timestamptz END) AT TIME ZONE o.clock)::date,
    a.due_at, c.cap_minutes, CASE WHEN q.mode = 'bridged' THEN q.shopper_id END
FROM {JOINED}
WHERE a.state = 'planned' AND k.state = 'running'
    AND (c.demo OR a.due_at <= %(now)s::timestamptz AND a.window_ends_at > %(now)s::timestamptz)
    AND {SERVABLE}
    AND NOT EXISTS (SELECT FROM results_attempt b
                    WHERE b.touchpoint_id = a.touchpoint_id AND b.state IN ('claimed', 'contacting'))
    AND NOT EXISTS (SELECT FROM results_trial r
                    WHERE r.touchpoint_id = a.touchpoint_id AND r.state = 'running')
    AND a.id <> ALL(%(refused)s::bigint[]) AND a.touchpoint_id <> ALL(%(busy)s::bigint[])
    AND a.campaign_id <> ALL(%(closed)s::bigint[])
    AND (q.mode <> 'bridged' OR q.shopper_id <> ALL(%(on_the_phone)s::bigint[]))
    AND (%(campaigns)s::bigint[] IS NULL OR a.campaign_id = ANY(%(campaigns)s::bigint[]))
"""  # noqa: S608 - put together from constants

_LOCK = "ORDER BY a.due_at, a.id LIMIT 1 FOR NO KEY UPDATE OF a, t SKIP LOCKED"
_FIND_NEXT = f"{_FIND} AND a.channel = %(channel)s::text {_LOCK}"
_FIND_ONE = f"{_FIND} AND a.id = %(attempt)s::bigint {_LOCK}"
# The touchpoint is locked beside the attempt: else workers that search at once would all run into the
# unique index of its one contact in progress, and wait there.

_TAKE = """
UPDATE results_attempt SET state = 'claimed', worker_id = %(worker)s, day = %(day)s,
    fencing_token = %(token)s, claimed_at = clock_timestamp(),
    lease_until = clock_timestamp() + make_interval(secs => %(lease_s)s)
WHERE id = %(attempt)s AND NOT EXISTS (SELECT FROM results_trial r
    WHERE r.touchpoint_id = results_attempt.touchpoint_id AND r.state = 'running')
"""
# Asked again once the touchpoint is locked: a test contact may have begun since the search looked.


def _find(
    search: Search,
    capabilities: Capabilities,
    now: datetime,
    attempt: int | None,
    campaigns: Collection[int] | None,
) -> tuple[Claim, int | None, int | None] | None:
    """Return the claim that may be taken, the campaign's cap of minutes, and the shopper to be bridged."""
    given = {
        **capabilities.parameters(),
        "now": now,
        "campaigns": None if campaigns is None else list(campaigns),
        "refused": search.day_full,
        "busy": list(search._busy),  # noqa: SLF001 - one module
        "closed": list(search.spent | search._closed),  # noqa: SLF001
        "on_the_phone": list(search._on_the_phone),  # noqa: SLF001
    }
    if attempt is not None:
        row = _ask(_FIND_ONE, given | {"attempt": attempt})
        return None if row is None else (Claim(*row[:-2]), row[-2], row[-1])
    # By channel, so that the index of what is planned gives the order: the first row is the answer.
    found = [row for each in capabilities.channels if (row := _ask(_FIND_NEXT, given | {"channel": each}))]
    if not found:
        return None
    first = min(found, key=lambda row: row[-3])
    return Claim(*first[:-2]), first[-2], first[-1]


def _ask(sql: str, given: dict[str, Any]) -> tuple[Any, ...] | None:
    """Run a search, planned once a connection: to plan it takes four times as long as to run it.

    The joins stay in the order in which they are written, along the index of what is planned: the first row
    that fits is the answer, and nothing is sorted. The plan serves whatever the parameters are.
    """
    connection.ensure_connection()
    # Django's own cursor puts the parameters into the text, so that nothing could be prepared.
    with connection.wrap_database_errors, psycopg.Cursor(connection.connection) as cursor:
        cursor.execute(_PLAN_ONCE)
        cursor.execute(sql, given, prepare=True)
        row: tuple[Any, ...] | None = cursor.fetchone()
    return row


_PLAN_ONCE = """
SELECT set_config('plan_cache_mode', 'force_generic_plan', true),
    set_config('join_collapse_limit', '1', true), set_config('enable_sort', 'off', true),
    set_config('enable_hashjoin', 'off', true), set_config('enable_mergejoin', 'off', true),
    set_config('jit', 'off', true)
"""
# What is switched off is given an enormous price; a server that can compile would compile each search for
# seconds because of it (Debian's can, the embedded one cannot).


def _take(claim: Claim, worker: int, lease_s: float) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            _TAKE,
            {
                "worker": worker,
                "day": claim.day,
                "token": claim.token,
                "lease_s": lease_s,
                "attempt": claim.attempt,
            },
        )
        return bool(cursor.rowcount)


def _shopper_free(shopper: int, search: Search) -> bool:
    """Say whether a shopper is in no other bridged call; nobody else may until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(%s, %s)", [_SHOPPERS, shopper & 0x7FFFFFFF])
        free = cursor.fetchone()[0]
        if free:
            cursor.execute(
                """SELECT FROM results_attempt a JOIN results_contact q ON q.id = a.contact_id
                   WHERE a.state IN ('claimed', 'contacting') AND q.mode = 'bridged' AND q.shopper_id = %s""",
                [shopper],
            )
            free = cursor.rowcount == 0
    if not free:
        search._on_the_phone.add(shopper)  # noqa: SLF001 - one module
    return bool(free)


def _budget_left(claim: Claim, cap_minutes: int, search: Search) -> bool:
    """Say whether the longest time of this call, taken already, and of all that go on still fits.

    So the minutes are never exceeded. Part of the transaction that took it, which holds the campaign's row.
    """
    if claim.channel != "phone":
        return True
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT in_progress, seconds FROM results_campaignuse WHERE campaign_id = %s",
            [claim.campaign],
        )
        in_progress, seconds = cursor.fetchone()
    longest = campaign_book(claim.campaign).longest_s("phone")
    if seconds + in_progress * longest <= cap_minutes * 60:
        return True
    if in_progress > 1:
        search._closed.add(claim.campaign)  # noqa: SLF001 - what goes on may use less than reserved
    else:
        search.spent.add(claim.campaign)
    return False


def _note(guard: str, claim: Claim, search: Search) -> bool:
    """Remember what stood in the way; False if it was nothing that may happen."""
    if guard in ("cap_touchpoint_day", "cap_organisation_day"):
        search.day_full.append(claim.attempt)
    elif guard == "attempt_one_in_progress_a_touchpoint":
        search._busy.add(claim.touchpoint)  # noqa: SLF001
    elif guard == "cap_simultaneous":
        search._closed.add(claim.campaign)  # noqa: SLF001
    elif guard == "cap_minutes":
        search.spent.add(claim.campaign)
    else:
        return False
    return True
