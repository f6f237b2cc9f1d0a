from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from django.apps import apps
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder

from results.audit import audit
from results.backup.backup_file import (
    DUMP,
    EVIDENCE,
    KEYS,
    Manifest,
    digest_of,
    new_private_file,
    write_parts,
)
from results.backup.postgres_tools import database_in_use, run_tool
from results.state import make_state_folder
from results.store import Store

_KEYS = ("secret_key", "sound_key")


def make_backup(path: Path, *, keys: bool = False, actor: str = "svartid") -> Manifest:
    """Write the whole record into a new file (mode 600): database and evidence as they are now.

    Work may go on meanwhile: the database is read as of one moment, and what is kept as evidence afterwards
    is not missed. `keys` also writes the seal of recorded sound and the site's secret; without them sound can
    be opened only where the old key is. Raises FileExistsError, DatabaseMissing.
    """
    path = path.absolute()
    # Before the dump, so that the trail in it tells of this backup.
    audit(actor=actor, action="record.backed_up", detail={"keys": keys})
    rows = _counted()
    with (
        new_private_file(path) as file,
        tempfile.TemporaryDirectory(dir=path.parent, prefix=".backup-") as place,
    ):
        dump = Path(place) / DUMP
        with new_private_file(dump) as content:
            run_tool("pg_dump", "--format=custom", "--no-owner", "--no-privileges",
                     address=database_in_use(), stdout=content)  # fmt: skip
        parts = {DUMP: dump} | dict(_evidence()) | (dict(_own_keys()) if keys else {})
        digests = {}
        for name, part in parts.items():
            with part.open("rb") as content:
                digests[name] = digest_of(content)
        manifest = Manifest(
            made_at=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
            svartid=_version(),
            migration=newest_migration(),
            rows=rows,
            parts=digests,
        )
        write_parts(file, manifest=manifest, parts=parts)
    return manifest


def newest_migration() -> str:
    """Return the name of the newest migration of the record that the database has had; "" of an empty one."""
    applied = MigrationRecorder(connection).applied_migrations()
    return max((name for app, name in applied if app == "results"), default="")


def _counted() -> dict[str, int]:
    named = {model._meta.db_table for model in apps.get_app_config("results").get_models()}  # noqa: SLF001
    # Before an upgrade the newest tables are not there yet.
    tables = named & set(connection.introspection.table_names())
    found = {}
    with connection.cursor() as cursor:
        for table in sorted(tables):
            cursor.execute(f'SELECT count(*) FROM "{table}"')  # noqa: S608 - our own tables
            found[table] = cursor.fetchone()[0]
    return found


def _evidence() -> Iterator[tuple[str, Path]]:
    for path in sorted(Store().all()):
        if not path.name.startswith("."):
            yield f"{EVIDENCE}{path.parent.name}/{path.name}", path


def _own_keys() -> Iterator[tuple[str, Path]]:
    for name in _KEYS:
        path = make_state_folder() / name
        if path.is_file():
            yield f"{KEYS}{name}", path


def _version() -> str:
    try:
        return version("svartid")
    except PackageNotFoundError:
        return "0"
