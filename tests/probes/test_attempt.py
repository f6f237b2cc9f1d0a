import asyncio
import stat

import pytest
from conformance import ProbeConformance

from probes.attempt import run_attempt
from probes.errors import BadSettings, ChannelUnavailable, EngineLost, NotAllowed
from probes.event import EventKind, Source
from probes.outcome import Outcome
from probes.probe import ProbeRequest
from probes.registry import channels, load_probe
from scenarios.enquiry import Enquiry
from scenarios.organisation import Organisation

ENQUIRY = Enquiry.model_validate(
    {
        "enquiry": "parking",
        "version": 1,
        "classes": ["municipality"],
        "title": {"en": "Parking"},
        "persona": {"en": "A driver"},
        "brief": {"en": "You need a permit."},
        "opening": {"en": "Hello, it is about parking."},
        "phone": [{"wait_for": "person"}, {"hang_up": "apology"}],
    }
)
ORGANISATION = Organisation.model_validate(
    {
        "organisation": "fjordvik",
        "name": "Fjordvik kommune",
        "class": "municipality",
        "country": "NO",
        "touchpoints": {"switchboard": {"phone": "+47 10 55 10 01"}},
    }
)


def request_for(evidence, **limits):
    return ProbeRequest(ORGANISATION, "switchboard", ENQUIRY, evidence, **limits)


class Waiting:
    """The smallest probe there is: it begins a contact and waits in it."""

    def __init__(self):
        self.in_contact = False

    async def __call__(self, request, recorder):
        recorder.start()
        recorder.event(EventKind.DIALLED, Source.SIGNALLING)
        recorder.attach("trace.txt", b"nothing secret")
        self.in_contact = True
        try:
            await asyncio.sleep(3600)
        finally:
            self.in_contact = False
        return Outcome.ANSWERED_BY_PERSON


class TestTheSmallestProbe(ProbeConformance):
    moment_s = 0.1

    def probe(self):
        return Waiting()

    def request_for(self, evidence, **limits):
        return request_for(evidence, **limits)

    def contact_is_over(self, probe):
        return not probe.in_contact


def failing(error):
    async def probe(request, recorder):
        recorder.start()
        raise error

    return probe


@pytest.mark.parametrize(
    ("error", "outcome", "kind", "said"),
    [
        (NotAllowed("112 is an emergency number"), "error", EventKind.REFUSED, "112 is an emergency number"),
        (EngineLost("worker 3 died (signal 11)"), "lost", EventKind.ENGINE_LOST, "worker 3 died (signal 11)"),
        (BadSettings("trunk: no host"), "error", EventKind.NOTE, "trunk: no host"),
        (ChannelUnavailable("no pjsua2 here"), "error", EventKind.NOTE, "no pjsua2 here"),
        (RuntimeError("the password is hunter2"), "error", EventKind.NOTE, None),
    ],
)
async def test_errors_become_outcomes_and_only_our_own_words_are_kept(tmp_path, error, outcome, kind, said):
    timeline = await run_attempt(failing(error), request_for(tmp_path / "e"))
    assert timeline.outcome.value == outcome
    assert timeline.first(kind).detail.get("reason") == said
    assert "hunter2" not in str(timeline.to_document())


async def test_a_probe_that_returns_no_outcome_is_an_error(tmp_path):
    async def probe(request, recorder):
        return "wonderful"

    timeline = await run_attempt(probe, request_for(tmp_path / "e"))
    assert timeline.outcome is Outcome.ERROR


async def test_a_late_event_is_dropped_after_finished(tmp_path):
    held = []

    async def probe(request, recorder):
        held.append(recorder)
        return Outcome.BUSY

    timeline = await run_attempt(probe, request_for(tmp_path / "e"))
    held[0].event(EventKind.NOTE, Source.CALLER)
    held[0].glimpse(EventKind.NOTE, Source.CALLER)
    held[0].finish(Outcome.ERROR)
    assert [event.kind for event in timeline] == [EventKind.FINISHED]
    assert timeline.outcome is Outcome.BUSY


