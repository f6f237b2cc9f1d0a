"""The figures of their own that a method names, for every organisation."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from benchmark.scoring.amounts import Amounts
from benchmark.scoring.choices import Choices
from benchmark.scoring.contact_state import ContactState
from benchmark.scoring.indicator_kinds import figure
from benchmark.scoring.indicator_values import indicator_values
from benchmark.scoring.inputs import Fieldwork
from benchmark.scoring.words import recoded
from scenarios.award import Bands
from scenarios.indicator import Indicator
from scenarios.method import Method
from scenarios.questionnaire import Questionnaire

INDICATOR_COLUMNS = (
    "organisation", "class", "indicator", "kind", "seen", "unit", "n", "hits", "value", "low", "high", "raw",
    "status", "label", "verdict", "band",
)  # fmt: skip


def indicator_scores(
    *,
    fieldwork: Fieldwork,
    method: Method,
    questionnaire: Questionnaire,
    amounts: Amounts,
    state: ContactState,
    choices: Choices,
) -> tuple[pd.DataFrame, tuple[str, ...]]:
    """Compute every indicator for every organisation.

    Returns:
        One row an organisation and indicator with `INDICATOR_COLUMNS`: `n` contacts it rests on, `hits` of a
        share, `value` with `low` and `high` in `unit`, `raw` mean of the ticked answers, `status` (computed,
        `no data`, `suppressed: fewer than 30`, `not asked`, `cannot be seen from outside`), `label` (`n is
        too small to rank` or ""), `verdict` on a target (met, not met, cannot tell yet or ""), `band` (green,
        middle, red or ""). And notes.
    """
    frames = []
    notes: list[str] = []
    for name, indicator in method.indicators.items():
        rows = _rows(name, indicator, fieldwork, method, questionnaire, amounts, state, choices)
        if indicator.bands is not None:
            _paint(rows, indicator.bands)
        frames.extend(rows)
    return pd.DataFrame(frames, columns=list(INDICATOR_COLUMNS)), tuple(notes)


def _rows(
    name: str,
    indicator: Indicator,
    fieldwork: Fieldwork,
    method: Method,
    questionnaire: Questionnaire,
    amounts: Amounts,
    state: ContactState,
    choices: Choices,
) -> list[dict[str, Any]]:
    organisations = fieldwork.organisations
    blank = {"indicator": name, "kind": indicator.kind, "seen": indicator.seen, "unit": "", "n": 0}
    blank |= {"hits": np.nan, "value": np.nan, "low": np.nan, "high": np.nan, "raw": np.nan}
    blank |= {"status": "no data", "label": "", "verdict": "", "band": ""}
    rows = [
        {**blank, "organisation": organisation, "class": class_}
        for organisation, class_ in zip(organisations["organisation"], organisations["class"], strict=True)
    ]
    found = None
    if indicator.kind == "not visible":
        status = "cannot be seen from outside"
    else:
        found = indicator_values(
            indicator=indicator,
            fieldwork=fieldwork,
            method=method,
            questionnaire=questionnaire,
            amounts=amounts,
            state=state,
        )
        status = "not asked"
    if found is None:
        for row in rows:
            row["status"] = status
        return rows
    keep = np.flatnonzero(~np.isnan(found.value))
    codes = recoded(fieldwork.contacts["organisation"], organisations["organisation"])[keep]
    order = np.argsort(codes, kind="stable")
    keep, codes = keep[order], codes[order]
    ends = np.searchsorted(codes, np.arange(len(rows) + 1))
    reached = state.reached.astype(np.float64)
    for place, row in enumerate(rows):
        row["unit"] = "points" if indicator.kind == "net promoter score" else found.unit
        mine = keep[ends[place] : ends[place + 1]]
        if not mine.size:
            row["verdict"] = "cannot tell yet" if indicator.target is not None else ""
            continue
        told = figure(
            indicator=indicator,
            values=found.value[mine],
            raw=found.raw[mine],
            reached=reached[mine],
            level=method.confidence.fraction,
            choices=choices,
        )
        row["n"] = int(mine.size)
        told = told if found.numbers else replace(told, raw=np.nan)
        row |= {field: getattr(told, field) for field in ("hits", "value", "low", "high", "raw", "verdict")}
        row["status"] = "computed" if not np.isnan(told.value) else "no data"
        _hold_back(row, indicator, method)
    return rows


def _hold_back(row: dict[str, Any], indicator: Indicator, method: Method) -> None:
    """Label, or hide, a figure that rests on too little."""
    reliability = indicator.reliability or method.reliability
    if reliability is None or row["n"] >= reliability.contacts:
        return
    if reliability.then == "label":
        row["label"] = "n is too small to rank"
        return
    row |= {"hits": np.nan, "value": np.nan, "low": np.nan, "high": np.nan, "raw": np.nan}
    row |= {"status": f"suppressed: fewer than {reliability.contacts}", "verdict": ""}


def _paint(rows: list[dict[str, Any]], bands: Bands) -> None:
    """Colour the best and the worst share of the organisations; who ties with both ends is in the middle.

    An organisation is green when fewer than the best share are strictly better, red likewise from below.
    """
    # Of times and counts the low ones are the good ones.
    sign = np.array([-1.0 if row["unit"] in ("s", "count") else 1.0 for row in rows])
    values = sign * np.array([row["value"] for row in rows])
    known = np.sort(values[~np.isnan(values)])
    for row, value in zip(rows, values, strict=True):
        if np.isnan(value):
            continue
        better = (known.size - np.searchsorted(known, value, side="right")) / known.size
        worse = np.searchsorted(known, value, side="left") / known.size
        green, red = better < bands.best.fraction, worse < bands.worst.fraction
        row["band"] = "middle" if green == red else ("green" if green else "red")
