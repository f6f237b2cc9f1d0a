"""One connection a process listens to the database for all pages that follow a fieldwork or a contact."""

from __future__ import annotations

import queue
import threading
import time
from collections import defaultdict
from collections.abc import Iterator

import psycopg
from django.db import close_old_connections, connections

from benchmark.fieldwork.live import CONTACT, LIVE

QUIET_S = 15.0
"""After so long without news a page is told that the stream lives, so that no proxy ends it."""
GATHER_S = 0.25
"""News within this time are one. Project's own choice: what a reader can follow."""
LONGEST_S = 20 * 60.0
"""After this the browser is left to ask again, so that a forgotten page does not hold a thread for ever."""

_Followed = tuple[str, int]
"""The database's channel, and whose news: a campaign's or a contact's."""

_pages: dict[_Followed, set[queue.SimpleQueue[None]]] = defaultdict(set)
_lock = threading.Lock()
_listener: threading.Thread | None = None


def listen(campaign: int) -> Iterator[bool]:
    """Yield True when something of the campaign changed, False as a sign of life; ends by itself.

    The page's own database connection is given back first: only the one listener holds one.
    """
    yield from _follow((LIVE, campaign))


def listen_contact(contact: int) -> Iterator[bool]:
    """Yield as `listen` does, for one contact that its shopper follows."""
    yield from _follow((CONTACT, contact))


def _follow(followed: _Followed) -> Iterator[bool]:
    mine: queue.SimpleQueue[None] = queue.SimpleQueue()
    with _lock:
        _pages[followed].add(mine)
        _start()
    connections.close_all()
    until = time.monotonic() + LONGEST_S
    try:
        yield False
        while time.monotonic() < until:
            try:
                mine.get(timeout=QUIET_S)
            except queue.Empty:
                yield False
                continue
            time.sleep(GATHER_S)
            while not mine.empty():
                mine.get()
            yield True
    finally:
        with _lock:
            _pages[followed].discard(mine)


def _start() -> None:
    global _listener  # noqa: PLW0603 - one listener a process is what this module is for
    if _listener is None or not _listener.is_alive():
        _listener = threading.Thread(target=_hear, name="svartid-listener", daemon=True)
        _listener.start()


def _hear() -> None:
    while True:
        try:
            connection = connections["default"]
            connection.ensure_connection()
            with connection.cursor() as cursor:
                cursor.execute(f"LISTEN {LIVE}")
                cursor.execute(f"LISTEN {CONTACT}")
            for notice in connection.connection.notifies():
                _tell(notice.channel, notice.payload)
        except (psycopg.Error, OSError):
            _tell("", "")  # what was missed meanwhile is seen by asking again
            time.sleep(2.0)
            close_old_connections()


def _tell(channel: str, payload: str) -> None:
    with _lock:
        told = (
            _pages.get((channel, int(payload)), set())
            if payload.isdecimal()
            else {q for qs in _pages.values() for q in qs}
        )
        for page in told:
            page.put(None)
