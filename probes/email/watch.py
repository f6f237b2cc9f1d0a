import asyncio
import logging
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor

from probes.email.account import MailAccount
from probes.email.mailbox import Batch, Bookmark, MailboxReader
from probes.errors import ChannelUnavailable

AGAIN_S = (1.0, 60.0)
"""The first and the longest pause before a mail server that went away is tried again; each doubles."""

_LOG = logging.getLogger(__name__)

Take = Callable[[Batch], Awaitable[None]]
Note = Callable[[str], Awaitable[None]]


async def watch_folder(
    account: MailAccount, folder: str, *, bookmark: Bookmark, take: Take, note: Note | None = None
) -> None:
    """Bring every letter of a folder that came after the bookmark, as it comes, until cancelled.

    `take` is awaited with each batch, an empty one too (it says that nothing came so far), and must have
    kept it when it returns: a batch counts as read only then, and after a break of any kind reading goes on
    behind the last one. `note` hears why the mailbox cannot be read, and an empty text when it can again.
    What `take` raises ends the watching.
    """
    loop = asyncio.get_running_loop()
    pause = AGAIN_S[0]
    while True:
        reader = MailboxReader(account, folder)
        thread = ThreadPoolExecutor(1, thread_name_prefix="svartid-mailbox")
        try:
            await loop.run_in_executor(thread, reader.open)
            pause = AGAIN_S[0]
            if note is not None:
                await note("")
            while True:
                batch = await loop.run_in_executor(thread, reader.look, bookmark)
                await take(batch)
                bookmark = batch.bookmark
                if not batch.more:
                    await loop.run_in_executor(thread, reader.wait)
        except ChannelUnavailable as error:
            _LOG.info("%s", error)
            if note is not None:
                await note(str(error))
        finally:
            # Reached by cancellation while the thread still waits for the server: that ends at once.
            reader.cut()
            thread.submit(reader.close)
            thread.shutdown(wait=False)
        await asyncio.sleep(pause)
        pause = min(2 * pause, AGAIN_S[1])
