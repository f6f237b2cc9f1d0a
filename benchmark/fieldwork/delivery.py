"""Procrastinate brings the word that an attempt is due; the attempt's own row decides."""

import asyncio
import contextlib
import logging
from collections.abc import Mapping
from datetime import datetime
from itertools import product
from typing import Any

import procrastinate
import psycopg
import psycopg_pool
from django.db import Error, connection
from procrastinate import exceptions

from benchmark.fieldwork.capabilities import WAITS_FOR_SHOPPER, Capabilities
from benchmark.fieldwork.crew import Clock, Crew, wall_clock
from benchmark.fieldwork.desk import Desk
from benchmark.fieldwork.sweep import sweep_attempts
from benchmark.fieldwork.tidy_plan import put_off_missed
from results.errors import RecordError

TICK_S = 1.0
"""How often it is looked what is due."""

_MOST = 500
_LOG = logging.getLogger(__name__)
AWAY = (exceptions.ConnectorException, psycopg.Error, psycopg_pool.PoolTimeout, Error, RecordError, OSError)
"""What is raised while the database is away."""

_TASK = "svartid.attempt_due"
for _name in ("procrastinate", "psycopg.pool"):
    # They tell with tracebacks that the database went away; that is looked after here.
    logging.getLogger(_name).setLevel(logging.CRITICAL + 1)


def queues_of(capabilities: Capabilities) -> list[str]:
    """Return the queues that a worker listens to: one for each channel, language and mode it serves."""
    served = product(capabilities.channels, capabilities.languages, capabilities.modes)
    return [".".join(each) for each in served]


async def deliver(crew: Crew, *, desk: Desk, capabilities: Capabilities) -> None:
    """Listen to the queue and offer the crew what is due, until cancelled; the database may go and come."""
    while True:
        try:
            await desk.do(lambda: None)
            await _listen(crew, await desk.do(_address), capabilities)
        except AWAY as error:
            _LOG.info("the queue went away (%s)", type(error).__name__)
        await asyncio.sleep(0.5)


async def dispatch(
    *, desk: Desk, actor: str, tick_s: float = TICK_S, clock: Clock = wall_clock, grace_s: float = 15.0
) -> None:
    """Every `tick_s` seconds sweep, put off what missed its window, and tell the queue what is due.

    Every worker dispatches; the queue takes each attempt once.
    """
    while True:
        try:
            due = await desk.do(lambda: look_after(actor=actor, now=clock(), grace_s=grace_s))
            if due:
                await _defer(due, await desk.do(_address))
        except AWAY as error:
            _LOG.info("the queue went away (%s)", type(error).__name__)
        await asyncio.sleep(tick_s)


def look_after(*, actor: str, now: datetime, grace_s: float) -> list[tuple[int, str]]:
    """Sweep, put off what missed its window, and return what is due (see `find_due`)."""
    sweep_attempts(actor=actor, grace_s=grace_s)
    put_off_missed(now=now)
    return find_due(now=now)


_DUE = f"""
SELECT DISTINCT ON (a.touchpoint_id) a.id, a.channel || '.' || q.language || '.' || q.mode
FROM (
    SELECT a.id, a.contact_id, a.touchpoint_id, a.channel, a.due_at
    FROM results_attempt a
    JOIN results_campaign c ON c.id = a.campaign_id
    JOIN results_campaigncontrol k ON k.campaign_id = a.campaign_id
    JOIN results_touchpoint t ON t.id = a.touchpoint_id
    WHERE a.state = 'planned' AND k.state = 'running' AND t.active AND NOT t.paused
        AND (c.demo OR a.due_at <= %(now)s AND a.window_ends_at > %(now)s)
        AND NOT EXISTS (SELECT FROM results_attempt b
                        WHERE b.touchpoint_id = a.touchpoint_id AND b.state IN ('claimed', 'contacting'))
        AND NOT EXISTS (SELECT FROM procrastinate_jobs j
                        WHERE j.status = 'todo' AND j.queueing_lock = 'attempt-' || a.id)
        AND (SELECT q.mode <> 'manual' AND NOT {WAITS_FOR_SHOPPER}
             FROM results_contact q WHERE q.id = a.contact_id)
    ORDER BY a.due_at, a.id LIMIT %(most)s
) a
JOIN results_contact q ON q.id = a.contact_id
ORDER BY a.touchpoint_id, a.due_at, a.id
"""  # noqa: S608 - put together from constants


def find_due(*, now: datetime) -> list[tuple[int, str]]:
    """Return attempts that fell due, one a free touchpoint, each with its queue; not all if they are many."""
    with connection.cursor() as cursor:
        cursor.execute(_DUE, {"now": now, "most": _MOST})
        return [(row[0], row[1]) for row in cursor.fetchall()]


def _address() -> Mapping[str, Any]:
    given = connection.get_connection_params()
    return {key: value for key, value in given.items() if key not in ("cursor_factory", "context")}


def make_app(address: Mapping[str, Any]) -> procrastinate.App:
    """Return the queue of the database at `address` (libpq's words), with its one task."""
    connector = procrastinate.PsycopgConnector(kwargs=dict(address), min_size=1, max_size=4, timeout=5)
    app = procrastinate.App(connector=connector)

    @app.task(name=_TASK, pass_context=True)
    async def attempt_due(context: procrastinate.JobContext, attempt: int) -> None:
        # The call goes on in the crew's own task: a queue that breaks down cannot end it.
        crew: Crew = context.additional_context["crew"]
        await crew.offer(attempt)

    return app


async def _defer(due: list[tuple[int, str]], address: Mapping[str, Any]) -> None:
    app = make_app(address)
    async with app.open_async():
        for attempt, queue in due:
            job = app.configure_task(_TASK, queue=queue, queueing_lock=f"attempt-{attempt}")
            with contextlib.suppress(exceptions.AlreadyEnqueued):
                await job.defer_async(attempt=attempt)


async def _listen(crew: Crew, address: Mapping[str, Any], capabilities: Capabilities) -> None:
    app = make_app(address)
    async with app.open_async():
        for job in await app.job_manager.get_stalled_jobs(task_name=_TASK):
            await app.job_manager.finish_job(job, procrastinate.jobs.Status.FAILED, delete_job=True)
        await app.run_worker_async(
            queues=queues_of(capabilities),
            name=crew.label,
            concurrency=1,
            install_signal_handlers=False,
            delete_jobs="always",
            fetch_job_polling_interval=1.0,
            shutdown_graceful_timeout=0.1,
            additional_context={"crew": crew},
        )
