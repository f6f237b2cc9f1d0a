"""A table's columns in a package: their types there, their words, and how they are read."""

from __future__ import annotations

import ast
import inspect
import textwrap
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any

import pyarrow as pa
from django.db.models import Field, ForeignKey

from results.exchange.column_words import UNITS, WORDS
from results.exchange.package_tables import Table, key_column, table_name

_TYPES: dict[str, tuple[Any, str]] = {
    "BooleanField": (pa.bool_(), "boolean"),
    "FloatField": (pa.float64(), "number"),
    "DateField": (pa.date32(), "date"),
    "DateTimeField": (pa.timestamp("us", tz="UTC"), "datetime"),
    "CharField": (pa.string(), "string"),
    "TextField": (pa.string(), "string"),
    "JSONField": (pa.string(), "string"),
    "ArrayField": (pa.string(), "string"),
    "BinaryField": (pa.string(), "string"),
}
_WRITTEN = {"JSONField": "As JSON.", "ArrayField": "As a JSON list.", "BinaryField": "In base64."}
_PERSONAL = {
    "shopper.name": "''",
    "shopper.email": "''",
    "shopper.phone": "''",
    "shopper.phone_verified_at": "NULL",
    "conflictofinterest.reason": "''",
    "letter.sender": "''",
}
"""What stands in columns about persons when persons are left out."""
_FREE = {
    "attempt.error", "timelinedocument.document", "timelinedocument.made_by", "timelineevent.detail",
    "ratinganswer.words", "ratinganswer.comment", "ratingcorrection.words",
    "ratingcorrection.reason", "ratingevent.before", "ratingevent.after", "review.reason", "exclusion.reason",
    "letter.subject", "letterdecision.reason", "dispute.text", "dispute.decision", "comment.text",
    "campaigncontrol.reason", "touchpoint.paused_reason",
}  # fmt: skip
"""Columns of free words and of what was seen on the line, where a person's name, mail or phone may stand."""


@dataclass(frozen=True)
class PackageColumn:
    """A column of a table in a package."""

    name: str
    kind: str
    """The class of the Django field."""
    arrow: Any
    """The type in Parquet; JSON, lists and bytes are text."""
    frictionless: str
    """The type in the Frictionless table schema."""
    words: str
    """What it holds."""
    unit: str
    nullable: bool
    free: bool
    """Whether a person's name, mail or phone may stand in it."""
    without_persons: str
    """The SQL that stands for it when persons are left out, "" for itself."""

    def select(self, *, persons: bool) -> str:
        """Return the SQL that reads it."""
        quoted = f'"{self.name}"'
        if self.without_persons and not persons:
            return f"{self.without_persons} AS {quoted}"
        if self.kind == "BinaryField":
            return f"translate(encode({quoted}, 'base64'), E'\\n', '') AS {quoted}"
        if self.kind == "ArrayField":
            return f"to_json({quoted})::text AS {quoted}"
        return f"{quoted}::text AS {quoted}" if self.kind == "JSONField" else quoted


@cache
def package_columns(table: Table) -> tuple[PackageColumn, ...]:
    """Return a table's columns in their order."""
    return tuple(_column(table, field) for field in table._meta.concrete_fields)  # noqa: SLF001


def _column(table: Table, field: Field[Any, Any]) -> PackageColumn:
    name = f"{table_name(table)}.{field.column}"
    kind = type(field).__name__
    arrow, frictionless = _TYPES.get(kind, (pa.int64(), "integer"))
    return PackageColumn(
        name=str(field.column),
        kind=kind,
        arrow=arrow,
        frictionless=frictionless,
        words=" ".join(filter(None, (_words(table, field), _WRITTEN.get(kind)))),
        unit=UNITS.get(name, ""),
        nullable=field.null,
        free=name in _FREE,
        without_persons=_PERSONAL.get(name, ""),
    )


def _words(table: Table, field: Field[Any, Any]) -> str:
    """Return what a column holds: the words beside it in its model, else those of the table of words."""
    own = WORDS.get(f"{table_name(table)}.{field.column}") or _documented(table).get(field.name)
    if own:
        return own
    if isinstance(field, ForeignKey):
        to = field.related_model
        return f"The {table_name(to)} it belongs to: its {key_column(to)}."
    return WORDS.get(str(field.column), "")


@cache
def _documented(table: Table) -> dict[str, str]:
    """Return the texts that stand below a model's columns in its source."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(table)))
    body = tree.body[0].body if isinstance(tree.body[0], ast.ClassDef) else []
    found = {}
    for first, second in pairwise(body):
        if (
            isinstance(first, ast.Assign)
            and isinstance(first.targets[0], ast.Name)
            and isinstance(second, ast.Expr)
            and isinstance(second.value, ast.Constant)
        ):
            found[first.targets[0].id] = " ".join(str(second.value.value).split())
    return found
