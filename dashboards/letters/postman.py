from __future__ import annotations

import logging
import threading
import time

from django.db import DatabaseError, connections

from dashboards.letters.send_due import send_due

EVERY_S = 5.0
"""How often a process of the site looks whether letters are due. Project's own choice."""

_log = logging.getLogger(__name__)


def start_postman() -> threading.Thread:
    """Let this process of the site send letters as they fall due, beside its requests, until it ends."""
    thread = threading.Thread(target=_go_round, name="svartid-postman", daemon=True)
    thread.start()
    return thread


def _go_round() -> None:
    while True:
        try:
            send_due()
        except DatabaseError as wrong:
            _log.warning("letters: %s", wrong)
        except Exception:  # noqa: BLE001 - a letter that cannot be written must not end all others
            _log.exception("letters: a round could not be sent")
        connections.close_all()
        time.sleep(EVERY_S)
