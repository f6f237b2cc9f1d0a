"""Letters in fieldwork: sent, awaited by nobody, answered, sorted, ended, and shown when they come late."""

import asyncio
import datetime as dt
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest

from probes.clock import SystemClock
from probes.email.account import MailAccount, MailServer
from probes.event import EventKind, Source
from probes.outcome import Outcome
from probes.recorder import TimelineRecorder
from probes.sandbox.behaviour import seconds
from probes.sandbox.mail.habit import MailHabit
from probes.sandbox.mail.post_office import PostOffice, running_post
from probes.sandbox.truth import Happening, read_truth
from probes.timeline import Timeline

HABITS = {
    "svarer": MailHabit(acknowledges=seconds(0.2), answers=seconds(1.5), answers_again=seconds(1.0)),
    "saken": MailHabit(
        acknowledges=seconds(0.2),
        case_number="sak",
        answers=seconds(2.0),
        keeps_thread=False,
        drops_token=True,
    ),
    "stille": MailHabit(),
    "kvitterer": MailHabit(acknowledges=seconds(0.3)),
    "ukjent": MailHabit(bounces="later"),
    "avvist": MailHabit(bounces="at once"),
    "sent": MailHabit(),
}
METHOD = """
method: quick
version: "1"
title: {nb: Rask}
about: {nb: Bare for prøver.}
sample: {contacts: as planned, source: project's choice}
limits:
  email: {reply: 9 s, otherwise: missing, source: project's choice}
score: none
"""
ENQUIRY = """
enquiry: nursery
version: 1
classes: [municipality]
title: {nb: Plass i barnehage}
persona: {nb: En mor.}
brief: {nb: Spør om fristen.}
opening: {nb: Hei!}
email:
  subject: {nb: Plass i barnehage}
  message: {nb: "Hei! Når er fristen for å søke barnehageplass?"}
"""
CAMPAIGN = """
campaign: by-mail
title: {nb: Per post}
method: quick
fieldwork: {from: 2026-12-01, to: 2027-02-26, hours: 09:00-15:00, days: mon-fri}
organisations: organisations/*.yaml
enquiries: {municipality: [nursery]}
channels: [email]
contacts: 1
caps: {per_touchpoint_a_day: 2}
seed: 7
"""


def campaign_files(folder):
    """Write and read a campaign by e-mail for the organisations above."""
    from benchmark.planning.campaign_files import read_campaign

    (folder / "organisations").mkdir(parents=True)
    for name in HABITS:
        (folder / "organisations" / f"{name}.yaml").write_text(
            f"organisation: {name}\nname: {name.title()} kommune\nclass: municipality\ncountry: NO\n"
            f"touchpoints:\n  mailbox: {{email: post@{name}.example}}\n",
            encoding="utf-8",
        )
    (folder / "own").mkdir()
    (folder / "own" / "method.yaml").write_text(METHOD, encoding="utf-8")
    (folder / "own" / "enquiry.yaml").write_text(ENQUIRY, encoding="utf-8")
    path = folder / "campaign.yaml"
    path.write_text(CAMPAIGN, encoding="utf-8")
    return read_campaign(path, more=[folder / "own"])


@pytest.fixture
def store_files(record):
    """Store a campaign and let it run; give its row."""
    from benchmark.fieldwork.book import forget_books
    from benchmark.fieldwork.control import set_state
    from benchmark.fieldwork.store_campaign import store_campaign

    forget_books()

    def make(files):
        stored = store_campaign(files=files, demo=True)
        set_state(campaign=stored.campaign, state="running", actor="eva")
        return stored.campaign

    yield make
    forget_books()


