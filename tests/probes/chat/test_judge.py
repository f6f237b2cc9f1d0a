"""The rules on examples of their own; how good they are is measured on others, in test_confusion.py."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probes.chat.conclude import conclude_chat
from probes.chat.judge import judge
from probes.chat.notice import NoticeKind, position_in, read_notice
from probes.chat.phrases import kinds, plain, says
from probes.chat.transcript import read_transcript, transcript
from probes.chat.turn import Side, Speaker, Turn
from probes.event import EventKind


def theirs(at, text, author="", label="", typing=None, **more):
    return Turn(at, Side.THEIRS, text, author, label, typing_s=typing, **more)


def ours(at, text):
    return Turn(at, Side.OWN, text)


CHAT = [
    theirs(1, "Hei! Jeg er Frida, kommunens digitale assistent. Hva lurer du på?", "Frida"),
    ours(9, "Hei, jeg lurer på noe om barnehageplass"),
    theirs(9.8, "Her er det jeg fant. Fikk du svar på det du lurte på?", "Frida"),
    ours(15, "Kan jeg få snakke med et menneske?"),
    theirs(15.9, "Jeg setter deg over til en kundebehandler.", "Frida"),
    theirs(16.2, "Du er nummer 3 i køen"),
    theirs(40, "Kari har blitt med i chatten"),
    theirs(48, "Hei, du snakker med Kari. Hva gjelder det?", "Kari", typing=4),
    ours(60, "Når er fristen?"),
    theirs(75, "1. mars, men du kan søke hele året", "Kari", typing=8),
    theirs(95, "jeg setter deg over til en kollega som kan mer om dette", "Kari"),
    theirs(120, "Hei, Ola her. Jeg har lest samtalen", "Ola"),
]


def test_a_whole_chat_is_told_apart():
    speakers = [one.speaker.value for one in judge(CHAT)]
    assert speakers == [
        *("robot", "shopper", "robot", "shopper", "robot", "system", "system"),
        *("person", "shopper", "person", "person", "person"),
    ]


def test_what_it_amounts_to():
    events = conclude_chat(judge(CHAT), until_s=130)
    at = {
        event.kind: event.at_s
        for event in events
        if event.kind not in (EventKind.CHAT_TURN, EventKind.PERSON_JOINED)
    }
    assert at == {
        EventKind.QUEUE_STARTED: 16.2,
        EventKind.QUEUE_POSITION: 16.2,
        EventKind.QUEUE_ENDED: 40,
        EventKind.PERSON_ANSWERED: 48,
        EventKind.TRANSFERRED: 120,
    }


def test_the_same_person_who_comes_back_is_no_transfer():
    back = [*CHAT[:10], theirs(95, "Kari har blitt med i chatten"), theirs(99, "der er jeg igjen", "Kari")]
    kinds_ = [event.kind for event in conclude_chat(judge(back), until_s=130)]
    assert EventKind.TRANSFERRED not in kinds_


def test_a_robot_known_by_name_is_one_whatever_it_says():
    turns = [theirs(20, "hm, det skal jeg sjekke, et øyeblikk", "Maja", typing=6)]
    assert judge(turns)[0].speaker is Speaker.PERSON
    assert judge(turns, robots=("maja",))[0].speaker is Speaker.ROBOT


def test_what_the_widget_itself_marks_outweighs_the_words():
    turn = theirs(20, "hm, det skal jeg sjekke", "Maja", mark=Speaker.ROBOT)
    assert judge([turn])[0].speaker is Speaker.ROBOT


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("Du er nummer 4 i køen", 4),
        ("Du har plats 12 i kön", 12),
        ("You are number 2 in the queue.", 2),
        ("Din køplass: plass 3", 3),
        ("There are 2 people ahead of you", 3),
        ("Du er nr. 1 i køen", 1),
        ("Vent venligst", None),
        ("Ring 10 55 10 00", None),
    ],
)
def test_a_place_in_the_queue(text, position):
    assert position_in(text) == position


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Kari has joined the chat", NoticeKind.JOINED),
        ("Ola har forlatt samtalen", NoticeKind.LEFT),
        ("Chatten är stängd", NoticeKind.CLOSED_HOURS),
        ("Samtalen er afsluttet", NoticeKind.ENDED),
        ("Samtalet har överförts till avdelningen", NoticeKind.HANDOVER),
        ("All our advisors are busy", NoticeKind.QUEUE),
        ("This chat may be saved", NoticeKind.OTHER),
    ],
)
def test_what_a_notice_tells(text, kind):
    assert read_notice(Turn(0, Side.NOTICE, text)).kind is kind


def test_a_person_who_speaks_of_a_queue_is_no_notice():
    assert read_notice(theirs(0, "Jeg ser at det er lang kø i dag, beklager", "Kari")) is None
    assert read_notice(theirs(0, "Venter du på svar?")) is None


def test_every_language_knows_every_kind_of_phrase():
    from probes.chat.phrases import _FOLDER
    from scenarios.yaml_reader import read

    for path in sorted(_FOLDER.glob("*.yaml")):
        assert set(read(path.read_bytes(), path.name).value) == set(kinds()), path.name


def test_a_transcript_can_be_judged_again():
    judged = judge(CHAT)
    stored = transcript(judged, began_s=0.0)
    assert b"Kari" not in stored
    again = judge(read_transcript(stored))
    assert [one.speaker for one in again] == [one.speaker for one in judged]


def test_what_is_no_transcript_is_told():
    with pytest.raises(ValueError, match="not a chat's transcript"):
        read_transcript(b'{"turns": [{}]}')


turns = st.builds(
    Turn,
    st.floats(0, 1000),
    st.sampled_from(Side),
    st.text(max_size=300),
    st.sampled_from(["", "Kari", "Robo", "System"]),
    typing_s=st.none() | st.floats(0, 60),
)


@given(st.lists(turns, max_size=12))
def test_anything_can_be_judged_and_concluded(found):
    judged = judge(sorted(found, key=lambda turn: turn.at_s))
    assert len(judged) == len(found)
    assert all(0.5 <= one.confidence <= 1 for one in judged)
    events = conclude_chat(judged, until_s=1000)
    assert [event.at_s for event in events] == sorted(event.at_s for event in events)
    assert sum(event.kind is EventKind.PERSON_ANSWERED for event in events) <= 1
    read_transcript(transcript(judged, began_s=0))


@given(st.text(max_size=5000))
def test_hostile_words_take_no_time(text):
    for kind in kinds():
        says(kind, plain(text))


_GREETINGS = {
    "nb": ("Jeg setter deg over til en kundebehandler.", "Kari har blitt med i chatten.",
           "Heisann, her er Kari. Hva kan jeg hjelpe deg med?"),
    "sv": ("Jag kopplar dig vidare till en handläggare.", "Kari har anslutit till chatten.",
           "Hej, det här är Kari. Vad kan jag hjälpa dig med?"),
    "da": ("Jeg stiller dig videre til en medarbejder.", "Kari er kommet med i chatten.",
           "Hej, det er Kari. Hvad kan jeg hjælpe dig med?"),
    "fi": ("Siirrän sinut asiakaspalvelijalle.", "Kari liittyi keskusteluun.",
           "Hei, täällä Kari. Miten voin auttaa?"),
    "en": ("I'll pass you on to an advisor.", "Kari has joined the chat.",
           "Hi, this is Kari. How can I help you?"),
}  # fmt: skip


@pytest.mark.parametrize("author", ["Kari", "Fjordvik kommune"])
@pytest.mark.parametrize("language", _GREETINGS)
def test_ready_words_of_somebody_who_was_announced_are_a_persons_at_once(language, author):
    passes, joined, hello = _GREETINGS[language]
    robot = author if author != "Kari" else "Frida"
    chat = [
        theirs(1, "Hei! Jeg er Frida, en chatbot.", robot),
        ours(9, "?"),
        theirs(9.8, passes, robot),
        Turn(13, Side.NOTICE, joined),
        theirs(14.1, hello, author, typing=1.1),
    ]
    # Nothing more comes before we go on: who waits for a person's second words waits for ever.
    assert judge(chat)[-1].speaker is Speaker.PERSON


def test_a_robot_that_is_announced_stays_one():
    chat = [
        Turn(1, Side.NOTICE, "Du chatter nå med chatboten Frida."),
        theirs(1.3, "Hei! Jeg er Frida, en chatbot. Hva kan jeg hjelpe deg med?", "Frida", typing=0.3),
        ours(9, "Når er fristen?"),
        theirs(9.4, "Beklager, jeg forsto ikke spørsmålet. Prøv å formulere det på en annen måte.", "Frida"),
    ]
    assert [one.speaker for one in judge(chat)[1:]] == [Speaker.ROBOT, Speaker.SHOPPER, Speaker.ROBOT]
