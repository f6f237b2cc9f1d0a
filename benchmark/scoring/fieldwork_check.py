"""Checks the frames of a fieldwork and puts them into one order."""

from __future__ import annotations

from typing import Any, get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from benchmark.scoring.errors import BadFieldwork
from probes.measurement import Status
from probes.outcome import Outcome
from scenarios.base import Channel, Measurement

OUTCOMES = (*(str(outcome) for outcome in Outcome), "looked_up", "not_run", "left_out")
SOURCES = ("machine", "person", "reconciled")
ANSWERS = ("given", "missing", "not_applicable")
_STATUSES = tuple(str(status) for status in Status)
_CHANNELS = get_args(Channel)
_NAMES = get_args(Measurement)

COLUMNS: dict[str, tuple[str, ...]] = {
    "organisations": ("organisation", "class", "country", "clock"),
    "offers": ("organisation", "channel"),
    "contacts": (
        "contact", "organisation", "channel", "scenario", "shopper", "day", "outcome", "attempts", "started",
    ),
    "measurements": ("contact", "name", "source", "value", "status"),
    "answers": ("contact", "item", "rater", "value", "status"),
}  # fmt: skip
_KEYS = {
    "organisations": ["organisation"],
    "offers": ["organisation", "channel"],
    "contacts": ["contact"],
    "measurements": ["contact", "name", "source"],
    "answers": ["contact", "item", "rater"],
}
_WORDS: dict[str, dict[str, tuple[str, ...] | None]] = {
    "organisations": {"organisation": None, "class": None, "country": None, "clock": None},
    "offers": {"organisation": None, "channel": _CHANNELS},
    "contacts": {
        "organisation": None, "channel": _CHANNELS, "scenario": None, "shopper": None, "outcome": OUTCOMES,
    },
    "measurements": {"name": _NAMES, "source": SOURCES, "status": _STATUSES},
    "answers": {"item": None, "rater": None, "status": ANSWERS},
}  # fmt: skip


