"""What every probe must keep. A channel's tests subclass `ProbeConformance` and say how to build it.

The far end that `probe` returns must *keep the caller waiting for ever* (a queue, a page that never
loads), so that the time-out and cancellation are what ends the contact.
"""

import asyncio
import json
import stat
from dataclasses import dataclass
from pathlib import Path

import pytest

from probes.attempt import run_attempt
from probes.event import EventKind
from probes.outcome import Outcome
from probes.probe import ProbeRequest
from probes.timeline import Timeline

SECRET = "correct-horse-battery-staple"


@dataclass(frozen=True)
class Stopped:
    """A contact that was stopped, and what is left of it."""

    timeline: Timeline
    evidence: Path
    took: float
    is_over: bool


class ProbeConformance:
    """Subclass it and give `probe`, `request_for` and `contact_is_over`."""

    moment_s = 1.0
    """How long the contact runs before it is ended."""

    def make(self, coroutine_function):
        """Run a coroutine function. A subclass may run it in virtual time."""
        return asyncio.run(coroutine_function())

    def clock(self):
        """Return the clock for the attempt, or None for the machine's."""
        return

    def probe(self):
        """Return a probe whose far end keeps the caller waiting for ever."""
        raise NotImplementedError

    def request_for(self, evidence: Path, **limits) -> ProbeRequest:
        """Return a request for it."""
        raise NotImplementedError

    def contact_is_over(self, probe) -> bool:
        """Return whether nothing of the contact is left."""
        raise NotImplementedError

    def attempt(self, evidence: Path, *, stop_after: float | None = None, cancel_after=None, **limits):
        probe = self.probe()
        times = {}

        async def go():
            stop = asyncio.Event()
            loop = asyncio.get_running_loop()
            if stop_after is not None:
                loop.call_later(stop_after, stop.set)
            began = loop.time()
            task = asyncio.create_task(
                run_attempt(probe, self.request_for(evidence, **limits), clock=self.clock(), stop=stop)
            )
            if cancel_after is not None:
                loop.call_later(cancel_after, task.cancel)
            try:
                timeline = await task
            except asyncio.CancelledError:
                timeline = None
            times["took"] = loop.time() - began
            return timeline

        timeline = self.make(go)
        return timeline, probe, times["took"]

    @pytest.fixture
    def stopped(self, tmp_path_factory, monkeypatch):
        """One contact that was stopped: most promises are read from it, for making one takes seconds.

        It was made while a password stood in the environment.
        """
        if "_stopped" not in type(self).__dict__:
            monkeypatch.setenv("SVARTID_SIP_PASSWORD", SECRET)
            evidence = tmp_path_factory.mktemp("stopped") / "evidence"
            timeline, probe, took = self.attempt(evidence, stop_after=self.moment_s)
            type(self)._stopped = Stopped(timeline, evidence, took, self.contact_is_over(probe))
        return type(self)._stopped

    def test_the_time_out_is_honoured(self, tmp_path):
        timeline, probe, took = self.attempt(tmp_path / "evidence", deadline_s=self.moment_s, wait_limit_s=60)
        assert took < self.moment_s + 8
        assert timeline.first(EventKind.LIMIT_REACHED).detail["limit"] == "deadline"
        assert self.contact_is_over(probe)

    def test_stopping_ends_the_contact_at_once(self, stopped):
        assert stopped.timeline.outcome is Outcome.CANCELLED
        assert stopped.took < self.moment_s + 8
        assert stopped.is_over

    def test_cancelling_the_task_ends_the_contact_and_keeps_the_timeline(self, tmp_path):
        timeline, probe, took = self.attempt(tmp_path / "evidence", cancel_after=self.moment_s)
        assert timeline is None
        assert took < self.moment_s + 8
        assert self.contact_is_over(probe)
        kept = Timeline.load(tmp_path / "evidence" / "timeline.json")
        assert kept.outcome is Outcome.CANCELLED

    def test_there_is_one_finished_and_nothing_after_it(self, stopped):
        kinds = [event.kind for event in stopped.timeline]
        assert kinds.count(EventKind.FINISHED) == 1
        assert kinds[-1] is EventKind.FINISHED
        finished = stopped.timeline.first(EventKind.FINISHED)
        assert finished.detail == {"outcome": stopped.timeline.outcome.value}

    def test_offsets_never_run_backwards(self, stopped):
        offsets = [event.offset_ms for event in stopped.timeline]
        assert offsets == sorted(offsets)
        assert offsets[0] >= 0
        assert offsets[-1] <= stopped.took * 1000 + 1

    def test_the_outcome_is_one_of_the_list(self, stopped):
        assert isinstance(stopped.timeline.outcome, Outcome)

    def test_evidence_is_for_this_user_only(self, stopped):
        assert stat.S_IMODE(stopped.evidence.stat().st_mode) == 0o700
        files = [path for path in stopped.evidence.rglob("*") if path.is_file()]
        assert {path.name: oct(stat.S_IMODE(path.stat().st_mode)) for path in files} == {
            path.name: oct(0o600) for path in files
        }
        assert "timeline.json" in {path.name for path in files}

    def test_no_secret_stands_in_timeline_or_evidence(self, stopped):
        assert SECRET not in json.dumps(stopped.timeline.to_document())
        files = [path for path in stopped.evidence.rglob("*") if path.is_file()]
        assert [path.name for path in files if SECRET.encode() in path.read_bytes()] == []

    def test_the_stored_timeline_is_the_one_returned(self, stopped):
        kept = Timeline.load(stopped.evidence / "timeline.json")
        assert kept.to_document() == stopped.timeline.to_document()
