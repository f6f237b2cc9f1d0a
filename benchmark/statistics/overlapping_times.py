"""Contacts that one person cannot have made at the same time."""

from __future__ import annotations

import numpy as np
import pandas as pd

from benchmark.statistics.errors import BadTable


def overlapping_times(*, started: pd.Series, ended: pd.Series, shopper: pd.Series) -> dict[str, int]:
    """How many of each shopper's contacts run into another of the same shopper.

    A contact that begins the moment another ends does not overlap it. Rows without both times are left out.

    Args:
        started, ended: times or seconds, one a contact. shopper: whose contact it was.

    Returns:
        Number of overlapping contacts by shopper, 0 included.

    Raises:
        BadTable: a contact that ends before it starts, or series of unequal length.
    """
    if not len(started) == len(ended) == len(shopper):
        raise BadTable("starts, ends and shoppers must be equally many")
    table = pd.DataFrame(
        {"start": started.to_numpy(), "end": ended.to_numpy(), "shopper": shopper.to_numpy()}
    ).dropna()
    if (table["end"] < table["start"]).any():
        row = int(np.flatnonzero((table["end"] < table["start"]).to_numpy())[0])
        raise BadTable(f"a contact of {table['shopper'].iloc[row]} ends before it starts")
    found = {}
    for name, mine in table.groupby(table["shopper"].astype(str)):
        ordered = mine.sort_values(["start", "end"])
        start, end = ordered["start"].to_numpy(), ordered["end"].to_numpy()
        # Running into an earlier one: some end before it lies later than its start; and the other way round.
        latest = np.maximum.accumulate(end)
        into_earlier = np.zeros(len(start), dtype=np.bool_)
        into_earlier[1:] = start[1:] < latest[:-1]
        into_later = np.zeros(len(start), dtype=np.bool_)
        into_later[:-1] = start[1:] < end[:-1]
        found[str(name)] = int((into_earlier | into_later).sum())
    return found
