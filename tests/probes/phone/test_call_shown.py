"""The call as people see it: live lines, summary, picture, ladder."""

import io
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from rich.console import Console

from probes.event import Event, EventKind, Source
from probes.outcome import Outcome
from probes.phone.ladder import ladder
from probes.phone.live import LiveTimeline
from probes.phone.picture import picture
from probes.phone.summary import call_document, summary
from probes.phone.words import describe, outcome_in_words
from probes.timeline import Timeline

DATA = Path(__file__).parents[2] / "data" / "timelines"


@pytest.fixture
def transferred():
    return Timeline.load(DATA / "v1-transferred-call.json")


@pytest.fixture
def no_answer():
    return Timeline.load(DATA / "v1-no-answer.json")


def printed(thing) -> str:
    console = Console(width=100, record=True, file=io.StringIO())
    console.print(thing)
    return console.export_text()


def test_the_summary_says_the_answer_time_to_the_tenth_and_the_transfer(transferred):
    text = printed(summary(transferred))
    assert re.search(r"Outcome +answered by a person", text)
    assert re.search(r"Answer time +41\.6 s", text)
    assert re.search(r"Transfers +1 ", text)
    assert "62.4 s  passed on inside the exchange (95% sure): music, ringback, identity, voice" in text


def test_what_was_not_seen_is_never_zero(no_answer):
    text = printed(summary(no_answer))
    assert re.search(r"Answer time +at least 45\.0 s", text)
    assert re.search(r"Transfers +not observed", text)
    assert re.search(r"queue +not observed", text)


def test_the_document_holds_outcome_measurements_and_timeline(transferred):
    document = call_document(transferred)
    assert document["outcome"] == "answered_by_person"
    assert document["measurements"]["answer_time"] == {
        "name": "answer_time", "value": 41.612, "unit": "s", "status": "observed", "confidence": 0.97,
    }  # fmt: skip
    assert document["timeline"]["svartid_timeline"] == 1


class Page(HTMLParser):
    VOID = frozenset({"meta", "rect", "line", "br"})

    def __init__(self):
        super().__init__()
        self.open, self.tags, self.text, self.loads = [], [], [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.loads += [value for name, value in attrs if name in ("src", "href")]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text.append(data)


def read(html: str) -> Page:
    page = Page()
    page.feed(html)
    page.close()
    return page


@pytest.mark.parametrize("name", ["transferred", "no_answer"])
def test_the_picture_is_whole_and_loads_and_runs_nothing(name, request):
    timeline = request.getfixturevalue(name)
    html = picture(timeline)
    page = read(html)
    assert page.open == []
    assert page.loads == []
    assert "script" not in page.tags
    assert "url(" not in html
    assert page.tags.count("tr") == 1 + len(timeline.events)


def test_the_table_says_all_that_the_drawing_shows(transferred):
    text = " ".join(read(picture(transferred)).text)
    for event in transferred:
        assert f"{event.offset_ms / 1000:.3f}" in text
        assert describe(event) in text


def test_the_picture_bears_an_attempt_that_never_dialled():
    timeline = Timeline(channel="phone", started_at=Timeline.load(DATA / "v1-no-answer.json").started_at)
    assert read(picture(timeline)).open == []


def test_what_comes_from_outside_is_escaped(transferred):
    transferred.touchpoint = "<script>alert(1)</script>"
    transferred.events.append(
        Event(1.0, EventKind.HUNG_UP, Source.SIGNALLING, detail={"status": 486, "reason": "<img src=x>"})
    )
    page = read(picture(transferred))
    assert "script" not in page.tags
    assert "img" not in page.tags


def test_every_event_has_words():
    for kind in EventKind:
        words = describe(Event(0.0, kind, Source.MEDIA))
        assert words
        assert "_" not in words


def test_every_outcome_has_words():
    assert [o for o in Outcome if "_" in outcome_in_words(o)] == []


def test_the_live_lines_tell_beliefs_once_and_conclusions_when_sure(transferred, capsys):
    console = Console(force_terminal=False, width=100)
    with LiveTimeline(console, clock=lambda: 0.0) as live:
        live.watch(Event(0.0, EventKind.DIALLED, Source.SIGNALLING), True)
        speech = Event(1500.0, EventKind.SPEECH_STARTED, Source.MEDIA)
        live.watch(speech, False)
        live.watch(speech, False)
        live.watch(Event(1500.0, EventKind.SPEECH_STARTED, Source.MEDIA, detail={"speaker": "person"}), False)
        live.watch(speech, True)
        live.watch(Event(1500.0, EventKind.PERSON_ANSWERED, Source.MEDIA), True)
        live.watch(Event(1400.0, EventKind.MENU_STARTED, Source.ANALYSIS), True)
        live.watch(Event(9000.0, EventKind.FINISHED, Source.CALLER), True)
    assert capsys.readouterr().out.splitlines() == [
        "     0.0 s   dialled (INVITE sent)",
        "     1.5 s ~ somebody speaks",
        "     1.5 s ~ a person speaks",
        "     1.5 s   A PERSON: the first word",
    ]


TRACE = """--- 0.000000 s sent UDP 127.0.0.1:5070 [organisation]
INVITE sip:a@127.0.0.1:5070 SIP/2.0
CSeq: 1 INVITE

v=0

--- 0.000612 s received UDP 127.0.0.1:5070 [organisation]
SIP/2.0 180 Ringing
CSeq: 1 INVITE

--- 9.100000 s sent UDP 127.0.0.1:5070 [organisation]
BYE sip:a@127.0.0.1:5070 SIP/2.0
CSeq: 2 BYE
"""


def test_the_ladder_has_an_arrow_a_message():
    lines = ladder(TRACE).splitlines()
    assert lines[0].split() == ["Svartid", "organisation", "UDP", "127.0.0.1:5070"]
    assert [re.sub("-+", "-", line) for line in lines[2:5]] == [
        "     0.000 s  |- INVITE (SDP) ->|  1 INVITE",
        "     0.001 s  |<- 180 Ringing -|  1 INVITE",
        "     9.100 s  |- BYE ->|  2 BYE",
    ]


@pytest.mark.parametrize("trace", ["", "nonsense\n", "--- 1.0 s sent x [organisation]\n"])
def test_a_trace_without_messages_has_an_empty_ladder(trace):
    assert ladder(trace) == "no signalling\n"


@pytest.mark.parametrize(
    ("kind", "detail", "words"),
    [
        (EventKind.SPOKE, {"words": "one_moment"}, "we say: one moment"),
        (EventKind.SPOKE, {"words": "shopper"}, "the shopper speaks"),
        (EventKind.SPOKEN, {"words": "shopper"}, "the shopper stops"),
        (EventKind.SHOPPER_HUNG_UP, {"by": "caller", "status": 200}, "the shopper is let go"),
        (EventKind.SHOPPER_HUNG_UP, {"by": "shopper", "status": 200}, "the shopper hung up"),
        (EventKind.SHOPPER_HUNG_UP, {"by": "shopper", "status": 603}, "the shopper declined"),
        (EventKind.SHOPPER_HUNG_UP, {"by": "network"}, "the shopper's phone is lost"),
    ],
)
def test_a_shopper_is_told_of_in_plain_words(kind, detail, words):
    assert describe(Event(0.0, kind, Source.SIGNALLING, detail=detail)) == words
