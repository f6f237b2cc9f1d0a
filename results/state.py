from pathlib import Path

from probes import state
from probes.errors import BadSettings
from results.errors import BadState


def state_folder() -> Path:
    """Return where the record keeps its database, evidence and secrets; nothing is created.

    The town and the telephone keep theirs in the same place: $SVARTID_STATE if it is set, for root
    /var/lib/svartid, else the user's state folder.
    """
    return state.state_folder()


def make_state_folder() -> Path:
    """Return the state folder, made if need be; the mode of a folder that exists is never changed.

    A new one may be entered by its owner only, as root also by the database's user (0711: pass, not look).
    Raises BadState if it cannot be made.
    """
    try:
        return state.make_state_folder()
    except BadSettings as error:
        raise BadState(str(error)) from error
