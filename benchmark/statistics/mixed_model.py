"""The crossed mixed model of contact scores: one fit from which every later statement comes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import linalg, sparse

from benchmark.statistics.channel_mix import Mix, NotOffered, channel_mix
from benchmark.statistics.connectivity import Connectivity, connectivity
from benchmark.statistics.contacts import FACETS, Codes, Column, Contacts, read_contacts
from benchmark.statistics.covariance import Covariance
from benchmark.statistics.crossproducts import Crossproducts, crossproducts, with_first_facet_fixed
from benchmark.statistics.errors import TooFew
from benchmark.statistics.estimates import Component, Estimates, LevelEffect
from benchmark.statistics.moderated_variances import moderated_variances
from benchmark.statistics.reml import Reml, fit_reml

Floats = NDArray[np.float64]

# Facets whose levels must link the organisations; days are too many and too alike to be asked for.
_LINKING = ("shopper", "scenario")
# From this many contacts on, an organisation's own spread is worth using in its score's interval
# (simulation in the specification: pooled is better below).
_OWN_SPREAD_FROM = 50


def fit_mixed_model(
    frame: pd.DataFrame,
    *,
    channel_weights: Mapping[str, float] | None = None,
    not_offered: NotOffered = NotOffered.RENORMALISE,
    facets: Sequence[str] = FACETS,
    classes: Mapping[str, str] | None = None,
    refuse_disconnected: bool = True,
    fixed_shoppers: bool = False,
    bounded: bool = True,
) -> Estimates:
    """Fit y = θ(organisation, channel) + shopper + scenario + day + e by restricted maximum likelihood.

    Organisations are fixed: an official score is not drawn towards the mean for having few contacts.
    Shoppers, scenarios and days are random: what a lenient shopper added is taken off. Then
    θ_j = Σ_c W_c θ_jc with the published channel weights W, and its covariance is diag(own) +
    shared·sharedᵀ: own = σ² Σ W²/n, shared what common shoppers and scenarios bring.

    For ranks each organisation has its own residual variance: its residual mean square, divided by the
    trend m(100 − m) of a bounded score, is drawn towards all others' (squeeze_variance).

    Args:
        frame: a row a contact: `organisation`, `score` (0–100; missing rows are dropped and counted) and,
            where known, `channel`, `shopper`, `scenario`, `day`.
        channel_weights: published weight of each channel, adding up to 1; None counts all contacts alike.
        not_offered: what a missing channel does (needs weights).
        facets: random facets; one with a single level, or settled by the organisations, is left out with a
            note.
        classes: class of each organisation. Given, shoppers and scenarios must link the organisations of a
            class (comparison across unlinked classes then rests on their being drawn at random, and a note
            says so); otherwise all organisations.
        refuse_disconnected: False turns the refusal into a note.
        fixed_shoppers: shoppers as fixed effects summing to zero: the sensitivity variant for shoppers who
            were not allotted at random. Needs a connected design.
        bounded: scores lie in 0–100.

    Returns:
        Estimates.

    Raises:
        BadTable, BadArgument, TooFew, NothingVaries, Disconnected, NotFound: see `errors`.
    """
    contacts = read_contacts(frame, facets=facets, bounded=bounded)
    mix = channel_mix(contacts, channel_weights=channel_weights, not_offered=not_offered)
    contacts = _counted(contacts, mix)
    cells = mix.weights.shape[1]
    if contacts.scores.size <= cells:
        raise TooFew(
            f"{contacts.scores.size} contacts in {cells} cells of organisation and channel leave nothing to "
            "measure spread with: at least one organisation needs two contacts in a channel"
        )
    notes: list[str] = []
    links = _links(contacts, classes)
    for link in links:
        if not link.connected:
            if refuse_disconnected or (fixed_shoppers and link.facet == "shopper"):
                link.require()
            notes.append(link.sentence())
    if classes is not None and len(set(classes.values())) > 1:
        notes += [
            f"Across classes: {link.sentence()}" for link in _links(contacts, None) if not link.connected
        ]
    used, cross = _sum_up(contacts, mix, notes)
    if fixed_shoppers and "shopper" in used:
        cross = with_first_facet_fixed(cross)
    return _estimates(
        contacts=contacts,
        mix=mix,
        cross=cross,
        fit=fit_reml(cross),
        used=used,
        links=links,
        notes=notes,
        bounded=bounded,
    )


def _counted(contacts: Contacts, mix: Mix) -> Contacts:
    """Only the contacts of channels that count."""
    left_out = int((~mix.keep).sum())
    if not left_out:
        return contacts
    keep = mix.keep
    return Contacts(
        scores=contacts.scores[keep],
        organisation=Column(contacts.organisation.codes[keep], contacts.organisation.labels),
        channel=contacts.channel and Column(contacts.channel.codes[keep], contacts.channel.labels),
        facets={name: _in_use(column, keep) for name, column in contacts.facets.items()},
        dropped={**contacts.dropped, "channel without weight": left_out},
    )


def _in_use(column: Column, keep: NDArray[np.bool_]) -> Column:
    used, codes = np.unique(column.codes[keep], return_inverse=True)
    return Column(codes.astype(np.intp), tuple(column.labels[at] for at in used))


def _links(contacts: Contacts, classes: Mapping[str, str] | None) -> tuple[Connectivity, ...]:
    return tuple(
        link
        for name in _LINKING
        if name in contacts.facets and len(contacts.facets[name].labels) > 1
        for link in connectivity(
            organisation=contacts.organisation, facet=contacts.facets[name], name=name, classes=classes
        )
    )


def _sum_up(contacts: Contacts, mix: Mix, notes: list[str]) -> tuple[list[str], Crossproducts]:
    """Crossproducts over the facets that can be told from the organisations."""
    used = []
    for name, column in contacts.facets.items():
        if len(column.labels) > 1:
            used.append(name)
        else:
            notes.append(
                f"Only one {name}: what it adds cannot be told from the level of all scores, "
                f"so the results hold for this {name} only."
            )
    # The shopper comes first because only the first facet can be made fixed.
    used.sort(key=lambda name: name != "shopper")
    codes: tuple[Codes, ...] = tuple(contacts.facets[name].codes for name in used)
    cross = crossproducts(scores=contacts.scores, cells=mix.cells, facets=codes)
    settled = [name for name, block in zip(used, cross.blocks, strict=True) if cross.determined(block)]
    if settled:
        notes += [
            f"Each organisation has a {name} of its own: what it adds cannot be told from the organisation."
            for name in settled
        ]
        used = [name for name in used if name not in settled]
        codes = tuple(contacts.facets[name].codes for name in used)
        cross = crossproducts(scores=contacts.scores, cells=mix.cells, facets=codes)
    return used, cross


def _estimates(
    *,
    contacts: Contacts,
    mix: Mix,
    cross: Crossproducts,
    fit: Reml,
    used: Sequence[str],
    links: tuple[Connectivity, ...],
    notes: list[str],
    bounded: bool,
) -> Estimates:
    random = [name for name in used if not (cross.fixed and name == "shopper")]
    theta = np.asarray(mix.weights @ fit.estimates)
    pull = sparse.csr_matrix(mix.weights @ sparse.diags(1 / cross.cells)) @ cross.incidence
    loaded = pull.toarray() * fit.scale
    solved: Floats = linalg.solve_triangular(fit.root, loaded.T, lower=True, check_finite=False)
    shared = np.sqrt(fit.sigma2) * solved.T
    each = np.asarray(mix.weights.power(2) @ (1 / cross.cells))
    back: Floats = linalg.solve_triangular(fit.root, solved, lower=True, trans="T", check_finite=False)
    by_column = fit.sigma2 * loaded * back.T
    facet_variances = np.column_stack(
        [by_column[:, block].sum(axis=1) for block in cross.blocks] or [np.zeros((theta.size, 0))]
    )
    effects = _effects(contacts, fit, used)
    rest = contacts.scores - fit.estimates[mix.cells]
    for name, levels in effects.items():
        rest -= np.array([level.effect for level in levels])[contacts.facets[name].codes]
    try:
        own = moderated_variances(
            rest=rest,
            organisation=contacts.organisation.codes,
            cells=np.diff(mix.weights.indptr).astype(np.float64),
            residual_freedom=fit.residual_freedom,
            theta=theta,
            bounded=bounded,
        )
        moderated, freedom = own.variances, own.freedom
    except TooFew:
        notes.append("Too few organisations have a spread of their own: all share one residual variance.")
        moderated = np.full(theta.size, fit.sigma2)
        freedom = np.full(theta.size, max(fit.residual_freedom, 1.0))
    pooled = Covariance(own=fit.sigma2 * each, shared=shared)
    number = contacts.organisation.counts
    return Estimates(
        organisations=contacts.organisation.labels,
        theta=theta,
        raw=np.asarray(mix.weights @ cross.means),
        contacts=number,
        covariance=pooled,
        covariance_for_ranks=Covariance(own=moderated * each, shared=shared),
        freedom_for_ranks=freedom,
        own_for_scores=np.where(number < _OWN_SPREAD_FROM, fit.sigma2, moderated) * each,
        moderated=moderated,
        facet_variances=np.maximum(facet_variances, 0.0),
        facets=tuple(random),
        facet_levels=tuple(len(contacts.facets[name].labels) for name in random),
        components=(
            *(
                Component(name, float(variance), len(contacts.facets[name].labels))
                for name, variance in zip(random, fit.variances, strict=True)
            ),
            Component("contact", fit.sigma2, int(contacts.scores.size)),
        ),
        effects=effects,
        residual_freedom=fit.residual_freedom,
        deviance=fit.deviance,
        links=links,
        dropped=dict(contacts.dropped),
        notes=tuple(notes),
        bounded=bounded,
    )


def _effects(contacts: Contacts, fit: Reml, used: Sequence[str]) -> dict[str, tuple[LevelEffect, ...]]:
    effects = {}
    start = 0
    for name in used:
        column = contacts.facets[name]
        stop = start + len(column.labels)
        effects[name] = tuple(
            LevelEffect(label, float(effect), float(error), int(count))
            for label, effect, error, count in zip(
                column.labels,
                fit.effects[start:stop],
                fit.effect_errors[start:stop],
                column.counts,
                strict=True,
            )
        )
        start = stop
    return effects
