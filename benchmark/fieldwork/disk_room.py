import logging
import shutil
import time
from pathlib import Path

from results.state import make_state_folder
from results.store import Store

LEAST_BYTES = 200_000_000
"""Less than this, and nothing new is begun: what is heard could not be kept. Project's own choice."""

_LOOK_S = 5.0
_TELL_S = 60.0
_LOG = logging.getLogger(__name__)


class DiskRoom:
    """Whether the state's and the evidence's disks have room for what another contact brings.

    A contact whose evidence cannot be kept costs a clerk's time for nothing: so it is not begun, and what
    waits goes on by itself when there is room again. Told in the log once a minute.
    """

    def __init__(self, *, least_bytes: int = LEAST_BYTES) -> None:
        self._least = least_bytes
        self._looked_at = self._told_at = float("-inf")
        self._room = True

    def __call__(self) -> bool:
        """Tell whether there is room; looked up every few seconds."""
        now = time.monotonic()
        if now - self._looked_at >= _LOOK_S:
            self._looked_at = now
            short = self._short()
            self._room = short is None
            if short is not None and now - self._told_at >= _TELL_S:
                self._told_at = now
                _LOG.warning("%s: too little room for evidence – nothing new is begun until there is", short)
        return self._room

    def _short(self) -> Path | None:
        for folder in (make_state_folder(), _there(Store().folder)):
            if shutil.disk_usage(folder).free < self._least:
                return folder
        return None


def _there(folder: Path) -> Path:
    """Return the folder, or the nearest one above it that exists."""
    while not folder.exists():
        folder = folder.parent
    return folder
