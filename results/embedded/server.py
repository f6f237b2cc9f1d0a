import fcntl
import os
import shlex
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg

from results.database_url import DatabaseAddress
from results.embedded.cluster import make_cluster
from results.embedded.owner import Owner, database_owner
from results.embedded.place import NAME, check_length, data_folder, embedded_address
from results.embedded.programs import programs_for, run
from results.errors import BadState, DatabaseMissing

START_LIMIT_S = 60.0
"""How long a start may take; after a crash the log is played back first."""


def start_server(state: Path, *, durable: bool = True) -> DatabaseAddress:
    """Make sure that the embedded PostgreSQL of a state folder answers, and return its address.

    Any number of processes may call this at any time; one of them starts it, the others attach
    (about 10 ms). It belongs to none of them: it goes on when its starter is killed, and ends with
    `stop_server` or the machine. `durable=False` is for tests: it survives processes, not a power cut.
    Raises BadState or DatabaseMissing with the remedy.
    """
    address = embedded_address(state)
    if _answers(address):
        return address
    check_length(state)
    with _lock(state):
        if _answers(address):
            return address
        owner = database_owner()
        programs = programs_for(owner, state)
        data = data_folder(state)
        if not (data / "PG_VERSION").exists():
            make_cluster(data, programs=programs, owner=owner, durable=durable)
        _check_owner(data, owner)
        _start(address, programs, owner)
        _make_database(address)
    return address


def stop_server(state: Path) -> bool:
    """Stop the embedded PostgreSQL, ending its connections; return whether one was running."""
    data = data_folder(state)
    if not (data / "postmaster.pid").exists():
        return False
    with _lock(state):
        owner = database_owner()
        run(programs_for(owner, state) / "pg_ctl", "-D", str(data), "-m", "fast", "-w", "stop", owner=owner)
    return True


def server_process(state: Path) -> int | None:
    """Return the process id of the running embedded PostgreSQL, or None."""
    try:
        process = int((data_folder(state) / "postmaster.pid").read_text().split("\n", 1)[0])
    except (OSError, ValueError):
        return None
    return process if _is_postgres(process) else None


def _answers(address: DatabaseAddress, *, name: str = NAME) -> bool:
    with suppress(psycopg.Error), psycopg.connect(**address.to_libpq(name=name), connect_timeout=5):
        return True
    return False


def _start(address: DatabaseAddress, programs: Path, owner: Owner) -> None:
    began, data = time.monotonic(), Path(address.host)
    words = ("-D", str(data), "-l", str(data / "start.log"), "-t", f"{START_LIMIT_S:.0f}", "-w", "start")
    socket = f"-c listen_addresses= -c unix_socket_directories={shlex.quote(chr(34) + str(data) + chr(34))}"
    # It may be up already, or on its way: a starter can be killed at any of these steps.
    while not _answers(address, name="postgres"):
        _forget_the_dead(data)
        try:
            run(programs / "pg_ctl", "-o", socket, *words, owner=owner, timeout_s=START_LIMIT_S + 10)
        except DatabaseMissing as error:
            # Killed a moment ago: its processes let go of the shared memory within a second or two.
            if time.monotonic() - began > START_LIMIT_S:
                raise DatabaseMissing(f"{error} – what it said last: {_last_words(data)}") from error
            time.sleep(0.3)


def _make_database(address: DatabaseAddress) -> None:
    """Make the database if it is not there; a starter that was killed may have left its making under way."""
    began = time.monotonic()
    while True:
        try:
            with psycopg.connect(**address.to_libpq(name="postgres"), autocommit=True) as connection:
                there = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME])
                if there.fetchone() is None:
                    connection.execute(f"CREATE DATABASE {NAME}")
        except psycopg.Error as error:
            if time.monotonic() - began > START_LIMIT_S / 2:
                raise DatabaseMissing(f"the database could not be made ({error})") from error
            time.sleep(0.2)
        else:
            return


def _forget_the_dead(data: Path) -> None:
    """Remove the mark of a server that is gone, should its number now be another program's.

    PostgreSQL itself refuses to start when any process has that number, as after a container's restart.
    """
    pid_file = data / "postmaster.pid"
    try:
        process = int(pid_file.read_text().split("\n", 1)[0])
    except (OSError, ValueError):
        return
    with suppress(ProcessLookupError, PermissionError):
        os.kill(process, 0)
        if not _is_postgres(process):
            pid_file.unlink(missing_ok=True)


def _is_postgres(process: int) -> bool:
    try:
        return b"postgres" in Path(f"/proc/{process}/cmdline").read_bytes()
    except FileNotFoundError:
        pass
    if Path("/proc/self").exists():
        return False
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def _check_owner(data: Path, owner: Owner) -> None:
    if data.stat().st_uid != owner.uid:
        raise BadState(
            f"{data}: belongs to another user – start Svartid as that user, or set SVARTID_STATE to a folder"
            " of your own"
        )


def _last_words(data: Path) -> str:
    logs = sorted(data.glob("log/*.log"), key=lambda path: path.stat().st_mtime)[-1:]
    said: list[str] = []
    for path in (data / "start.log", *logs):
        with suppress(OSError):
            said += path.read_text(encoding="utf-8", errors="replace").splitlines()[-3:]
    return " · ".join(said) or "nothing"


@contextmanager
def _lock(state: Path) -> Iterator[None]:
    """Let one process at a time make, start or stop the database of this state folder."""
    path = state / "database.lock"
    try:
        handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise BadState(
            f"{path}: cannot be written ({error.strerror}) – set SVARTID_STATE to another"
        ) from error
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