async def test_the_deadline_after_a_person_keeps_the_person(tmp_path):
    async def probe(request, recorder):
        recorder.start()
        recorder.event(EventKind.PERSON_ANSWERED, Source.MEDIA)
        await asyncio.sleep(60)
        return Outcome.ERROR

    timeline = await run_attempt(probe, request_for(tmp_path / "e", deadline_s=0.05))
    assert timeline.outcome is Outcome.ANSWERED_BY_PERSON


async def test_a_watcher_sees_glimpses_that_are_not_stored_and_may_fail(tmp_path):
    seen = []

    def watcher(event, stored):
        seen.append((event.kind, stored))
        raise ValueError("a broken display")

    async def probe(request, recorder):
        recorder.start()
        recorder.glimpse(EventKind.SPEECH_STARTED, Source.MEDIA)
        recorder.event(EventKind.ANSWERED, Source.SIGNALLING)
        return Outcome.NO_ANSWER

    timeline = await run_attempt(probe, request_for(tmp_path / "e"), watcher=watcher)
    assert seen == [
        (EventKind.SPEECH_STARTED, False),
        (EventKind.ANSWERED, True),
        (EventKind.FINISHED, True),
    ]
    assert [event.kind for event in timeline] == [EventKind.ANSWERED, EventKind.FINISHED]


async def test_the_start_is_where_offsets_and_the_wall_clock_begin(tmp_path):
    class Clock:
        nanoseconds = 5_000_000_000

        def now(self):
            from datetime import UTC, datetime

            return datetime(2026, 12, 1, 9, 0, 10, tzinfo=UTC)

        def monotonic_ns(self):
            return self.nanoseconds

    clock = Clock()

    async def probe(request, recorder):
        recorder.event(EventKind.NOTE, Source.CALLER)
        clock.nanoseconds += 4_000_000_000
        recorder.start(at_ns=6_000_000_000)
        recorder.start(at_ns=1)
        recorder.event(EventKind.ANSWERED, Source.SIGNALLING, at_ns=7_500_000_000)
        recorder.event(EventKind.RINGING, Source.SIGNALLING, at_ns=5_500_000_000)
        return Outcome.NO_ANSWER

    timeline = await run_attempt(probe, request_for(tmp_path / "e"), clock=clock)
    assert timeline.started_at.isoformat() == "2026-12-01T09:00:07+00:00"
    assert [(e.kind.value, e.offset_ms) for e in timeline] == [
        ("note", 0.0),
        ("ringing", 0.0),
        ("answered", 1500.0),
        ("finished", 3000.0),
    ]


async def test_evidence_is_never_overwritten_and_stays_in_its_folder(tmp_path):
    names = []

    async def probe(request, recorder):
        names.append(recorder.attach("trace.txt", b"one"))
        names.append(recorder.attach("trace.txt", b"two"))
        for bad in ("../x", "/x", "a/b", "", ".."):
            with pytest.raises(ValueError, match="plain file name"):
                recorder.attach(bad, b"")
        with pytest.raises(TypeError, match="plain JSON values"):
            recorder.event(EventKind.NOTE, Source.CALLER, detail={"x": object()})
        return Outcome.BUSY

    await run_attempt(probe, request_for(tmp_path / "e"))
    assert names == ["trace.txt", "trace-2.txt"]
    assert (tmp_path / "e" / "trace.txt").read_bytes() == b"one"
    assert stat.S_IMODE((tmp_path / "e" / "trace-2.txt").stat().st_mode) == 0o600


def test_the_telephone_is_registered():
    assert "phone" in channels()
    from probes.phone.probe import probe

    assert load_probe("phone") is probe


def test_an_unknown_channel_is_told_in_a_sentence():
    with pytest.raises(ChannelUnavailable, match="there is no channel 'telex' here"):
        load_probe("telex")
