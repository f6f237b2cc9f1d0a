import csv
import datetime as dt
import hashlib
import json
from collections.abc import Iterable
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

from results.exchange.package_columns import PackageColumn
from results.exchange.package_tables import Table, key_column, references, table_name


class Part(NamedTuple):
    """A table of a package, with how many rows were written."""

    table: Table
    columns: tuple[PackageColumn, ...]
    rows: int


def write_descriptor(folder: Path, parts: Iterable[Part], *, campaign: str, with_persons: bool) -> None:
    """Write `dictionary.csv` and the Frictionless `datapackage.json` of a package whose files are there."""
    parts = list(parts)
    _write_dictionary(folder / "dictionary.csv", parts)
    resources = [_lines(folder, part) for part in parts]
    resources += [_columnar(folder, part) for part in parts]
    resources.append(_dictionary(folder))
    descriptor = {
        "name": f"svartid-{campaign}",
        "title": f"Svartid: {'the whole record' if campaign == 'all' else f'the campaign {campaign}'}",
        "created": dt.datetime.now(dt.UTC).isoformat(timespec="seconds").replace("+00:00", "Z"),
        "svartid_package": 1,
        "svartid_version": version("svartid"),
        "schema_version": newest_migration(),
        "campaign": campaign,
        "with_persons": with_persons,
        "description": "Each table is there twice: as CSV for people, where text that a spreadsheet would"
        " take for a formula begins with an apostrophe, and as Parquet, from which it can be read again.",
        "resources": resources,
    }
    text = json.dumps(descriptor, ensure_ascii=False, indent=1)
    (folder / "datapackage.json").write_text(text + "\n", encoding="utf-8")


def newest_migration() -> str:
    """Return the name of the newest migration of this program, by which packages know their schema."""
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader

    applied = MigrationLoader(connection).graph.leaf_nodes("results")
    return str(applied[0][1])


def file_facts(path: Path) -> dict[str, Any]:
    """Return a file's length in bytes and its SHA-256, as a resource tells them."""
    with path.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    return {"bytes": path.stat().st_size, "hash": f"sha256:{digest}"}


def _lines(folder: Path, part: Part) -> dict[str, Any]:
    name = table_name(part.table)
    keys = [
        {"fields": [field.column],
         "reference": {"resource": table_name(to), "fields": [key_column(to)]}}
        for field, to in references(part.table)
    ]  # fmt: skip
    return {
        "name": name,
        "type": "table",
        "path": f"data/{name}.csv",
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "description": _first_sentence(part.table),
        **file_facts(folder / "data" / f"{name}.csv"),
        "rows": part.rows,
        "schema": {
            "fields": [_field(column) for column in part.columns],
            "primaryKey": [key_column(part.table)],
            **({"foreignKeys": keys} if keys else {}),
        },
    }


def _field(column: PackageColumn) -> dict[str, Any]:
    field: dict[str, Any] = {"name": column.name, "type": column.frictionless, "description": column.words}
    if column.unit:
        field["unit"] = column.unit
    if not column.nullable and column.frictionless != "string":
        field["constraints"] = {"required": True}
    return field


def _columnar(folder: Path, part: Part) -> dict[str, Any]:
    name = table_name(part.table)
    return {
        "name": f"{name}-parquet",
        "type": "file",
        "path": f"data/{name}.parquet",
        "scheme": "file",
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        **file_facts(folder / "data" / f"{name}.parquet"),
    }


def _dictionary(folder: Path) -> dict[str, Any]:
    names = ("table", "column", "type", "unit", "empty", "description")
    return {
        "name": "dictionary",
        "type": "table",
        "path": "dictionary.csv",
        "scheme": "file",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "description": "Every column of every table.",
        **file_facts(folder / "dictionary.csv"),
        "schema": {"fields": [{"name": name, "type": "string"} for name in names]},
    }


def _write_dictionary(path: Path, parts: list[Part]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("table", "column", "type", "unit", "empty", "description"))
        for part in parts:
            for column in part.columns:
                empty = "may be empty" if column.nullable else ""
                row = (column.name, column.frictionless, column.unit, empty, column.words)
                writer.writerow((table_name(part.table), *row))


def _first_sentence(table: Table) -> str:
    return " ".join((table.__doc__ or "").split("\n\n")[0].split())
