import logging
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

import psycopg
from django.db import Error, connection
from django.db.models.functions import Now

from benchmark.fieldwork.claim import LEASE_S, Claim
from benchmark.fieldwork.moves import renew_leases
from results.errors import DatabaseMissing
from results.models import CampaignControl, CampaignState, Worker
from results.setup import ensure_database

CHANNEL = "svartid_control"
"""The channel on which the database tells that somebody pressed stop."""

POLL_S = 0.4
"""How long a stop may stay unseen if its notice is lost."""

BEATS = 12
"""Heartbeats in one lease: a dozen may fail before a worker counts as gone."""

_GIVE_UP = 0.6
"""The share of a lease after which a worker that cannot renew it hangs up. Project's own choice."""

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Word:
    """What the record tells a worker: campaigns that were stopped, attempts no longer its own."""

    stopped: frozenset[int] | None = None
    """All campaigns that are stopped; None if nothing is said about them."""
    lost: frozenset[int] = frozenset()
    hung_up: frozenset[int] = frozenset()
    """Attempts whose shopper wants them ended."""
    leave: bool = False
    """The worker itself was told to end."""


class Pulse(threading.Thread):
    """The heartbeat of a worker: a thread with its own connection, which no call can starve.

    It renews the leases of what the worker holds, and looks for the stop button at least every 0.4 s.
    `tell` is called from this thread whenever there is something to tell. An attempt is held
    for its own longest time only, so that a hung worker does not keep it for ever. A worker that could not
    renew its leases for most of their time gives its attempts up: its calls must have ended before
    somebody else may call.
    """

    def __init__(self, *, worker: int, tell: Callable[[Word], None], lease_s: float = LEASE_S) -> None:
        super().__init__(name="svartid-pulse", daemon=True)
        self._worker = worker
        self._tell = tell
        self._lease_s = lease_s
        self._held: dict[int, tuple[int, float]] = {}
        self._lock = threading.Lock()
        self._end = threading.Event()
        self._beat_at = 0.0
        self._stopped: frozenset[int] = frozenset()
        self._renewed_at = time.monotonic()

    def hold(self, claim: Claim, *, longest_s: float) -> None:
        """Renew the lease of this attempt from now on, for `longest_s` seconds at most."""
        with self._lock:
            self._held[claim.attempt] = (claim.token, time.monotonic() + longest_s)

    def release(self, claim: Claim) -> None:
        """Let go of an attempt."""
        with self._lock:
            self._held.pop(claim.attempt, None)

    def stop(self) -> None:
        """End the thread and wait for it."""
        self._end.set()
        self.join(timeout=10)

    def run(self) -> None:
        """Beat until told to end; a database that went away is looked for again and again."""
        while not self._end.is_set():
            try:
                self._listen()
                while not self._end.is_set():
                    self._beat()
                    self._look()
                    self._wait()
            except (Error, psycopg.Error, OSError) as error:
                self._give_up_in_time()
                _LOG.info("the pulse lost the database (%s)", type(error).__name__)
                connection.close()
                self._end.wait(POLL_S)
                self._give_up_in_time()
                with suppress(DatabaseMissing, Error):
                    ensure_database()
        connection.close()

    def _listen(self) -> None:
        connection.ensure_connection()
        with connection.cursor() as cursor:
            cursor.execute(f"LISTEN {CHANNEL}")

    def _wait(self) -> None:
        for _ in connection.connection.notifies(timeout=POLL_S, stop_after=1):
            pass

    def _beat(self) -> None:
        now = time.monotonic()
        if now < self._beat_at:
            return
        with self._lock:
            held = {attempt: token for attempt, (token, until) in self._held.items() if until > now}
        kept = renew_leases(held.items(), lease_s=self._lease_s)
        Worker.objects.filter(pk=self._worker).update(heartbeat_at=Now())
        self._beat_at = now + self._lease_s / BEATS
        self._renewed_at = now
        with self._lock:
            gone = frozenset(attempt for attempt in held if attempt not in kept and attempt in self._held)
        if gone:
            self._tell(Word(lost=gone))

    def _give_up_in_time(self) -> None:
        if time.monotonic() - self._renewed_at < _GIVE_UP * self._lease_s:
            return
        with self._lock:
            held = frozenset(self._held)
        if held:
            self._tell(Word(lost=held))

    def _look(self) -> None:
        stopped = frozenset(
            CampaignControl.objects.filter(state=CampaignState.STOPPED).values_list("campaign_id", flat=True)
        )
        leave = Worker.objects.filter(pk=self._worker, stop_requested_at__isnull=False).exists()
        hung_up = self._hung_up()
        if stopped or leave or hung_up or stopped != self._stopped:
            # Also that a campaign goes on again: else this worker would never begin anything in it.
            self._tell(Word(stopped=stopped, leave=leave, hung_up=hung_up))
        self._stopped = stopped

    def _hung_up(self) -> frozenset[int]:
        with self._lock:
            held = list(self._held)
        if not held:
            return frozenset()
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT attempt_id FROM results_callwish"
                " WHERE hang_up_at IS NOT NULL AND attempt_id = ANY(%s)",
                [held],
            )
            return frozenset(row[0] for row in cursor.fetchall())
