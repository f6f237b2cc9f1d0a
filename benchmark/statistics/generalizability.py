"""Where the spread of scores comes from (G study), and what another design would give (D study)."""

from __future__ import annotations

from dataclasses import dataclass, fields
from math import sqrt

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from benchmark.statistics.contacts import read_contacts
from benchmark.statistics.crossproducts import Codes, crossproducts
from benchmark.statistics.errors import BadArgument, BadTable, TooFew
from benchmark.statistics.reml import fit_reml

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Sources:
    """Variance components of a contact's score, points².

    Attributes:
        organisation: what is to be measured.
        shopper: severity. scenario: difficulty. day: good and bad days of the whole fieldwork.
        organisation_shopper: a shopper's liking for one organisation.
        contact: all else.
    """

    organisation: float
    shopper: float
    scenario: float
    contact: float
    day: float = 0.0
    organisation_shopper: float = 0.0

    def __post_init__(self) -> None:
        for field in fields(self):
            value = getattr(self, field.name)
            if not (np.isfinite(value) and value >= 0):
                raise BadArgument(f"the variance of {field.name} must not be negative, but is {value:g}")


@dataclass(frozen=True, slots=True)
class Design:
    """How one organisation is sampled.

    Attributes:
        contacts: contacts an organisation. shoppers, scenarios: how many different ones meet it.
        shared_shoppers, shared_scenarios: share of them that both organisations of a comparison have, 0–1.
    """

    contacts: int
    shoppers: int
    scenarios: int
    shared_shoppers: float = 1.0
    shared_scenarios: float = 1.0

    def __post_init__(self) -> None:
        if min(self.contacts, self.shoppers, self.scenarios) < 1:
            raise BadArgument("a design needs at least one contact, one shopper and one scenario")
        if not (0 <= self.shared_shoppers <= 1 and 0 <= self.shared_scenarios <= 1):
            raise BadArgument("the share of common shoppers or scenarios must lie between 0 and 1")


@dataclass(frozen=True, slots=True)
class DesignStudy:
    """What a design gives.

    Attributes:
        difference_error: standard error of the difference of two organisations, points.
        score_error: standard error of one organisation's level, points.
        relative: Eρ², reliability of comparisons, 0–1.
        absolute: Φ, reliability of levels, 0–1.
    """

    difference_error: float
    score_error: float
    relative: float
    absolute: float


def g_study(frame: pd.DataFrame) -> Sources:
    """Variance components from contacts of any design, by restricted maximum likelihood.

    Organisations, shoppers, scenarios and days are random around one mean.

    Args:
        frame: as for `fit_mixed_model`; channels count as part of the contact.

    Raises:
        TooFew: fewer than two organisations. BadTable, NothingVaries, NotFound: as `fit_mixed_model`.
    """
    contacts = read_contacts(frame)
    columns = {"organisation": contacts.organisation, **contacts.facets}
    if len(contacts.organisation.labels) < 2:
        raise TooFew("where the spread comes from cannot be told from one organisation")
    names = [name for name, column in columns.items() if len(column.labels) > 1]
    codes: tuple[Codes, ...] = tuple(columns[name].codes for name in names)
    everything = np.zeros(contacts.scores.size, dtype=np.intp)
    fit = fit_reml(crossproducts(scores=contacts.scores, cells=everything, facets=codes))
    found = dict(zip(names, (float(value) for value in fit.variances), strict=True))
    return Sources(
        organisation=found["organisation"],
        shopper=found.get("shopper", 0.0),
        scenario=found.get("scenario", 0.0),
        day=found.get("day", 0.0),
        contact=fit.sigma2,
    )


