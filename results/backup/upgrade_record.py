from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import NamedTuple

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from results.backup.make_backup import make_backup, newest_migration
from results.setup import migrate_record, pending_migrations
from results.state import make_state_folder


class Upgraded(NamedTuple):
    """What an upgrade did: the migrations applied, in order, and the backup made before, if any."""

    before: str
    applied: tuple[str, ...]
    backup: Path | None


def upgrade_record(*, backup: Path | None = None, without_backup: bool = False, actor: str) -> Upgraded:
    """Bring the schema to the newest, with a backup before the first step.

    The record must be open and not migrated.

    `backup` names its file; default: `backups/` in the state folder, by date and migration. A database in
    which there is nothing yet needs none. Raises DatabaseMissing if the schema is newer than this Svartid.
    """
    before = newest_migration()
    if not pending_migrations():
        return Upgraded(before, (), None)
    applied = _pending_names()
    made = None
    if before and not without_backup:
        made = backup or _own_place(before)
        make_backup(made, actor=actor)
    migrate_record()
    return Upgraded(before, applied, made)


def known_migrations() -> frozenset[str]:
    """Return the names of the record's migrations that this Svartid knows."""
    loader = MigrationExecutor(connection).loader
    return frozenset(name for app, name in loader.disk_migrations or () if app == "results")


def _pending_names() -> tuple[str, ...]:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return tuple(f"{migration.app_label}.{migration.name}" for migration, _back in plan)


def _own_place(before: str) -> Path:
    folder = make_state_folder() / "backups"
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder / f"{dt.datetime.now(dt.UTC):%Y%m%d-%H%M%S}-{before}.backup"
