import json
from datetime import UTC, datetime

import pytest

from probes.calibration.calibration import calibrate
from probes.calibration.calls import MadeCall, PlannedCall
from probes.calibration.comparison import compare
from probes.calibration.kept_calls import keep_misses, keep_truth
from probes.calibration.misses import misses_of
from probes.calibration.phone_bench import bench_phone
from probes.calibration.phone_bench_report import misses_table
from probes.calibration.true_call import Stretch, TrueCall, TrueSound, TrueTransfer
from probes.calibration.truth_reader import read_calls
from probes.errors import BadSettings
from probes.event import Event, EventKind, Source
from probes.outcome import Outcome
from probes.sandbox.catalogue import TOWN, load_centre
from probes.sandbox.truth import Happening, TrueEvent
from probes.timeline import Timeline


def timeline(
    *events: tuple[float, EventKind, dict[str, object]], outcome=Outcome.ANSWERED_BY_PERSON
) -> Timeline:
    return Timeline(
        channel="phone",
        started_at=datetime(2026, 12, 1, tzinfo=UTC),
        outcome=outcome,
        events=[Event(ms, kind, Source.MEDIA, detail=detail) for ms, kind, detail in events],
    )


def truth(**changes: object) -> TrueCall:
    call = TrueCall(
        centre="fjordvik",
        call_id="a",
        invited_ns=0,
        ringing_ms=100.0,
        answered_ms=1000.0,
        ended_ms=9000.0,
        ended_by="centre",
        person_ms=5000.0,
        stretches=[
            Stretch(TrueSound.RECORDING, 1000, 3000),
            Stretch(TrueSound.MUSIC, 3000, 5000),
            Stretch(TrueSound.PERSON, 5000, 9000),
        ],
        outcome=Outcome.ANSWERED_BY_PERSON,
    )
    for name, value in changes.items():
        setattr(call, name, value)
    return call


GOOD = (
    (0.0, EventKind.DIALLED, {}),
    (101.0, EventKind.RINGING, {}),
    (1003.0, EventKind.ANSWERED, {}),
    (1000.0, EventKind.SPEECH_STARTED, {}),
    (3000.0, EventKind.SPEECH_ENDED, {"speaker": "recording"}),
    (3000.0, EventKind.MUSIC_STARTED, {}),
    (5000.0, EventKind.MUSIC_ENDED, {}),
    (5050.0, EventKind.PERSON_ANSWERED, {}),
    (5050.0, EventKind.SPEECH_STARTED, {}),
    (9000.0, EventKind.SPEECH_ENDED, {"speaker": "person"}),
    (9001.0, EventKind.HUNG_UP, {"by": "organisation"}),
)


def test_errors_are_measured_minus_true():
    one = compare(timeline(*GOOD), truth())
    assert one.errors_ms == {"ringing": 1.0, "answered": 3.0, "person": 50.0, "ended": 1.0}
    assert (one.person_missed, one.person_invented, one.recording_as_person) == (False, False, False)


def test_a_recording_taken_for_a_person_is_noticed():
    fooled = [event for event in GOOD if event[1] is not EventKind.PERSON_ANSWERED]
    one = compare(timeline(*fooled, (1200.0, EventKind.PERSON_ANSWERED, {})), truth())
    assert one.recording_as_person


def test_an_invented_and_a_missed_person():
    nobody = truth(person_ms=None, stretches=[Stretch(TrueSound.RECORDING, 1000, 9000)])
    assert compare(timeline(*GOOD), nobody).person_invented
    deaf = [event for event in GOOD if event[1] is not EventKind.PERSON_ANSWERED]
    assert compare(timeline(*deaf), truth()).person_missed


PASSED_ON = (
    *GOOD[:-1],
    (9500.0, EventKind.REFER_RECEIVED, {"accepted": True}),
    (12000.0, EventKind.HUNG_UP, {"by": "caller"}),
)


def begun(*events: tuple[int, Happening]) -> TrueCall:
    lines = [TrueEvent(ns * 10**6, "a", "fjordvik", event, {}) for ns, event in events]
    return read_calls(lines)["a"]


