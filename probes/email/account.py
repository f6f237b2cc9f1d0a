from dataclasses import dataclass, field
from typing import Literal

Security = Literal["tls", "starttls", "none"]
"""`tls` from the first byte, `starttls` after a plain greeting (never without), `none` on loopback only."""

TOKEN = "{token}"  # noqa: S105 - a place in an address, no secret
"""Where an attempt's own word stands in our address."""


@dataclass(frozen=True, slots=True)
class MailServer:
    """A mail server and the account there. Its password never shows in a print of it."""

    host: str
    port: int
    security: Security
    user: str = ""
    password: str = field(default="", repr=False)
    ca_file: str = ""
    """Certificates to trust instead of the system's, for a house's own authority."""
    verify: bool = True
    """False takes any certificate: for a test machine only."""

    def __str__(self) -> str:
        return f"{self.host}:{self.port} ({self.security})"


@dataclass(frozen=True, slots=True)
class MailAccount:
    """One of our mailboxes and the server that sends for it.

    `address` is what we write from, with `{token}` where each attempt's own word goes:
    `svar+{token}@maaling.example` (plus-addressing) or `{token}@svar.maaling.example` (catch-all). Without it
    letters are known by References and case numbers only. `person` is the name that we write under.
    """

    name: str
    address: str
    outgoing: MailServer
    incoming: MailServer
    person: str = ""
    folders: tuple[str, ...] = ("INBOX",)
    poll_s: float = 60.0
    """How often it is looked, also where the server tells by itself what comes (IDLE): so that it is known
    that nothing came, and that the connection still lives."""
    pace: float = 1.0
    """How many seconds of the calendar pass in one of ours: 1, but in a demonstration's town."""

    @property
    def by_token(self) -> bool:
        """Whether every attempt has an address of its own."""
        return TOKEN in self.address

    def address_for(self, token: str) -> str:
        """Return our address for the attempt of this token."""
        return self.address.replace(TOKEN, token)
