"""The estimates a ranking is made from, also where there is nothing to estimate a spread from."""

from __future__ import annotations

import numpy as np

from benchmark.ranking.contact_table import ContactTable
from benchmark.ranking.errors import BadTable
from benchmark.statistics.connectivity import Connectivity
from benchmark.statistics.covariance import Covariance
from benchmark.statistics.estimates import Component, Estimates
from benchmark.statistics.mixed_model import fit_mixed_model


def fit_table(table: ContactTable, *, refuse_disconnected: bool = True) -> Estimates:
    """Fit the crossed mixed model to a table of contact scores.

    Where all scores are equal there is no spread: every organisation has that score with no error, all are
    level, and a note says so.

    Raises:
        BadTable: nothing is scored.
        StatisticsError: the design falls apart, or there are too few contacts; one sentence.
    """
    scores = table.contacts["score"].dropna()
    if scores.empty:
        raise BadTable("no contact has a score, so there is nothing to rank")
    if float(scores.max() - scores.min()) < 1e-9:
        return _all_equal(table, float(scores.iloc[0]))
    classes = table.classes if len(set(table.classes.values())) > 1 else None
    return fit_mixed_model(
        table.contacts,
        channel_weights=table.channel_weights,
        classes=classes,
        refuse_disconnected=refuse_disconnected,
    )


def _all_equal(table: ContactTable, score: float) -> Estimates:
    counts = table.contacts.dropna(subset="score")["organisation"].value_counts()
    names = tuple(str(name) for name in sorted(counts.index))
    size = len(names)
    nothing = np.zeros(size)
    links: tuple[Connectivity, ...] = ()
    return Estimates(
        organisations=names,
        theta=np.full(size, score),
        raw=np.full(size, score),
        contacts=np.array([int(counts[name]) for name in names], dtype=np.intp),
        covariance=Covariance.independent(nothing),
        covariance_for_ranks=Covariance.independent(nothing),
        freedom_for_ranks=np.full(size, np.inf),
        own_for_scores=nothing,
        moderated=nothing,
        facet_variances=np.zeros((size, 0)),
        facets=(),
        facet_levels=(),
        components=(Component("contact", 0.0, int(counts.sum())),),
        effects={},
        residual_freedom=1.0,
        deviance=0.0,
        links=links,
        dropped={},
        notes=("All scores are equal: nobody is ahead of anybody.",),
    )
