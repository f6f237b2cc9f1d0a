"""`svartid backup`, `restore` and `upgrade`."""

import json
import os
from pathlib import Path
from typing import Annotated

import typer

_Json = Annotated[bool, typer.Option("--json", help="Print one JSON document instead.")]


def backup(
    file: Annotated[Path, typer.Argument(help="The new file; nothing is ever written over.")],
    with_keys: Annotated[
        bool,
        typer.Option(
            "--with-keys", help="Also the key of recorded sound and the site's secret: keep it locked away."
        ),
    ] = False,
    json_: _Json = False,
) -> None:
    """Write the whole record, database and evidence, into one file that only you may read.

    The site and workers may go on meanwhile. The key of recorded sound is left out: keep it elsewhere, or
    say --with-keys.

    Example: `svartid backup /srv/backup/svartid-2026-12-01.backup`

    Exit codes: 0 done · 3 the file is there already, or the database or pg_dump is missing.
    """
    from results.setup import open_record

    open_record(migrate=False)
    from results.backup.make_backup import make_backup

    manifest = make_backup(file, keys=with_keys, actor="operator")
    size = file.stat().st_size
    if json_:
        typer.echo(json.dumps({"file": str(file), "bytes": size, "migration": manifest.migration,
                               "rows": dict(manifest.rows), "parts": len(manifest.parts)}))  # fmt: skip
    else:
        keys = " and keys" if with_keys else ""
        typer.echo(
            f"{file}: {sum(manifest.rows.values()):,} rows and {len(manifest.parts) - 1:,} pieces of evidence"
            f"{keys}, {size / 1e6:.1f} MB."
        )
        if not with_keys:
            typer.echo("The keys that sign and seal are not in it: keep them elsewhere.")


def restore(
    file: Annotated[Path, typer.Argument(help="A file of `svartid backup`.")],
    replace: Annotated[
        bool,
        typer.Option("--replace", help="Put it in the place of what the database holds, which is then gone."),
    ] = False,
    json_: _Json = False,
) -> None:
    """Put a backup into an empty database, and its evidence into the store.

    The whole file is checked first. A database that holds something is refused; a restore that fails leaves
    everything as it was. End the site and workers before.

    Example: `SVARTID_STATE=/var/lib/svartid-new svartid restore svartid-2026-12-01.backup`

    Exit codes: 0 done · 1 the database is not empty or in use · 3 the file is damaged or cannot be read.
    """
    from results.setup import configure, ensure_database

    if not file.is_file():
        raise typer.BadParameter(f"{file}: there is no such file", param_hint="FILE")
    configure()
    ensure_database()
    from django.db import connection

    from results.backup.restore_backup import restore_backup
    from results.backup.upgrade_record import known_migrations

    known = known_migrations()
    connection.close()  # ours would count as another who uses the database
    done = restore_backup(file, replace=replace, known=known)
    if json_:
        typer.echo(json.dumps({"made_at": done.manifest.made_at, "migration": done.manifest.migration,
                               "rows": dict(done.manifest.rows), "evidence": done.evidence,
                               "keys": done.keys}))  # fmt: skip
        return
    typer.echo(
        f"Restored as of {done.manifest.made_at}: {sum(done.manifest.rows.values()):,} rows,"
        f" {done.evidence:,} pieces of evidence."
    )
    if max(known, default="") != done.manifest.migration:
        typer.echo("It was made by an older Svartid: run `svartid upgrade`.")


def upgrade(
    to: Annotated[
        Path | None, typer.Option("--backup", help="The backup's file; default: in the state folder.")
    ] = None,
    without_backup: Annotated[
        bool, typer.Option("--without-backup", help="You have one of your own.")
    ] = False,
    json_: _Json = False,
) -> None:
    """Bring the record's schema to the newest, with a backup made first, and say what was done.

    Stop workers and site before, install the new Svartid, run this, start them again.

    Example: `svartid upgrade`

    Exit codes: 0 done, or nothing was to be done · 3 the record is of a newer Svartid, or there is none.
    """
    from results.setup import open_record

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "dashboards.settings")
    open_record(migrate=False, settings="dashboards.settings")
    from results.backup.upgrade_record import upgrade_record

    done = upgrade_record(backup=to, without_backup=without_backup, actor="operator")
    if json_:
        typer.echo(json.dumps({"before": done.before, "applied": list(done.applied),
                               "backup": str(done.backup) if done.backup else None}))  # fmt: skip
        return
    if not done.applied:
        typer.echo(f"Nothing to do: the record is at {done.before}.")
        return
    if done.backup:
        typer.echo(f"Backup: {done.backup}")
    for name in done.applied:
        typer.echo(f"  applied {name}")
    typer.echo("The record is up to date.")
