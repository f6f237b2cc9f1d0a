"""What the mixed model says: organisations' levels, their covariance, and what shoppers and scenarios add."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmark.statistics.connectivity import Connectivity
from benchmark.statistics.covariance import Covariance

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Component:
    """One variance component.

    Attributes:
        name: `shopper`, `scenario`, `day` or `contact` (what remains).
        variance: points².
        levels: how many shoppers, scenarios, days … or contacts it was estimated from.
    """

    name: str
    variance: float
    levels: int

    @property
    def deviation(self) -> float:
        """Standard deviation, points."""
        return float(np.sqrt(self.variance))


@dataclass(frozen=True, slots=True)
class LevelEffect:
    """How far one shopper, scenario or day lifts (+) or lowers (−) a score, other things equal.

    Attributes:
        name: the shopper, scenario or day.
        effect: predicted effect, points, drawn towards 0 by how little is known of it. A severe shopper or
            a difficult scenario is negative.
        error: standard error of the prediction, points.
        contacts: how many contacts speak of it.
    """

    name: str
    effect: float
    error: float
    contacts: int


@dataclass(frozen=True)
class Estimates:
    """Estimates of a crossed mixed model, p organisations.

    Attributes:
        organisations: names, in the order of every array here.
        theta: level of each for the average shopper, scenario and day and the published channel mix; points,
            full precision, shape (p,). Round in print only; rank on these.
        raw: plain weighted means before the adjustment, points, shape (p,).
        contacts: contacts of each, shape (p,).
        covariance: of theta, with one residual variance for all; for comparisons and score intervals.
        covariance_for_ranks: the same with each organisation's moderated residual variance; for the far
            tails that rank sets look at.
        freedom_for_ranks: degrees of freedom of each moderated variance, shape (p,), may be infinite.
        own_for_scores: own variance to use in a score's interval: pooled below 50 contacts, moderated from
            there; points², shape (p,).
        moderated: moderated residual variance of a contact, points², shape (p,).
        facet_variances: how much of the shared variance each random facet carries, points²,
            shape (p, facets), columns named by `facets`.
        facets: names of those columns, with `facet_levels` levels each.
        components: variance components, the remainder (`contact`) last.
        effects: effect of each level by facet: `shopper` severities, `scenario` difficulties, `day`s.
        residual_freedom: degrees of freedom of the residual variance.
        deviance: REML criterion.
        links: how shoppers and scenarios link the organisations.
        dropped: rows that fell out, by reason.
        notes: what a reader should know of the design, in plain sentences.
        bounded: scores lie in 0–100, so intervals are taken on the logit.
    """

    organisations: tuple[str, ...]
    theta: Floats
    raw: Floats
    contacts: NDArray[np.intp]
    covariance: Covariance
    covariance_for_ranks: Covariance
    freedom_for_ranks: Floats
    own_for_scores: Floats
    moderated: Floats
    facet_variances: Floats
    facets: tuple[str, ...]
    facet_levels: tuple[int, ...]
    components: tuple[Component, ...]
    effects: Mapping[str, tuple[LevelEffect, ...]]
    residual_freedom: float
    deviance: float
    links: tuple[Connectivity, ...]
    dropped: Mapping[str, int]
    notes: tuple[str, ...]
    bounded: bool = True

    @property
    def sigma2(self) -> float:
        """Residual variance of one contact, points²."""
        return self.components[-1].variance

    @property
    def severities(self) -> tuple[LevelEffect, ...]:
        """Shoppers' effects; empty where shoppers were not modelled."""
        return self.effects.get("shopper", ())

    @property
    def difficulties(self) -> tuple[LevelEffect, ...]:
        """Scenarios' effects; empty where scenarios were not modelled."""
        return self.effects.get("scenario", ())

    def at(self, organisation: str) -> int:
        """Place of an organisation in the arrays; KeyError if it has no estimate."""
        try:
            return self.organisations.index(organisation)
        except ValueError as absent:
            raise KeyError(organisation) from absent
