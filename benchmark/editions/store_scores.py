"""A score run written into the record: one row a contact, area, channel and organisation."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
from django.db import connection, transaction
from numpy.typing import NDArray

from benchmark.scoring.score_run import ScoreRun
from results.audit import audit
from results.exchange.copy_stream import write_table
from results.keep_document import keep_document
from results.models import Campaign, Contact, Participant
from results.models import ScoreRun as ScoreRunRow
from scenarios.method import Method

_COLUMNS = (
    "run_id", "level", "column", "klass_id", "organisation_id", "contact_id", "channel", "area", "item",
    "status", "value", "obtained", "obtainable", "n", "missing", "standard_error", "detail",
)  # fmt: skip
_TOTALS = {"total": "score", "answered": "answered", "agent": "agent"}


@transaction.atomic
def store_scores(*, campaign: Campaign, method: Method, run: ScoreRun, actor: str) -> ScoreRunRow:
    """Keep a score run; it is never changed, another one is another run. Part of the caller's transaction.

    Scores are kept at full precision. One that does not exist is null beside its status, and counted.
    """
    row = ScoreRunRow.objects.create(
        campaign=campaign,
        method=keep_document(method),
        code_version=str(run.provenance["code"]),
        inputs_hash=str(run.provenance["inputs"]),
        parameters=dict(run.provenance),
        summary={
            "notes": list(run.notes),
            "channel_weights": dict(run.channel_weights),
            "indicators": json.loads(run.to_json(contacts=False))["indicators"],
        },
        made_by=actor,
    )
    places, keys = _places(campaign), _keys(campaign)
    with connection.cursor() as cursor:
        # A row a contact, and one a contact and area: by columns, for there are tens of thousands.
        write_table(cursor.cursor, "results_score", _of_contacts(run, row.pk, places, keys))
        with cursor.copy(_copy_sql()) as copy:
            for line in _lines(run, row.pk, places):
                copy.write_row(line)
    audit(
        actor=actor,
        action="campaign.scored",
        subject=f"campaign:{campaign.slug}",
        detail={"run": row.pk, "method": method.method, "inputs": row.inputs_hash},
    )
    return row


def _copy_sql() -> str:
    columns = ", ".join(f'"{name}"' for name in _COLUMNS)
    return f"COPY results_score ({columns}) FROM STDIN"


def _places(campaign: Campaign) -> dict[str, tuple[int, int]]:
    """Class and organisation of each that takes part, by its short name."""
    found = Participant.objects.filter(campaign=campaign)
    return {
        slug: (klass, organisation)
        for slug, klass, organisation in found.values_list(
            "organisation__slug", "klass_id", "organisation_id"
        )
    }


def _keys(campaign: Campaign) -> dict[str, int]:
    return dict(Contact.objects.filter(campaign=campaign).values_list("key", "pk"))


def _of_contacts(
    run: ScoreRun, pk: int, places: Mapping[str, tuple[int, int]], keys: Mapping[str, int]
) -> Iterator[pa.RecordBatch]:
    contacts = run.contacts
    whose, at = _words(contacts["organisation"])
    told = [places[name] for name in whose]
    owners = {
        "klass_id": np.array([klass for klass, _ in told], dtype=np.int64)[at],
        "organisation_id": np.array([organisation for _, organisation in told], dtype=np.int64)[at],
        "contact_id": np.array([keys[key] for key in contacts["contact"]], dtype=np.int64),
    }
    value = contacts["score"].to_numpy(dtype=np.float64, na_value=np.nan)
    known = np.isfinite(value)
    said, which = _words(contacts["status"])
    # Every status twice: with a value and without, reached and not.
    words = [_status(value, each) for each in said for value in (None, 0.0)]
    details = [_json({"status": each, "reached": reached}) for each in said for reached in (False, True)]
    channels, channel = _words(contacts["channel"])
    reached = contacts["reached"].to_numpy(dtype=np.bool_)
    yield _batch(
        pk, "contact", owners,
        channel=pa.array(channels, pa.string()).take(pa.array(channel)),
        status=pa.array(words, pa.string()).take(pa.array(2 * which + known)),
        detail=pa.array(details, pa.string()).take(pa.array(2 * which + reached)),
        value=_numbers(value),
        obtained=_numbers(contacts["obtained"].to_numpy(dtype=np.float64, na_value=np.nan)),
        obtainable=_numbers(contacts["obtainable"].to_numpy(dtype=np.float64, na_value=np.nan)),
        n=known.astype(np.int32), missing=(~known).astype(np.int32),
    )  # fmt: skip
    # Both tables have a row a contact, in the same order.
    for area in run.contact_areas.columns.drop("contact"):
        value = run.contact_areas[area].to_numpy(dtype=np.float64, na_value=np.nan)
        scored = np.flatnonzero(np.isfinite(value))
        yield _batch(
            pk, "area", {name: column[scored] for name, column in owners.items()},
            area=str(area), value=value[scored], n=1,
        )  # fmt: skip


def _batch(
    pk: int,
    level: str,
    owners: Mapping[str, NDArray[np.int64]],
    **columns: pa.Array | NDArray[Any] | str | int,
) -> pa.RecordBatch:
    """Rows of contacts; what is the same in all of them is given once, what no column says is empty."""
    blank = {
        "run_id": pk, "level": level, "column": "total", "channel": "", "area": "", "item": "",
        "status": "scored", "missing": 0, "detail": "{}",
    }  # fmt: skip
    size = len(owners["contact_id"])
    whole = blank | dict(owners) | columns
    return pa.RecordBatch.from_pydict(
        {name: pa.repeat(each, size) if isinstance(each, str | int) else each for name, each in whole.items()}
    )


def _words(column: pd.Series[Any]) -> tuple[list[str], NDArray[np.intp]]:
    """The different words of a column, and the place of each row's among them."""
    words = column.astype("category").cat
    return [str(each) for each in words.categories], words.codes.to_numpy().astype(np.intp)