@pytest.fixture
def hand_by_mail(store_files, planter, tmp_path):
    """A worker's hands that send without a mail server."""
    from benchmark.fieldwork.await_letter import await_letter
    from benchmark.fieldwork.capabilities import Capabilities
    from benchmark.fieldwork.claim import claim_attempt
    from benchmark.fieldwork.correspondence import open_correspondence
    from benchmark.fieldwork.moves import begin_contact
    from results.models import Correspondence

    store_files(campaign_files(tmp_path / "campaign"))
    server = MailServer("127.0.0.1", 9, "none")

    class Hand:
        accounts = (MailAccount("town", "svar+{token}@maaling.example", server, server),)

        def claim(self):
            claim = claim_attempt(
                worker=planter.worker().pk, capabilities=Capabilities(channels=("email",)),
                now=dt.datetime.now(dt.UTC),
            )  # fmt: skip
            open_correspondence(attempt=claim.attempt, accounts=self.accounts)
            assert begin_contact(claim)
            return claim

        def send(self):
            claim = self.claim()
            timeline = Timeline(channel="email", started_at=dt.datetime.now(dt.UTC))
            recorder = TimelineRecorder(timeline, evidence=tmp_path, clock=SystemClock())
            recorder.start()
            recorder.event(EventKind.SENT, Source.SIGNALLING, detail={"message_id": "x@maaling.example"})
            recorder.event(
                EventKind.AWAITING_REPLY, Source.CALLER, detail={"message_id": "x@maaling.example"}
            )
            recorder.finish(Outcome.NO_REPLY)
            await_letter(claim=claim, timeline=timeline)
            return claim

        def address(self, claim):
            return Correspondence.objects.get(attempt_id=claim.attempt).address

    return Hand()


@asynccontextmanager
async def post_and_worker(folder, monkeypatch, campaign) -> AsyncIterator[PostOffice]:
    """Run the town's post and a worker that serves e-mail."""
    from benchmark.fieldwork import post_room
    from benchmark.fieldwork.capabilities import Capabilities
    from benchmark.fieldwork.worker import working

    monkeypatch.setattr(post_room, "DUE_EVERY_S", 0.5)
    habits = {f"post@{name}.example": habit for name, habit in HABITS.items()}
    async with running_post(habits, truth=folder / "truth") as post:
        accounts = folder / "mail.toml"
        accounts.touch(mode=0o600)
        accounts.write_text(post.account_file(), encoding="utf-8")
        monkeypatch.setenv("SVARTID_MAIL", str(accounts))
        async with working(
            capabilities=Capabilities(channels=("email",), at_once=4), label="post-1", tick_s=0.3,
            campaigns=[campaign.pk],
        ):  # fmt: skip
            yield post


def late_answer() -> bytes:
    """An answer to the question put to `sent`, which the town has not given in time."""
    from results.models import Correspondence

    address = Correspondence.objects.get(attempt__organisation__slug="sent").address
    return (
        f"From: Kari <post@sent.example>\r\nTo: {address}\r\nSubject: Re: Plass i barnehage\r\n"
        "Message-ID: <late@sent.example>\r\n\r\nHei! Fristen er 1. mars.\r\nHilsen Kari\r\n"
    ).encode()


def outcomes():
    from results.models import Attempt

    rows = Attempt.objects.select_related("organisation").order_by("organisation__slug")
    return {row.organisation.slug: (row.state, row.outcome) for row in rows}


async def until(what, *, within_s: float):
    for _ in range(int(within_s / 0.2)):
        if await asyncio.to_thread(_closing, what):
            return
        await asyncio.sleep(0.2)
    pytest.fail(f"it did not come about within {within_s} s: {await asyncio.to_thread(_closing, outcomes)}")


def second_ago():
    return dt.datetime.now(dt.UTC) - dt.timedelta(seconds=1)


def _closing(what):
    from django.db import connection

    try:
        return what()
    finally:
        connection.close()


