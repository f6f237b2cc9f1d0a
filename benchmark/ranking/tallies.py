"""What prizes ask of an organisation beside its score."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from benchmark.statistics.kaplan_meier import kaplan_meier
from benchmark.statistics.restricted_mean import restricted_mean

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


class Tally(NamedTuple):
    """Of one organisation.

    Attributes:
        contacts: scored ones.
        answered: share of them that were answered, 0 to 1; None where the table does not say.
        quality: mean score of the answered ones, points. agent: the same of the agent's area (of all scored
            ones where the table does not say which were answered). None where there is none.
        answer_time: mean time until a person answered, s, up to the longest wait of the table: a contact that
            nobody answered counts as long as it was waited for, and what would have come after is made up for
            by the Kaplan–Meier curve. None where unknown.
    """

    contacts: int = 0
    answered: float | None = None
    quality: float | None = None
    agent: float | None = None
    answer_time: float | None = None


def tallies(contacts: pd.DataFrame, *, times: bool = True) -> Mapping[str, Tally]:
    """Count once for all organisations; those without any contact are missing.

    Args:
        contacts: columns `organisation` and `score`; as known `answered`, `agent`, `answer_time`.
        times: whether anybody asks for answer times, which take longest.
    """
    codes, names = pd.factorize(contacts["organisation"])
    scored = contacts["score"].notna().to_numpy() & (codes >= 0)
    answered = contacts["answered"].to_numpy(dtype=np.bool_) if "answered" in contacts.columns else None
    good = scored if answered is None else scored & answered
    number = np.bincount(codes[scored], minlength=len(names))
    reached = np.bincount(codes[good], minlength=len(names))
    quality = _means(contacts["score"], codes, good, len(names))
    agent = _means(contacts["agent"], codes, good, len(names)) if "agent" in contacts.columns else None
    waits = _answer_times(contacts, codes, answered, len(names)) if times else np.full(len(names), np.nan)
    return {
        str(name): Tally(
            contacts=int(number[at]),
            answered=None if answered is None or not number[at] else float(reached[at] / number[at]),
            quality=None if answered is None else _known(quality[at]),
            agent=None if agent is None else _known(agent[at]),
            answer_time=_known(waits[at]),
        )
        for at, name in enumerate(names)
    }


def _means(values: pd.Series, codes: NDArray[np.intp], chosen: Flags, size: int) -> Floats:
    numbers = values.to_numpy(dtype=np.float64, na_value=np.nan)
    kept = chosen & ~np.isnan(numbers)
    count = np.bincount(codes[kept], minlength=size)
    total = np.bincount(codes[kept], weights=numbers[kept], minlength=size)
    found: Floats = np.divide(total, count, out=np.full(size, np.nan), where=count > 0)
    return found


def _answer_times(
    contacts: pd.DataFrame, codes: NDArray[np.intp], answered: Flags | None, size: int
) -> Floats:
    found = np.full(size, np.nan)
    if "answer_time" not in contacts.columns:
        return found
    seconds = contacts["answer_time"].to_numpy(dtype=np.float64, na_value=np.nan)
    known = ~np.isnan(seconds) & (codes >= 0)
    if not known.any():
        return found
    ended = np.ones(seconds.size, dtype=np.bool_) if answered is None else answered
    limit = float(seconds[known].max())
    order = np.flatnonzero(known)
    order = order[np.argsort(codes[order], kind="stable")]
    ends = np.searchsorted(codes[order], np.arange(size + 1))
    for at in range(size):
        mine = order[ends[at] : ends[at + 1]]
        if mine.size and limit > 0:
            curve = kaplan_meier(seconds=seconds[mine], answered=ended[mine])
            found[at] = restricted_mean(curve, limit=limit).seconds
        elif mine.size:
            found[at] = 0.0
    return found


def _known(value: float) -> float | None:
    return None if np.isnan(value) else float(value)
