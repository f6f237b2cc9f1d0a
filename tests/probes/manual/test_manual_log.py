import json
from datetime import datetime

import pytest
from typer.testing import CliRunner

from probes.event import EventKind, Source
from probes.manual.manual_log import read_manual_log
from probes.manual.manual_words import WORDS
from probes.manual.measure import measure_manual
from probes.outcome import Outcome
from probes.timeline import Timeline
from scenarios.errors import ScenarioErrors

VISIT = """organisation: fjordvik
touchpoint: reception
channel: desk
enquiry: nursery-admission
by: S07
started: 2026-03-02 10:14
events:
  - {at: 10:15, what: took a ticket}
  - {at: 7 min 30 s, what: person}
  - {at: "10:25:30", what: passed on}
  - {at: 10:31, what: ended by me}
outcome: answered_by_person
"""


def read(tmp_path, text, name="visit.yaml"):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    return read_manual_log(path)


def test_a_desk_visit_becomes_a_timeline_told_by_a_person(tmp_path):
    timeline = read(tmp_path, VISIT).timeline()
    assert (timeline.channel, timeline.mode, timeline.touchpoint) == ("desk", "manual", "fjordvik.reception")
    assert timeline.started_at == datetime.fromisoformat("2026-03-02T10:14+01:00")
    assert [(event.kind, event.offset_ms / 1000, event.source) for event in timeline] == [
        (EventKind.NOTE, 0.0, Source.PERSON),
        (EventKind.QUEUE_STARTED, 60.0, Source.PERSON),
        (EventKind.PERSON_ANSWERED, 450.0, Source.PERSON),
        (EventKind.TRANSFERRED, 690.0, Source.PERSON),
        (EventKind.HUNG_UP, 1020.0, Source.PERSON),
        (EventKind.FINISHED, 1020.0, Source.PERSON),
    ]
    found = {name: each.value for name, each in measure_manual(timeline).items()}
    assert found == {
        "answer_time": 450.0,
        "queue_time": 390.0,
        "reply_time": None,
        "first_reply_time": None,
        "contact_time": 1020.0,
        "transfers": 1.0,
    }
    assert Timeline.from_document(timeline.to_document()).to_document() == timeline.to_document()


def test_a_table_says_the_same(tmp_path):
    rows = ["organisation;fjordvik", "touchpoint;sms", "channel;sms", "started;2026-03-02 23:50"]
    rows += ["outcome;replied", "at;what", "0 s;sent", "00:10;acknowledged", "2026-03-03 09:00;replied"]
    timeline = read(tmp_path, "\n".join(rows), "sms.csv").timeline()
    assert timeline.outcome is Outcome.REPLIED
    letters = timeline.all(EventKind.LETTER_ARRIVED)
    assert [(event.offset_ms / 60_000, event.detail["letter"]) for event in letters] == [
        (20.0, "acknowledgement"),
        (550.0, "person"),
    ]
    assert measure_manual(timeline)["reply_time"].value == 550 * 60
    assert measure_manual(timeline)["first_reply_time"].value == 550 * 60


def test_waiting_in_vain_is_at_least_so_long(tmp_path):
    text = VISIT.replace("- {at: 7 min 30 s, what: person}", "- {at: 40 min, what: gave up}")
    text = text.replace('  - {at: "10:25:30", what: passed on}\n  - {at: 10:31, what: ended by me}\n', "")
    text = text.replace("answered_by_person", "wait_limit_reached")
    found = measure_manual(read(tmp_path, text).timeline())
    assert (found["answer_time"].value, found["answer_time"].status) == (2400.0, "censored")
    assert found["transfers"].value is None


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("touchpoint: reception\n", "", "1:1: touchpoint is missing – add it"),
        ("by: S07", "bye: S07", "5:6: bye: unknown key – write one of organisation, touchpoint, channel,"),
        ("channel: desk", "channel: The Desk", "3:10: channel: must be a short name in small letters"),
        ("2026-03-02 10:14", "yesterday", "6:10: started: must be a day and a time (found 'yesterday')"),
        ("2026-03-02 10:14", "2126-03-02 10:14", "6:10: started: lies in the future"),
        ("what: took a ticket", "what: tok a ticket", "8:23: events[1].what: unknown (found 'tok a ticket')"),
        ("at: 10:15", "at: soon", "8:10: events[1].at: must be a time (found 'soon') – write it like 10:19,"),
        (
            "at: 10:15",
            "at: 10:05",
            "8:10: events[1].at: lies before the start (found 10:05) – it began 10:14",
        ),
        ("at: 7 min 30 s", "at: 10 s", "9:10: events[2].at: lies before the event above it (found 10 s)"),
        ("at: 7 min 30 s", "at: 2000 h", "9:10: events[2].at: lies outside the contact (found 2000 h)"),
        ("{at: 10:15, what: took a ticket}", "10:15", "8:5: events[1]: must have `at` and `what` alone"),
        (
            "answered_by_person",
            "fine",
            "12:10: outcome: unknown outcome (found 'fine') – write one of answered",
        ),
        ("what: person", "what: queue", "12:10: outcome: says answered_by_person, but no event does"),
        ("answered_by_person", "no_answer", "12:10: outcome: says no_answer, but a person answered"),
    ],
)
def test_each_mistake_is_one_sentence_with_its_place(tmp_path, old, new, told):
    assert old in VISIT
    with pytest.raises(ScenarioErrors) as wrong:
        read(tmp_path, VISIT.replace(old, new))
    (mistake,) = wrong.value.mistakes
    assert str(mistake).startswith(f"{tmp_path}/visit.yaml:{told}")


def test_several_mistakes_are_told_at_once(tmp_path):
    with pytest.raises(ScenarioErrors) as wrong:
        read(tmp_path, VISIT.replace("2026-03-02", "2126-03-02").replace("what: person", "what: persn"))
    assert [mistake.path for mistake in wrong.value.mistakes] == ["started", "events[2].what"]


def test_the_command_writes_the_timeline_for_this_user_only(tmp_path):
    from dashboards.command.main import assemble

    (tmp_path / "visit.yaml").write_text(VISIT, encoding="utf-8")
    words = ["log-contact", str(tmp_path / "visit.yaml"), "--out", str(tmp_path / "out"), "--json"]
    result = CliRunner().invoke(assemble(["log-contact"]), words)
    assert result.exit_code == 0, result.output
    kept = tmp_path / "out" / "timeline.json"
    assert json.loads(result.output)["timeline"] == json.loads(kept.read_text(encoding="utf-8"))
    assert kept.stat().st_mode & 0o777 == 0o600


def test_every_word_is_an_event_with_details():
    assert {word.kind for word in WORDS.values()} <= set(EventKind)
    assert len(WORDS) == 17