def test_a_campaign_by_mail_from_the_first_letter_to_the_late_one(record, store_files, tmp_path, monkeypatch):
    from results.models import Attempt, Contact, Letter

    campaign = store_files(campaign_files(tmp_path / "campaign"))

    async def fieldwork():
        async with post_and_worker(tmp_path, monkeypatch, campaign) as post:
            sent = lambda: all(state != "planned" for state, _ in outcomes().values())  # noqa: E731
            await until(sent, within_s=15)
            await post.mailbox.deliver(
                b"From: Ola <ola@elvedal.example>\r\nTo: svar@maaling.example\r\nSubject: Hei\r\n"
                b"Message-ID: <stray@elvedal.example>\r\n\r\nHvem er du?\r\n"
            )
            over = lambda: all(state == "finished" for state, _ in outcomes().values())  # noqa: E731
            await until(over, within_s=40)
            # A mail server stamps in whole seconds; the second in which the time ran out is still in time.
            await until(
                lambda: Attempt.objects.get(organisation__slug="sent").reply_due_at < second_ago(), within_s=3
            )
            await post.mailbox.deliver(await asyncio.to_thread(_closing, late_answer))
            late = lambda: Letter.objects.filter(attempt__organisation__slug="sent").exists()  # noqa: E731
            await until(late, within_s=15)

    asyncio.run(fieldwork())
    assert outcomes() == {
        "avvist": ("finished", "unreachable"),
        "kvitterer": ("finished", "auto_reply_only"),
        "saken": ("finished", "replied"),
        "sent": ("finished", "no_reply"),
        "stille": ("finished", "no_reply"),
        "svarer": ("finished", "replied"),
        "ukjent": ("finished", "unreachable"),
    }
    assert {each.state for each in Contact.objects.all()} == {"done"}
    # The tray holds the stranger's letter, and nothing else was lost on the way.
    stray = Letter.objects.get(attempt=None)
    assert stray.message_id == "stray@elvedal.example"
    # Times to the second, against the town's own log.
    for row in Attempt.objects.filter(outcome="replied").select_related("organisation"):
        truth = read_truth(tmp_path / "truth" / f"post@{row.organisation.slug}.example.jsonl")
        answer = next(
            each
            for each in truth
            if each.event is Happening.LETTER_SENT and each.detail["letter"] == "person"
        )
        received = next(each for each in truth if each.event is Happening.LETTER_RECEIVED)
        true_s = (answer.ns - received.ns) / 1e9
        timeline = row.timelines.order_by("-number").first()
        measured = timeline.measurements.get(name="reply_time")
        assert measured.status == "observed"
        assert abs(measured.value - true_s) <= 1.0
    # The letter after the end is shown, late, and the outcome stays.
    late = Attempt.objects.get(organisation__slug="sent")
    events = late.timelines.order_by("-number").first().events.filter(kind="letter_arrived")
    assert [event.detail["late"] for event in events] == [True]
    assert late.evidence.filter(name__startswith="letter-", kind="message").count() == 1
    # Case numbers carried the answer that had neither thread nor address.
    by = Letter.objects.filter(attempt__organisation__slug="saken").order_by("received_at", "pk")
    assert list(by.values_list("matched_by", flat=True)) == ["address", "case_number"]


def test_a_worker_that_dies_after_sending_loses_nothing_once_the_attempt_awaits(hand_by_mail):
    from benchmark.fieldwork.sweep import sweep_attempts
    from results.models import Attempt

    claim = hand_by_mail.send()
    Attempt.objects.get(pk=claim.attempt)
    swept = sweep_attempts(actor="oslo-2", grace_s=0.0)
    assert (swept.given_back, swept.lost) == (0, 0)
    assert Attempt.objects.get(pk=claim.attempt).state == "awaiting"


def test_a_worker_that_dies_while_it_sends_leaves_the_attempt_lost_and_never_sends_again(hand_by_mail):
    from benchmark.fieldwork.sweep import sweep_attempts
    from results.models import Attempt

    claim = hand_by_mail.claim()
    silent = dt.datetime.now(dt.UTC) - dt.timedelta(hours=1)
    Attempt.objects.filter(pk=claim.attempt).update(lease_until=silent)
    assert sweep_attempts(actor="oslo-2", grace_s=0.0).lost == 1
    assert list(Attempt.objects.filter(contact=claim.contact).values_list("state", "outcome")) == [
        ("lost", "lost")
    ]


