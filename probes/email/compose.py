from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

from probes.errors import BadSettings


def compose_letter(
    *,
    sender: str,
    person: str,
    recipient: str,
    subject: str,
    words: str,
    message_id: str,
    at: datetime,
    language: str = "nb",
) -> EmailMessage:
    """Return our letter: plain text, as a citizen writes it, signed with the person's name.

    No header tells of a machine, and none asks for a receipt. Raises BadSettings for an address that no
    mail server would take, or a line break where none may stand.
    """
    letter = EmailMessage(policy=SMTP)
    try:
        letter["From"] = Address(_one_line(person), addr_spec=sender)
        letter["To"] = Address(addr_spec=recipient)
    except (ValueError, IndexError) as error:
        raise BadSettings(f"{recipient}: no letter can be sent from {sender} to it ({error})") from error
    letter["Subject"] = _one_line(subject)
    letter["Date"] = format_datetime(at)
    letter["Message-ID"] = f"<{_one_line(message_id)}>"
    letter["Content-Language"] = language
    text = words.strip() + (f"\n\n{person}" if person else "") + "\n"
    letter.set_content(text, charset="utf-8", cte="quoted-printable")
    return letter


def _one_line(text: str) -> str:
    return " ".join(text.split())