def checked(**frames: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """Give the frames checked and ordered; raises BadFieldwork at the first thing that cannot be."""
    done: dict[str, pd.DataFrame] = {}
    for name, frame in frames.items():
        columns = _columns(name, frame)
        for column, words in _WORDS[name].items():
            columns[column] = _words(name, column, columns[column], words)
        _numbers(name, columns)
        done[name] = _ordered(name, pd.DataFrame(columns, copy=False))
    _refers(done, "offers", "organisation", "organisations")
    _refers(done, "contacts", "organisation", "organisations")
    _refers(done, "measurements", "contact", "contacts")
    _refers(done, "answers", "contact", "contacts")
    _clocks(done["organisations"])
    if done["organisations"].empty:
        raise BadFieldwork("organisations: there is none – add a row for each organisation that takes part")
    return done


def _columns(name: str, frame: pd.DataFrame) -> dict[str, pd.Series[Any]]:
    missing = [column for column in COLUMNS[name] if column not in frame.columns]
    if missing:
        found = ", ".join(map(str, frame.columns)) or "no column"
        raise BadFieldwork(f"{name}: the column {missing[0]} is missing (found {found}) – add it")
    return {column: frame[column].reset_index(drop=True) for column in COLUMNS[name]}


def _words(name: str, column: str, values: pd.Series[Any], words: tuple[str, ...] | None) -> pd.Series[Any]:
    """Text as a categorical with sorted categories, so that equal frames have equal bytes."""
    kept = values.astype("category").cat.remove_unused_categories()
    if kept.isna().any():
        raise BadFieldwork(f"{name}: {column} is empty in {_row(kept.isna())} – write what it is")
    for found in kept.cat.categories:
        if not isinstance(found, str) or not found.strip():
            raise BadFieldwork(f"{name}: {column} must be text (found {found!r}) – write it as text")
        if words is not None and found not in words:
            raise BadFieldwork(
                f"{name}: {column} must be one of {', '.join(words)} (found {found}) – correct it"
            )
    # A StrEnum is text too; it is kept as the plain word.
    plain = kept.cat.rename_categories([str(found) for found in kept.cat.categories])
    ordered: pd.Series[Any] = plain.cat.reorder_categories(sorted(plain.cat.categories))
    return ordered.cat.as_unordered()


def _numbers(name: str, columns: dict[str, pd.Series[Any]]) -> None:
    if "contact" in columns:
        columns["contact"] = _contact(name, columns["contact"])
    if name == "contacts":
        columns["day"] = _moments(name, "day", columns["day"], utc=False).dt.normalize()
        if columns["day"].isna().any():
            raise BadFieldwork(f"contacts: day is empty in {_row(columns['day'].isna())} – write the date")
        columns["started"] = _moments(name, "started", columns["started"], utc=True)
        columns["attempts"] = _attempts(columns["attempts"])
        _made(columns)
    if name == "measurements":
        _value(name, columns, empty="not_observed")
        wrong = columns["value"] < 0
        if wrong.any():
            value = columns["value"][wrong].iloc[0]
            raise BadFieldwork(f"measurements: value must not be below 0 (found {value:g}) – correct it")
    if name == "answers":
        _value(name, columns, given="given")


def _contact(name: str, values: pd.Series[Any]) -> pd.Series[Any]:
    if pd.api.types.is_integer_dtype(values.dtype) and not values.isna().any():
        return values.astype("int64")
    texts = values.astype("object")
    # Hundreds of thousands of texts are looked at one by one only where something is wrong.
    if pd.api.types.infer_dtype(texts, skipna=False) not in ("string", "empty") or (texts == "").any():
        wrong = ~texts.map(lambda value: isinstance(value, str) and bool(value))
        raise BadFieldwork(
            f"{name}: contact must be text or whole numbers throughout (found {texts[wrong].iloc[0]!r})"
            " – give each contact one name"
        )
    return texts


def _moments(name: str, column: str, values: pd.Series[Any], *, utc: bool) -> pd.Series[Any]:
    try:
        moments = pd.to_datetime(values, utc=utc)
    except (ValueError, TypeError):
        moments = values
    if not pd.api.types.is_datetime64_any_dtype(moments.dtype):
        found = values.dropna().iloc[0] if values.notna().any() else "nothing"
        raise BadFieldwork(f"{name}: {column} must be a date or moment (found {found!r}) – correct it")
    if not utc and isinstance(moments.dtype, pd.DatetimeTZDtype):
        raise BadFieldwork(f"{name}: {column} must be a date without a time zone – leave the zone out")
    return moments.astype("datetime64[us, UTC]" if utc else "datetime64[us]")


def _attempts(values: pd.Series[Any]) -> pd.Series[Any]:
    numbers = pd.to_numeric(values, errors="coerce")
    wrong = numbers.isna() | (numbers < 0) | (numbers % 1 != 0)
    if wrong.any():
        found = values[wrong].iloc[0]
        raise BadFieldwork(f"contacts: attempts must be a whole number from 0 (found {found}) – correct it")
    return numbers.astype("int64")


def _made(columns: dict[str, pd.Series[Any]]) -> None:
    idle = columns["outcome"] == "not_run"
    wrong = idle != (columns["attempts"] == 0)
    if wrong.any():
        contact = columns["contact"][wrong].iloc[0]
        raise BadFieldwork(
            f"contacts: {contact} has the outcome {columns['outcome'][wrong].iloc[0]} after"
            f" {columns['attempts'][wrong].iloc[0]} attempts – no attempt goes with not_run, and only with it"
        )


def _value(
    name: str, columns: dict[str, pd.Series[Any]], *, empty: str | None = None, given: str | None = None
) -> None:
    numbers = pd.to_numeric(columns["value"], errors="coerce").astype("float64")
    unread = numbers.isna() & columns["value"].notna()
    if unread.any() or np.isinf(numbers).any():
        found = columns["value"][unread | np.isinf(numbers)].iloc[0]
        raise BadFieldwork(f"{name}: value must be a number (found {found}) – correct it")
    status = columns["status"]
    expected = (status == empty) if empty else (status != given)
    wrong = numbers.isna() != expected
    if wrong.any():
        place = columns["contact"][wrong].iloc[0], status[wrong].iloc[0]
        held = "no value" if numbers[wrong].isna().iloc[0] else f"the value {numbers[wrong].iloc[0]:g}"
        raise BadFieldwork(f"{name}: contact {place[0]} is {place[1]} with {held} – correct one of them")
    columns["value"] = numbers


def _ordered(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    keys = _KEYS[name]
    codes = [_code(frame[key]) for key in keys]
    if _rising(codes):
        return frame
    order = np.lexsort(codes[::-1])
    ordered = frame.take(order).reset_index(drop=True)
    same = np.ones(max(len(frame) - 1, 0), dtype=bool)
    for code in codes:
        sorted_ = code[order]
        same &= sorted_[1:] == sorted_[:-1]
    if same.any():
        row = ordered.iloc[int(np.flatnonzero(same)[0])]
        shown = ", ".join(str(row[key]) for key in keys)
        raise BadFieldwork(f"{name}: {shown} stands there twice – keep one row for each {' and '.join(keys)}")
    return ordered


def _code(values: pd.Series[Any]) -> NDArray[np.integer[Any]]:
    """Whole numbers in the order of the values: a contact's text is ordered once, not with every row."""
    if isinstance(values.dtype, pd.CategoricalDtype):
        return np.asarray(values.cat.codes)
    if pd.api.types.is_integer_dtype(values.dtype):
        return values.to_numpy()
    return np.asarray(pd.factorize(values, sort=True)[0])


def _rising(codes: list[NDArray[np.integer[Any]]]) -> bool:
    """Whether the keys rise strictly already: spares sorting millions of rows."""
    if len(codes[0]) < 2:
        return True
    after = np.zeros(len(codes[0]) - 1, dtype=bool)
    level = ~after
    for values in codes:
        after |= level & (values[1:] > values[:-1])
        level &= values[1:] == values[:-1]
    return bool(after.all())


def _refers(frames: dict[str, pd.DataFrame], name: str, column: str, to: str) -> None:
    known = pd.Index(frames[to][column])
    values = frames[name][column]
    named = (
        values.cat.categories if isinstance(values.dtype, pd.CategoricalDtype) else pd.Index(values.unique())
    )
    unknown = ~named.isin(known)
    if unknown.any():
        raise BadFieldwork(
            f"{name}: there is no {column} {named[unknown][0]} in {to} – add it there or correct the name"
        )


def _clocks(organisations: pd.DataFrame) -> None:
    for clock in organisations["clock"].cat.categories:
        try:
            ZoneInfo(clock)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise BadFieldwork(
                f"organisations: there is no clock {clock} – write a time zone such as Europe/Oslo"
            ) from None


def _row(wrong: pd.Series[Any]) -> str:
    return f"row {int(np.flatnonzero(wrong.to_numpy())[0]) + 1}"