def test_no_reply_needs_a_mailbox_that_was_read_after_the_deadline(hand_by_mail):
    from benchmark.fieldwork.end_awaiting import end_due
    from benchmark.fieldwork.tray import unread_mailboxes
    from results.models import Attempt, Mailbox

    claim = hand_by_mail.send()
    due = Attempt.objects.get(pk=claim.attempt).reply_due_at
    later = due + dt.timedelta(minutes=5)
    assert end_due(actor="oslo-1", now=later) == 0
    Mailbox.objects.create(name="town", looked_at=due - dt.timedelta(seconds=1))
    assert end_due(actor="oslo-1", now=later) == 0
    assert unread_mailboxes() == []
    Attempt.objects.filter(pk=claim.attempt).update(
        awaiting_at=due - dt.timedelta(days=2), reply_due_at=due - dt.timedelta(days=1)
    )
    (told,) = unread_mailboxes()
    assert told.startswith("1 attempts are past their deadline, but town was not read to its end since")
    Attempt.objects.filter(pk=claim.attempt).update(reply_due_at=due)
    Mailbox.objects.update(looked_at=due + dt.timedelta(seconds=1))
    assert end_due(actor="oslo-1", now=later) == 1
    attempt = Attempt.objects.get(pk=claim.attempt)
    assert (attempt.state, attempt.outcome, attempt.ended_at) == ("finished", "no_reply", due)


def test_the_address_of_an_attempt_stays_when_it_is_given_back(hand_by_mail):
    from benchmark.fieldwork.correspondence import open_correspondence

    claim = hand_by_mail.send()
    again = open_correspondence(attempt=claim.attempt, accounts=hand_by_mail.accounts)
    assert again.address == hand_by_mail.address(claim)


ANSWER = """From: Kari Holm <kari@{domain}>\r
To: {to}\r
Subject: Svar\r
Message-ID: <{uid}@{domain}>\r
\r
Hei! Søknadsfristen er 1. mars, og du søker på nettsidene våre.\r
\r
Vennlig hilsen\r
Kari Holm\r
"""


def deliver(hand, *, uid=1, to="svar@maaling.example", at=None, domain="svarer.example", validity=7):
    """Let one letter arrive as the mailbox watcher brings it."""
    from benchmark.fieldwork.post_room import take_batch
    from probes.email.letter import read_letter
    from probes.email.mailbox import Batch, Bookmark, Fetched

    content = ANSWER.format(domain=domain, to=to, uid=uid).encode()
    at = (at or dt.datetime.now(dt.UTC)).replace(microsecond=0)
    fetched = Fetched(validity, uid, at, len(content), content)
    return take_batch(
        account=hand.accounts[0], folder="INBOX", batch=Batch((fetched,), Bookmark(validity, uid)),
        read=[read_letter(content)], accounts=hand.accounts, actor="post-1",
    )  # fmt: skip


def newest(attempt):
    from results.models import Attempt

    kept = Attempt.objects.get(pk=attempt).timelines.order_by("-number").first()
    return kept.number, kept.document["outcome"]


def test_an_answer_is_kept_once_whatever_the_server_numbers(hand_by_mail):
    from results.models import Attempt, Letter

    claim = hand_by_mail.send()
    at, to = dt.datetime.now(dt.UTC), hand_by_mail.address(claim)
    taken = [deliver(hand_by_mail, to=to, at=at), deliver(hand_by_mail, to=to, at=at)]
    assert [*taken, deliver(hand_by_mail, to=to, at=at, validity=8)] == [1, 0, 0]
    assert Letter.objects.get().attempt_id == claim.attempt
    attempt = Attempt.objects.get(pk=claim.attempt)
    assert (attempt.state, attempt.outcome, attempt.contact.outcome) == ("finished", "replied", "replied")


