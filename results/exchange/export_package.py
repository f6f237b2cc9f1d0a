import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc
from django.db import connection
from pyarrow import csv, parquet

from results.audit import audit
from results.errors import NobodyFound, RecordError
from results.exchange.copy_stream import read_query
from results.exchange.datapackage import Part, write_descriptor
from results.exchange.package_columns import PackageColumn, package_columns
from results.exchange.package_tables import Table, key_column, package_tables, pick_rows, table_name
from results.exchange.redaction import Redaction
from results.models import Campaign, Shopper

_FORMULA = r"^[=+\-@\t\r']"
"""What a spreadsheet might run; and the apostrophe itself, so that the guard can be taken off again."""


@dataclass
class Exported:
    """What an export wrote."""

    folder: str
    tables: int
    rows: int
    with_persons: bool


def export_package(
    folder: Path, *, campaign: str = "all", with_persons: bool = False, actor: str = "svartid"
) -> Exported:
    """Write a campaign, or the whole record (`all`), into a new folder, as a Frictionless data package.

    Each table as Parquet and CSV, with a data dictionary; all read at the same moment, as streams. Names,
    mail addresses and phones of shoppers are left out, also out of free words, unless `with_persons` is set.
    The folder appears when everything is in it, or not at all. Raises NobodyFound for an unknown campaign,
    RecordError if the folder is there already.
    """
    if folder.exists():
        raise RecordError(f"{folder}: is there already – name a new folder")
    if campaign != "all" and not Campaign.objects.filter(slug=campaign).exists():
        raise NobodyFound(f"{campaign!r}: the record has no campaign of this name – or write `all`")
    part = folder.with_name(f".{folder.name}.{secrets.token_hex(4)}.part")
    part.mkdir(parents=True, mode=0o700)
    (part / "data").mkdir(mode=0o700)
    try:
        parts = _write(part, campaign, with_persons)
        write_descriptor(part, parts, campaign=campaign, with_persons=with_persons)
        _settle(part)
        part.rename(folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    rows = sum(each.rows for each in parts)
    subject = "record:all" if campaign == "all" else f"campaign:{campaign}"
    detail = {"rows": rows, "with_persons": with_persons}
    audit(actor=actor, action="record.exported", subject=subject, detail=detail)
    return Exported(str(folder), len(parts), rows, with_persons)


def _write(folder: Path, campaign: str, persons: bool) -> list[Part]:
    redaction = Redaction([] if persons else Shopper.objects.filter(erased_at__isnull=True))
    own = connection.copy()  # a connection of its own, which can take the snapshot with its first statement
    with closing(own), own.cursor() as django_cursor:
        cursor = django_cursor.cursor if hasattr(django_cursor, "cursor") else django_cursor
        cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ")
        conditions: dict[Table, str] = {}
        if campaign != "all":
            cursor.execute("SELECT id FROM results_campaign WHERE slug = %s", [campaign])
            conditions = pick_rows(cursor, cursor.fetchone()[0])
        parts = []
        for table in package_tables():
            columns = package_columns(table)
            key = key_column(table)
            select = ", ".join(column.select(persons=persons) for column in columns)
            where = conditions.get(table, "true")
            sql = f"SELECT {select} FROM results_{table_name(table)} WHERE {where} ORDER BY {key}"  # noqa: S608
            types = {column.name: column.arrow for column in columns}
            with read_query(cursor, sql, types) as batches:
                rows = _files(folder / "data", table_name(table), columns, batches, redaction)
            parts.append(Part(table, columns, rows))
        cursor.execute("ROLLBACK")
    return parts


def _files(
    folder: Path,
    name: str,
    columns: tuple[PackageColumn, ...],
    batches: Iterator[pa.RecordBatch],
    redaction: Redaction,
) -> int:
    schema = pa.schema([pa.field(column.name, column.arrow, column.nullable) for column in columns])
    shown = pa.schema([pa.field(column.name, _shown(column)) for column in columns])
    rows = 0
    with (
        parquet.ParquetWriter(folder / f"{name}.parquet", schema, compression="zstd") as columnar,
        csv.CSVWriter(folder / f"{name}.csv", shown) as lines,
    ):
        for batch in batches:
            whole = _cleaned(batch, columns, redaction) if redaction else batch
            columnar.write_batch(pa.RecordBatch.from_arrays(whole.columns, schema=schema))
            told = [_told(array, column) for array, column in zip(whole.columns, columns, strict=True)]
            lines.write_batch(pa.RecordBatch.from_arrays(told, schema=shown))
            rows += batch.num_rows
    return rows


def _cleaned(
    batch: pa.RecordBatch, columns: tuple[PackageColumn, ...], redaction: Redaction
) -> pa.RecordBatch:
    for place, column in enumerate(columns):
        if column.free:
            clean: Callable[[str], Any] = (
                redaction.clean_json if column.kind == "JSONField" else redaction.clean
            )
            values = [None if text is None else clean(text) for text in batch.column(place).to_pylist()]
            batch = batch.set_column(place, column.name, pa.array(values, pa.string()))
    return batch


def _shown(column: PackageColumn) -> Any:
    return pa.string() if column.frictionless in ("datetime", "string") else column.arrow


def _told(array: pa.Array, column: PackageColumn) -> pa.Array:
    """Return a column as CSV shows it: times in ISO 8601, no text that a spreadsheet takes for a formula."""
    if column.frictionless == "datetime":
        return pc.strftime(array, format="%Y-%m-%dT%H:%M:%SZ")
    if column.frictionless == "string":
        guarded = pc.binary_join_element_wise("'", array, "")
        return pc.if_else(pc.match_substring_regex(array, _FORMULA), guarded, array)
    return array


def _settle(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            path.chmod(0o600)
            with path.open("rb") as file:
                os.fsync(file.fileno())
