from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import IO

import psycopg

from results.database_url import DatabaseAddress, read_database_url
from results.embedded.place import embedded_address
from results.embedded.programs import wheel_programs
from results.errors import DatabaseMissing
from results.state import state_folder

_OPTIONS = {
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
    "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY",
    "connect_timeout": "PGCONNECT_TIMEOUT",
    "target_session_attrs": "PGTARGETSESSIONATTRS",
    "passfile": "PGPASSFILE",
    "service": "PGSERVICE",
    "options": "PGOPTIONS",
}
"""The environment's names of a database address' options."""


def database_in_use() -> DatabaseAddress:
    """Return where the record's database is: DATABASE_URL's, else the embedded one."""
    named = os.environ.get("DATABASE_URL")
    return read_database_url(named) if named else embedded_address(state_folder())


def run_tool(
    name: str,
    *words: str,
    address: DatabaseAddress,
    stdin: IO[bytes] | None = None,
    stdout: IO[bytes] | None = None,
) -> None:
    """Run `pg_dump` or `pg_restore` of a version that knows the server. Raises DatabaseMissing.

    The password goes by the environment, never on the command line, where every user of the machine sees it.
    """
    program = _fitting(name, _server_version(address))
    ended = subprocess.run(
        [program, *words],
        stdin=stdin or subprocess.DEVNULL,
        stdout=stdout or subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        check=False,
        env=_environment(address),
    )
    if ended.returncode:
        told = [line for line in ended.stderr.decode(errors="replace").splitlines() if line.strip()]
        raise DatabaseMissing(f"{name} failed: {' · '.join(told[-3:]) or ended.returncode}")


def _server_version(address: DatabaseAddress) -> int:
    try:
        with psycopg.connect(**address.to_libpq(), connect_timeout=10) as connection:
            return connection.info.server_version // 10_000
    except psycopg.Error as error:
        raise DatabaseMissing(f"the database does not answer ({error}) – check DATABASE_URL") from error


def _fitting(name: str, server: int) -> Path:
    """The oldest program of this name that is not older than the server."""
    known = {version: path for path in _installed(name) if (version := _version(path)) >= server}
    if not known:
        raise DatabaseMissing(
            f"the database is PostgreSQL {server}, and this machine has no {name} of that version"
            f" or a newer one – install postgresql-client-{server}"
        )
    return known[min(known)]


def _installed(name: str) -> Iterable[Path]:
    with suppress(DatabaseMissing):
        yield wheel_programs() / name
    yield from sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    if found := shutil.which(name):
        yield Path(found)


def _version(program: Path) -> int:
    try:
        told = subprocess.run([program, "--version"], capture_output=True, text=True, check=True, timeout=20)
    except (OSError, subprocess.SubprocessError):
        return 0
    found = re.search(r"(\d+)", told.stdout.partition(")")[2])
    return int(found.group(1)) if found else 0


def _environment(address: DatabaseAddress) -> dict[str, str]:
    said = {
        "PGDATABASE": address.name,
        "PGHOST": address.host,
        "PGPORT": str(address.port or ""),
        "PGUSER": address.user,
        "PGPASSWORD": address.password,
        **{_OPTIONS[name]: value for name, value in address.options.items() if name in _OPTIONS},
    }
    kept = {name: os.environ[name] for name in ("PATH", "HOME", "TMPDIR") if name in os.environ}
    return kept | {"LC_ALL": "C"} | {name: value for name, value in said.items() if value}