def test_two_who_read_one_folder_keep_each_letter_once(hand_by_mail):
    from concurrent.futures import ThreadPoolExecutor

    from django.db import connection, transaction

    from results.models import Letter

    at, to = dt.datetime.now(dt.UTC), hand_by_mail.address(hand_by_mail.send())

    def other():
        try:
            return deliver(hand_by_mail, to=to, at=at)
        finally:
            connection.close()

    with ThreadPoolExecutor() as pool:
        with transaction.atomic():
            first = deliver(hand_by_mail, to=to, at=at)
            second = pool.submit(other)
            until = dt.datetime.now(dt.UTC) + dt.timedelta(seconds=60)
            waiting = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
            with connection.cursor() as cursor:
                while cursor.execute(waiting).fetchone() == (0,) and dt.datetime.now(dt.UTC) < until:
                    assert not second.done()
        assert (first, second.result(timeout=60)) == (1, 0)
    assert Letter.objects.count() == 1


def test_an_answer_to_a_lost_attempt_is_kept_with_it(hand_by_mail):
    from results.models import Attempt, Letter

    claim = hand_by_mail.claim()
    Attempt.objects.filter(pk=claim.attempt).update(state="lost", outcome="lost", lease_until=None)
    deliver(hand_by_mail, to=hand_by_mail.address(claim))
    assert Letter.objects.get().attempt_id == claim.attempt
    assert Attempt.objects.get(pk=claim.attempt).state == "lost"


def test_a_person_gives_a_letter_of_the_tray_to_its_contact(hand_by_mail):
    from benchmark.fieldwork.tray import judge_letter, tray_rows
    from results.models import Attempt, Letter

    claim = hand_by_mail.send()
    deliver(hand_by_mail)
    (row,) = tray_rows()
    assert (row["from"], row["subject"], row["kind"]) == ("kari@svarer.example", "Svar", "person")
    attempt = Attempt.objects.select_related("contact").get(pk=claim.attempt)
    judge_letter(letter=row["letter"], contact=attempt.contact.key, by="eva", reason="names the child")
    assert tray_rows() == []
    letter = Letter.objects.get()
    assert (letter.attempt_id, letter.matched_by) == (claim.attempt, "person")
    attempt.refresh_from_db()
    assert (attempt.state, attempt.outcome) == ("finished", "replied")
    assert attempt.evidence.get(kind="message").size == letter.size


def test_an_ending_is_corrected_beside_what_was_believed(hand_by_mail):
    from benchmark.fieldwork.end_awaiting import end_due
    from benchmark.fieldwork.tray import judge_letter
    from probes.email.sorting.kind import LetterKind
    from results.models import Attempt, Letter, Mailbox

    claim = hand_by_mail.send()
    deliver(hand_by_mail)
    due = Attempt.objects.get(pk=claim.attempt).reply_due_at
    Mailbox.objects.update(looked_at=due + dt.timedelta(seconds=1))
    end_due(actor="post-1", now=due + dt.timedelta(seconds=2))
    assert newest(claim.attempt) == (2, "no_reply")
    attempt = Attempt.objects.select_related("contact").get(pk=claim.attempt)
    letter = Letter.objects.get().pk
    judge_letter(letter=letter, contact=attempt.contact.key, by="eva", reason="was ours")
    assert newest(claim.attempt) == (3, "replied")
    judge_letter(letter=letter, kind=LetterKind.OUT_OF_OFFICE, by="eva", reason="automatic after all")
    assert newest(claim.attempt) == (4, "auto_reply_only")
    judge_letter(letter=letter, aside=True, by="eva", reason="somebody else's")
    assert newest(claim.attempt) == (5, "no_reply")
    attempt.refresh_from_db()
    assert (attempt.state, attempt.outcome) == ("finished", "no_reply")
    decisions = (
        Letter.objects.get().decisions.order_by("number").values_list("kind", "decided_by", "laid_aside")
    )
    assert list(decisions) == [
        ("person", "svartid", False), ("person", "eva", False), ("out_of_office", "eva", False),
        ("out_of_office", "eva", True),
    ]  # fmt: skip


