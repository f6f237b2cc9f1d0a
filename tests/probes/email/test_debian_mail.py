"""Against Postfix and Dovecot of Debian: TLS, passwords, plus-addressing, IDLE, and times to the second."""

import asyncio
import datetime as dt
import socket
import tempfile
import time
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest
from debian_mail import ORGANISATION, OWN, PASSWORD, debian_mail, missing

import scenarios
from probes.attempt import run_attempt
from probes.email.letter import read_letter
from probes.email.mailbox import Bookmark, MailboxReader
from probes.email.probe import EmailProbe
from probes.email.replies import mailbox_replies
from probes.email.send import Refused, send_letter
from probes.email.token import new_token
from probes.email.watch import watch_folder
from probes.errors import ChannelUnavailable
from probes.event import EventKind
from probes.outcome import Outcome
from probes.probe import ProbeRequest
from scenarios.load import load_enquiry, load_organisation
from scenarios.touchpoint import EmailTouchpoint

LIBRARY = Path(scenarios.__file__).parent / "library"

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing())


@pytest.fixture(scope="module")
def servers():
    # pytest's own folder is closed to the users that the servers run as.
    with tempfile.TemporaryDirectory(prefix="svartid-mail-") as folder, debian_mail(Path(folder)) as mail:
        yield mail


def _letter(sender: str, recipient: str, **headers: str) -> EmailMessage:
    letter = EmailMessage(policy=SMTP)
    letter["From"], letter["To"] = sender, recipient
    for name, value in ({"Subject": "Hei"} | headers).items():
        letter[name.replace("_", "-")] = value
    letter.set_content("Søknadsfristen er 1. mars. Vennlig hilsen Kari Holm\n")
    return letter


def _send(account, letter, recipient):
    return asyncio.run(
        send_letter(letter, server=account.outgoing, sender=account.outgoing.user, recipient=recipient)
    )


def _organisation():
    organisation = load_organisation(LIBRARY / "organisations" / "fjordvik.yaml")
    point = EmailTouchpoint(email=f"post@{ORGANISATION}")
    return organisation.model_copy(update={"touchpoints": {"mailbox": point}})


async def _clerk(mail, *, answers_after_s: float) -> dict[str, float]:
    """Read the organisation's mailbox; acknowledge at once and answer after a while, as mail programs do."""
    account, told = mail.clerk(), {}
    done = asyncio.Event()

    async def take(batch):
        for fetched in batch.letters:
            letter = read_letter(fetched.content)
            to, thread = letter.sender.address, f"<{letter.message_id}>"
            auto = _letter(f"noreply@{ORGANISATION}", to, Auto_Submitted="auto-replied", In_Reply_To=thread)
            await send_letter(auto, server=account.outgoing, sender=account.outgoing.user, recipient=to)
            await asyncio.sleep(answers_after_s)
            answer = _letter(f"Kari Holm <post@{ORGANISATION}>", to, In_Reply_To=thread, Subject="Re: Hei")
            sent = await send_letter(
                answer, server=account.outgoing, sender=account.outgoing.user, recipient=to
            )
            told["answered"] = sent.at_ns / 1e9
            done.set()

    begin = _look(account, Bookmark()).bookmark
    watching = asyncio.create_task(watch_folder(account, "INBOX", bookmark=begin, take=take))
    await asyncio.wait_for(done.wait(), 30)
    watching.cancel()
    await asyncio.gather(watching, return_exceptions=True)
    return told


@pytest.mark.parametrize(("into", "out"), [("imaps", "submission"), ("imap", "smtps")])
def test_an_answer_is_timed_to_the_second(servers, tmp_path, into, out):
    account = servers.account(into=into, out=out)
    organisation = _organisation()
    enquiry = load_enquiry(LIBRARY / "enquiries" / "nursery-admission.yaml")

    async def contact():
        due_at = dt.datetime.now(dt.UTC) + dt.timedelta(seconds=40)
        clerk = asyncio.create_task(_clerk(servers, answers_after_s=2.5))
        async with mailbox_replies(account, due_at=due_at) as source:
            request = ProbeRequest(
                organisation, "mailbox", enquiry, tmp_path / "evidence", deadline_s=60.0,
                options={"reply_address": account.address_for(new_token()), "wait_for_reply": source},
            )  # fmt: skip
            timeline = await run_attempt(EmailProbe((account,)), request, channel="email")
        zero = time.monotonic() - (dt.datetime.now(dt.UTC) - timeline.started_at).total_seconds()
        return timeline, (await clerk)["answered"] - zero

    timeline, true_s = asyncio.run(contact())
    assert timeline.outcome is Outcome.REPLIED
    letters = timeline.all(EventKind.LETTER_ARRIVED)
    assert [event.detail["letter"] for event in letters] == ["acknowledgement", "person"]
    assert [event.detail["matched_by"] for event in letters] == ["address", "address"]
    # From handing it in to its arrival: to the second, and longer only where the server was slow.
    assert -1.0 <= letters[1].offset_ms / 1000 - true_s <= 4.0
    assert timeline.first(EventKind.SENT).detail["encrypted"] is True
    assert (tmp_path / "evidence" / letters[1].evidence).read_bytes().count(b"1. mars") == 1


