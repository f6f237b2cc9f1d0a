"""What an organisation of the town writes back, ready to be delivered."""

from collections.abc import Sequence
from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, localtime
from typing import Literal

from probes.sandbox.mail.answer_book import KnownFact
from probes.sandbox.mail.habit import MailHabit
from probes.sandbox.mail.words import WORDS, MailWords

Kind = Literal["acknowledgement", "case_number", "out_of_office", "person", "bounce"]


@dataclass(frozen=True, slots=True)
class Received:
    """A letter as the organisation got it: `reply_to` is where an answer goes."""

    message_id: str
    reply_to: str
    subject: str
    recipient: str
    number: str = ""
    """The case number that it was given already."""
    text: str = ""
    """What it says."""
    form: bool = False
    """It came through a form: there is no letter of ours to refer to."""

    @property
    def domain(self) -> str:
        """The organisation's domain."""
        return self.recipient.rpartition("@")[2]


def write_answer(
    kind: Kind,
    received: Received,
    *,
    habit: MailHabit,
    message_id: str,
    number: str = "",
    again: bool = False,
    facts: Sequence[KnownFact] = (),
) -> bytes:
    """Return the letter of this kind as bytes for a mailbox; `number` is the case number, if it has one.

    A person tells the `facts`; with none, that person's answer is a general one.
    """
    if kind == "bounce":
        return _bounce(received, message_id)
    says, domain = WORDS[habit.language], received.domain
    letter = EmailMessage(policy=SMTP)
    clerk = habit.clerk.lower().replace(" ", ".").encode("ascii", "ignore").decode()
    named = number if habit.case_number != "none" or received.number else ""
    bracket = f"[#{number}] " if habit.case_number == "ticket" and number else ""
    if kind == "person":
        letter["From"] = Address(habit.clerk, addr_spec=f"{clerk}@{domain}")
        letter["Subject"] = f"{bracket}Re: {received.subject}" + (
            f" (sak {named})" if habit.case_number != "ticket" and named else ""
        )
        told = _told(says, facts, again=again)
        words = f"{says.greeting}\n\n{told}\n\n{says.regards}\n{habit.clerk}\n"
    elif kind == "out_of_office":
        letter["From"] = Address(habit.clerk, addr_spec=f"{clerk}@{domain}")
        letter["Subject"] = f"{says.away_subject}{received.subject}"
        letter["Auto-Submitted"] = "auto-replied"
        letter["X-Auto-Response-Suppress"] = "All"
        words = f"{says.away}\n\n{says.regards}\n{habit.clerk}\n"
    else:
        letter["From"] = Address(domain.partition(".")[0].title(), addr_spec=f"noreply@{domain}")
        letter["Subject"] = f"{bracket}{says.received_subject}"
        letter["Auto-Submitted"] = "auto-generated" if kind == "case_number" else "auto-replied"
        told = f"\n\n{says.numbered.format(number=number)}" if kind == "case_number" else ""
        words = f"{says.greeting}\n\n{says.received}{told}\n"
    letter["To"] = Address(addr_spec=received.reply_to)
    letter["Date"] = format_datetime(localtime())
    letter["Message-ID"] = f"<{message_id}@{domain}>"
    if habit.keeps_thread and received.message_id and not received.form:
        letter["In-Reply-To"] = letter["References"] = f"<{received.message_id}>"
    letter.set_content(words, charset="utf-8", cte="quoted-printable")
    return letter.as_bytes()


def _told(says: MailWords, facts: Sequence[KnownFact], *, again: bool) -> str:
    if not facts:
        return says.again if again else says.answer
    told = [f"{fact.question}\n{fact.answer}" for fact in facts]
    return "\n\n".join([says.rest if again else says.opens, *told, says.closes])


def _bounce(received: Received, message_id: str) -> bytes:
    """A delivery status notification (RFC 3464) as Postfix sends it."""
    domain, recipient = received.domain, received.recipient
    return f"""From: Mail Delivery System <MAILER-DAEMON@{domain}>
To: {received.reply_to}
Subject: Undelivered Mail Returned to Sender
Date: {format_datetime(localtime())}
Message-ID: <{message_id}@{domain}>
Auto-Submitted: auto-replied
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="=-town"

--=-town
Content-Type: text/plain; charset=us-ascii

This is the mail system at host mx.{domain}.

Your message could not be delivered.

<{recipient}>: user unknown

--=-town
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.{domain}

Final-Recipient: rfc822; {recipient}
Action: failed
Status: 5.1.1
Diagnostic-Code: smtp; 550 5.1.1 User unknown

--=-town
Content-Type: text/rfc822-headers

Message-ID: <{received.message_id}>

--=-town--
""".replace("\n", "\r\n").encode()
