"""One folder of one of our mailboxes, read by IMAP."""

import contextlib
import socket
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from imapclient import IMAPClient  # type: ignore[import-untyped]
from imapclient.exceptions import IMAPClientError  # type: ignore[import-untyped]

from probes.email.account import MailAccount
from probes.email.mime.limits import MAX_LETTER_BYTES, READ_OF_A_REFUSED_LETTER_BYTES
from probes.email.send import spoken
from probes.email.tls import tls_context
from probes.errors import ChannelUnavailable

ANSWER_S = 60.0
"""How long a mail server may take for an answer. Project's own choice."""
RENEW_S = 600.0
"""How long one IDLE lasts: RFC 2177 wants it renewed before half an hour, and firewalls forget sooner."""
_AT_ONCE = 200
_BYTES_AT_ONCE = 16_000_000
_SLICE_S = 1.0


@dataclass(frozen=True, slots=True)
class Bookmark:
    """How far a folder has been read. UIDs of another `uid_validity` mean other letters (RFC 3501)."""

    uid_validity: int = 0
    last_uid: int = 0


@dataclass(frozen=True, slots=True)
class Fetched:
    """A letter as the server has it. `received_at` is its INTERNALDATE: when the server took it, in UTC.

    `content` is the whole letter, or the beginning of one that is larger than is taken (`whole` false).
    """

    uid_validity: int
    uid: int
    received_at: datetime
    size: int
    content: bytes
    whole: bool = True


@dataclass(frozen=True, slots=True)
class Batch:
    """What one look found, where the folder is read to now, and whether there is more."""

    letters: tuple[Fetched, ...]
    bookmark: Bookmark
    more: bool = False
    at: datetime = field(default_factory=lambda: datetime.now(UTC))
    """When the look began: nothing that came before it is missing, unless there is more."""