def test_the_tray_is_seen_and_worked_from_the_command_line(hand_by_mail, monkeypatch):
    from typer.testing import CliRunner

    from benchmark.fieldwork.tray_command import tray
    from results import setup

    monkeypatch.setattr(setup, "open_record", lambda: None)
    hand_by_mail.send()
    deliver(hand_by_mail)
    shown = CliRunner().invoke(tray, [])
    assert "kari@svarer.example" in shown.stdout
    (row,) = json.loads(CliRunner().invoke(tray, ["--json"]).stdout)
    laid = CliRunner().invoke(tray, ["aside", str(row["letter"]), "--reason", "advertising", "--by", "eva"])
    assert laid.stdout == f"letter {row['letter']}: person, laid aside\n"
    assert "The tray is empty" in CliRunner().invoke(tray, []).stdout


def test_the_same_words_to_another_question_are_a_machines(hand_by_mail, planter):
    from benchmark.fieldwork.known_letters import known_letters
    from results.models import Attempt, Contact, Letter

    claim = hand_by_mail.send()
    deliver(hand_by_mail, to=hand_by_mail.address(claim))
    attempt = Attempt.objects.select_related("contact").get(pk=claim.attempt)
    assert known_letters(attempt) == []
    asked = Contact(enquiry=planter.document("enquiry", "parking-permit"))
    other = Attempt(contact=asked, touchpoint_id=attempt.touchpoint_id)
    (mark,) = known_letters(other)
    assert len(mark) > 3
    assert Letter.objects.get().kind == "person"


CHATTY = """From: Kulturkontoret <kultur@svarer.example>
Subject: SV: Spørsmål

Hei Siv

Kulturkontoret har et lite lager av telt, benker og grill som foreninger i bygda kan bruke gratis.
Nøkkelen henger hos vaktmesteren, og teltet skal tørkes før det legges tilbake i posen.
"""


def test_a_letter_is_sorted_with_the_time_it_took_the_hours_and_the_question(hand_by_mail):
    from benchmark.fieldwork.sort_reply import sort_reply
    from probes.email.letter import read_letter
    from results.models import Attempt

    claim = hand_by_mail.send()
    attempt = Attempt.objects.select_related("contact", "touchpoint").get(pk=claim.attempt)
    attempt.started_at = dt.datetime(2026, 12, 1, 9, 0, tzinfo=dt.UTC)
    letter = read_letter(CHATTY.encode())

    def shapes(after_s, *, demo=False):
        attempt.demo_clock = demo
        decision = sort_reply(
            letter=letter, received_at=attempt.started_at + dt.timedelta(seconds=after_s), attempt=attempt
        )
        return decision.kind.is_automatic

    # At once; an hour later; the same moment of a demonstration; three days later at work and at night.
    day = 24 * 3600
    assert [shapes(5), shapes(3600), shapes(5, demo=True), shapes(3 * day)] == [True, False, False, False]
    at_night = sort_reply(
        letter=letter, received_at=dt.datetime(2026, 12, 6, 2, 0, tzinfo=dt.UTC), attempt=attempt
    )
    assert "shape:out-of-hours" not in at_night.reasons  # a demonstration's hours say nothing
    attempt.demo_clock = False
    by_day, by_night = (
        sort_reply(letter=letter, received_at=at, attempt=attempt).confidence
        for at in (
            dt.datetime(2026, 12, 4, 9, 0, tzinfo=dt.UTC),
            dt.datetime(2026, 12, 6, 2, 0, tzinfo=dt.UTC),
        )
    )
    assert by_day > by_night
