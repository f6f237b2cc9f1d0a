"""Where Svartid keeps what it runs with: one rule for the town, the telephone's memory and the record."""

import os
from pathlib import Path

from platformdirs import user_state_path

from probes.errors import BadSettings

ROOT_STATE = Path("/var/lib/svartid")
"""Where root keeps the state: PostgreSQL refuses root, so a user of its own must reach the data folder."""


def state_folder(state: Path | None = None) -> Path:
    """Return `state`, else $SVARTID_STATE, for root /var/lib/svartid, else the user's state folder.

    Absolute; nothing is created.
    """
    named = os.environ.get("SVARTID_STATE")
    if state is None and named:
        state = Path(named)
    if state is None:
        state = ROOT_STATE if _is_root() else user_state_path("svartid", appauthor=False)
    return state.expanduser().absolute()


def make_state_folder(state: Path | None = None) -> Path:
    """Return the state folder, made if need be; the mode of a folder that exists is never changed.

    A new one may be entered by its owner only, as root also by the database's user (0711: pass, not look).
    Raises BadSettings if it cannot be made.
    """
    folder = state_folder(state)
    if not folder.is_dir():
        try:
            folder.parent.mkdir(parents=True, exist_ok=True)
            folder.mkdir(exist_ok=True)
            folder.chmod(0o711 if _is_root() else 0o700)
        except OSError as error:
            raise BadSettings(
                f"{folder}: the state folder cannot be made ({error.strerror}) – set SVARTID_STATE to another"
            ) from error
    return folder


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0
