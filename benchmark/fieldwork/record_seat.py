"""A seat in a chat that stands in the record: the shopper types at a page, on whatever host the worker is."""

import asyncio
import logging
from collections.abc import AsyncIterator
from functools import partial
from typing import Any

import psycopg
from django.db import connection

from benchmark.fieldwork.claim import Claim
from benchmark.fieldwork.desk import Desk
from benchmark.fieldwork.seat_rows import SEAT, show_turn, typed_turns
from probes.chat.seat import Observed
from probes.probe import Probe

_LOOK_S = 1.0
"""How often it is looked for words even if nothing is told."""

_LOG = logging.getLogger(__name__)


class RecordSeat:
    """The shopper's seat of one attempt: what they type comes from the record, what they see goes there.

    Woken by the database's notices; where they do not come, it looks every second.
    """

    def __init__(self, claim: Claim, *, desk: Desk) -> None:
        self._claim = claim
        self._desk = desk
        self._news = asyncio.Event()
        self._listening: asyncio.Task[None] | None = None

    async def typed(self) -> AsyncIterator[str]:
        """Give what the shopper types, in order, until they end the chat."""
        self._listening = asyncio.create_task(self._listen())
        given: set[int] = set()  # not the last one: rows may come to be seen in another order
        try:
            while True:
                self._news.clear()
                for number, words in await self._desk.do(partial(typed_turns, self._claim.attempt)):
                    if number in given:
                        continue
                    if words is None:
                        return
                    given.add(number)
                    yield words
                await self._wait()
        finally:
            self._listening.cancel()
            await asyncio.gather(self._listening, return_exceptions=True)

    async def observe(self, turn: Observed) -> None:
        """Show a turn at the page."""
        await self._desk.do(partial(show_turn, self._claim, turn))

    async def joined(self) -> None:
        """The page learns it from the attempt's picture."""

    async def ended(self) -> None:
        """The page learns it from the attempt's end."""

    async def _wait(self) -> None:
        try:
            async with asyncio.timeout(_LOOK_S):
                await self._news.wait()
        except TimeoutError:
            return

    async def _listen(self) -> None:
        address = await self._desk.do(_address)
        while True:
            try:
                async with await psycopg.AsyncConnection.connect(**address, autocommit=True) as listening:
                    await listening.execute(f"LISTEN {SEAT}")
                    async for notice in listening.notifies():
                        if notice.payload == str(self._claim.attempt):
                            self._news.set()
            except (psycopg.Error, OSError) as error:
                _LOG.info("a seat hears no notices (%s)", type(error).__name__)
            await asyncio.sleep(_LOOK_S)


def seated_chat(chat: Probe, claim: Claim, *, desk: Desk) -> Probe:
    """Return the worker's chat probe with the shopper's seat of this attempt."""
    from probes.chat.probe import ChatProbe  # the browser's driver, only where a chat is held

    own = chat if isinstance(chat, ChatProbe) else ChatProbe()
    return own.seated(RecordSeat(claim, desk=desk))


def _address() -> dict[str, Any]:
    given = connection.get_connection_params()
    return {key: value for key, value in given.items() if key not in ("cursor_factory", "context")}
