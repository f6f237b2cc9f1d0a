"""The open data of an edition: plain tables, each column explained."""

from __future__ import annotations

import csv
import io
import json
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from dashboards.charts.words import Language

_FILE = Path(__file__).with_name("columns.toml")
Cell = str | int | float | bool | None


class Explained(NamedTuple):
    """A table or column in the reader's words."""

    name: str
    words: str


def open_tables() -> tuple[str, ...]:
    """Return the tables' names; each is a file `data/NAME.csv`."""
    return tuple(_dictionary())


def table_csv(document: Mapping[str, Any], table: str) -> bytes:
    """Return a table as CSV in UTF-8: a heading, commas, decimal points, nothing where nothing is known."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_dictionary()[table]["columns"])
    writer.writerows([_written(cell) for cell in row] for row in _ROWS[table](document))
    return out.getvalue().encode()


def explained(language: Language) -> list[tuple[Explained, list[Explained]]]:
    """Return each table with its columns in a language."""
    return [
        (
            Explained(name, each[language]),
            [Explained(column, told[language]) for column, told in each["columns"].items()],
        )
        for name, each in _dictionary().items()
    ]


def data_package(document: Mapping[str, Any]) -> bytes:
    """Return the dictionary for machines, as a Frictionless data package."""
    edition = document["edition"]
    package = {
        "profile": "tabular-data-package",
        "name": edition["slug"],
        "title": _english(edition["title"]) or edition["slug"],
        **_licences(edition.get("licence")),
        "created": document["changes"][-1]["at"],
        "version": str(document["changes"][-1]["number"]),
        "resources": [
            {
                "profile": "tabular-data-resource",
                "name": name,
                "path": f"{name}.csv",
                "description": table["en"],
                "encoding": "utf-8",
                "schema": {
                    "fields": [
                        {"name": column, "type": told["type"], "description": told["en"]}
                        for column, told in table["columns"].items()
                    ],
                    "missingValues": [""],
                },
            }
            for name, table in _dictionary().items()
        ],
    }
    return (json.dumps(package, ensure_ascii=False, indent=1) + "\n").encode()


def _licences(given: Mapping[str, str] | None) -> dict[str, Any]:
    """The licence as a data package names it; without one there is no such property, as its standard says."""
    if not given:
        return {}
    return {"licenses": [{"name": given["id"], "path": given["url"], "title": given["title"]}]}


def _organisations(document: Mapping[str, Any]) -> Iterator[tuple[Cell, ...]]:
    won = {
        (prize["group"], key)
        for prize in document["prizes"]
        if prize["kind"] == "class"
        for key in prize["winners"]
    }
    for klass in document["classes"]:
        for row in klass["rows"]:
            yield (
                klass["class"], row["key"], _english(row["name"]), "ranked", row["rank"], row["score"],
                row["raw"], row["adjusted"], row["low"], row["high"], row["bar"], row["n"], row["best"],
                row["worst"], row["may_be_best"], row["p_best"], row["nominee"],
                (klass["class"], row["key"]) in won,
            )  # fmt: skip
        for each in klass["unscored"]:
            yield (klass["class"], each["key"], _english(each["name"]), "unscored", *[None] * 14)


def _parts(document: Mapping[str, Any]) -> Iterator[tuple[Cell, ...]]:
    for key, each in sorted(document["organisations"].items()):
        for kind in ("channel", "area"):
            for part in each[f"{kind}s"]:
                yield (
                    key, kind, part["name"], part["status"], part["value"], part["low"], part["high"],
                    part["n"], part["middle"],
                )  # fmt: skip


def _figures(document: Mapping[str, Any]) -> Iterator[tuple[Cell, ...]]:
    for key, each in sorted(document["organisations"].items()):
        for one in each["figures"]:
            yield key, one["figure"], one["value"], one["low"], one["high"], one["unit"], one["n"]


def _prizes(document: Mapping[str, Any]) -> Iterator[tuple[Cell, ...]]:
    for each in document["prizes"]:
        for winner in each["winners"] or [None]:
            yield (
                each["kind"], each["group"], winner, each["label"], each["jury"],
                " ".join(each["level_with"]),
            )  # fmt: skip


def _sample(document: Mapping[str, Any]) -> Iterator[tuple[Cell, ...]]:
    for each in document["sample"]["channels"]:
        yield each["channel"], each["planned"], each["made"]


_ROWS = {
    "organisations": _organisations,
    "parts": _parts,
    "figures": _figures,
    "prizes": _prizes,
    "sample": _sample,
}


def _written(cell: Cell) -> str:
    """A cell as text; one that a spreadsheet would take for a formula begins with an apostrophe."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    text = str(cell)
    return f"'{text}" if isinstance(cell, str) and text[:1] in "=+-@\t\r" and text else text


def _english(words: Mapping[str, str]) -> str:
    return words.get("en") or next(iter(words.values()), "")


@cache
def _dictionary() -> dict[str, dict[str, Any]]:
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))