def test_an_unknown_recipient_is_the_organisations_and_a_wrong_password_ours(servers):
    account = servers.account()
    unknown = f"ukjent@{ORGANISATION}"
    told = _send(account, _letter(f"svar@{OWN}", unknown), unknown)
    assert isinstance(told, Refused)
    assert (told.step, told.status, told.lasting) == ("recipient", 550, True)
    server = account.outgoing
    wrong = type(server)(server.host, server.port, "starttls", server.user, "feil", ca_file=server.ca_file)
    with pytest.raises(ChannelUnavailable, match="does not take this user and password") as caught:
        asyncio.run(
            send_letter(
                _letter("a@b.example", unknown), server=wrong, sender="a@b.example", recipient=unknown
            )
        )
    assert "feil" not in str(caught.value)


def test_a_certificate_of_nobody_we_trust_is_refused(servers):
    server = servers.account().incoming
    stranger = type(server)(server.host, server.port, "tls", server.user, PASSWORD)
    account = servers.account()
    reader = MailboxReader(type(account)("own", account.address, account.outgoing, stranger))
    with pytest.raises(ChannelUnavailable, match="certificate"):
        reader.open()


def test_a_folder_numbered_anew_is_read_from_its_beginning(servers):
    account = servers.account()
    address = account.address_for(new_token())
    _send(account, _letter(f"post@{ORGANISATION}", address, Subject="Forst"), address)
    time.sleep(0.5)
    first = _look(account, Bookmark())
    assert first.letters[-1].content.count(b"Subject: Forst") == 1
    assert _look(account, first.bookmark).letters == ()
    other = Bookmark(first.bookmark.uid_validity + 1, first.bookmark.last_uid)
    assert len(_look(account, other).letters) == len(first.letters)


def test_a_letter_that_is_too_large_is_noted_and_read_at_its_beginning_only(servers, monkeypatch):
    from probes.email import mailbox

    monkeypatch.setattr(mailbox, "MAX_LETTER_BYTES", 20_000)
    monkeypatch.setattr(mailbox, "READ_OF_A_REFUSED_LETTER_BYTES", 4_000)
    account = servers.account()
    address = account.address_for(new_token())
    letter = _letter(f"post@{ORGANISATION}", address, Subject="Stort")
    letter.add_attachment(b"x" * 60_000, maintype="application", subtype="pdf", filename="kart.pdf")
    before = _look(account, Bookmark()).bookmark
    _send(account, letter, address)
    time.sleep(0.5)
    (found,) = _look(account, before).letters
    assert (found.whole, len(found.content)) == (False, 4_000)
    assert found.size > 60_000
    assert read_letter(found.content, full_size=found.size).recipients[0].address == address


def test_a_mailbox_is_watched_through_a_break_of_the_connection(servers):
    account = servers.account()
    came: list[str] = []
    notes: list[str] = []

    async def go():
        up, second = asyncio.Event(), asyncio.Event()

        async def take(batch):
            came.extend(read_letter(each.content).subject for each in batch.letters)
            up.set()
            if "etter" in came:
                second.set()

        async def note(error):
            notes.append(error)

        begin = await asyncio.to_thread(lambda: _look(account, Bookmark()).bookmark)
        relay = await _Relay.start(account.incoming.port)
        server = account.incoming
        through = type(server)("localhost", relay.port, "tls", server.user, PASSWORD, ca_file=server.ca_file)
        watched = type(account)("own", account.address, account.outgoing, through, poll_s=5.0)
        watching = asyncio.create_task(watch_folder(watched, "INBOX", bookmark=begin, take=take, note=note))
        await asyncio.wait_for(up.wait(), 10)
        relay.cut()
        address = account.address_for(new_token())
        await send_letter(
            _letter(f"post@{ORGANISATION}", address, Subject="etter"), server=account.outgoing,
            sender=account.outgoing.user, recipient=address,
        )  # fmt: skip
        await asyncio.wait_for(second.wait(), 15)
        began = time.monotonic()
        watching.cancel()
        await asyncio.gather(watching, return_exceptions=True)
        relay.close()
        return time.monotonic() - began

    took = asyncio.run(go())
    assert came.count("etter") == 1
    assert took < 2.0
    assert notes[0] == ""
    assert any("mail server" in each for each in notes)
    assert notes[-1] == ""


class _Relay:
    """A port that passes everything on, and can break all its connections."""

    @classmethod
    async def start(cls, target: int) -> "_Relay":
        self = cls()
        self._target, self._writers = target, []
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, family=socket.AF_INET)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def _serve(self, reader, writer):
        there, back = await asyncio.open_connection("127.0.0.1", self._target)
        self._writers += [writer, back]
        await asyncio.gather(self._pass(reader, back), self._pass(there, writer))

    async def _pass(self, reader, writer):
        try:
            while data := await reader.read(65536):
                writer.write(data)
                await writer.drain()
        except OSError:
            pass
        writer.close()

    def cut(self):
        for writer in self._writers:
            writer.transport.abort()

    def close(self):
        self._server.close()
        self.cut()


def _look(account, bookmark):
    reader = MailboxReader(account)
    try:
        reader.open()
        return reader.look(bookmark)
    finally:
        reader.close()
