"""The town's post: takes our letters by SMTP, and lets each organisation do what is its habit."""

import asyncio
import socket
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zlib import crc32

import numpy as np
from aiosmtpd.smtp import SMTP, Envelope, Session

from probes.email.account import TOKEN, MailAccount, MailServer
from probes.email.letter import read_letter
from probes.sandbox.behaviour import Wait
from probes.sandbox.mail.answer_book import AnswerBook, KnownFact
from probes.sandbox.mail.answers import Kind, Received, write_answer
from probes.sandbox.mail.habit import MailHabit
from probes.sandbox.mail.own_mailbox import OwnMailbox, own_mailbox
from probes.sandbox.truth import Happening, TruthLog

OWN_DOMAIN = "maaling.example"
"""The domain of our own mailbox in the town."""


@dataclass(slots=True)
class Resident:
    """An organisation's mailbox: its address, its habit, its truth."""

    address: str
    habit: MailHabit
    truth: TruthLog
    rng: np.random.Generator
    book: AnswerBook = field(default_factory=AnswerBook)
    letters: int = 0


# No slots: aiosmtpd looks at every member of its handler, and before Python 3.11.3 (Debian 12 has 3.11.2)
# nobody may look at the `__weakref__` of a dataclass with slots: each connection was cut without a word.
@dataclass
class PostOffice:
    """A running post: `account` is ours in it. `pace` is how many seconds of the town pass in one of ours."""

    residents: Mapping[str, Resident]
    mailbox: OwnMailbox
    pace: float = 1.0
    port: int = 0
    _tasks: set[asyncio.Task[None]] = field(default_factory=set)

    @property
    def account(self) -> MailAccount:
        """Our own account: both servers on loopback, an address for every attempt."""
        box = self.mailbox
        out = MailServer(box.host, self.port, "none")
        into = MailServer(box.host, box.port, "none", box.user, box.password)
        return MailAccount(
            "town", f"svar+{TOKEN}@{OWN_DOMAIN}", out, into, "Siv Nordbotn", poll_s=1.0, pace=self.pace
        )

    def account_file(self) -> str:
        """Return the account as a file for SVARTID_MAIL."""
        box, account = self.mailbox, self.account
        return (
            f'[{account.name}]\naddress = "{account.address}"\nperson = "{account.person}"\n'
            f'out = "smtp://{box.host}:{self.port}"\n'
            f'in = "imap://{box.user}:{box.password}@{box.host}:{box.port}"\npoll = 1\npace = {self.pace}\n'
        )

    def take(self, letter: bytes, recipient: str) -> None:
        """Let the organisation of this address have a letter, from wherever it comes."""
        resident = self.residents[recipient.lower()]
        read = read_letter(letter)
        sender = (read.reply_to or (read.sender,))[0] if read.reply_to or read.sender else None
        if sender is None:
            return
        received = Received(
            read.message_id or "", sender.address, read.subject, resident.address, text=read.text
        )
        self.answer(resident, received, may_answer=read.may_be_answered)

    def take_form(
        self, address: str, *, email: str, subject: str, number: str | None, visit: str, text: str = ""
    ) -> None:
        """Let the organisation of this address answer a form; `number` is what its confirmation showed."""
        resident = self.residents.get(address.lower())
        if resident is not None and "@" in email:
            received = Received(
                f"form.{visit}", email, subject, resident.address, number or "", text, form=True
            )
            self.answer(resident, received)

    def answer(self, resident: Resident, received: Received, *, may_answer: bool = True) -> None:
        """Begin what the organisation's habit is, for a letter or a form that it received."""
        _log(resident, received, Happening.LETTER_RECEIVED, to=received.recipient)
        if may_answer:
            task = asyncio.get_running_loop().create_task(self._answer(resident, received))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    async def close(self) -> None:
        """Answer nothing more."""
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    # aiosmtpd calls these by their names.

    async def handle_RCPT(  # noqa: N802
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        """Take a recipient that lives in the town and does not refuse letters."""
        del server, session, options
        resident = self.residents.get(address.lower())
        if address.lower().endswith(f"@{OWN_DOMAIN}"):
            envelope.rcpt_tos.append(address)
            return "250 2.1.5 Ok"
        if resident is None or resident.habit.bounces == "at once":
            if resident is not None:
                resident.truth.write(Happening.LETTER_REFUSED, call="", wall=_wall())
            return "550 5.1.1 User unknown"
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 Ok"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Take a letter."""
        del server, session
        for address in envelope.rcpt_tos:
            content = envelope.content or b""
            content = content.encode() if isinstance(content, str) else content
            if address.lower() in self.residents:
                self.take(content, address)
            else:
                await self.mailbox.deliver(f"Delivered-To: {address}\r\n".encode() + content)
        return "250 2.0.0 Ok: queued"

    # Inside

    async def _answer(self, resident: Resident, received: Received) -> None:
        habit, rng = resident.habit, resident.rng
        resident.letters += 1
        number = _number(habit, resident, received)
        asked = resident.book.asked(received.text)
        planned: list[tuple[float, Kind, bool]] = []

        def plan(wait: Wait | None, kind: Kind, *, after: float = 0.0, again: bool = False) -> float:
            at = after + (wait.draw(rng) if wait is not None else 0.0)
            if wait is not None:
                planned.append((at, kind, again))
            return at

        if habit.bounces == "later":
            plan(Wait(0.2, 0.5), "bounce")
        plan(habit.acknowledges, "case_number" if number else "acknowledgement")
        plan(habit.away, "out_of_office")
        answered = plan(habit.answers, "person")
        if habit.answers is not None:
            plan(habit.answers_again, "person", after=answered, again=True)
        told, left_out = _shared_out(asked.facts, habit, rng)
        passed = 0.0
        for at, kind, again in sorted(planned, key=lambda each: each[0]):
            await asyncio.sleep((at - passed) / self.pace)
            passed = at
            message_id = f"{kind}.{resident.letters}.{rng.integers(1 << 40):x}"
            drops = habit.drops_token and kind == "person"
            target = _without_token(received) if drops else received
            facts = (left_out if again else told) if kind == "person" else ()
            content = write_answer(
                kind, target, habit=habit, message_id=message_id, number=number, again=again, facts=facts
            )
            at_ = await self.mailbox.deliver(content)
            known: dict[str, Any] = {}
            if kind == "person" and asked.enquiry:
                known = {"enquiry": asked.enquiry, "told": [fact.id for fact in facts]}
                if not again:
                    known["left_out"] = [fact.id for fact in left_out]
            _log(
                resident, received, Happening.LETTER_SENT, letter=kind, number=number,
                received_at=at_.isoformat(), **known,
            )  # fmt: skip


@asynccontextmanager
async def running_post(
    habits: Mapping[str, MailHabit],
    *,
    truth: Path,
    pace: float = 1.0,
    seed: int = 1,
    books: Mapping[str, AnswerBook] | None = None,
) -> AsyncIterator[PostOffice]:
    """Run the post for these addresses as long as the block lasts, on free ports of this machine.

    The truth of `post@fjordvik.example` is logged in `truth/post@fjordvik.example.jsonl`.
    """
    residents = {
        address.lower(): Resident(
            address,
            habit,
            TruthLog(truth / f"{address.lower()}.jsonl", at=address.lower()),
            np.random.default_rng(crc32(f"{seed}/{address}".encode())),
            (books or {}).get(address, AnswerBook()),
        )
        for address, habit in habits.items()
    }
    loop = asyncio.get_running_loop()
    async with own_mailbox() as mailbox:
        office = PostOffice(residents, mailbox, pace)
        server = await loop.create_server(
            lambda: SMTP(office, hostname="post.town.example", enable_SMTPUTF8=True, loop=loop),
            host=mailbox.host,
            port=0,
            family=socket.AF_INET,
        )
        office.port = server.sockets[0].getsockname()[1]
        try:
            yield office
        finally:
            server.close()
            await office.close()
            for resident in residents.values():
                resident.truth.close()


def _shared_out(
    facts: tuple[KnownFact, ...], habit: MailHabit, rng: np.random.Generator
) -> tuple[tuple[KnownFact, ...], tuple[KnownFact, ...]]:
    """Return the facts that are told at once, at least one of them, and those that are left out."""
    if not facts or not habit.leaves_out:
        return facts, ()
    told = [fact for fact in facts if rng.random() >= habit.leaves_out] or [facts[0]]
    return tuple(told), tuple(fact for fact in facts if fact not in told)


def _number(habit: MailHabit, resident: Resident, received: Received) -> str:
    if received.number:
        return received.number
    if habit.case_number == "none":
        return ""
    digits = crc32(f"{resident.address}/{received.message_id}/{resident.letters}".encode())
    if habit.case_number == "sak":
        return f"2026/{digits % 90_000 + 10_000}"
    return f"{digits % 9_000 + 1_000}-{digits // 9_000 % 9_000 + 1_000}"


def _without_token(received: Received) -> Received:
    local, _, domain = received.reply_to.rpartition("@")
    plain = f"{local.partition('+')[0]}@{domain}"
    return replace(received, reply_to=plain)


def _log(resident: Resident, received: Received, what: Happening, **detail: Any) -> None:
    resident.truth.write(what, call=received.message_id, wall=_wall(), **detail)


def _wall() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")
