import asyncio
import logging

from benchmark.fieldwork.desk import Desk
from benchmark.fieldwork.forget_passing import forget_passing
from results.errors import RecordError
from results.fingerprints import forget_what_waits
from results.letters import empty_laid_aside
from results.retention import purge_recordings

EVERY_S = 3600.0
"""How often a worker looks for what must be deleted (project's own choice: a date is a day)."""

_LOG = logging.getLogger(__name__)


async def keep_house(*, desk: Desk, every_s: float = EVERY_S) -> None:
    """Delete what has come to its date, at once and then every `every_s` seconds, until cancelled.

    Recordings under an agreement go at their date, what waited a month to be heard again goes, too, and
    so do the words of letters that were laid aside, and of bridged chats. Every worker does it; who comes
    second finds nothing left.
    """
    while True:
        try:
            purged = await desk.do(purge_recordings)
            await desk.do(forget_what_waits)
            await desk.do(empty_laid_aside)
            await desk.do(forget_passing)
            if purged:
                _LOG.info("%d recordings came to their date and are deleted", purged)
        except (RecordError, OSError) as error:
            _LOG.warning("what is due could not be deleted (%s): it is tried again", error)
        await asyncio.sleep(every_s)
