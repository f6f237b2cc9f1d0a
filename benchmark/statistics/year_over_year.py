"""What changed since last year, with false discoveries under control."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import special, stats

from benchmark.statistics.channel_mix import NotOffered
from benchmark.statistics.errors import BadArgument, BadTable, TooFew
from benchmark.statistics.interval import Interval, tail
from benchmark.statistics.mixed_model import fit_mixed_model

Floats = NDArray[np.float64]

_SEPARATOR = "\x1f"


@dataclass(frozen=True, slots=True)
class Change:
    """One organisation's change.

    Attributes:
        organisation: its name. before, after: levels of the two years, points, on one scale of severity.
        change: after − before, points. error: its standard error. interval: of the change, by itself.
        p_value: of "no change". q_value: the same after Benjamini and Hochberg, over all organisations.
        changed: whether the change counts: q_value at most the false-discovery rate.
    """

    organisation: str
    before: float
    after: float
    change: float
    error: float
    interval: Interval
    p_value: float
    q_value: float
    changed: bool


@dataclass(frozen=True)
class YearOverYear:
    """All organisations' changes.

    Attributes:
        changes: organisations measured in both years, in order of name.
        only_before, only_after: organisations measured in one year only.
        chance_band: change that the largest of so many would show half the time if nothing had changed,
            points; smaller ones deserve no headline.
        false_discovery_rate: expected share of false ones among those that count.
        notes: what to know of the design (shoppers not shared between the years).
    """

    changes: tuple[Change, ...]
    only_before: tuple[str, ...]
    only_after: tuple[str, ...]
    chance_band: float
    false_discovery_rate: float
    notes: tuple[str, ...]


def year_over_year(
    before: pd.DataFrame,
    after: pd.DataFrame,
    *,
    instruments: tuple[str, str],
    channel_weights: Mapping[str, float] | None = None,
    not_offered: NotOffered = NotOffered.RENORMALISE,
    false_discovery_rate: float = 0.05,
    level: float = 0.95,
) -> YearOverYear:
    """Compare two years by one crossed model with organisation × year fixed.

    Shoppers and scenarios that served in both years are the anchors: their effects are common, so a drift of
    severity is taken off and Var(Δ) = V₁ + V₂ − 2 Cov. Many organisations are looked at, so a change counts
    only when it survives Benjamini and Hochberg.

    Args:
        before, after: contacts of the two years, as for `fit_mixed_model`, scored by one and the same
            instrument (re-score last year's contacts with this year's method).
        instruments: identity (version, hash) of the method that scored each.
        channel_weights, not_offered: as `fit_mixed_model`, the same for both years.
        false_discovery_rate: expected share of false ones among the changes that count.
        level: confidence of the intervals.

    Raises:
        BadArgument: instruments that differ, or a rate outside (0, 1). TooFew: no organisation was measured
        in both years. What `fit_mixed_model` raises.

    Source: Benjamini and Hochberg (1995), JRSS B 57:289.
    """
    if instruments[0] != instruments[1]:
        raise BadArgument(
            f"the years were scored by different instruments ({instruments[0]} and {instruments[1]}): "
            "score last year's contacts again with this year's method first"
        )
    if not 0 < false_discovery_rate < 1:
        raise BadArgument(f"a false-discovery rate lies between 0 and 1, not {false_discovery_rate:g}")
    each = tail(level)
    names = [set(_names(frame)) for frame in (before, after)]
    both = pd.concat([_marked(before, "1"), _marked(after, "2")], ignore_index=True)
    fit = fit_mixed_model(
        both, channel_weights=channel_weights, not_offered=not_offered, refuse_disconnected=False
    )
    place = {name: at for at, name in enumerate(fit.organisations)}
    common = sorted(
        name
        for name in names[0] & names[1]
        if f"{name}{_SEPARATOR}1" in place and f"{name}{_SEPARATOR}2" in place
    )
    if not common:
        raise TooFew("no organisation was measured in both years")
    first = np.array([place[f"{name}{_SEPARATOR}1"] for name in common])
    second = np.array([place[f"{name}{_SEPARATOR}2"] for name in common])
    covariance = fit.covariance
    apart = covariance.shared[second] - covariance.shared[first]
    errors = np.sqrt(covariance.own[first] + covariance.own[second] + np.einsum("ij,ij->i", apart, apart))
    change = fit.theta[second] - fit.theta[first]
    freedom = max(fit.residual_freedom, 1.0)
    p_values = 2 * stats.t.sf(np.abs(change) / errors, freedom)
    q_values = stats.false_discovery_control(p_values)
    half = float(stats.t.ppf(1 - each, freedom)) * errors
    of_largest = float(special.ndtri((1 + 0.5 ** (1 / len(common))) / 2))
    return YearOverYear(
        changes=tuple(
            Change(
                organisation=name,
                before=float(fit.theta[first[at]]),
                after=float(fit.theta[second[at]]),
                change=float(change[at]),
                error=float(errors[at]),
                interval=Interval(float(change[at] - half[at]), float(change[at] + half[at]), level),
                p_value=float(p_values[at]),
                q_value=float(q_values[at]),
                changed=bool(q_values[at] <= false_discovery_rate),
            )
            for at, name in enumerate(common)
        ),
        only_before=tuple(sorted(names[0] - names[1])),
        only_after=tuple(sorted(names[1] - names[0])),
        chance_band=of_largest * float(np.median(errors)),
        false_discovery_rate=false_discovery_rate,
        notes=tuple(note.replace(_SEPARATOR, ", year ") for note in fit.notes),
    )


def _names(frame: pd.DataFrame) -> list[str]:
    if "organisation" not in frame.columns:
        raise BadTable("the table of contacts has no column 'organisation'")
    return [str(name) for name in frame["organisation"].dropna().unique()]


def _marked(frame: pd.DataFrame, year: str) -> pd.DataFrame:
    """Organisation and day become those of one year; shoppers and scenarios stay the same."""
    known = frame["organisation"].notna()
    marked = frame.assign(
        organisation=(frame["organisation"].astype(str) + _SEPARATOR + year).where(known, None)
    )
    if "day" in marked.columns:
        day = marked["day"]
        marked["day"] = (day.astype(str) + _SEPARATOR + year).where(day.notna(), None)
    return marked
