"""The result of a score run, and its JSON document."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

FORMAT = 1
"""Version of the JSON document; raised when a reader of the old one would misread the new."""

TABLES = (
    "organisations", "channels", "areas", "waits", "indicators", "flags",
    "contacts", "contact_areas", "pseudo_waits",
)  # fmt: skip


@dataclass(frozen=True)
class ScoreRun:
    """Everything that a score run says.

    A number that does not exist is missing (NaN in a frame, null in JSON), and a status beside it says why;
    nothing is ever filled in.

    Attributes:
        contacts: one row a contact: `contact, organisation, class, channel, scenario, shopper, day`, `score`
            (0–100 or missing), `status` (scored, zero, `unscored:<reason>`), `reached` (answered within the
            method's limits), `adjusted` (open items filled in by difficulty), `counted` (the score as means
            and models take it: beside a wait given up early a pseudo-observation), points `obtained` and
            `obtainable`, `not_applicable` and `missing` shares of points, `answer_time` (seconds until a
            person answered or, where `reached` is False, waited in vain).
        contact_areas: `contact` and one column an area, 0–100 or missing.
        channels: one row an organisation and channel it offers or was met in: the columns of
            `channel_scores.group_scores`, `offered`, `status`.
        organisations: one row an organisation, also without contacts: the columns of `group_scores`, and
            `post_stratified` with `post_stratified_error` and `effective_n`, `missing_channels`, `status`,
            `zero_words` ("1 of 25"), `passed` (passed, not passed or ""), `label` ("n is too small to rank"
            or "").
        areas: one row an organisation and area: `n, score, standard_error, answered, status`.
        waits: worth of waits with censoring taken into account (`wait_scores.WAIT_COLUMNS`).
        pseudo_waits: contacts' pseudo-observations where waits were censored early.
        indicators: one row an organisation and indicator (`indicators.INDICATOR_COLUMNS`).
        flags: contacts where two sources disagree (`amounts.FLAG_COLUMNS`).
        channel_weights: published weight of each channel that occurs; e-mail and form share one where the
            method names only the other. Empty when the method has no mix.
        notes: what a reader should know, one sentence each.
        provenance: hashes and versions of inputs, method, questionnaire and code, and the choices.
    """

    contacts: pd.DataFrame
    contact_areas: pd.DataFrame
    channels: pd.DataFrame
    organisations: pd.DataFrame
    areas: pd.DataFrame
    waits: pd.DataFrame
    pseudo_waits: pd.DataFrame
    indicators: pd.DataFrame
    flags: pd.DataFrame
    channel_weights: Mapping[str, float]
    notes: tuple[str, ...]
    provenance: Mapping[str, Any]

    def document(self, *, contacts: bool = True) -> dict[str, Any]:
        """The run as plain JSON values; with `contacts=False` without the tables of one row a contact."""
        tables = TABLES if contacts else TABLES[:-3]
        return {
            "format": FORMAT,
            "provenance": dict(self.provenance),
            "notes": list(self.notes),
            "channel_weights": dict(self.channel_weights),
            **{name: table_values(getattr(self, name)) for name in tables},
        }

    def to_json(self, *, contacts: bool = True) -> str:
        """The document as canonical JSON: keys sorted, no spaces, missing numbers null, never NaN."""
        return json.dumps(
            self.document(contacts=contacts),
            sort_keys=True,
            ensure_ascii=False,
            separators=(",", ":"),
            allow_nan=False,
        )


def table_values(table: pd.DataFrame) -> dict[str, list[Any]]:
    """A frame's columns as lists of plain values: dates as text, missing as None."""
    return {str(name): _plain(table[name]) for name in table.columns}


def _plain(values: pd.Series[Any]) -> list[Any]:
    if pd.api.types.is_datetime64_any_dtype(values.dtype):
        return [None if pd.isna(day) else day.date().isoformat() for day in values]
    if pd.api.types.is_float_dtype(values.dtype):
        numbers = values.to_numpy(dtype=np.float64)
        return [
            None if gone else number for number, gone in zip(numbers.tolist(), np.isnan(numbers), strict=True)
        ]
    return [None if value is pd.NA else value for value in values.astype(object).tolist()]
