"""The certificate of a class's winner, from refits of the mixed model."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from benchmark.ranking.contact_table import ContactTable
from benchmark.ranking.contest import Official
from benchmark.ranking.fit import fit_table
from benchmark.ranking.leave_one_out import Certificate, Kind, leave_one_out
from benchmark.statistics.errors import StatisticsError
from benchmark.statistics.estimates import Estimates

KINDS: tuple[Kind, ...] = ("shopper", "scenario", "day")


def certificate(
    *,
    table: ContactTable,
    estimates: Estimates,
    members: Sequence[str],
    official: Official = "adjusted",
    contacts_too: bool = False,
    told: Callable[[], None] = lambda: None,
) -> Certificate:
    """Leave each shopper, scenario and day out in turn, refit, and look who leads the class.

    Args:
        table: all contacts. estimates: the fit with all of them.
        members: organisations of the class with a score, two or more.
        official: which score ranks.
        contacts_too: also each single contact of the class.
        told: called after each refit, for a progress display.
    """
    places = [estimates.at(name) for name in members]
    full = (estimates.theta if official == "adjusted" else estimates.raw)[places]
    frame = table.contacts.reset_index(drop=True)
    units: dict[Kind, Sequence[Hashable]] = {
        kind: sorted(frame[kind].dropna().unique())
        for kind in KINDS
        if kind in frame.columns and frame[kind].nunique() > 1
    }
    if contacts_too:
        of_class = frame["organisation"].isin(list(members)) & frame["score"].notna()
        units["contact"] = [int(row) + 2 for row in frame.index[of_class]]

    def refit(kind: Kind, unit: Hashable) -> NDArray[np.float64] | None:
        left = frame.index + 2 != unit if kind == "contact" else ~frame[kind].isin([unit])
        try:
            again = fit_table(replace(table, contacts=frame[left]), refuse_disconnected=False)
        except StatisticsError:
            return None
        finally:
            told()
        if not set(members) <= set(again.organisations):
            return None
        chosen = again.theta if official == "adjusted" else again.raw
        return np.array([chosen[again.at(name)] for name in members])

    return leave_one_out(names=members, theta=full, units=units, refit=refit)
