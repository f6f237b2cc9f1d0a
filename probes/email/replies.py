"""Where a single contact waits for its letters: its mailbox, watched as long as it takes."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

from probes.email.account import MailAccount
from probes.email.arrived import TOO_LARGE, ArrivedLetter, Matched
from probes.email.correlate import MatchIndex, OpenLetter
from probes.email.letter import read_letter
from probes.email.mailbox import Batch, Bookmark, Fetched, MailboxReader
from probes.email.sorting.sort_letter import sort_letter
from probes.email.token import tokens_in
from probes.email.watch import watch_folder

_LOOPBACK = ("127.0.0.1", "localhost", "::1")


class MailboxReplies:
    """A ReplySource: the letters of one attempt, out of all folders of one account, in order of arrival."""

    def __init__(
        self,
        account: MailAccount,
        *,
        due_at: datetime,
        bookmarks: dict[str, Bookmark],
        message_id: str = "",
        enquiry: str = "",
    ) -> None:
        self._account = account
        self._due_at = due_at
        self._bookmarks = bookmarks
        self._message_id = message_id
        self._enquiry = enquiry
        self._practice = account.incoming.host in _LOOPBACK

    @property
    def due_at(self) -> datetime:
        """Until when it waits."""
        return self._due_at

    async def letters(self, address: str) -> AsyncIterator[tuple[ArrivedLetter, bytes]]:
        """Bring each letter of the attempt that has this address."""
        arriving: asyncio.Queue[Fetched] = asyncio.Queue()
        since = datetime.now(UTC)
        index = self._index(address)

        async def take(batch: Batch) -> None:
            for letter in batch.letters:
                arriving.put_nowait(letter)

        watching = [
            asyncio.create_task(watch_folder(self._account, folder, bookmark=bookmark, take=take))
            for folder, bookmark in self._bookmarks.items()
        ]
        try:
            while True:
                fetched = await arriving.get()
                letter = read_letter(fetched.content, full_size=fetched.size)
                took_s = (fetched.received_at - since).total_seconds()
                # A practice town answers in seconds what takes a person hours.
                decision = sort_letter(
                    letter=letter, enquiry=self._enquiry, elapsed_s=None if self._practice else took_s
                )
                match = index.match(letter, case_number=decision.case_number)
                if match is None:
                    continue
                if decision.case_number:
                    # What answers under this number from now on is ours, too.
                    token = next(iter(tokens_in([address], [self._account])), "")
                    index.add([OpenLetter(0, token, case_numbers=(decision.case_number,))])
                yield arrived(fetched, decision_kind=decision.kind.value, confidence=decision.confidence,
                              signs=decision.reasons, case_number=decision.case_number or "",
                              matched_by=match.by), fetched.content  # fmt: skip
        finally:
            for task in watching:
                task.cancel()
            await asyncio.gather(*watching, return_exceptions=True)

    def _index(self, address: str) -> MatchIndex[int]:
        index: MatchIndex[int] = MatchIndex((self._account,))
        token = next(iter(tokens_in([address], [self._account])), "")
        index.add([OpenLetter(0, token, address, (self._message_id,) if self._message_id else ())])
        return index


@asynccontextmanager
async def mailbox_replies(
    account: MailAccount, *, due_at: datetime, enquiry: str = ""
) -> AsyncIterator[MailboxReplies]:
    """Note where the mailbox stands before anything is sent, and give what waits for the letters after it.

    Raises ChannelUnavailable if the mailbox cannot be read: better now than after the question was asked.
    """
    bookmarks = {}
    for folder in account.folders:
        bookmarks[folder] = await asyncio.to_thread(_stand, account, folder)
    yield MailboxReplies(account, due_at=due_at, bookmarks=bookmarks, enquiry=enquiry)


def arrived(
    fetched: Fetched,
    *,
    decision_kind: str,
    confidence: float,
    signs: tuple[str, ...],
    case_number: str,
    matched_by: Matched,
) -> ArrivedLetter:
    """Put together what waiting must know of a fetched letter."""
    return ArrivedLetter(
        received_at=fetched.received_at,
        kind=decision_kind,
        confidence=confidence,
        signs=signs,
        matched_by=matched_by,
        case_number=case_number,
        size=fetched.size,
        refused="" if fetched.whole else TOO_LARGE,
    )


def _stand(account: MailAccount, folder: str) -> Bookmark:
    reader = MailboxReader(account, folder)
    try:
        reader.open()
        return reader.end()
    finally:
        reader.close()
