import os
from pathlib import Path

from probes.directory import state_folder as user_state_folder
from results.errors import BadState

ROOT_STATE = Path("/var/lib/svartid")
"""Where root keeps the state: PostgreSQL refuses root, so a user of its own must reach the data folder."""


def state_folder() -> Path:
    """Return where the record keeps its database, evidence and secrets; nothing is created.

    $SVARTID_STATE if it is set, for root /var/lib/svartid, else the user's state folder.
    """
    if not os.environ.get("SVARTID_STATE") and os.geteuid() == 0:
        return ROOT_STATE
    return user_state_folder().expanduser().absolute()


def make_state_folder() -> Path:
    """Return the state folder, made if need be; the mode of a folder that exists is never changed.

    A new one may be entered by its owner only, as root also by the database's user (0711: pass, not look).
    Raises BadState if it cannot be made.
    """
    folder = state_folder()
    if not folder.is_dir():
        try:
            folder.parent.mkdir(parents=True, exist_ok=True)
            folder.mkdir(exist_ok=True)
            folder.chmod(0o711 if os.geteuid() == 0 else 0o700)
        except OSError as error:
            raise BadState(
                f"{folder}: the state folder cannot be made ({error.strerror}) – set SVARTID_STATE to another"
            ) from error
    return folder
