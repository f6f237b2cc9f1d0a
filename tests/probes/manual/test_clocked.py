import contextlib
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probes.errors import BadDocument
from probes.event import EventKind
from probes.manual.clocked import clocked_log
from probes.manual.manual_words import WORDS
from probes.outcome import Outcome

NOW = datetime(2026, 12, 2, 10, 0, tzinfo=UTC)
PLACE = {"organisation": "fjordvik", "touchpoint": "switchboard", "channel": "phone", "by": "silje"}
STARTED = (NOW - timedelta(minutes=10)).timestamp() * 1000
PRESSED = [
    {"at": 1000, "what": "queue"},
    {"at": 61_000.5, "what": "person"},
    {"at": 90_000, "what": "passed on"},
    {"at": 180_000, "what": "ended by me"},
]
WHOLE = {"key": "k1", "started": STARTED, "events": PRESSED, "outcome": "answered_by_person"}


def test_what_was_pressed_becomes_a_timeline():
    log = clocked_log(WHOLE, **PLACE, now=NOW)
    timeline = log.timeline()
    assert (log.started_at, log.outcome) == (NOW - timedelta(minutes=10), Outcome.ANSWERED_BY_PERSON)
    assert timeline.first(EventKind.NOTE).detail == {"note": "logged", "by": "silje", "key": "k1"}
    assert [(event.kind.value, event.offset_ms) for event in timeline][1:-1] == [
        ("queue_started", 1000), ("person_answered", 61_000.5), ("transferred", 90_000), ("hung_up", 180_000),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"key": ""}, "the log has no key"),
        ({"started": None}, "started: no moment"),
        ({"started": "nan"}, "started: no moment"),
        ({"started": STARTED + 3_600_000}, "started: lies in the future"),
        ({"outcome": "lost"}, "outcome: unknown"),
        ({"outcome": "no_answer"}, "says no_answer, but a person answered"),
        ({"events": []}, "says answered_by_person, but no event does"),
        ({"events": {}}, "events: must be a list"),
        ({"events": [{"at": 1, "what": "danced"}]}, "events: unknown"),
        ({"events": [{"at": True, "what": "person"}]}, "events: unknown"),
        ({"events": PRESSED[::-1]}, "events: they are not in the order of time"),
        ({"events": [*PRESSED, {"at": 9_000_000, "what": "ended by me"}]}, "it ends in the future"),
    ],
)
def test_each_mistake_is_told(changed, said):
    with pytest.raises(BadDocument, match=said):
        clocked_log(WHOLE | changed, **PLACE, now=NOW)


def test_a_telephone_whose_clock_is_a_little_ahead_is_believed_but_never_later_than_now():
    events = [{"at": 0, "what": "person"}]
    ahead = {"started": (NOW + timedelta(minutes=2)).timestamp() * 1000, "events": events}
    assert clocked_log(WHOLE | ahead, **PLACE, now=NOW).started_at == NOW


ANY = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(max_size=5) | st.sampled_from(sorted(WORDS)),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["at", "what"]), inner),
    max_leaves=6,
)


@given(st.fixed_dictionaries({}, optional={"key": ANY, "started": ANY, "events": ANY, "outcome": ANY}))
def test_whatever_comes_is_a_log_or_a_mistake(document):
    with contextlib.suppress(BadDocument):
        clocked_log(WHOLE | document, **PLACE, now=NOW).timeline()
