"""Contacts → one score for each organisation and channel."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from benchmark.scoring.amounts import Flags
from benchmark.scoring.contact_scores import ContactScores
from benchmark.scoring.contact_state import ContactState
from benchmark.scoring.curve import Floats
from benchmark.scoring.groups import Groups, ratio
from benchmark.scoring.hurdle import hurdle_variance

SHARES = ("not_applicable", "missing")


def group_scores(
    *,
    groups: Groups,
    scores: ContactScores,
    state: ContactState,
    agent: Floats,
    pooled: bool,
) -> pd.DataFrame:
    """Columns of scores by group (organisation, or organisation × channel), one row a group.

    Args:
        groups: which contacts belong together.
        scores, state: of every contact.
        agent: the agent area's score of every contact, NaN where there is none.
        pooled: all points ÷ all obtainable ones instead of the mean of contacts.

    Returns:
        `contacts` planned or made · `n` scored or zero · `zeros` · `unscored` · `reached` contacts that were
        answered · `score` 0–100 · `standard_error` of it as if contacts were independent draws (both allow
        for waits that were given up early) · `answered` score of reached contacts only · `agent` score of
        reached contacts · `reached_share` of n ·
        `hurdle_error` standard error of reached × quality · `adjusted` mean of the contacts' adjusted scores
        · `not_applicable`, `missing` shares of points of reached contacts. NaN where nothing can be said.
    """
    everybody = np.ones(groups.codes.size, dtype=bool)
    has_score = ~np.isnan(scores.score)
    is_zero = has_score & state.zero
    good = has_score & state.reached
    n, reached = groups.count(has_score), groups.count(good)
    quality, spread = groups.mean(scores.score, good), groups.variance(scores.score, good)
    frame = pd.DataFrame(
        {
            "contacts": groups.count(everybody),
            "n": n,
            "zeros": groups.count(is_zero),
            "unscored": groups.count(~has_score),
            "reached": groups.count(state.reached),
        }
    )
    counts = ~np.isnan(scores.counted)
    frame["score"] = groups.mean(scores.counted, counts)
    frame["standard_error"] = np.sqrt(
        groups.variance(scores.counted, counts) / np.maximum(groups.count(counts), 1)
    )
    frame["answered"] = quality
    frame["reached_share"] = ratio(reached.astype(np.float64), n)
    frame["hurdle_error"] = np.sqrt(
        hurdle_variance(reached=reached, contacts=n, quality=quality, spread=spread)
    )
    if pooled:
        for column, chosen in (("score", has_score), ("answered", good)):
            obtained, obtainable = (
                groups.total(each, chosen) for each in (scores.obtained, scores.obtainable)
            )
            frame[column] = 100 * ratio(obtained, obtainable)
        frame["standard_error"] = np.sqrt(
            _pooled_variance(groups, scores, has_score, frame["score"].to_numpy())
        )
    frame["agent"] = groups.mean(agent, good & ~np.isnan(agent))
    frame["adjusted"] = groups.mean(scores.adjusted, has_score)
    for column in SHARES:
        share = getattr(scores, column)
        frame[column] = groups.mean(share, ~np.isnan(share))
    return frame


def _pooled_variance(groups: Groups, scores: ContactScores, chosen: Flags, means: Floats) -> Floats:
    """Variance of a ratio of sums by its linearisation: n/(n − 1)·Σ(x − R·y)² ÷ (Σy)²."""
    away = np.zeros(groups.codes.size)
    own = means[groups.codes[chosen]] / 100
    away[chosen] = (scores.obtained[chosen] - own * scores.obtainable[chosen]) ** 2
    n = groups.count(chosen)
    whole = groups.total(scores.obtainable, chosen)
    inflated = ratio(n.astype(np.float64), np.where(n > 1, n - 1, 0))
    return 1e4 * inflated * ratio(groups.total(away, chosen), whole**2)


def status_of_group(frame: pd.DataFrame, *, offered: Flags, by_rule: Flags) -> NDArray[np.object_]:
    """Status of each row of `group_scores` for channels: scored, `zero by rule`, or `unscored:<reason>`."""
    return np.select(
        [by_rule, frame["n"] > 0, frame["contacts"] > 0, ~offered],
        ["zero by rule", "scored", "unscored:no contact has a score", "unscored:not offered"],
        default="unscored:no contact",
    ).astype(object)
