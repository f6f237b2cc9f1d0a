"""What is asked for beside campaigns is taken up as it comes, a few at a time."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import TypeVar

from benchmark.fieldwork.crew import Crew
from benchmark.fieldwork.delivery import AWAY

_LOG = logging.getLogger(__name__)
_Asked = TypeVar("_Asked")


async def carry_as_asked(
    crew: Crew,
    *,
    take: Callable[[], Awaitable[_Asked | None]],
    carry: Callable[[_Asked], Awaitable[None]],
    at_once: int,
    tick_s: float,
    what: str,
) -> None:
    """Look every `tick_s` seconds for the next one and carry it beside those going on, until cancelled.

    Those going on are cancelled with it. While the record is away it waits, and says so.

    Args:
        take: claims the next one, None if there is none. carry: carries one to its end.
        at_once: how many at most. what: what they are, in the plural, for the log.
    """
    going_on: set[asyncio.Task[None]] = set()
    try:
        while not crew.closing:
            try:
                asked = await take() if len(going_on) < at_once else None
            except AWAY as error:
                _LOG.info("%s wait for the record (%s)", what, type(error).__name__)
                asked = None
            if asked is not None:
                task = asyncio.ensure_future(carry(asked))
                going_on.add(task)
                task.add_done_callback(going_on.discard)
            await asyncio.sleep(tick_s)
    finally:
        for task in going_on:
            task.cancel()
        await asyncio.gather(*going_on, return_exceptions=True)
