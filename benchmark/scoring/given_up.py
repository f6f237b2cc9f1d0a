"""What a contact counts whose wait somebody gave up before the method would have."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmark.scoring.contact_state import ContactState
from benchmark.scoring.curve import Flags, Floats

Codes = NDArray[np.intp]


@dataclass(frozen=True)
class _Pool:
    """Waits of all organisations in a channel: what those bring that outlast a given wait."""

    waits: Floats
    beyond: Floats

    @classmethod
    def of(cls, waits: Floats, ended: Flags, worth: Floats) -> _Pool:
        order = np.lexsort((~ended, waits))
        times, mass = waits[order], _masses(ended[order])
        after = np.cumsum(mass[::-1])[::-1]
        brought = np.cumsum((mass * np.where(ended[order], worth[order], 0.0))[::-1])[::-1]
        mean = np.divide(brought, after, out=np.zeros_like(after), where=after > 1e-12)
        return cls(times, np.append(mean, 0.0))

    def __call__(self, waits: Floats) -> Floats:
        """Mean worth of the contacts whose wait ends after each of these; 0 where none does."""
        found: Floats = self.beyond[np.searchsorted(self.waits, waits, side="right")]
        return found


def count_given_up(*, worth: Floats, state: ContactState, groups: Codes, channels: Codes) -> Floats:
    """Worth of every contact as means and models take it, shape (n,).

    Where a wait was given up early nobody knows whether a person would have answered in time, nor how well.
    The mean of a group is then Σ (Kaplan–Meier mass of the wait) × (worth of the contact), never answered
    being worth nothing at the end of all waits: a given-up wait hands its weight on to those that lasted
    longer. Where none of the group did, the waits of all organisations in the channel that lasted longer
    stand in. Every contact of such a group gets its pseudo-observation n·θ̂ − (n − 1)·θ̂₋ᵢ, whose mean is
    that of the group; it may lie outside 0 to 100 and is no score to show. Everywhere else a contact counts
    its own worth, so that without giving up the mean is the plain one.

    Args:
        worth: of the contacts, 0 to 100, NaN where there is none, shape (n,).
        state: which contacts were reached, lost or given up, and how long they waited.
        groups: organisation × channel of each contact. channels: the channel of each contact.

    Source: Efron (1967) for handing weight on; Andersen and Perme (2010), Stat Methods Med Res 19:71.
    """
    counted = worth.copy()
    early = state.given_up
    if not early.any():
        return counted
    waits = np.where(state.zero, np.inf, state.waited)
    known = early | (~np.isnan(worth) & ~np.isnan(waits))
    affected = np.unique(groups[early])
    for channel in np.unique(channels[early]):
        here = np.flatnonzero(known & (channels == channel))
        pool = _Pool.of(waits[here], ~early[here], worth[here])
        mine = here[np.isin(groups[here], affected)]
        mine = mine[np.argsort(groups[mine], kind="stable")]
        cuts = np.flatnonzero(np.diff(groups[mine])) + 1
        for rows in np.split(mine, cuts):
            if early[rows].any():
                counted[rows] = _pseudo(waits[rows], ~early[rows], worth[rows], pool)
    return counted


def _masses(ended: Flags) -> Floats:
    """Kaplan–Meier mass of each of n waits in rising order, ended ones first among equals."""
    hazard = ended / np.arange(ended.size, 0, -1)
    before = np.concatenate(([1.0], np.cumprod(1 - hazard)[:-1]))
    mass: Floats = before * hazard
    return mass


def _pseudo(waits: Floats, ended: Flags, worth: Floats, pool: _Pool) -> Floats:
    order = np.lexsort((~ended, waits))
    size, own = order.size, np.where(ended, worth, 0.0)[order]
    ends, tails = ended[order], pool(waits[order])
    mass = _masses(ends)
    whole = float(mass @ own) + (1 - float(mass.sum())) * float(tails[-1])
    if size == 1:
        return np.array([whole])
    place = np.arange(size)
    # Row i: without contact i, those before it have one fewer at risk, and it itself does not end.
    risk = (size - place)[None, :] - (place[:, None] > place[None, :])
    hazard = np.where(np.eye(size, dtype=np.bool_), 0.0, ends[None, :] / np.maximum(risk, 1))
    survival = np.cumprod(1 - hazard, axis=1)
    before = np.column_stack((np.ones(size), survival[:, :-1]))
    last = np.full(size, tails[-1])
    last[-1] = tails[-2]
    without = (before * hazard) @ own + survival[:, -1] * last
    found = np.empty(size)
    found[order] = size * whole - (size - 1) * without
    return found
