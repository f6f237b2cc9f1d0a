import json
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probes.errors import BadDocument
from probes.event import Event, EventKind, Source
from probes.outcome import Outcome
from probes.phone.measure import measure
from probes.timeline import Timeline

DATA = Path(__file__).parents[1] / "data" / "timelines"


@pytest.mark.parametrize("path", sorted(DATA.glob("v*.json")), ids=lambda path: path.name)
def test_a_stored_timeline_of_any_version_still_loads(path):
    timeline = Timeline.load(path)
    assert timeline.to_document()["events"] == json.loads(path.read_text(encoding="utf-8"))["events"]


def test_the_frozen_call_still_measures_the_same():
    found = measure(Timeline.load(DATA / "v1-transferred-call.json"))
    assert {name: (m.value, m.status.value) for name, m in found.items()} == {
        "post_dial_delay": (0.212, "observed"),
        "ring_time": (2.4, "observed"),
        "menu_time": (7.9, "observed"),
        "queue_time": (31.0, "observed"),
        "answer_time": (41.612, "observed"),
        "hold_time": (9.5, "observed"),
        "talk_time": (38.388, "observed"),
        "call_time": (80.0, "observed"),
        "transfers": (1.0, "observed"),
    }


plain = st.one_of(st.text(), st.integers(-(2**53), 2**53), st.booleans(), st.none())
events = st.builds(
    Event,
    offset_ms=st.floats(0, 1e7).map(lambda ms: round(ms, 3)),
    kind=st.sampled_from(EventKind),
    source=st.sampled_from(Source),
    confidence=st.floats(0, 1).map(lambda share: round(share, 3)),
    detail=st.dictionaries(st.text(), plain, max_size=3),
)


@given(st.lists(events, max_size=8), st.none() | st.sampled_from(Outcome))
def test_what_is_stored_is_read_back(events, outcome):
    timeline = Timeline(
        channel="phone",
        started_at=datetime.fromisoformat("2026-12-01T09:00:00+01:00"),
        outcome=outcome,
        events=events,
    )
    again = Timeline.from_document(json.loads(json.dumps(timeline.to_document())))
    assert again.to_document() == timeline.to_document()
    assert list(again) == list(timeline)


@given(st.lists(events, max_size=12), st.sampled_from(Outcome), st.sampled_from(["automatic", "reach"]))
def test_no_timeline_breaks_the_measuring(events, outcome, mode):
    timeline = Timeline(
        channel="phone",
        started_at=datetime.fromisoformat("2026-12-01T09:00:00+01:00"),
        outcome=outcome,
        mode=mode,
        events=events,
    )
    found = measure(timeline)
    assert all((m.value is None) == (m.status == "not_observed") for m in found.values())
    assert all(m.value is None or m.value >= 0 for m in found.values())
    if mode == "reach":
        assert found["transfers"].value is None


@pytest.mark.parametrize(
    ("document", "said"),
    [
        ("[]", "svartid_timeline: the key that marks a timeline is missing"),
        (
            '{"svartid_timeline": 99}',
            "version 99 is unknown here (this Svartid reads 1 to 1) – update Svartid",
        ),
        ('{"svartid_timeline": 1}', "outcome: the key 'channel' is missing"),
        (
            '{"svartid_timeline":1,"channel":"web","started_at":"2026-12-01","events":[{"kind": "sneezed"}]}',
            "events[0]: the key 'ms' is missing",
        ),
        (
            '{"svartid_timeline":1,"channel":"web","started_at":"2026-12-01","events":[{"ms":1,"kind": 3}]}',
            "events[0]: 3 is not a valid EventKind",
        ),
        ("{", "not a readable JSON document"),
    ],
)
def test_a_broken_document_is_told_with_its_place(tmp_path, document, said):
    path = tmp_path / "timeline.json"
    path.write_text(document, encoding="utf-8")
    with pytest.raises(BadDocument) as caught:
        Timeline.load(path)
    assert str(caught.value).startswith(f"{path}: ")
    assert said in str(caught.value)