def test_a_transfer_cut_short_by_our_own_end_counts_neither_way():
    end = (12000, Happening.BYE_RECEIVED)
    marks = ((0, Happening.INVITE_RECEIVED), (9400, Happening.TRANSFER_BEGUN), end)
    cut = begun(*marks)
    assert (cut.transfers, cut.unfinished_ms) == ([], 9400.0)
    one = compare(timeline(*PASSED_ON), cut)
    assert (one.transfers, one.matched_transfers, one.true_transfers) == (0, 0, 0)
    # One that failed, or that never began, is still a mistake of ours.
    failed = begun(*marks[:2], (10000, Happening.TRANSFER_FAILED), end)
    for call in (failed, begun(marks[0], end)):
        assert call.unfinished_ms is None
        assert compare(timeline(*PASSED_ON), call).transfers == 1
    done = begun(*marks[:2], (11000, Happening.TRANSFER), end)
    assert (done.unfinished_ms, len(done.transfers)) == (None, 1)
    one = compare(timeline(*PASSED_ON), done)
    assert (one.transfers, one.matched_transfers, one.true_transfers) == (1, 1, 1)


def test_the_sum_counts_seconds_of_confusion_and_shares():
    wrong = timeline(*GOOD, outcome=Outcome.WAIT_LIMIT_REACHED)
    passed_on = truth(transfers=[TrueTransfer("inside", 6000.0, 8000.0)])
    sum_ = calibrate([compare(timeline(*GOOD), truth()), compare(wrong, passed_on)])
    assert sum_.calls == 2
    assert sum_.outcome_accuracy == 0.5
    assert sum_.transfer_recall == 0.0
    assert sum_.transfer_precision is None
    assert sum_.confusion_s == {
        "music": {"music": 4.0},
        "person": {"person": 7.8, "silence": 0.2},
        "recording": {"recording": 4.0},
    }
    assert sum_.spreads["person"].p95_ms == 50.0
    assert sum_.flat()["person_p95_ms"] == 50.0


def test_a_bench_keeps_a_list_of_what_differs(tmp_path):
    lost = timeline(
        *GOOD[:4], (1500.0, EventKind.ENGINE_LOST, {"reason": "the process died"}), outcome=Outcome.LOST
    )
    planned = PlannedCall(load_centre(TOWN / "fjordvik.yaml"), enquiry=None)
    made = [MadeCall(planned, timeline=one) for one in (timeline(*GOOD), lost)]
    misses = misses_of(made, [compare(call.timeline, truth()) for call in made], voices="town")
    keep_misses(misses, tmp_path / "misses.jsonl")
    (line,) = [json.loads(line) for line in (tmp_path / "misses.jsonl").read_text().splitlines()]
    assert line == {
        "centre": "fjordvik",
        "organisation": "Fjordvik kommune",
        "behaviour": planned.centre.summary,
        "language": "nb",
        "voices": "town",
        "folder": "town/fjordvik-001",
        "what": ["person_missed", "outcome"],
        "person_ms": None,
        "true_person_ms": 5000.0,
        "transfers": 0,
        "true_transfers": 0,
        "outcome": "lost",
        "true_outcome": "answered_by_person",
        "why": ["the process died"],
    }
    table = misses_table(misses)
    assert [next(iter(column.cells)) for column in table.columns] == [
        "Fjordvik kommune",
        planned.centre.summary,
        "nb, town voices",
        "answered by a person; a person at 5.0 s",
        "lost (the engine or the network broke down): the process died; no person",
    ]
    keep_truth(truth(), tmp_path)
    assert json.loads((tmp_path / "truth.json").read_text())["stretches"][0] == {
        "sound": "recording", "start_ms": 1000, "end_ms": 3000, "name": ""
    }  # fmt: skip


async def test_a_bench_does_not_mix_with_an_older_one(tmp_path):
    (tmp_path / "misses.jsonl").touch()
    with pytest.raises(BadSettings, match="is not empty"):
        await bench_phone(calls=25, at_once=1, seed=1, load=False, quick=True, out=tmp_path)
