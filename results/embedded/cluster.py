import os
import shutil
import time
from pathlib import Path

from results.embedded.owner import Owner
from results.embedded.place import USER
from results.embedded.programs import run
from results.errors import BadState

_SETTINGS = {
    "max_connections": "100",
    "shared_buffers": "128MB",
    "fsync": "on",
    "synchronous_commit": "on",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "lock_timeout": "0",
    # A worker that vanished with an open transaction must not hold a touchpoint for hours.
    "idle_in_transaction_session_timeout": "10min",
    # A week of logs, each day over the same day's of the week before.
    "logging_collector": "on",
    "log_directory": "log",
    "log_filename": "postgresql-%a.log",
    "log_truncate_on_rotation": "on",
    "log_rotation_age": "1d",
    "log_rotation_size": "0",
}


def make_cluster(data: Path, *, programs: Path, owner: Owner, durable: bool) -> None:
    """Make the data folder of a new PostgreSQL (3 to 5 s), whole or not at all.

    Only its folder (0700) lets anybody in: it listens on no network address, and its socket lies inside.
    Letters sort by code point on every machine alike; pages sort names for their readers.
    """
    if not owner.may_enter(data.parent):
        raise BadState(
            f"{data.parent}: PostgreSQL does not run as root, and the user {owner.name} cannot pass through"
            " this folder – leave SVARTID_STATE unset (/var/lib/svartid), or choose a folder open to all"
        )
    # A name of its own: the initdb of a starter that was killed may still be writing into another.
    part = data.with_name(f".{data.name}.{os.getpid()}")
    _clear(data.parent, f".{data.name}.*")
    try:
        shutil.rmtree(part, ignore_errors=True)
        part.mkdir(mode=0o700)
        if owner.switch:
            os.chown(part, owner.uid, owner.gid)
    except OSError as error:
        raise BadState(f"{part}: cannot be made ({error.strerror}) – set SVARTID_STATE to another") from error
    settings = _SETTINGS if durable else _SETTINGS | {"fsync": "off", "full_page_writes": "off"}
    words = ["--auth-local=trust", "--auth-host=reject", "--encoding=UTF8", "-U", USER, "-D", str(part)]
    words += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
    words += [word for key, value in settings.items() for word in ("-c", f"{key}={value}")]
    run(programs / "initdb", *words, *([] if durable else ["--no-sync"]), owner=owner)
    part.rename(data)


def _clear(folder: Path, pattern: str) -> None:
    """Remove what starters that were killed left behind, once nobody can be writing into it."""
    for path in folder.glob(pattern):
        if time.time() - path.stat().st_mtime > 600.0:
            shutil.rmtree(path, ignore_errors=True)