def d_study(sources: Sources, design: Design) -> DesignStudy:
    """Precision and reliability of a design.

    Var(difference) = 2[σ_e²/n + σ_os²/m + (1−ρ_s)σ_s²/m + (1−ρ_q)σ_q²/q] with n contacts, m shoppers,
    q scenarios and ρ the shares in common. Days are taken to be common to all.

    Source: Brennan (2001), Generalizability Theory; the specification for the shares in common.
    """
    own = sources.contact / design.contacts + sources.organisation_shopper / design.shoppers
    shopper, scenario = sources.shopper / design.shoppers, sources.scenario / design.scenarios
    relative = own + (1 - design.shared_shoppers) * shopper + (1 - design.shared_scenarios) * scenario
    absolute = own + shopper + scenario
    return DesignStudy(
        difference_error=sqrt(2 * relative),
        score_error=sqrt(absolute),
        relative=_share(sources.organisation, relative),
        absolute=_share(sources.organisation, absolute),
    )


@dataclass(frozen=True, slots=True)
class BalancedStudy:
    """Components of a complete organisation × shopper × item table, one score a cell; may be negative.

    Attributes:
        organisation, shopper, item: main effects. organisation_shopper, organisation_item, shopper_item:
            interactions. rest: the three-way interaction with all error. All points².
        relative: Eρ² of this design. absolute: Φ.
    """

    organisation: float
    shopper: float
    item: float
    organisation_shopper: float
    organisation_item: float
    shopper_item: float
    rest: float
    relative: float
    absolute: float


def balanced_study(scores: ArrayLike) -> BalancedStudy:
    """Components from expected mean squares, for a complete table organisations × shoppers × items.

    A negative component is an estimate of something near zero; it is kept as it is, so that nothing is
    biased by cutting.

    Raises:
        BadTable: not three-dimensional, or a gap. TooFew: fewer than two of anything.

    Source: Brennan (2001), section 3.4 (design p × i × o).
    """
    table = np.asarray(scores, dtype=np.float64)
    if table.ndim != 3 or not np.isfinite(table).all():
        raise BadTable("a balanced study needs a complete table of organisations × shoppers × items")
    if min(table.shape) < 2:
        raise TooFew("a balanced study needs two organisations, two shoppers and two items")
    o, s, i = table.shape
    squares = _mean_squares(table)
    rest = squares["osi"]
    os = (squares["os"] - rest) / i
    oi = (squares["oi"] - rest) / s
    si = (squares["si"] - rest) / o
    organisation = (squares["o"] - squares["os"] - squares["oi"] + rest) / (s * i)
    shopper = (squares["s"] - squares["os"] - squares["si"] + rest) / (o * i)
    item = (squares["i"] - squares["oi"] - squares["si"] + rest) / (o * s)
    relative = os / s + oi / i + rest / (s * i)
    absolute = relative + shopper / s + item / i + si / (s * i)
    return BalancedStudy(
        organisation=organisation,
        shopper=shopper,
        item=item,
        organisation_shopper=os,
        organisation_item=oi,
        shopper_item=si,
        rest=rest,
        relative=_share(organisation, relative),
        absolute=_share(organisation, absolute),
    )


def _mean_squares(table: Floats) -> dict[str, float]:
    """Mean squares of all effects, by sweeping margins out of the table."""
    names, found = "osi", {}
    swept = {frozenset[int](): np.full((1, 1, 1), table.mean())}
    for axes in ({0}, {1}, {2}, {0, 1}, {0, 2}, {1, 2}, {0, 1, 2}):
        over = tuple({0, 1, 2} - axes)
        margin = table.mean(axis=over, keepdims=True) if over else table
        effect = margin - sum(part for key, part in swept.items() if key < axes)
        swept[frozenset(axes)] = effect
        times = np.prod([table.shape[axis] for axis in over]) if over else 1
        freedom = np.prod([table.shape[axis] - 1 for axis in axes])
        found["".join(names[axis] for axis in sorted(axes))] = float(times * (effect**2).sum() / freedom)
    return found


def _share(signal: float, noise: float) -> float:
    return signal / (signal + noise) if signal + noise > 0 else 0.0
