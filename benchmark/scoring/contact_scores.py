"""Items → areas → one score a contact."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from benchmark.scoring.choices import Choices
from benchmark.scoring.contact_state import ContactState
from benchmark.scoring.curve import Floats
from benchmark.scoring.given_up import count_given_up
from benchmark.scoring.item_worth import ItemWorth
from benchmark.scoring.rules import CHANNELS, Rules


@dataclass(frozen=True)
class ContactScores:
    """Scores of every contact, in the order of `Fieldwork.contacts`.

    Attributes:
        score: 0 to 100, NaN where there is none, shape (n,).
        status: scored, zero, or `unscored:<reason>`.
        adjusted: the score with open items filled in by how hard they are (see `contact_scores`), NaN as
            `score`.
        obtained: points obtained, 0 for a zero.
        obtainable: points that could be obtained: of the answered items, for a zero of all items of its
            channel.
        not_applicable: share of the channel's points that was "not applicable", NaN unless reached.
        missing: share that was asked and left open, NaN unless reached.
        areas: score of each area, 0 to 100, NaN where there is none, shape (areas, n); 0 for a zero.
        area_obtainable: points obtainable of each area, shape (areas, n).
        counted, counted_areas: `score` and `areas` as means and models take them: the same, but for contacts
            beside a wait that was given up early (see `given_up.count_given_up`).
    """

    score: Floats
    status: NDArray[np.object_]
    adjusted: Floats
    obtained: Floats
    obtainable: Floats
    not_applicable: Floats
    missing: Floats
    areas: Floats
    area_obtainable: Floats
    counted: Floats
    counted_areas: Floats


def contact_scores(
    *, contacts: pd.DataFrame, rules: Rules, items: ItemWorth, state: ContactState, choices: Choices
) -> ContactScores:
    """Score every contact, channel by channel.

    An item's points are its worth times what it can bring; "not applicable" and open items leave both the
    points and the obtainable ones. An area (a contact) of which less than the share `choices.applicable` of
    the points was answered has no score. With area weights the contact is Σ w·area ÷ Σ w over the areas with
    a score, else all its points ÷ all obtainable ones.

    The adjusted score fills an open item with v̂ = μ_kc + b_i, the item's mean in the channel plus how much
    this contact's answers lie above the means of their items (two-way additive), so that nobody gains by what
    did not apply to him. Source: project's statistics page, 1.1.
    """
    n, count = len(contacts), len(rules.areas)
    blank = np.full(n, np.nan)
    done = ContactScores(
        score=blank.copy(),
        status=np.full(n, "unscored:not reached", dtype=object),
        adjusted=blank.copy(),
        obtained=np.zeros(n),
        obtainable=np.zeros(n),
        not_applicable=blank.copy(),
        missing=blank.copy(),
        areas=np.full((count, n), np.nan),
        area_obtainable=np.zeros((count, n)),
        counted=blank.copy(),
        counted_areas=np.full((count, n), np.nan),
    )
    void = state.void != ""
    done.status[void] = "unscored:" + state.void[void]
    # Codes of a categorical: comparing texts of a million contacts for each channel would take seconds.
    codes = contacts["channel"].cat.codes.to_numpy()
    for code, channel in enumerate(contacts["channel"].cat.categories):
        asked = [(i, rule.area, rule.points[CHANNELS.index(channel)]) for i, rule in enumerate(rules.rules)]
        asked = [each for each in asked if each[2] > 0]
        here = codes == code
        if asked:
            _score_reached(done, np.flatnonzero(here & state.reached), asked, rules, items, choices)
            _score_zeros(done, np.flatnonzero(here & state.zero), asked)
        else:
            done.status[here & ~void] = "unscored:nothing asked in this channel"
    _count(done, contacts, state)
    return done


def _count(done: ContactScores, contacts: pd.DataFrame, state: ContactState) -> None:
    channels = contacts["channel"].cat.codes.to_numpy().astype(np.intp)
    groups = contacts["organisation"].cat.codes.to_numpy() * (channels.max(initial=0) + 1) + channels
    for own, counted in ((done.score, done.counted), *zip(done.areas, done.counted_areas, strict=True)):
        counted[:] = count_given_up(worth=own, state=state, groups=groups, channels=channels)


_Asked = list[tuple[int, int, float]]


def _score_zeros(done: ContactScores, rows: NDArray[np.intp], asked: _Asked) -> None:
    done.status[rows] = "zero"
    done.score[rows] = done.adjusted[rows] = 0.0
    for _, area, points in asked:
        done.obtainable[rows] += points
        done.area_obtainable[area, rows] += points
        done.areas[area, rows] = 0.0


def _score_reached(
    done: ContactScores,
    rows: NDArray[np.intp],
    asked: _Asked,
    rules: Rules,
    items: ItemWorth,
    choices: Choices,
) -> None:
    n, count = rows.size, len(rules.areas)
    got, could, full = np.zeros((count, n)), np.zeros((count, n)), np.zeros(count)
    leaves = np.zeros(n)
    # One item after the other, so that each contact's sum has one order of terms wherever its row stands.
    for item, area, points in asked:
        worth = items.worth[item, rows]
        answered = ~np.isnan(worth)
        got[area] += np.where(answered, worth, 0.0) * (points / 100)
        could[area] += answered * points
        full[area] += points
        leaves += items.not_applicable[item, rows] * points
    total, whole = _down(could), float(full.sum())
    areas = np.full((count, n), np.nan)
    for area in range(count):
        enough = (could[area] > 0) & (could[area] >= choices.applicable * full[area])
        areas[area, enough] = 100 * got[area, enough] / could[area, enough]
    weights = _weights(rules, full)
    done.areas[:, rows], done.area_obtainable[:, rows] = areas, could
    done.obtained[rows], done.obtainable[rows] = _down(got), total
    done.not_applicable[rows] = leaves / whole
    done.missing[rows] = np.maximum(0.0, (whole - total - leaves) / whole)
    score = np.full(n, np.nan)
    some = total > 0
    if rules.weights is None:
        score[some] = 100 * _down(got)[some] / total[some]
        share = total / whole
    else:
        valid = ~np.isnan(areas)
        held = _down(valid * weights[:, None])
        weighed = _down(np.where(valid, areas, 0.0) * weights[:, None])
        some = held > 0
        score[some] = weighed[some] / held[some]
        parts = np.divide(could, full[:, None], out=np.zeros_like(could), where=full[:, None] > 0)
        share = _down(parts * weights[:, None]) / max(float(weights.sum()), 1e-300)
    unrated = ~items.rated[rows] & (share < choices.applicable)
    score[~some | (share < choices.applicable)] = np.nan
    done.score[rows] = score
    done.status[rows] = np.where(
        ~np.isnan(score), "scored", np.where(unrated, "unscored:not rated", "unscored:too little answered")
    )
    done.adjusted[rows] = np.where(np.isnan(score), np.nan, _adjusted(items, rows, asked, weights, full))


def _weights(rules: Rules, full: Floats) -> Floats:
    """The areas' weights in this channel; an area that is not asked here weighs nothing."""
    if rules.weights is None:
        return full
    return np.where(full > 0, np.array(rules.weights), 0.0)


def _adjusted(
    items: ItemWorth, rows: NDArray[np.intp], asked: _Asked, weights: Floats, full: Floats
) -> Floats:
    n = rows.size
    above, count = np.zeros(n), np.zeros(n)
    means = {}
    for item, _, _ in asked:
        worth = items.worth[item, rows]
        answered = ~np.isnan(worth)
        if not answered.any():
            continue
        means[item] = float(worth[answered].mean())
        above += np.where(answered, worth - means[item], 0.0)
        count += answered
    level = np.divide(above, count, out=np.zeros(n), where=count > 0)
    result, held = np.zeros(n), 0.0
    for item, area, points in asked:
        if item not in means:
            continue
        worth = items.worth[item, rows]
        weight = weights[area] * points / full[area]
        filled = np.clip(means[item] + level, 0.0, 100.0)
        result += weight * np.where(np.isnan(worth), filled, worth)
        held += weight
    return result / held if held else np.full(n, np.nan)


def _down(matrix: Floats) -> Floats:
    """Sum over rows, term by term from the first, so that a column's sum depends on that column alone."""
    total = np.zeros(matrix.shape[1])
    for row in matrix:
        total += row
    return total
