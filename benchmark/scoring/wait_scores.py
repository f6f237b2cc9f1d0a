"""What each organisation's waits are worth, those included that were given up too early to tell."""

from __future__ import annotations

import numpy as np
import pandas as pd

from benchmark.scoring.amounts import Amounts
from benchmark.scoring.contact_state import ContactState
from benchmark.scoring.curve import Curve, Flags, Floats
from benchmark.scoring.groups import Groups
from benchmark.scoring.rules import CHANNELS, Rules
from benchmark.statistics.value_integral import pseudo_values, value_integral

WAIT_COLUMNS = ("organisation", "channel", "measurement", "n", "censored", "worth", "standard_error")
PSEUDO_COLUMNS = ("contact", "measurement", "worth")


def wait_scores(
    *, contacts: pd.DataFrame, rules: Rules, amounts: Amounts, state: ContactState
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Mean worth of the waits of each organisation and channel, 0 to 100 per cent.

    Counts every wait that somebody began, also where the contact has no score because the line was lost: that
    it had lasted so long by then is known. A contact that was never answered is an endless wait. Without
    early censoring the mean is the plain one; with it the Kaplan–Meier integral (`value_integral`).

    Returns:
        A table with `WAIT_COLUMNS`; and, only for groups with early censoring, the contacts'
        pseudo-observations (`PSEUDO_COLUMNS`; they may lie outside 0 to 100), which a model of contacts may
        use.
    """
    tables, pseudo = [], []
    codes = contacts["channel"].cat.codes.to_numpy()
    for code, channel in enumerate(contacts["channel"].cat.categories):
        place = CHANNELS.index(channel)
        for rule in rules.rules:
            if rule.measured is None or rule.curve is None or not rule.points[place]:
                continue
            amount = amounts.on_axis(rule.measured, rule.curve.unit)
            seen = ~np.isnan(amount.value)
            never = ~seen & state.counts & ~state.reached
            rows = np.flatnonzero((codes == code) & (seen | never))
            if not rows.size:
                continue
            table, each = _groups(
                contacts, rows, np.where(seen, amount.value, np.inf), amount.observed, rule.curve
            )
            for frame in (table, each):
                frame["measurement"] = rule.measured
            table["channel"] = channel
            tables.append(table[list(WAIT_COLUMNS)])
            pseudo.append(each[list(PSEUDO_COLUMNS)])
    return _joined(tables, WAIT_COLUMNS), _joined(pseudo, PSEUDO_COLUMNS)


def _groups(
    contacts: pd.DataFrame,
    rows: np.ndarray,
    values: Floats,
    observed: Flags,
    curve: Curve,
) -> tuple[pd.DataFrame, pd.DataFrame]:
    organisation = contacts["organisation"]
    names = organisation.cat.categories
    groups = Groups(organisation.cat.codes.to_numpy()[rows].astype(np.intp), len(names))
    amount, ended = values[rows], observed[rows]
    everybody = np.ones(rows.size, dtype=bool)
    over = amount > curve.last if curve.steps else amount >= curve.last
    worth = curve(np.where(over, np.inf, amount))
    early = ~ended & ~over
    n, mean = groups.count(everybody), groups.mean(worth, everybody)
    error = np.sqrt(groups.variance(worth, everybody) / np.maximum(n, 1))
    censored = groups.count(early)
    each = []
    for group in np.flatnonzero(censored):
        mine = groups.codes == group
        watched = np.minimum(amount[mine], curve.horizon)
        found = value_integral(seconds=watched, answered=ended[mine], value=curve, horizon=curve.horizon)
        own = pseudo_values(seconds=watched, answered=ended[mine], value=curve, horizon=curve.horizon)
        mean[group], error[group] = found.value, found.error
        each.append(pd.DataFrame({"contact": contacts["contact"].to_numpy()[rows[mine]], "worth": own}))
    table = pd.DataFrame(
        {
            "organisation": names.to_numpy(dtype=object),
            "n": n,
            "censored": censored,
            "worth": mean,
            "standard_error": error,
        }
    )
    return table[n > 0].copy(), _joined(each, ("contact", "worth"))


def _joined(frames: list[pd.DataFrame], columns: tuple[str, ...]) -> pd.DataFrame:
    frames = [frame for frame in frames if not frame.empty]
    if not frames:
        return pd.DataFrame(columns=list(columns))
    return pd.concat(frames, ignore_index=True)
