"""A score run written into the record: one row a contact, area, channel and organisation."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd
from django.db import connection, transaction

from benchmark.scoring.score_run import ScoreRun
from results.audit import audit
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
    lines = list(_lines(run, row.pk, campaign))  # before the COPY, which holds the connection
    with connection.cursor() as cursor, cursor.copy(_copy_sql()) as copy:
        for line in lines:
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


def _lines(run: ScoreRun, pk: int, campaign: Campaign) -> Iterator[tuple[Any, ...]]:
    places: dict[str, tuple[int, int]] = {
        slug: (klass, organisation)
        for slug, klass, organisation in Participant.objects.filter(campaign=campaign).values_list(
            "organisation__slug", "klass_id", "organisation_id"
        )
    }
    keys = dict(Contact.objects.filter(campaign=campaign).values_list("key", "pk"))
    contacts = run.contacts
    details: dict[tuple[str, bool], str] = {}
    columns = ("score", "obtained", "obtainable")
    for contact, whose, channel, said, reached, value, obtained, obtainable in zip(
        *(contacts[name] for name in ("contact", "organisation", "channel", "status", "reached")),
        *(_numbers(contacts[name]) for name in columns),
        strict=True,
    ):
        detail = details.get((said, reached))
        if detail is None:
            detail = details[said, reached] = _json({"status": said, "reached": bool(reached)})
        yield _line(
            pk, "contact", "total", *places[whose], keys[contact], channel, "", _status(value, said), value,
            n=int(value is not None), missing=int(value is None), obtained=obtained, obtainable=obtainable,
            detail=detail,
        )  # fmt: skip
    yield from _area_lines(run, pk, places, keys)
    for level, table in (("organisation", run.organisations), ("channel", run.channels)):
        for one in table.to_dict("records"):
            yield from _total_lines(level, one, pk, places[one["organisation"]])


def _area_lines(
    run: ScoreRun, pk: int, places: Mapping[str, tuple[int, int]], keys: Mapping[str, int]
) -> Iterator[tuple[Any, ...]]:
    # Both tables have a row a contact, in the same order.
    for area in run.contact_areas.columns.drop("contact"):
        for contact, whose, value in zip(
            run.contacts["contact"],
            run.contacts["organisation"],
            _numbers(run.contact_areas[area]),
            strict=True,
        ):
            if value is not None:
                yield _line(
                    pk, "area", "total", *places[whose], keys[contact], "", str(area), "scored", value, n=1
                )
    for one in run.areas.to_dict("records"):
        klass, organisation = places[one["organisation"]]
        value = _number(one["score"])
        status = _status(value, str(one["status"]))
        yield _line(
            pk, "area", "total", klass, organisation, None, "", str(one["area"]), status, value,
            n=int(one["n"]), error=_number(one["standard_error"]),
            detail=_json({"answered": _number(one["answered"])}),
        )  # fmt: skip


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


def _numbers(column: pd.Series[Any]) -> list[float | None]:
    """A column of thousands at once."""
    values = column.to_numpy(dtype=np.float64, na_value=np.nan)
    known = np.isfinite(values)
    return [number if there else None for number, there in zip(values.tolist(), known.tolist(), strict=True)]


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
