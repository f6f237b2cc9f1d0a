"""A reviewer's word on who wrote a turn: what follows from it, and what stays."""

import datetime as dt

import pytest

from probes.chat.conclude import conclude_chat
from probes.chat.judge import judge
from probes.chat.measure import measure_chat
from probes.chat.second_look import look_again, told_speakers
from probes.chat.transcript import read_transcript, transcript
from probes.chat.turn import Side, Speaker, Turn
from probes.event import Event, EventKind, Source
from probes.outcome import Outcome
from probes.timeline import Timeline

BEGAN = 1.0
NOW = dt.datetime(2026, 12, 2, 9, 0, tzinfo=dt.UTC)


def theirs(at, text, author=""):
    return Turn(at, Side.THEIRS, text, author)


CHAT = [
    theirs(2, "Hei! Jeg er Frida, kommunens digitale assistent. Hva lurer du på?", "Frida"),
    Turn(9, Side.OWN, "Kan jeg få snakke med et menneske?"),
    theirs(10, "Jeg setter deg over til en kundebehandler.", "Frida"),
    theirs(16.2, "Du er nummer 3 i køen"),
    theirs(17, "Du kan også finne svar på nettsidene våre.", "Servicesenteret"),
    theirs(48, "Hei, du snakker med Kari. Hva gjelder det?", "Kari"),
    Turn(60, Side.OWN, "Når er fristen?"),
    theirs(75, "1. mars, men du kan søke hele året", "Kari"),
]


def stored(turns=CHAT, *, outcome=Outcome.ANSWERED_BY_PERSON, limit=""):
    """Return a chat as the record has it: its timeline, read again, and its words."""
    judged = judge(turns)
    events = [
        Event(0.0, EventKind.CHAT_LAUNCHED, Source.CALLER),
        *(
            Event((each.at_s - BEGAN) * 1000, each.kind, each.source, each.confidence, dict(each.detail))
            for each in conclude_chat(judged, until_s=90)
        ),
    ]
    if limit:
        events.append(Event(88_000.0, EventKind.LIMIT_REACHED, Source.CALLER, detail={"limit": limit}))
    events.append(Event(89_000.0, EventKind.CHAT_CLOSED, Source.CALLER, detail={"by": "shopper"}))
    events.append(Event(89_000.0, EventKind.FINISHED, Source.CALLER, detail={"outcome": outcome.value}))
    whole = Timeline("chat", NOW, "fjordvik.chat", "nursery", "automatic", outcome, events)
    return Timeline.from_document(whole.to_document()), read_transcript(transcript(judged, began_s=BEGAN))


def speakers(timeline):
    return [event.detail["speaker"] for event in timeline.all(EventKind.CHAT_TURN)]


def test_saying_nothing_changes_nothing():
    timeline, turns = stored()
    again = look_again(timeline, turns=turns, speakers={})
    # What happened at the same moment may stand in another order.
    assert sorted(again, key=str) == sorted(timeline, key=str)
    assert (again.outcome, again.started_at) == (timeline.outcome, timeline.started_at)


def test_a_person_taken_for_a_robot_answers_earlier_and_passes_on():
    timeline, turns = stored()
    assert speakers(timeline)[4] != "person"
    again = look_again(timeline, turns=turns, speakers={5: Speaker.PERSON})
    assert speakers(again) == [*speakers(timeline)[:4], "person", *speakers(timeline)[5:]]
    assert again.outcome is Outcome.ANSWERED_BY_PERSON
    before, after = measure_chat(timeline), measure_chat(again)
    assert (before["answer_time"].value, after["answer_time"].value) == (47.0, 16.0)
    assert (before["transfers"].value, after["transfers"].value) == (0.0, 1.0)
    assert told_speakers(again) == {5: Speaker.PERSON}


def test_robots_taken_for_a_person_leave_a_machine_only():
    timeline, turns = stored()
    again = look_again(timeline, turns=turns, speakers={6: Speaker.ROBOT, 8: Speaker.ROBOT})
    assert again.outcome is Outcome.ANSWERED_BY_MACHINE_ONLY
    assert again.first(EventKind.FINISHED).detail["outcome"] == "answered_by_machine_only"
    assert again.first(EventKind.PERSON_ANSWERED) is None
    assert measure_chat(again)["answer_time"].status == "censored"
    # What a person has said survives the next word, and can be taken back.
    third = look_again(again, turns=turns, speakers=told_speakers(again) | {8: Speaker.PERSON})
    assert third.outcome is Outcome.ANSWERED_BY_PERSON
    assert third.first(EventKind.PERSON_ANSWERED).offset_ms == 74_000.0


def test_in_a_queue_whose_limit_passed_nobody_came():
    timeline, turns = stored(limit="wait")
    again = look_again(timeline, turns=turns, speakers={6: Speaker.ROBOT, 8: Speaker.UNDECIDED})
    assert again.outcome is Outcome.WAIT_LIMIT_REACHED
    assert again.first(EventKind.QUEUE_POSITION) == timeline.first(EventKind.QUEUE_POSITION)


def test_what_does_not_depend_on_who_wrote_stays():
    timeline, turns = stored(outcome=Outcome.LOST)
    assert look_again(timeline, turns=turns, speakers={6: Speaker.ROBOT}).outcome is Outcome.LOST


@pytest.mark.parametrize(
    ("told", "words"),
    [
        ({0: Speaker.PERSON}, "0 is no turn"),
        ({2: Speaker.PERSON}, "2 is no turn"),
        ({9: Speaker.PERSON}, "9 is no turn"),
        ({1: Speaker.SYSTEM}, "system cannot be said"),
    ],
)
def test_what_cannot_be_said_is_refused(told, words):
    timeline, turns = stored()
    with pytest.raises(ValueError, match=words):
        look_again(timeline, turns=turns, speakers=told)


def test_words_of_another_chat_are_refused():
    timeline, turns = stored()
    with pytest.raises(ValueError, match="not this timeline's"):
        look_again(timeline, turns=turns[:-1], speakers={})
