import base64
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
from django.db import DataError, IntegrityError, connection, transaction
from pyarrow import parquet

from results.errors import BadUpload, RecordError
from results.exchange.copy_stream import write_table
from results.exchange.datapackage import file_facts, newest_migration
from results.exchange.package_columns import PackageColumn, package_columns
from results.exchange.package_tables import Table, key_column, package_tables, table_name
from results.refusal import refused_by

_ROWS = 50_000
_MADE_BY_TRIGGER = ("campaigncontrol", "campaignuse")
"""Rows that the database makes by itself for each campaign."""


@dataclass
class ImportedPackage:
    """What an import of a package wrote, or would write if it was only tried (`dry_run`)."""

    tables: int
    rows: int
    dry_run: bool = False


def import_package(folder: Path, *, dry_run: bool = False) -> ImportedPackage:
    """Take an export into an empty record: the same rows under the same ids, or nothing.

    Every file is checked against its length and SHA-256 first. The database checks what it always checks,
    except that attempts may begin anywhere in their life. Evidence files are not part of a package: copy the
    evidence folder beside it. The audit trail is the exported one, too. Raises BadUpload if the package is
    damaged or of a newer Svartid, RecordError if the record is not empty.
    """
    files = _checked(folder)
    tables = package_tables()
    count = 0
    try:
        with transaction.atomic(), connection.cursor() as django_cursor:
            cursor = django_cursor.cursor if hasattr(django_cursor, "cursor") else django_cursor
            _refuse_unless_empty(cursor, tables)
            cursor.execute("SET LOCAL svartid.importing = 'on'")
            for table in tables:
                name = table_name(table)
                if name in _MADE_BY_TRIGGER:
                    cursor.execute(f"DELETE FROM results_{name}")  # noqa: S608 - names of our own
                if name in files:
                    count += write_table(cursor, f"results_{name}", _batches(files[name], table))
                _set_sequence(cursor, table)
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET LOCAL svartid.importing = 'off'")
            if dry_run:
                transaction.set_rollback(True)
    except (IntegrityError, DataError) as error:
        raise _refused(folder, error) from error
    except Exception as error:
        if refused_by(error) or type(error).__module__.startswith("psycopg"):
            raise _refused(folder, error) from error
        raise
    return ImportedPackage(len(files), count, dry_run)


def _refused(folder: Path, error: BaseException) -> BadUpload:
    why = refused_by(error) or str(error).strip().splitlines()[0]
    return BadUpload(f"{folder}: the database refuses it ({why}) – nothing was imported")


def _checked(folder: Path) -> dict[str, Path]:
    """Return the Parquet file of each table. Raises BadUpload."""
    path = folder / "datapackage.json"
    try:
        descriptor = json.loads(path.read_text(encoding="utf-8"))
        resources = descriptor["resources"]
        version, schema = descriptor["svartid_package"], descriptor["schema_version"]
        told = {each["name"]: each for each in resources if each["format"] == "parquet"}
    except OSError as error:
        raise BadUpload(f"{path}: cannot be read ({(error.strerror or 'unreadable').lower()})") from None
    except (ValueError, KeyError, TypeError):
        raise BadUpload(f"{path}: is no description of a Svartid package") from None
    if version != 1 or schema > newest_migration():
        raise BadUpload(f"{path}: was written by a newer Svartid ({schema}) – update Svartid")
    known = {f"{table_name(table)}-parquet": table_name(table) for table in package_tables()}
    files: dict[str, Path] = {}
    for name, resource in told.items():
        if name not in known:
            raise BadUpload(f"{path}: holds a table that is not known: {name}")
        file = folder / "data" / f"{known[name]}.parquet"
        try:
            facts = file_facts(file)
        except OSError as error:
            raise BadUpload(f"{file}: cannot be read ({(error.strerror or 'unreadable').lower()})") from None
        if facts != {key: resource.get(key) for key in facts}:
            raise BadUpload(f"{file}: is not what was exported (length or SHA-256 differ) – export it again")
        files[known[name]] = file
    return files


def _refuse_unless_empty(cursor: Any, tables: list[Table]) -> None:
    for table in tables:
        cursor.execute(f"SELECT EXISTS (SELECT FROM results_{table_name(table)})")  # noqa: S608
        if cursor.fetchone()[0]:
            raise RecordError(
                f"the record is not empty ({table_name(table)} has rows) – import a package into a new state"
                " folder (SVARTID_STATE) or database"
            )


def _batches(path: Path, table: Table) -> Iterator[pa.RecordBatch]:
    columns = {column.name: column for column in package_columns(table)}
    try:
        file = parquet.ParquetFile(path)
        strange = [name for name in file.schema_arrow.names if name not in columns]
        if strange:
            raise BadUpload(f"{path}: the column {strange[0]} is not known – update Svartid")
        for batch in file.iter_batches(_ROWS):
            arrays = [
                _readable(array, columns[name])
                for array, name in zip(batch.columns, batch.schema.names, strict=True)
            ]
            yield pa.RecordBatch.from_arrays(arrays, names=batch.schema.names)
    except pa.ArrowException as error:
        raise BadUpload(f"{path}: is no Parquet file that can be read ({error})") from None


def _readable(array: pa.Array, column: PackageColumn) -> pa.Array:
    """Return a column as PostgreSQL reads it."""
    reading: dict[str, Callable[[str], str]] = {"ArrayField": _array, "BinaryField": _bytes}
    if column.kind not in reading:
        return array
    known: dict[str | None, str | None] = {None: None}
    for value in set(array.to_pylist()) - {None}:
        known[value] = reading[column.kind](value)
    return pa.array([known[value] for value in array.to_pylist()], pa.string())


def _array(text: str) -> str:
    quoted = ('"' + str(each).replace("\\", "\\\\").replace('"', '\\"') + '"' for each in json.loads(text))
    return "{" + ",".join(quoted) + "}"


def _bytes(text: str) -> str:
    return "\\x" + base64.b64decode(text).hex()


def _set_sequence(cursor: Any, table: Table) -> None:
    """Let new rows be numbered behind those that were imported."""
    if key_column(table) != "id":
        return
    name = f"results_{table_name(table)}"
    cursor.execute(
        f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), max(id)) FROM {name} HAVING max(id) > 0"  # noqa: S608
    )
