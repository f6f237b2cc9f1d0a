import signal
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path

from django.db import transaction

from benchmark.fieldwork.after_attempt import follow_up
from benchmark.fieldwork.breaker import note_outcome
from benchmark.fieldwork.claim import Claim
from benchmark.fieldwork.errors import StaleClaim
from probes.event import EventKind
from probes.measurement import Measurement
from probes.outcome import Outcome
from probes.timeline import Timeline
from results.evidence import keep_folder
from results.keep_timeline import keep_timeline
from results.models import Attempt, AttemptState, Touchpoint

_STATES = {Outcome.LOST: AttemptState.LOST, Outcome.CANCELLED: AttemptState.CANCELLED}


@transaction.atomic
def finish_attempt(
    *,
    claim: Claim,
    timeline: Timeline,
    measurements: Iterable[Measurement] = (),
    folder: Path | None = None,
    fault: str = "",
    now: datetime,
    actor: str,
) -> bool:
    """Write all that an attempt came to in one transaction; return whether another attempt follows.

    State, outcome, timeline, events, measurements, evidence, what follows, and the circuit breaker: all or
    nothing. `fault` is told beside what the timeline tells of our own faults. Raises StaleClaim if the
    attempt is in other hands or over: then nothing was written.
    """
    assert timeline.outcome is not None
    outcome = timeline.outcome
    # Touchpoint before attempt, as the claim locks them: the other way round the two could block each other.
    Touchpoint.objects.select_for_update(no_key=True).get(pk=claim.touchpoint)
    attempt = (
        Attempt.objects.select_for_update(no_key=True, of=("self",))
        .select_related("campaign", "touchpoint", "contact")
        .get(pk=claim.attempt)
    )
    if attempt.fencing_token != claim.token or attempt.state != AttemptState.CONTACTING:
        if attempt.fencing_token == claim.token and attempt.timelines.exists():
            return False  # written already: the connection broke in the commit
        raise StaleClaim(f"attempt {claim.attempt} is {attempt.state}: it was taken from this worker")
    last_ms = max((event.offset_ms for event in timeline.events), default=0.0)
    attempt.state = _STATES.get(outcome, AttemptState.FINISHED)
    attempt.outcome = outcome.value
    attempt.started_at = timeline.started_at
    attempt.ended_at = timeline.started_at + timedelta(milliseconds=last_ms)
    attempt.lease_until = None
    attempt.error = "; ".join(filter(None, (own_fault(timeline), fault)))
    attempt.save(update_fields=["state", "outcome", "started_at", "ended_at", "lease_until", "error"])
    keep_timeline(attempt=attempt, timeline=timeline, measurements=measurements)
    if folder is not None:
        keep_folder(attempt=attempt, folder=folder)
    note_outcome(touchpoint=claim.touchpoint, outcome=outcome, actor=actor)
    return follow_up(attempt=attempt, outcome=outcome, now=now) is not None


def own_fault(timeline: Timeline) -> str:
    """What went wrong on our side, as the timeline tells it."""
    for event in timeline.all(EventKind.ENGINE_LOST, EventKind.REFUSED, EventKind.NOTE):
        if event.kind is EventKind.ENGINE_LOST and "exit" in event.detail:
            return f"the process that carried the call died ({_exit(event.detail['exit'])})"
        if event.kind is not EventKind.NOTE or event.detail.get("note") == "error":
            return str(event.detail.get("reason") or event.detail.get("error") or "")[:2000]
    return ""


def _exit(code: object) -> str:
    """Say how a process ended: by which signal, or with which exit code."""
    if isinstance(code, int) and code < 0:
        with suppress(ValueError):
            return signal.Signals(-code).name
    return "unknown" if code is None else f"exit code {code}"
