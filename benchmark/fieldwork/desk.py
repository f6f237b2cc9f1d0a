import asyncio
import logging
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TypeVar

from django.db import InterfaceError, OperationalError, connection

from results.errors import DatabaseMissing
from results.setup import ensure_database

_T = TypeVar("_T")
_LOG = logging.getLogger(__name__)
_AGAIN_S = 0.3
_PATIENCE_S = 600.0
"""How long a database that went away is waited for. Project's own choice."""


class Desk:
    """An asyncio process' way to the record: one thread with one connection.

    What is asked waits out a database that went away (an embedded one is started again), so everything
    asked must be right when done twice.
    """

    def __init__(self) -> None:
        self._thread = ThreadPoolExecutor(1, thread_name_prefix="svartid-record")

    async def do(self, work: Callable[[], _T]) -> _T:
        """Do it in the record's thread and return what it returns. Raises DatabaseMissing in the end."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, partial(with_database, work))

    def close(self) -> None:
        """End the thread and its connection, after what was asked before."""
        # Looked up in that thread: Django's proxy gives each thread its own connection.
        self._thread.submit(lambda: connection.close())  # noqa: PLW0108
        self._thread.shutdown(wait=True)


def with_database(work: Callable[[], _T], *, patience_s: float = _PATIENCE_S) -> _T:
    """Do it, again and again while the database is away, for `patience_s` seconds at most."""
    until = time.monotonic() + patience_s
    told = False
    while True:
        try:
            return work()
        except (OperationalError, InterfaceError) as error:
            if time.monotonic() > until:
                raise
            if not told:
                told = True
                words = str(error).strip().splitlines() or [type(error).__name__]
                _LOG.warning("the record does not answer (%s) – it is asked again", words[0])
            connection.close()
            _come_back(until)


def _come_back(until: float) -> None:
    while True:
        time.sleep(_AGAIN_S)
        try:
            ensure_database()
        except DatabaseMissing:
            if time.monotonic() > until:
                raise
        else:
            return
