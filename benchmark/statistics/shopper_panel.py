"""Signs that a shopper's work should be listened to again: a score to look at, never an exclusion."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import special, stats

from benchmark.statistics.copied_answers import copied_answers
from benchmark.statistics.errors import BadArgument, BadTable, TooFew
from benchmark.statistics.estimates import Estimates
from benchmark.statistics.heaped_seconds import heaped_seconds
from benchmark.statistics.overlapping_times import overlapping_times
from benchmark.statistics.unlike_others import unlike_others

Floats = NDArray[np.float64]
Readings = Mapping[str, tuple[float, float | None]]

SIGNS = (
    "severity",
    "regularity",
    "too even ratings",
    "straight lines",
    "copied answers",
    "highest marks",
    "not applicable",
    "hurried ratings",
    "rounded seconds",
    "overlap",
    "waits unlike the machine's",
)

# Project's own choices: signs without a test are flagged from here on.
MATCH_FROM = 0.85
STRAIGHT_FROM = 0.5
FALSE_DISCOVERY_RATE = 0.05
_BEYOND_FROM = 0.2
# Linacre's range of useful mean squares begins here; what lies below is too even to be a rating.
_INFIT_BELOW = 0.5
# Degrees of freedom below which a shopper's own spread says nothing.
_LEAST_FREEDOM = 1.0


@dataclass(frozen=True, slots=True)
class Sign:
    """One sign for one shopper.

    Attributes:
        name: one of `SIGNS`.
        value: in its own unit: z, ratio, share, count.
        p_value: chance of as much by accident; None where there is no test.
        q_value: the same after Benjamini and Hochberg over all shoppers.
        flagged: q_value at most 0.05, or beyond the project's own limit where there is no test.
        rank: place among the shoppers, 0 least to 1 most conspicuous.
    """

    name: str
    value: float
    p_value: float | None
    q_value: float | None
    flagged: bool
    rank: float


@dataclass(frozen=True, slots=True)
class ShopperSigns:
    """All signs of one shopper; `score` is the mean rank of the signs that could be read, 0 to 1."""

    shopper: str
    contacts: int
    score: float
    signs: tuple[Sign, ...]

    @property
    def flagged(self) -> tuple[str, ...]:
        """Names of the flagged signs."""
        return tuple(sign.name for sign in self.signs if sign.flagged)


def shopper_panel(
    contacts: pd.DataFrame,
    estimates: Estimates,
    *,
    answers: pd.DataFrame | None = None,
    infit: Mapping[str, float] | None = None,
    tolerance: float = 5.0,
) -> tuple[ShopperSigns, ...]:
    """Put the signs of all shoppers side by side, most conspicuous first.

    A sign is a reason to listen again. A severe shopper may be right, a regular one careful, and with twenty
    shoppers somebody always comes first.

    Args:
        contacts: the table that `estimates` was fitted to; where known with `started`, `ended` (times),
            `reported_wait`, `machine_wait` (seconds), `not_applicable` (share of what was asked), `rating_s`
            (seconds that the rating took).
        estimates: its fit, for severities and residuals.
        answers: one row a contact in the same order, one column an item, numbers.
        infit: mean squares of shoppers from `fit_rasch`.
        tolerance: seconds by which a reported wait may differ from the machine's.

    Returns:
        ShopperSigns, highest score first.

    Raises:
        BadTable: no column `shopper`, or answers that do not fit the contacts. BadArgument: a negative
        tolerance. TooFew: fewer than two shoppers.

    Source: Schwanhäuser, Sakshaug and Kosyakova (2022), Public Opin Q 86:51, for the choice of simple
    indicators; combined by mean rank (project's own choice).
    """
    if "shopper" not in contacts.columns:
        raise BadTable("the table of contacts has no column 'shopper'")
    if answers is not None and len(answers) != len(contacts):
        raise BadTable(f"{len(answers)} rows of answers for {len(contacts)} contacts")
    if not tolerance >= 0:
        raise BadArgument(f"a tolerance is not negative, as {tolerance:g} s is")
    known = contacts["shopper"].notna()
    table = contacts[known].assign(shopper=contacts.loc[known, "shopper"].astype(str))
    names = sorted(table["shopper"].unique())
    if len(names) < 2:
        raise TooFew("shoppers can be compared only where there are two of them")
    read: dict[str, tuple[Readings, float]] = {
        "severity": (_severity(estimates), np.inf),
        "regularity": (_regularity(table, estimates), np.inf),
    }
    if infit is not None:
        # Nothing tests it; most conspicuous is the smallest, so it is turned round.
        read["too even ratings"] = (
            {name: (1 / max(value, 1e-9), None) for name, value in infit.items() if name in set(names)},
            1 / _INFIT_BELOW,
        )
    if answers is not None:
        read |= _of_answers(answers[known.to_numpy()], table["shopper"])
    read |= _of_columns(table, tolerance)
    signs = {name: _signs(name, readings, limit) for name, (readings, limit) in read.items()}
    numbers = table["shopper"].value_counts()
    panel = []
    for shopper in names:
        mine = tuple(found[shopper] for found in signs.values() if shopper in found)
        score = float(np.mean([sign.rank for sign in mine])) if mine else 0.0
        panel.append(ShopperSigns(shopper, int(numbers[shopper]), score, mine))
    return tuple(sorted(panel, key=lambda each: (-each.score, each.shopper)))


def _signs(name: str, readings: Readings, limit: float) -> dict[str, Sign]:
    shoppers = list(readings)
    if not shoppers:
        return {}
    values = np.array([readings[shopper][0] for shopper in shoppers])
    p_values = [readings[shopper][1] for shopper in shoppers]
    tested = [p for p in p_values if p is not None]
    q_values = iter(stats.false_discovery_control(tested) if tested else ())
    # Most conspicuous is the smallest p where there is a test, the largest value where there is none.
    order = [-p if p is not None else value for p, value in zip(p_values, values, strict=True)]
    # Who shares a figure with many is no more conspicuous than the least of them.
    ranks = (stats.rankdata(order, method="min") - 1) / max(len(order) - 1, 1)
    found = {}
    for at, shopper in enumerate(shoppers):
        q_value = None if p_values[at] is None else float(next(q_values))
        flagged = values[at] >= limit if q_value is None else q_value <= FALSE_DISCOVERY_RATE
        found[shopper] = Sign(name, float(values[at]), p_values[at], q_value, bool(flagged), float(ranks[at]))
    return found


def _of_answers(answers: pd.DataFrame, shopper: pd.Series) -> dict[str, tuple[Readings, float]]:
    copied = copied_answers(answers.to_numpy(), shopper=shopper.to_numpy())
    straight = {name: (each.straight, None) for name, each in copied.items() if each.straight is not None}
    matches = {
        name: (each.highest_match, None) for name, each in copied.items() if each.highest_match is not None
    }
    highest = (answers == answers.max()).sum(axis=1) / answers.notna().sum(axis=1).replace(0, np.nan)
    return {
        "straight lines": (straight, STRAIGHT_FROM),
        "copied answers": (matches, MATCH_FROM),
        "highest marks": (unlike_others(highest, shopper=shopper, conspicuous="high"), np.inf),
    }


def _of_columns(table: pd.DataFrame, tolerance: float) -> dict[str, tuple[Readings, float]]:
    """Signs of the further columns, those that are there."""
    read: dict[str, tuple[Readings, float]] = {}
    if "not_applicable" in table.columns:
        left = table["not_applicable"].astype(float)
        read["not applicable"] = (unlike_others(left, shopper=table["shopper"], conspicuous="high"), np.inf)
    if "rating_s" in table.columns:
        took = table["rating_s"].astype(float)
        read["hurried ratings"] = (unlike_others(took, shopper=table["shopper"], conspicuous="low"), np.inf)
    if "reported_wait" in table.columns:
        read["rounded seconds"] = (_heaping(table), np.inf)
    if {"started", "ended"} <= set(table.columns):
        counts = overlapping_times(started=table["started"], ended=table["ended"], shopper=table["shopper"])
        read["overlap"] = ({name: (float(count), None) for name, count in counts.items()}, 1.0)
    if {"reported_wait", "machine_wait"} <= set(table.columns):
        read["waits unlike the machine's"] = (_unlike(table, tolerance), _BEYOND_FROM)
    return read


def _severity(estimates: Estimates) -> Readings:
    """The z of each BLUP: its own variance is σ² less that of its prediction error."""
    variance = next((part.variance for part in estimates.components if part.name == "shopper"), 0.0)
    found = {}
    for level in estimates.severities:
        spread = variance - level.error**2
        z = level.effect / float(np.sqrt(spread)) if spread > 1e-9 else 0.0
        found[level.name] = (z, float(2 * special.ndtr(-abs(z))))
    return found


def _regularity(table: pd.DataFrame, estimates: Estimates) -> Readings:
    """Residual mean square of each shopper ÷ that of all, with the chance of so small a one."""
    level = dict(zip(estimates.organisations, estimates.theta, strict=True))
    expected = table["organisation"].astype(str).map(level)
    for facet, levels in estimates.effects.items():
        effect = {each.name: each.effect for each in levels}
        expected = expected + table[facet].astype(str).map(effect).fillna(0.0)
    rest = (table["score"].astype(float) - expected).to_numpy()
    kept = ~np.isnan(rest)
    squares, names = rest[kept] ** 2, table["shopper"].to_numpy()[kept]
    if not squares.sum() > 0:
        return {}
    # Every contact gives up its share of what the model used.
    share = estimates.residual_freedom / int(estimates.contacts.sum())
    found = {}
    for name in np.unique(names):
        mine = squares[names == name]
        if mine.size * share < _LEAST_FREEDOM:
            continue
        ratio = float(mine.mean() / squares.mean())
        found[str(name)] = (ratio, float(special.chdtr(mine.size * share, mine.size * share * ratio)))
    return found


def _heaping(table: pd.DataFrame) -> Readings:
    found = {}
    for name, mine in table.groupby("shopper"):
        heaping = heaped_seconds(mine["reported_wait"].to_numpy(dtype=np.float64, na_value=np.nan))
        if heaping is not None:
            found[str(name)] = (heaping.rounded, heaping.p_value)
    return found


def _unlike(table: pd.DataFrame, tolerance: float) -> Readings:
    apart = (table["reported_wait"] - table["machine_wait"]).abs().dropna()
    return {
        str(name): (float((mine > tolerance).mean()), None)
        for name, mine in apart.groupby(table.loc[apart.index, "shopper"])
    }