def _numbers(values: NDArray[np.float64]) -> pa.Array:
    return pa.array(values, mask=~np.isfinite(values))


def _lines(run: ScoreRun, pk: int, places: Mapping[str, tuple[int, int]]) -> Iterator[tuple[Any, ...]]:
    for one in run.areas.to_dict("records"):
        value = _number(one["score"])
        status = _status(value, str(one["status"]))
        yield _line(
            pk, "area", "total", *places[one["organisation"]], None, "", str(one["area"]), status, value,
            n=int(one["n"]), error=_number(one["standard_error"]),
            detail=_json({"answered": _number(one["answered"])}),
        )  # fmt: skip
    for level, table in (("organisation", run.organisations), ("channel", run.channels)):
        for one in table.to_dict("records"):
            yield from _total_lines(level, one, pk, places[one["organisation"]])


def _total_lines(
    level: str, one: Mapping[Any, Any], pk: int, place: tuple[int, int]
) -> Iterator[tuple[Any, ...]]:
    channel = str(one["channel"]) if level == "channel" else ""
    for column, name in _TOTALS.items():
        value = _number(one[name])
        total = column == "total"
        yield _line(
            pk, level, column, *place, None, channel, "", _status(value, str(one["status"])), value,
            n=int(one["n"] if total else one["reached"]), missing=int(one["unscored"]),
            error=_number(one["standard_error"]) if total else None,
            detail=_json({str(key): _plain(each) for key, each in one.items()}) if total else "{}",
        )  # fmt: skip


def _line(
    run: int, level: str, column: str, klass: int, organisation: int, contact: int | None, channel: str,
    area: str, status: str, value: float | None, *, n: int, missing: int = 0, obtained: float | None = None,
    obtainable: float | None = None, error: float | None = None, detail: str = "{}",
) -> tuple[Any, ...]:  # fmt: skip
    return (
        run, level, column, klass, organisation, contact, channel, area, "", status, value, obtained,
        obtainable, n, missing, error, detail,
    )  # fmt: skip


def _json(detail: Mapping[str, Any]) -> str:
    return json.dumps(detail, ensure_ascii=False, allow_nan=False)


def _status(value: float | None, said: str) -> str:
    """The record's word: `scored`, or why there is no value, cut to what its column holds."""
    if value is not None:
        return "scored"
    reason = said.partition(":")[2] or said
    return (reason if reason not in ("", "scored", "zero") else "unscored")[:32]


def _number(value: Any) -> float | None:
    return None if value is None or pd.isna(value) or not math.isfinite(value) else float(value)


def _plain(value: Any) -> Any:
    if isinstance(value, str | bool):
        return value
    if isinstance(value, tuple | list):
        return [_plain(each) for each in value]
    if hasattr(value, "item"):
        value = value.item()
    return _number(value) if isinstance(value, float | int) else str(value)
