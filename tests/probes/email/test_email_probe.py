"""The e-mail probe keeps what every probe keeps, and the town's post answers as its habits say."""

import asyncio
import datetime as dt
import json
import threading
from contextlib import contextmanager
from pathlib import Path

import pytest
from conformance import ProbeConformance
from typer.testing import CliRunner

import scenarios
from probes.attempt import run_attempt
from probes.email.awaiting import is_awaiting
from probes.email.probe import EmailProbe
from probes.email.replies import MailboxReplies, mailbox_replies
from probes.email.token import new_token
from probes.event import EventKind
from probes.outcome import Outcome
from probes.probe import ProbeRequest
from probes.sandbox.behaviour import seconds
from probes.sandbox.mail.habit import MailHabit
from probes.sandbox.mail.post_office import PostOffice, running_post
from scenarios.load import load_enquiry, load_organisation

LIBRARY = Path(scenarios.__file__).parent / "library"
ADDRESS = "postmottak@fjordvik.example"


@contextmanager
def post_in_a_thread(folder: Path, habit: MailHabit):
    """Run the town's post beside the test, which is not asynchronous."""
    up = threading.Event()
    ends: list[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = []
    found: list[PostOffice] = []

    async def live():
        async with running_post({ADDRESS: habit}, truth=folder) as post:
            found.append(post)
            ends.append((asyncio.get_running_loop(), asyncio.Event()))
            up.set()
            await ends[0][1].wait()

    thread = threading.Thread(target=lambda: asyncio.run(live()), daemon=True)
    thread.start()
    assert up.wait(20)
    try:
        yield found[0]
    finally:
        loop, end = ends[0]
        loop.call_soon_threadsafe(end.set)
        thread.join(10)


@pytest.fixture(scope="module")
def silent(tmp_path_factory):
    with post_in_a_thread(tmp_path_factory.mktemp("post"), MailHabit()) as post:
        yield post


@pytest.fixture(scope="module")
def talking(tmp_path_factory):
    habit = MailHabit(acknowledges=seconds(0.1), case_number="sak", answers=seconds(1.2), clerk="Kari Holm")
    with post_in_a_thread(tmp_path_factory.mktemp("post"), habit) as post:
        yield post


def request_to(account, evidence, *, source=None, **limits):
    options = {"reply_address": account.address_for(new_token()), "mailbox": account.name}
    options |= {"wait_for_reply": source} if source else {}
    limits.setdefault("deadline_s", 30.0)
    return ProbeRequest(
        load_organisation(LIBRARY / "organisations" / "fjordvik.yaml"), "mailbox",
        load_enquiry(LIBRARY / "enquiries" / "nursery-admission.yaml"), evidence, options=options, **limits,
    )  # fmt: skip


class TestEmailProbe(ProbeConformance):
    @pytest.fixture(autouse=True)
    def _post(self, silent):
        self.post = silent

    def probe(self):
        return EmailProbe((self.post.account,))

    def request_for(self, evidence, **limits):
        due_at = dt.datetime.now(dt.UTC) + dt.timedelta(minutes=5)
        source = MailboxReplies(self.post.account, due_at=due_at, bookmarks={})
        return request_to(self.post.account, evidence, source=source, **limits)

    def contact_is_over(self, probe):
        return threading.active_count() < 20


def test_the_letter_is_a_citizens_and_the_attempt_handed_over(talking, tmp_path):
    account = talking.account
    request = request_to(account, tmp_path / "evidence")
    timeline = asyncio.run(run_attempt(EmailProbe((account,)), request, channel="email"))
    assert is_awaiting(timeline)
    assert timeline.outcome is Outcome.NO_REPLY
    text = (tmp_path / "evidence" / "sent.eml").read_text()
    assert f"From: Siv Nordbotn <{request.options['reply_address']}>" in text
    assert "Svartid" not in text
    assert "X-" not in text


def test_the_answers_are_told_apart_and_timed(talking, tmp_path):
    async def contact():
        due_at = dt.datetime.now(dt.UTC) + dt.timedelta(seconds=15)
        async with mailbox_replies(talking.account, due_at=due_at) as source:
            request = request_to(talking.account, tmp_path / "evidence", source=source)
            return await run_attempt(EmailProbe((talking.account,)), request, channel="email")

    timeline = asyncio.run(contact())
    assert timeline.outcome is Outcome.REPLIED
    kinds = [event.detail["letter"] for event in timeline.all(EventKind.LETTER_ARRIVED)]
    assert kinds == ["case_number", "person"]
    assert abs(timeline.all(EventKind.LETTER_ARRIVED)[1].offset_ms / 1000 - 1.2) <= 1.0


def test_a_refused_recipient_is_unreachable(tmp_path):
    with post_in_a_thread(tmp_path / "truth", MailHabit(bounces="at once")) as post:
        request = request_to(post.account, tmp_path / "evidence")
        timeline = asyncio.run(run_attempt(EmailProbe((post.account,)), request, channel="email"))
    assert timeline.outcome is Outcome.UNREACHABLE
    assert timeline.first(EventKind.SEND_REFUSED).detail["status"] == 550


def test_without_an_account_it_is_said(tmp_path, silent):
    request = request_to(silent.account, tmp_path / "evidence")
    timeline = asyncio.run(run_attempt(EmailProbe(()), request, channel="email"))
    assert timeline.outcome is Outcome.ERROR
    assert "SVARTID_MAIL" in timeline.first(EventKind.NOTE).detail["reason"]


def test_the_commands_check_the_account_and_write(talking, tmp_path, monkeypatch):
    from typer import Typer

    from probes.email.commands import mail, write

    accounts = tmp_path / "mail.toml"
    accounts.touch(mode=0o600)
    accounts.write_text(talking.account_file())
    monkeypatch.setenv("SVARTID_MAIL", str(accounts))
    checked = CliRunner().invoke(mail, ["check", "--json"])
    assert checked.exit_code == 0
    assert {each["verdict"] for each in json.loads(checked.stdout)["accounts"]["town"]} == {"good"}
    app = Typer()
    app.command()(write)
    words = ["--organisation", "fjordvik", "--enquiry", "nursery-admission", "--wait", "20 s", "--json"]
    written = CliRunner().invoke(app, words)
    assert written.exit_code == 0, written.output
    told = json.loads(written.stdout)
    assert told["outcome"] == "replied"
    assert {each["name"] for each in told["measurements"]} == {
        "reply_time", "reply_working_time", "reply_working_days", "acknowledgement_time",
    }  # fmt: skip


def test_a_form_is_answered_by_mail_under_the_number_that_it_showed(tmp_path):
    from probes.email.letter import read_letter
    from probes.email.mailbox import Bookmark, MailboxReader

    async def form():
        habit = MailHabit(answers=seconds(0.1), acknowledges=seconds(0.0))
        async with running_post({ADDRESS: habit}, truth=tmp_path) as post:
            account, reader = post.account, MailboxReader(post.account)
            mine = account.address_for(new_token())
            post.take_form(ADDRESS, email=mine, subject="Skjema", number="2026/4711", visit="abc")
            await asyncio.sleep(0.5)
            await asyncio.to_thread(reader.open)
            found = (await asyncio.to_thread(reader.look, Bookmark())).letters
            await asyncio.to_thread(reader.close)
            return mine, [read_letter(each.content) for each in found]

    mine, letters = asyncio.run(form())
    assert [letter.recipients[0].address for letter in letters] == [mine, mine]
    assert ["2026/4711" in f"{letter.subject} {letter.text}" for letter in letters] == [True, True]
    assert [letter.thread_ids for letter in letters] == [(), ()]


def test_every_organisation_of_the_town_has_a_habit_in_its_own_language():
    from probes.sandbox.catalogue import catalogue
    from probes.sandbox.mail.town_mail import mailbox_of, town_habits

    habits = town_habits()
    organisations = [centre.organisation for centre in catalogue().values()]
    assert {mailbox_of(each): each.spoken[0] for each in organisations} == {
        address: habit.language for address, habit in habits.items()
    }
    assert (
        len({(habit.acknowledges is None, habit.answers is None, habit.bounces) for habit in habits.values()})
        >= 5
    )
