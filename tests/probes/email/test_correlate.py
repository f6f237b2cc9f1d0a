"""Whose a letter is, and how an attempt ends by its letters."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from probes.email.account import MailAccount, MailServer
from probes.email.arrived import ArrivedLetter, Matched
from probes.email.bench import bench_mailbox
from probes.email.correlate import MatchIndex, OpenLetter
from probes.email.ending import ending_of
from probes.email.letter import read_letter
from probes.outcome import Outcome

SERVER = MailServer("127.0.0.1", 9, "none")
ACCOUNT = MailAccount("town", "svar+{token}@maaling.example", SERVER, SERVER)
OPEN = [
    OpenLetter(1, "aaaaaaaaaaaa", message_ids=("one@maaling.example",), case_numbers=("2026/1",),
               sender_domain="fjordvik.example"),
    OpenLetter(2, "bbbbbbbbbbbb", message_ids=("two@maaling.example",), case_numbers=("2026/1",),
               sender_domain="elvedal.example"),
    OpenLetter(3, "cccccccccccc", case_numbers=("sak 7",), sender_domain=""),
    OpenLetter(4, "dddddddddddd", case_numbers=("sak 7",), sender_domain=""),
]  # fmt: skip


@pytest.fixture
def index():
    found = MatchIndex((ACCOUNT,))
    found.add(OPEN)
    return found


def _letter(to="svar@maaling.example", *, sender="post@fjordvik.example", **headers):
    lines = [f"From: {sender}", f"To: {to}", "Subject: Svar"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return read_letter("\r\n".join([*lines, "", "Hei"]).encode())


@pytest.mark.parametrize(
    ("letter", "case_number", "expected"),
    [
        (_letter("svar+aaaaaaaaaaaa@maaling.example"), None, (1, "address")),
        (_letter("SVAR+BBBBBBBBBBBB@MAALING.EXAMPLE"), None, (2, "address")),
        (_letter(Delivered_To="svar+bbbbbbbbbbbb@maaling.example"), None, (2, "address")),
        (_letter(In_Reply_To="<two@maaling.example>"), None, (2, "references")),
        (_letter(References="<x@y.example> <one@maaling.example> <z@y.example>"), None, (1, "references")),
        (_letter(In_Reply_To="<cccccccccccc.0123456789ab@maaling.example>"), None, (3, "references")),
        (_letter(), "2026 / 1", (1, "case_number")),
        (_letter(sender="sak@post.elvedal.example"), "[2026/1]", (2, "case_number")),
        (_letter(sender="x@stranger.example"), "2026/1", None),
        (_letter(), "sak 7", None),
        (_letter("svar+eeeeeeeeeeee@maaling.example"), None, None),
        (_letter("svar+aaaaaaaaaaaa@maaling.example, svar+bbbbbbbbbbbb@maaling.example"), None, None),
        (_letter("svar+aaaaaaaaaaaa@maaling.example", In_Reply_To="<two@maaling.example>"), None,
         (1, "address")),
        (_letter("svar+aaaaaaaaaaaa@maaling.example, svar+bbbbbbbbbbbb@maaling.example",
                 In_Reply_To="<two@maaling.example>"), None, (2, "references")),
    ],
)  # fmt: skip
def test_a_letter_finds_its_attempt_or_nobodys(index, letter, case_number, expected):
    found = index.match(letter, case_number=case_number)
    assert (found and (found.attempt, found.by.value)) == expected


SENT = dt.datetime(2026, 11, 23, 9, tzinfo=dt.UTC)
DUE = SENT + dt.timedelta(days=2)


def _arrived(hours: float, kind: str) -> ArrivedLetter:
    return ArrivedLetter(SENT + dt.timedelta(hours=hours), kind)


@pytest.mark.parametrize(
    ("letters", "hours", "expected"),
    [
        ([], 1, None),
        ([], 49, (Outcome.NO_REPLY, 48)),
        ([(1, "acknowledgement"), (2, "out_of_office")], 47, None),
        ([(1, "case_number")], 49, (Outcome.AUTO_REPLY_ONLY, 48)),
        ([(1, "other")], 49, (Outcome.NO_REPLY, 48)),
        ([(1, "acknowledgement"), (20, "person"), (30, "person")], 31, (Outcome.REPLIED, 20)),
        ([(48, "person")], 48, (Outcome.REPLIED, 48)),
        ([(48.001, "person")], 49, (Outcome.NO_REPLY, 48)),
        ([(0.1, "bounce")], 1, (Outcome.UNREACHABLE, 0.1)),
        ([(2, "bounce"), (1, "person")], 3, (Outcome.REPLIED, 1)),
    ],
)
def test_how_an_attempt_ends(letters, hours, expected):
    now = SENT + dt.timedelta(hours=hours)
    ending = ending_of([_arrived(*each) for each in letters], due_at=DUE, now=now)
    told = ending and (ending.outcome, (ending.at - SENT) / dt.timedelta(hours=1))
    assert told == expected


kinds = st.sampled_from(["person", "acknowledgement", "case_number", "out_of_office", "bounce", "other"])
letters_of = st.lists(st.tuples(st.floats(0, 100), kinds), max_size=8)


@given(letters_of, letters_of)
def test_what_comes_late_never_changes_an_ending(early, late):
    in_time = [_arrived(min(hours, 48), kind) for hours, kind in early]
    afterwards = [_arrived(48.5 + hours, kind) for hours, kind in late]
    now = SENT + dt.timedelta(days=30)
    alone = ending_of(in_time, due_at=DUE, now=now)
    assert ending_of([*afterwards, *in_time], due_at=DUE, now=now) == alone
    assert alone is not None
    assert alone.at <= DUE


def test_the_event_of_a_letter_says_how_it_was_known_and_whether_it_was_late():
    letter = ArrivedLetter(
        DUE + dt.timedelta(seconds=1), "person", 0.9, ("nb:greeting",), Matched.REFERENCES, evidence="a.eml"
    )
    event = letter.event(started_at=SENT, due_at=DUE)
    assert event.offset_ms == (2 * 86_400 + 1) * 1000
    assert event.detail == {
        "letter": "person", "matched_by": "references", "signs": ["nb:greeting"], "late": True,
    }  # fmt: skip
    assert _arrived(-1, "person").event(started_at=SENT).offset_ms == 0.0


def test_the_bench_finds_every_letter_and_gives_none_to_a_stranger():
    found = bench_mailbox(letters=300, attempts=50, sorted_share=0.0)
    assert (found["mailbox_missed"], found["mailbox_wrong"]) == (0, 0)
    assert found["mailbox_found"] > 10
