"""Contact scores read from a file: CSV or Parquet, a row a contact."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from benchmark.ranking.contact_csv import read_contact_csv
from benchmark.ranking.errors import BadTable, UnknownOrganisation

COLUMNS = (
    "organisation", "class", "channel", "shopper", "scenario", "day", "score", "answered", "agent",
    "answer_time",
)  # fmt: skip
_FIGURES = ("score", "agent", "answer_time")
_NEEDED = ("organisation", "score")
_NO_CLASS = "all"
_TRUE, _FALSE = {"1", "true", "yes"}, {"0", "false", "no"}


@dataclass(frozen=True)
class ContactTable:
    """Contact scores and who competes where.

    Attributes:
        contacts: a row a contact, scored or not.
        classes: the class of each organisation, in the order of first mention; one class, `all`, where the
            file has none.
        official: the method's own score of each organisation as measured, points, where that is not the
            mean of its contacts.
        channel_weights: published weight of each channel, adding up to 1; None counts contacts alike.
    """

    contacts: pd.DataFrame
    classes: Mapping[str, str]
    official: Mapping[str, float] | None = None
    channel_weights: Mapping[str, float] | None = None

    def groups(self) -> dict[str, tuple[str, ...]]:
        """Organisations by class; classes in the order of their names."""
        found: dict[str, list[str]] = {}
        for name, group in self.classes.items():
            found.setdefault(group, []).append(name)
        return {group: tuple(found[group]) for group in sorted(found)}

    def only_channel(self, channel: str) -> ContactTable:
        """Only the contacts of one channel.

        Raises:
            BadTable: there is no such channel.
        """
        if "channel" not in self.contacts.columns:
            raise BadTable("the file has no column channel")
        part = self.contacts[self.contacts["channel"].isin([channel])]
        if part.empty:
            known = ", ".join(sorted(self.contacts["channel"].dropna().unique()))
            raise BadTable(f"there is no contact in the channel {channel} – there are {known}")
        return ContactTable(contacts=part, classes=self.classes)

    def find(self, name: str) -> str:
        """Find an organisation by its name, or by a beginning that only one has; capitals do not matter.

        Raises:
            UnknownOrganisation: none or several; names the nearest.
        """
        if name in self.classes:
            return name
        starts = [each for each in self.classes if each.casefold().startswith(name.casefold())]
        if len(starts) == 1:
            return starts[0]
        near = starts[:3] or difflib.get_close_matches(name, self.classes, n=3, cutoff=0.4)
        hint = f"; did you mean {' or '.join(near)}?" if near else ""
        how = "begins several names" if starts else "is no organisation of this file"
        raise UnknownOrganisation(f"{name} {how}{hint}")


def read_contact_table(path: Path) -> ContactTable:
    """Read contact scores from a CSV or Parquet file, or from the only such file of a folder.

    Columns: organisation and score (0 to 100, empty where unscored); as known class, channel, shopper,
    scenario, day, answered (yes or no), agent (the agent area's score), answer_time (seconds until a person
    answered or, where answered is no, waited in vain). CSV has commas or semicolons, and may write 86,4 with
    the latter.

    Raises:
        BadTable: no such file, a needed column or a class is missing, or a score is no number.
    """
    path = _file(path)
    frame = _read(path)
    frame.columns = [str(name).strip().lower() for name in frame.columns]
    missing = [name for name in _NEEDED if name not in frame.columns]
    if missing:
        raise BadTable(f"{path}: there is no column {missing[0]} – a row needs {', '.join(_NEEDED)}")
    if frame.columns.duplicated().any():
        raise BadTable(
            f"{path}: the column {frame.columns[frame.columns.duplicated()][0]} stands there twice"
        )
    frame = frame[[name for name in COLUMNS if name in frame.columns]].copy()
    for name in frame.columns.difference([*_FIGURES, "answered"]):
        text = frame[name].astype("string").str.strip()
        frame[name] = text.mask(text == "")
    if frame.empty:
        raise BadTable(f"{path}: there is no contact in it")
    nameless = frame["organisation"].isna()
    if nameless.any():
        raise BadTable(f"{path}: row {_row(nameless)} names no organisation")
    for name in frame.columns.intersection([*_FIGURES]):
        frame[name] = _numbers(frame[name], path)
    if "answered" in frame.columns:
        frame["answered"] = _answered(frame["answered"], path)
    return ContactTable(contacts=frame, classes=_classes(frame, path))


def _file(path: Path) -> Path:
    if path.is_dir():
        found = sorted(each for each in path.iterdir() if each.suffix.lower() in (".csv", ".parquet"))
        if len(found) != 1:
            raise BadTable(
                f"{path}: holds {len(found)} CSV or Parquet files – name the one with the contacts"
            )
        return found[0]
    if not path.is_file():
        raise BadTable(f"{path}: there is no such file")
    return path


def _read(path: Path) -> pd.DataFrame:
    if path.suffix.lower() != ".parquet":
        return read_contact_csv(path)
    try:
        return pd.read_parquet(path)
    except (ValueError, OSError) as wrong:
        raise BadTable(f"{path}: cannot be read as a table ({str(wrong).splitlines()[0]})") from wrong


def _numbers(column: pd.Series, path: Path) -> pd.Series:
    text = column.astype("string").str.strip().str.replace(",", ".", regex=False)
    empty = text.isna() | (text == "")
    numbers = pd.to_numeric(text.mask(empty), errors="coerce").astype("float64")
    times = column.name == "answer_time"
    most = 366 * 86_400 if times else 100
    wrong = ~empty & ~numbers.between(0, most)
    if wrong.any():
        at = _row(wrong)
        what = "a number of seconds" if times else "a number from 0 to 100"
        raise BadTable(f"{path}: row {at}: {column.name} must be {what} (found {text.iloc[at - 2]})")
    return numbers


def _answered(column: pd.Series, path: Path) -> pd.Series:
    text = column.astype("string").str.strip().str.lower()
    wrong = ~text.isin([*_TRUE, *_FALSE])
    if wrong.any():
        raise BadTable(f"{path}: row {_row(wrong)}: answered must be yes or no")
    return text.isin(list(_TRUE))


def _classes(frame: pd.DataFrame, path: Path) -> dict[str, str]:
    names: Sequence[str] = list(frame["organisation"].unique())
    if "class" not in frame.columns:
        return dict.fromkeys(names, _NO_CLASS)
    without = frame["class"].isna()
    if without.any():
        raise BadTable(f"{path}: row {_row(without)} names no class")
    pairs = frame[["organisation", "class"]].drop_duplicates()
    twice = pairs["organisation"].duplicated()
    if twice.any():
        raise BadTable(f"{path}: {pairs['organisation'][twice].iloc[0]} stands in two classes")
    return dict(zip(pairs["organisation"], pairs["class"], strict=True))


def _row(wrong: pd.Series) -> int:
    """Row of the first wrong entry as an editor counts, the heading being row 1."""
    return int(wrong.to_numpy().argmax()) + 2
