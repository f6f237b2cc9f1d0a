from __future__ import annotations

import os
import tarfile
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import psycopg
from psycopg import sql

from results.backup.backup_file import DUMP, EVIDENCE, KEYS, Manifest, open_backup
from results.backup.postgres_tools import database_in_use, run_tool
from results.database_url import DatabaseAddress
from results.errors import NotRestorable
from results.state import make_state_folder
from results.store import Store

_PATIENCE_S = 3.0
_ASIDE = "svartid_before_restore"
_TELLING = ("results_account", "results_campaign", "results_organisation", "results_shopper")
"""Tables of which one row is enough to call a database not empty."""


class Restored(NamedTuple):
    """What a restore brought: the backup's own list, how many pieces of evidence and keys."""

    manifest: Manifest
    evidence: int
    keys: int


def restore_backup(path: Path, *, replace: bool = False, known: frozenset[str] = frozenset()) -> Restored:
    """Put a backup into the database in use and its evidence into the store, after all of it was checked.

    The database must answer and hold nothing, or `replace` must be said; what it held lies aside until the
    last row is in, so that a restore that fails leaves everything as it was. Evidence and keys that are there
    stay. `known` are the migrations that this Svartid knows.

    Raises:
        BackupDamaged: the file is not what was written.
        NotRestorable: the database is not empty, others are using it, another key is there, or the backup is
            of a newer Svartid.
        DatabaseMissing: a program of PostgreSQL is missing or failed.
    """
    address = database_in_use()
    with open_backup(path) as (manifest, tar):
        if known and manifest.migration and manifest.migration not in known:
            raise NotRestorable(f"{path}: written by a newer Svartid ({manifest.migration}) – update Svartid")
        _check_keys(tar, manifest)
        _check_target(address, replace=replace)
        with tempfile.TemporaryFile() as dump:
            content = tar.extractfile(DUMP)
            assert content is not None  # checked when it was opened
            while chunk := content.read(1 << 20):
                dump.write(chunk)
            dump.seek(0)
            _put_aside(address)
            try:
                run_tool(
                    "pg_restore", "--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction",
                    f"--dbname={address.name}", address=address, stdin=dump,
                )  # fmt: skip
                _check_rows(address, manifest)
            except BaseException:
                _take_back(address)
                raise
            _forget_aside(address)
        evidence = sum(_keep(tar, name) for name in manifest.parts if name.startswith(EVIDENCE))
        keys = sum(_keep_key(tar, name) for name in manifest.parts if name.startswith(KEYS))
    return Restored(manifest, evidence, keys)


def _check_target(address: DatabaseAddress, *, replace: bool) -> None:
    with psycopg.connect(**address.to_libpq()) as connection:
        if others := _others(connection):
            raise NotRestorable(
                f"{others} others are using the database – end the site, workers and commands first"
            )
        for table in _TELLING:
            there = connection.execute("SELECT to_regclass(%s)", [f"public.{table}"]).fetchone()
            if there is None or there[0] is None:
                continue
            held = connection.execute(sql.SQL("SELECT 1 FROM {} LIMIT 1").format(sql.Identifier(table)))
            if held.fetchone() and not replace:
                raise NotRestorable(
                    "the database is not empty – restore into a new one (SVARTID_STATE or DATABASE_URL),"
                    " or say --replace to put the backup in its place"
                )


def _others(connection: psycopg.Connection[tuple[int]]) -> int:
    """Count who else is connected; whoever closes just now is given a moment to be gone."""
    until = time.monotonic() + _PATIENCE_S
    while True:
        row = connection.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
            " AND backend_type = 'client backend' AND pid <> pg_backend_pid()"
        ).fetchone()
        connection.rollback()  # the view stands still within a transaction
        if row is None or row[0] == 0 or time.monotonic() > until:
            return row[0] if row else 0
        time.sleep(0.1)


def _put_aside(address: DatabaseAddress) -> None:
    _run(
        address,
        f"ALTER SCHEMA public RENAME TO {_ASIDE}",
        "CREATE SCHEMA public",
        "GRANT USAGE ON SCHEMA public TO PUBLIC",
    )


def _take_back(address: DatabaseAddress) -> None:
    _run(address, "DROP SCHEMA public CASCADE", f"ALTER SCHEMA {_ASIDE} RENAME TO public")


def _forget_aside(address: DatabaseAddress) -> None:
    _run(address, f"DROP SCHEMA {_ASIDE} CASCADE")


def _run(address: DatabaseAddress, *statements: str) -> None:
    with psycopg.connect(**address.to_libpq()) as connection:
        for each in statements:
            connection.execute(sql.SQL(each))  # constants of this module


def _check_rows(address: DatabaseAddress, manifest: Manifest) -> None:
    """Rows written while the dump was made may be more than were counted; fewer may not."""
    with psycopg.connect(**address.to_libpq()) as connection:
        for table, wanted in manifest.rows.items():
            row = connection.execute(
                sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(table))
            ).fetchone()
            # Passing tables may shrink at any time; one that lost everything did not come back.
            if wanted and (row is None or row[0] == 0):
                raise NotRestorable(
                    f"{table}: came back empty instead of {wanted} rows – nothing was changed"
                )


def _check_keys(tar: tarfile.TarFile, manifest: Manifest) -> None:
    for name in manifest.parts:
        path = make_state_folder() / name.removeprefix(KEYS)
        if name.startswith(KEYS) and name == f"{KEYS}sound_key" and path.exists():
            content = tar.extractfile(name)
            assert content is not None
            if content.read().strip() != path.read_bytes().strip():
                raise NotRestorable(
                    f"{path}: another key of recorded sound is there – move it away, or name it in"
                    " SVARTID_SOUND_KEY_FILE"
                )


def _keep(tar: tarfile.TarFile, name: str) -> int:
    content = tar.extractfile(name)
    assert content is not None
    Store().put(content.read())
    return 1


def _keep_key(tar: tarfile.TarFile, name: str) -> int:
    path = make_state_folder() / name.removeprefix(KEYS)
    content = tar.extractfile(name)
    assert content is not None
    if path.exists():
        return 0
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content.read())
    return 1
