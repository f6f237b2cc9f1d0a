"""The table of contacts that the models of this room read: checked, coded, what falls out counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from benchmark.statistics.errors import BadTable, TooFew

Floats = NDArray[np.float64]
Codes = NDArray[np.intp]

FACETS = ("shopper", "scenario", "day")


@dataclass(frozen=True)
class Column:
    """One column as codes into its labels; labels are in the order of their names."""

    codes: Codes
    labels: tuple[str, ...]

    @property
    def counts(self) -> NDArray[np.intp]:
        """Contacts of each label, shape (labels,)."""
        return np.bincount(self.codes, minlength=len(self.labels))


@dataclass(frozen=True)
class Contacts:
    """Scored contacts, coded.

    Attributes:
        scores: one a contact, points, shape (n,).
        organisation, channel: columns; channel is None where the table has none.
        facets: the columns whose levels are drawn at random (shopper, scenario, day), by name.
        dropped: how many rows fell out, by reason (`no score`, `no shopper` …).
    """

    scores: Floats
    organisation: Column
    channel: Column | None
    facets: Mapping[str, Column]
    dropped: Mapping[str, int]


def read_contacts(frame: pd.DataFrame, *, facets: Sequence[str] = FACETS, bounded: bool = True) -> Contacts:
    """Check and code a table of contacts.

    Args:
        frame: a row a contact with `organisation`, `score` (0–100, missing where unscored) and, where known,
            `channel`, `shopper`, `scenario`, `day` (any labels). A column `counted` stands in the place of
            the scores: pseudo-observations, which may lie outside 0–100.
        facets: which columns count as random facets; one that the table lacks is left out.
        bounded: refuse scores outside 0–100 (switched off only for reference data).

    Raises:
        BadTable: a column is missing, or a score is no number between 0 and 100; names the first such row.
        TooFew: no contact has a score.
    """
    for name in ("organisation", "score"):
        if name not in frame.columns:
            raise BadTable(f"the table of contacts has no column {name!r}")
    try:
        scores = frame["score"].to_numpy(dtype=np.float64, na_value=np.nan)
    except (TypeError, ValueError) as wrong:
        raise BadTable(f"the column 'score' holds something that is no number: {wrong}") from wrong
    outside = ~np.isnan(scores) & (~np.isfinite(scores) | (bounded & ((scores < 0) | (scores > 100))))
    if outside.any():
        row = int(np.flatnonzero(outside)[0])
        raise BadTable(f"row {row + 1}: the score {scores[row]:g} lies outside 0–100")
    if "counted" in frame.columns:
        scores = frame["counted"].to_numpy(dtype=np.float64, na_value=np.nan)
    keep = ~np.isnan(scores)
    dropped = {"no score": int((~keep).sum())}
    used = ["organisation", *(name for name in ("channel", *facets) if name in frame.columns)]
    coded = {}
    for name in used:
        codes, labels = pd.factorize(frame[name], use_na_sentinel=True)
        missing = keep & (codes < 0)
        if missing.any():
            dropped[f"no {name}"] = int(missing.sum())
        keep &= codes >= 0
        coded[name] = (codes, labels)
    if not keep.any():
        raise TooFew("no contact has a score")
    columns = {name: _column(codes[keep], labels) for name, (codes, labels) in coded.items()}
    return Contacts(
        scores=scores[keep],
        organisation=columns["organisation"],
        channel=columns.get("channel"),
        facets={name: columns[name] for name in facets if name in columns},
        dropped={reason: count for reason, count in dropped.items() if count},
    )


def _column(codes: NDArray[np.intp], labels: pd.Index) -> Column:
    """Recode so that only labels in use remain, in the order of their names."""
    names = [str(label) for label in labels]
    used = np.flatnonzero(np.bincount(codes, minlength=len(names)))
    # Numbers written as text would sort 10 before 2: shorter digits first keeps days and shoppers in order.
    order = sorted(
        used, key=lambda at: (len(names[at]), names[at]) if names[at].isdigit() else (0, names[at])
    )
    new = np.zeros(len(names), dtype=np.intp)
    new[order] = np.arange(len(order))
    if len({names[at] for at in order}) < len(order):
        raise BadTable("two labels read the same when written as text; write them alike")
    return Column(codes=new[codes], labels=tuple(names[at] for at in order))
