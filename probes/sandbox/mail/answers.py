"""What an organisation of the town writes back, ready to be delivered."""

from dataclasses import dataclass
from email.headerregistry import Address
from email.message import EmailMessage
from email.mime.multipart import MIMEMultipart
from email.mime.nonmultipart import MIMENonMultipart
from email.mime.text import MIMEText
from email.policy import SMTP
from email.utils import format_datetime, localtime
from typing import Literal

from probes.sandbox.mail.habit import MailHabit
from probes.sandbox.mail.words import WORDS

Kind = Literal["acknowledgement", "case_number", "out_of_office", "person", "bounce"]


@dataclass(frozen=True, slots=True)
class Received:
    """A letter as the organisation got it: `reply_to` is where an answer goes."""

    message_id: str
    reply_to: str
    subject: str
    recipient: str

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
) -> bytes:
    """Return the letter of this kind as bytes for a mailbox; `number` is the case number, if it has one."""
    if kind == "bounce":
        return _bounce(received, message_id)
    says, domain = WORDS[habit.language], received.domain
    letter = EmailMessage(policy=SMTP)
    clerk = habit.clerk.lower().replace(" ", ".").encode("ascii", "ignore").decode()
    bracket = f"[#{number}] " if habit.case_number == "ticket" and number else ""
    if kind == "person":
        letter["From"] = Address(habit.clerk, addr_spec=f"{clerk}@{domain}")
        letter["Subject"] = f"{bracket}Re: {received.subject}" + (
            f" (sak {number})" if habit.case_number == "sak" and number else ""
        )
        words = (
            f"{says.greeting}\n\n{says.again if again else says.answer}\n\n{says.regards}\n{habit.clerk}\n"
        )
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
    if habit.keeps_thread and received.message_id:
        letter["In-Reply-To"] = letter["References"] = f"<{received.message_id}>"
    letter.set_content(words, charset="utf-8", cte="quoted-printable")
    return letter.as_bytes()


def _bounce(received: Received, message_id: str) -> bytes:
    """A delivery status notification (RFC 3464) as Postfix sends it."""
    report = MIMEMultipart("report")
    report.set_param("report-type", "delivery-status")
    report["From"] = f"Mail Delivery System <MAILER-DAEMON@{received.domain}>"
    report["To"] = received.reply_to
    report["Subject"] = "Undelivered Mail Returned to Sender"
    report["Auto-Submitted"] = "auto-replied"
    report["Date"] = format_datetime(localtime())
    report["Message-ID"] = f"<{message_id}@{received.domain}>"
    report.attach(
        MIMEText(
            f"This is the mail system at host mx.{received.domain}.\n\n"
            "Your message could not be delivered.\n\n"
            f"<{received.recipient}>: user unknown\n"
        )
    )
    status = MIMENonMultipart("message", "delivery-status")
    status.set_payload(
        f"Reporting-MTA: dns; mx.{received.domain}\n\nFinal-Recipient: rfc822; {received.recipient}\n"
        "Action: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; 550 5.1.1 User unknown\n"
    )
    report.attach(status)
    headers = MIMENonMultipart("text", "rfc822-headers")
    headers.set_payload(f"Message-ID: <{received.message_id}>\nSubject: {received.subject}\n")
    report.attach(headers)
    return report.as_bytes()
