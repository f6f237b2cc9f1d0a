"""The envelope of every attempt, whatever the channel.

It owns the start, the deadline, cancellation and the evidence folder; a probe only makes the contact
and says how it ended. So no probe can lie about its own duration, and every timeline ends with
exactly one FINISHED.
"""

import asyncio
import contextlib
import logging
from pathlib import Path
from typing import Any

from probes.clock import Clock, SystemClock
from probes.errors import EngineLost, NotAllowed, ProbeError
from probes.event import EventKind, Source
from probes.outcome import Outcome
from probes.probe import Probe, ProbeRequest
from probes.recorder import TimelineRecorder, Watcher
from probes.timeline import Timeline

TIDYING_S = 10.0
"""Seconds a probe may still use for analysis after it was told to end. It has hung up long before:
the contact itself ends within two seconds. Project's own choice."""

_LOG = logging.getLogger(__name__)


async def run_attempt(
    probe: Probe,
    request: ProbeRequest,
    *,
    clock: Clock | None = None,
    channel: str = "phone",
    watcher: Watcher | None = None,
    stop: asyncio.Event | None = None,
    leave: asyncio.Event | None = None,
) -> Timeline:
    """Make one attempt and return its timeline, which also lies in the evidence folder.

    Never raises for what a probe does: errors become outcomes. `stop`, when set, ends the contact at
    once with outcome `cancelled`; `leave` ends it, too, but as a caller who hangs up does: whoever has talked
    with a person by then was answered. Cancelling the task does as `stop` does and then raises CancelledError
    (the timeline is in the folder). Raises ProbeError only if the folder cannot be made.
    """
    clock = clock or SystemClock()
    _prepare(request.evidence)
    timeline = Timeline(
        channel=channel,
        started_at=clock.now(),
        touchpoint=f"{request.organisation.organisation}.{request.touchpoint}",
        enquiry=request.enquiry.enquiry,
        mode=str(request.options.get("mode", "")),
    )
    recorder = TimelineRecorder(timeline, evidence=request.evidence, clock=clock, watcher=watcher)
    task = asyncio.ensure_future(probe(request, recorder))
    outcome = Outcome.CANCELLED
    try:
        outcome = await _outcome(task, recorder, request.deadline_s, stop, leave)
    finally:
        # Reached by cancellation too: end the contact, wait for the tidying, write what is known.
        if not task.done():
            await _end(task)
        recorder.finish(outcome)
        _keep(timeline, request.evidence)
    return timeline


async def _outcome(
    task: asyncio.Future[Outcome],
    recorder: TimelineRecorder,
    deadline_s: float,
    stop: asyncio.Event | None,
    leave: asyncio.Event | None,
) -> Outcome:
    stopping = asyncio.ensure_future((stop or asyncio.Event()).wait())
    leaving = asyncio.ensure_future((leave or asyncio.Event()).wait())
    ends: set[asyncio.Future[Any]] = {task, stopping, leaving}
    try:
        await asyncio.wait(ends, timeout=deadline_s, return_when=asyncio.FIRST_COMPLETED)
        if task.done():
            return _told(task, recorder)
        if stopping.done():
            recorder.event(EventKind.NOTE, Source.CALLER, detail={"note": "stopped"})
            await _end(task)
            return Outcome.CANCELLED
        if leaving.done():
            recorder.event(EventKind.NOTE, Source.PERSON, detail={"note": "ended by the shopper"})
            await _end(task)
            met = recorder.timeline.first(EventKind.PERSON_ANSWERED)
            return Outcome.ANSWERED_BY_PERSON if met else Outcome.CANCELLED
        recorder.event(
            EventKind.LIMIT_REACHED, Source.CALLER, detail={"limit": "deadline", "limit_s": deadline_s}
        )
        await _end(task)
        met = recorder.timeline.first(EventKind.PERSON_ANSWERED)
        return Outcome.ANSWERED_BY_PERSON if met else Outcome.ERROR
    finally:
        stopping.cancel()
        leaving.cancel()


def _told(task: asyncio.Future[Outcome], recorder: TimelineRecorder) -> Outcome:
    try:
        return Outcome(task.result())
    except asyncio.CancelledError:
        return Outcome.CANCELLED
    except NotAllowed as error:
        recorder.event(EventKind.REFUSED, Source.CALLER, detail={"reason": str(error)})
        return Outcome.ERROR
    except EngineLost as error:
        if recorder.timeline.first(EventKind.ENGINE_LOST) is None:
            recorder.event(EventKind.ENGINE_LOST, Source.CALLER, detail={"reason": str(error)})
        return Outcome.LOST
    except ProbeError as error:
        detail = {"note": "error", "error": type(error).__name__, "reason": str(error)}
        recorder.event(EventKind.NOTE, Source.CALLER, detail=detail)
        return Outcome.ERROR
    except Exception as error:  # noqa: BLE001 - the timeline must be finished whatever happened
        # The words of an unforeseen error may hold anything, a password included: only its kind is kept.
        _LOG.exception("a probe failed in a way nobody foresaw")
        detail = {"note": "error", "error": type(error).__name__}
        recorder.event(EventKind.NOTE, Source.CALLER, detail=detail)
        return Outcome.ERROR


async def _end(task: asyncio.Future[Outcome]) -> None:
    task.cancel()
    await asyncio.wait({task}, timeout=TIDYING_S)
    if not task.done():
        _LOG.error("a probe did not end within %.0f s of being told to", TIDYING_S)
        return
    with contextlib.suppress(asyncio.CancelledError):
        if (error := task.exception()) is not None:
            _LOG.warning("a probe failed while it ended: %s", type(error).__name__)


def _prepare(folder: Path) -> None:
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
    except OSError as error:
        raise ProbeError(f"{folder}: the evidence folder cannot be made ({error.strerror})") from error


def _keep(timeline: Timeline, folder: Path) -> None:
    path = folder / "timeline.json"
    try:
        path.unlink(missing_ok=True)
        path.touch(mode=0o600)
        timeline.save(path)
        path.chmod(0o600)
    except OSError as error:
        _LOG.error("%s: the timeline could not be kept (%s)", path, error.strerror)
