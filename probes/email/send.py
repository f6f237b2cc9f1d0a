"""One letter out, by SMTP."""

import asyncio
import contextlib
import re
import smtplib
import socket
import time
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP

from probes.email.account import MailServer
from probes.email.tls import tls_context
from probes.errors import ChannelUnavailable, EngineLost

CONNECT_S = 30.0
"""How long a mail server may take for any of its answers but the last. Project's own choice; RFC 5321 allows
five minutes, which a test contact need not wait for."""
ACCEPT_S = 600.0
"""How long it may take to accept the letter: RFC 5321, section 4.5.3.2.6."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """The mail server took the letter: `at_ns` by CLOCK_MONOTONIC, `words` its last answer."""

    at_ns: int
    words: str
    encrypted: bool


@dataclass(frozen=True, slots=True)
class Refused:
    """A mail server would not have the letter; nothing was sent.

    `step` is `sender`, `recipient` or `letter`. `lasting` is a 5xx: it will not be taken later either.
    """

    step: str
    status: int
    words: str

    @property
    def lasting(self) -> bool:
        """True if trying again would not help."""
        return self.status >= 500


async def send_letter(
    letter: EmailMessage, *, server: MailServer, sender: str, recipient: str
) -> Accepted | Refused:
    """Hand one letter to our mail server. Cancelling it closes the connection at once.

    DKIM, queueing and delivery are the server's. Raises ChannelUnavailable if it cannot be reached or does
    not let us in (nothing was sent), BadSettings for its certificates, and EngineLost if the connection broke
    after the last line had left: nobody knows whether that letter was sent, and it is never sent again.
    """
    dialogue = _Dialogue(server)
    work = asyncio.get_running_loop().run_in_executor(
        None, dialogue.send, letter.as_bytes(policy=SMTP), sender, recipient
    )
    try:
        return await asyncio.shield(work)
    except asyncio.CancelledError:
        dialogue.cut()
        with contextlib.suppress(ChannelUnavailable, EngineLost):
            # The thread ends with its socket; what it did before is the caller's to know.
            await work
        raise


class _Dialogue:
    """One connection, driven in a thread of its own."""

    def __init__(self, server: MailServer) -> None:
        self._server = server
        self._smtp: smtplib.SMTP | None = None
        self._cut = False

    def cut(self) -> None:
        """Break the connection, from any thread."""
        self._cut = True
        connection = self._smtp.sock if self._smtp is not None else None
        if connection is not None:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)

    def send(self, content: bytes, sender: str, recipient: str) -> Accepted | Refused:
        left = False
        try:
            smtp = self._smtp = self._connect()
            try:
                if self._cut:
                    raise ChannelUnavailable("the letter was stopped before it was sent")
                for step, (code, words) in (
                    ("sender", smtp.mail(sender)),
                    ("recipient", smtp.rcpt(recipient) if not self._cut else (0, b"")),
                    ("letter", smtp.docmd("DATA")),
                ):
                    if code // 100 not in (2, 3):
                        return Refused(step, code, _plain(words))
                left = True
                smtp.send(_dotted(content))
                if smtp.sock is not None:
                    smtp.sock.settimeout(ACCEPT_S)
                code, words = smtp.getreply()
                at_ns = time.monotonic_ns()
                if code // 100 != 2:
                    return Refused("letter", code, _plain(words))
                return Accepted(at_ns, _plain(words), self._server.security != "none")
            finally:
                with contextlib.suppress(smtplib.SMTPException, OSError):
                    if smtp.sock is not None:
                        smtp.sock.settimeout(5.0)
                    smtp.quit()
        except (smtplib.SMTPException, OSError) as error:
            if left:
                raise EngineLost(
                    f"the mail server {self._server} fell silent after the letter had left: nobody knows"
                    " whether it was sent"
                ) from error
            raise ChannelUnavailable(f"mail server {self._server}: {spoken(error)}") from error

    def _connect(self) -> smtplib.SMTP:
        server = self._server
        if server.security == "tls":
            smtp: smtplib.SMTP = smtplib.SMTP_SSL(
                server.host, server.port, timeout=CONNECT_S, context=tls_context(server)
            )
        else:
            smtp = smtplib.SMTP(server.host, server.port, timeout=CONNECT_S)
        try:
            if server.security == "starttls":
                smtp.starttls(context=tls_context(server))
            smtp.ehlo_or_helo_if_needed()
            if server.user:
                smtp.login(server.user, server.password)
        except BaseException:
            smtp.close()
            raise
        return smtp


def spoken(error: Exception) -> str:
    """Say what went wrong with a mail server in words without secrets."""
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return f"does not take this user and password ({error.smtp_code} {_plain(error.smtp_error)})"
    if isinstance(error, smtplib.SMTPNotSupportedError):
        return "offers no encryption or no way to sign in – name another port or scheme in its URL"
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_plain(error.smtp_error)}"
    if isinstance(error, TimeoutError):
        return "does not answer"
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    return str(error) or type(error).__name__


def _plain(words: bytes | str) -> str:
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return " ".join(text.split())[:300]


def _dotted(content: bytes) -> bytes:
    """Return the letter as it travels: a dot before each line's first dot, and the end of it (RFC 5321)."""
    lines = re.sub(rb"\r\n|\r|\n", b"\r\n", content)
    if not lines.endswith(b"\r\n"):
        lines += b"\r\n"
    return re.sub(rb"(?m)^\.", b"..", lines) + b".\r\n"
