"""The published channel mix, and what becomes of it where an organisation lacks a channel."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray
from scipy import sparse

from benchmark.statistics.contacts import Codes, Contacts
from benchmark.statistics.errors import BadArgument, BadTable, TooFew

Floats = NDArray[np.float64]

_ROUNDING = 1e-6


class NotOffered(StrEnum):
    """What a channel that an organisation does not offer does to its level."""

    RENORMALISE = "renormalise"
    """The weights of its other channels are raised in proportion."""
    ZERO = "zero"
    """The missing channel counts as 0 points."""
    COMMON = "common"
    """Only channels that every organisation offers count, for everybody."""


@dataclass(frozen=True)
class Mix:
    """Cells of the model and their weights.

    Attributes:
        cells: code of each contact's cell, shape (n,).
        weights: weight of each cell in each organisation's level, sparse, shape (p, K).
        keep: contacts that count: those of a channel with weight, shape (contacts handed in,).
    """

    cells: Codes
    weights: sparse.csr_matrix
    keep: NDArray[np.bool_]


def channel_mix(
    contacts: Contacts,
    *,
    channel_weights: Mapping[str, float] | None,
    not_offered: NotOffered = NotOffered.RENORMALISE,
) -> Mix:
    """Lay out the cells organisation × channel and what each is worth.

    Without weights every contact of an organisation counts alike and a cell is an organisation. With
    weights, contacts of a channel that weighs nothing are left out altogether.

    Raises:
        BadArgument: weights that are negative or do not add up to 1.
        BadTable: no channel column, or a channel without a weight.
        TooFew: an organisation has no contact in a channel that counts.
    """
    count = len(contacts.organisation.labels)
    everybody = np.ones(contacts.scores.size, dtype=np.bool_)
    if channel_weights is None:
        identity = sparse.csr_matrix(sparse.identity(count, format="csr"))
        return Mix(cells=contacts.organisation.codes, weights=identity, keep=everybody)
    if contacts.channel is None:
        raise BadTable("the channels have weights but the table of contacts has no column 'channel'")
    worth = _worth(channel_weights, contacts.channel.labels)
    width = worth.size
    pairs = contacts.organisation.codes * width + contacts.channel.codes
    offered = np.bincount(pairs, minlength=count * width).reshape(count, width) > 0
    if not_offered is NotOffered.COMMON:
        worth = np.where(offered.all(axis=0), worth, 0.0)
        if not worth.any():
            raise TooFew("no channel is offered by every organisation, so none is common to all")
        worth = worth / worth.sum()
    table = np.where(offered, worth, 0.0)
    totals = table.sum(axis=1)
    if (totals <= 0).any():
        name = contacts.organisation.labels[int(np.flatnonzero(totals <= 0)[0])]
        raise TooFew(f"{name} has no contact in a channel that counts")
    if not_offered is not NotOffered.ZERO:
        table = table / totals[:, None]
    keep = worth[contacts.channel.codes] > 0
    used, cells = np.unique(pairs[keep], return_inverse=True)
    weights = sparse.csr_matrix(
        (table.ravel()[used], (used // width, np.arange(used.size))), shape=(count, used.size)
    )
    return Mix(cells=cells.astype(np.intp), weights=weights, keep=keep)


def _worth(channel_weights: Mapping[str, float], labels: tuple[str, ...]) -> Floats:
    values = np.array(list(channel_weights.values()), dtype=np.float64)
    if not np.isfinite(values).all() or (values < 0).any():
        raise BadArgument("a channel's weight is negative or not a number")
    if abs(float(values.sum()) - 1) > _ROUNDING:
        raise BadArgument(f"the channels' weights add up to {values.sum():g}, not to 1")
    unknown = [label for label in labels if label not in channel_weights]
    if unknown:
        raise BadTable(f"the channel {unknown[0]!r} has no weight")
    return np.array([float(channel_weights[label]) for label in labels])
