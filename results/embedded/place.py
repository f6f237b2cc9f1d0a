import os
from pathlib import Path

from results.database_url import DatabaseAddress
from results.errors import BadState

USER = "svartid"
"""The database's owner, and as root also the system's user that PostgreSQL runs as."""

NAME = "svartid"
"""The name of the database."""

_LONGEST_SOCKET = 103
"""Bytes of a socket's path that both Linux (107) and macOS (103) take."""


def data_folder(state: Path) -> Path:
    """Return the folder of the embedded database's data, which also holds its socket."""
    return state / "database"


def embedded_address(state: Path, *, name: str = NAME) -> DatabaseAddress:
    """Return where the embedded database of a state folder answers, running or not."""
    return DatabaseAddress(name=name, host=str(data_folder(state)), user=USER)


def check_length(state: Path) -> None:
    """Raise BadState if the socket's path would be longer than systems allow."""
    longest = _LONGEST_SOCKET - len("/database/.s.PGSQL.5432")
    found = len(os.fsencode(state))
    if found > longest:
        raise BadState(
            f"{state}: this path has {found} bytes, and the embedded database's socket below it allows"
            f" {longest} – set SVARTID_STATE to a shorter one, such as /var/lib/svartid, or use DATABASE_URL"
        )