class MailboxReader:
    """A connection to one folder. Its methods block; `cut` may be called from any thread and ends them.

    Nothing on the server is ever changed: no letter is marked as read, moved or deleted. Every method raises
    ChannelUnavailable if the server cannot be reached, does not let us in, or breaks off.
    """

    def __init__(self, account: MailAccount, folder: str = "INBOX") -> None:
        self._account = account
        self._folder = folder
        self._client: IMAPClient | None = None
        self._cut = threading.Event()
        self._validity = 0
        self._known: list[int] = []
        self._known_at = datetime.now(UTC)
        self._read_to = 0
        self.idles = False
        """Whether the server tells by itself when something arrives (IDLE)."""

    def open(self) -> None:
        """Connect, sign in and open the folder for reading."""
        with self._spoken():
            server = self._account.incoming
            self._client = client = IMAPClient(
                server.host,
                port=server.port,
                ssl=server.security == "tls",
                ssl_context=tls_context(server) if server.security == "tls" else None,
                timeout=ANSWER_S,
            )
            client.normalise_times = False
            if server.security == "starttls":
                client.starttls(tls_context(server))
            client.login(server.user, server.password)
            told = client.select_folder(self._folder, readonly=True)
            self._validity = int(told[b"UIDVALIDITY"])
            self.idles = bool(client.has_capability("IDLE"))

    def end(self) -> Bookmark:
        """Return the bookmark behind the last letter."""
        with self._spoken():
            uids = self._opened().search(["UID", "*"])
            return Bookmark(self._validity, max(uids, default=0))

    def look(self, bookmark: Bookmark) -> Batch:
        """Return the letters that came after the bookmark, the oldest first; not all if they are many."""
        with self._spoken():
            client = self._opened()
            since = bookmark.last_uid if bookmark.uid_validity == self._validity else 0
            uids, at = self._known, self._known_at
            if not uids or self._read_to != since:
                # A server answers n:* with its last letter even if that one is older than n.
                at = datetime.now(UTC)
                client.noop()
                uids = sorted(uid for uid in client.search(["UID", f"{since + 1}:*"]) if uid > since)
            letters = self._fetch(client, uids[:_AT_ONCE])
            last = letters[-1].uid if letters else since
            # What a search has found is read to its end before the next one: a server may look through the
            # whole folder for each.
            self._known, self._known_at, self._read_to = [uid for uid in uids if uid > last], at, last
            if not letters:
                self._known = []
            return Batch(tuple(letters), Bookmark(self._validity, last), more=len(letters) < len(uids), at=at)

    def wait(self) -> None:
        """Return when something arrived, at the latest after the account's `poll_s`."""
        with self._spoken():
            client = self._opened()
            if not self.idles:
                self._cut.wait(self._account.poll_s)
                return
            until = time.monotonic() + min(self._account.poll_s, RENEW_S)
            client.idle()
            try:
                while not self._cut.is_set() and (left := until - time.monotonic()) > 0:
                    if _news(client.idle_check(timeout=min(left, _SLICE_S))):
                        break
            finally:
                client.idle_done()

    def cut(self) -> None:
        """Break the connection, from any thread."""
        self._cut.set()
        client = self._client
        if client is not None:
            with contextlib.suppress(OSError):
                client.socket().shutdown(socket.SHUT_RDWR)

    def close(self) -> None:
        """Leave the server."""
        client, self._client = self._client, None
        if client is None:
            return
        try:
            if not self._cut.is_set():
                client.logout()
                return
        except (IMAPClientError, OSError):
            pass  # it went away first
        with contextlib.suppress(IMAPClientError, OSError):
            client.shutdown()

    def _opened(self) -> IMAPClient:
        if self._client is None:
            raise ChannelUnavailable(f"mail server {self._account.incoming}: the connection was closed")
        return self._client

    def _fetch(self, client: IMAPClient, uids: list[int]) -> list[Fetched]:
        if not uids:
            return []
        about = client.fetch(uids, ["RFC822.SIZE", "INTERNALDATE"])
        found: list[Fetched] = []
        for together in _portions(uids, {uid: int(told[b"RFC822.SIZE"]) for uid, told in about.items()}):
            size = int(about[together[0]][b"RFC822.SIZE"])
            whole = len(together) > 1 or size <= MAX_LETTER_BYTES
            part = "BODY.PEEK[]" if whole else f"BODY.PEEK[]<0.{READ_OF_A_REFUSED_LETTER_BYTES}>"
            bodies = client.fetch(together, [part])
            for uid in together:
                content = _body(bodies.get(uid, {}))
                if content is not None:
                    received_at = about[uid][b"INTERNALDATE"].astimezone(UTC)
                    size = int(about[uid][b"RFC822.SIZE"])
                    found.append(Fetched(self._validity, uid, received_at, size, content, whole))
            if sum(len(letter.content) for letter in found) >= _BYTES_AT_ONCE:
                break
        return found

    @contextlib.contextmanager
    def _spoken(self) -> Any:
        try:
            yield
        except (IMAPClientError, OSError) as error:
            raise ChannelUnavailable(
                f"mail server {self._account.incoming}, folder {self._folder}: {spoken(error)[:300]}"
            ) from error


def _portions(uids: Iterable[int], sizes: dict[int, int]) -> list[list[int]]:
    """Put letters together for one answer of the server; one that is too large stands alone.

    One that has vanished since the search (no size) is left out.
    """
    found: list[list[int]] = []
    room = 0
    for uid in uids:
        size = sizes.get(uid)
        if size is None:
            continue
        if found and size <= room:
            found[-1].append(uid)
            room -= size
        else:
            found.append([uid])
            room = 2_000_000 - size if size <= MAX_LETTER_BYTES else 0
    return found


def _body(told: dict[bytes, Any]) -> bytes | None:
    return next((bytes(value or b"") for key, value in told.items() if key.startswith(b"BODY[]")), None)


def _news(told: list[Any]) -> bool:
    """Whether the server said that something came or went; it also says that it still lives."""
    return any(
        isinstance(each, tuple) and len(each) > 1 and each[1] in (b"EXISTS", b"RECENT") for each in told
    )
