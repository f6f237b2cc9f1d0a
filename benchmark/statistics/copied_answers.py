"""Questionnaires that resemble each other, and questionnaires answered in a straight line."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from benchmark.statistics.errors import BadTable

Floats = NDArray[np.float64]

# Fewer common answers than this say nothing of copying (project's own choice).
LEAST_COMMON = 5


@dataclass(frozen=True, slots=True)
class Copied:
    """One shopper's questionnaires compared.

    Attributes:
        highest_match: largest share of equal answers between two of the shopper's own contacts, 0–1; None
            with fewer than two comparable ones. Chance alone rarely gives 0.55 with five-level items.
        pair: rows of the two contacts.
        straight: share of the shopper's contacts in which all scale answers are the same; None where no
            contact has enough of them.
    """

    highest_match: float | None
    pair: tuple[int, int] | None
    straight: float | None


def copied_answers(
    answers: ArrayLike, *, shopper: ArrayLike, items: ArrayLike | None = None
) -> dict[str, Copied]:
    """Compare each shopper's own questionnaires, answer by answer.

    The highest share of equal answers is found by one product of one-hot tables a shopper, not by pairs.

    Args:
        answers: one row a contact, one column an item, numbers; NaN where not answered or not applicable.
        shopper: name of each row's shopper.
        items: True for columns that share one scale (straight lines are looked for in these); all if None.

    Returns:
        Copied by shopper, in order of name.

    Raises:
        BadTable: shapes that do not fit, or answers that are no numbers.

    Source: Kuriakose and Robbins (2016), Stat J IAOS 32:283, for the highest match.
    """
    try:
        table = np.asarray(answers, dtype=np.float64)
    except (TypeError, ValueError) as wrong:
        raise BadTable(f"an answer is no number: {wrong}") from wrong
    names = np.asarray(shopper).astype(str).ravel()
    if table.ndim != 2 or table.shape[0] != names.size:
        raise BadTable("answers must be a table with one row for each contact's shopper")
    scale = np.ones(table.shape[1], dtype=np.bool_) if items is None else np.asarray(items, dtype=np.bool_)
    found = {}
    for name in np.unique(names):
        rows = np.flatnonzero(names == name)
        match, pair = _highest_match(table[rows])
        found[str(name)] = Copied(
            highest_match=match,
            pair=None if pair is None else (int(rows[pair[0]]), int(rows[pair[1]])),
            straight=_straight(table[rows][:, scale]),
        )
    return found


def _highest_match(table: Floats) -> tuple[float | None, tuple[int, int] | None]:
    size = table.shape[0]
    answered = (~np.isnan(table)).astype(np.float32)
    common = answered @ answered.T
    equal = np.zeros((size, size), dtype=np.float32)
    for value in np.unique(table[~np.isnan(table)]):
        chosen = (table == value).astype(np.float32)
        equal += chosen @ chosen.T
    share = np.divide(equal, common, out=np.full_like(equal, -1.0), where=common >= LEAST_COMMON)
    share[np.tril_indices(size)] = -1.0
    if not size or share.max() < 0:
        return None, None
    one, other = divmod(int(share.argmax()), size)
    return float(share[one, other]), (one, other)


def _straight(table: Floats) -> float | None:
    enough = (~np.isnan(table)).sum(axis=1) >= LEAST_COMMON
    if not enough.any():
        return None
    kept = table[enough]
    return float((np.nanmax(kept, axis=1) == np.nanmin(kept, axis=1)).mean())
