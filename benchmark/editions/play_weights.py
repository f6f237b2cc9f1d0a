from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from benchmark.ranking.edition_ranking import EditionRanking
from benchmark.ranking.weights_in_play import Parts, weights_in_play
from benchmark.scoring.channel_weights import published_mix, stands_for
from benchmark.scoring.rules import CHANNELS, Rules, rules_of
from scenarios.score import Score

if TYPE_CHECKING:
    from benchmark.editions.score_campaign import Fresh, Scored


def play_weights(*, edition: EditionRanking, scored: Fresh | Scored, seed: int) -> EditionRanking:
    """Return an edition with what its classes' places owe to the method's weights.

    The areas' weights are the method's, or where points decide the share of each area's points in the
    channel mix; the channels' are the mix. A method without a total, or with one area and one channel, has
    no weights to play with: then the edition is returned as it is. The same seed gives the same.
    Raises MethodDoesNotFit.
    """
    if not isinstance(scored.method.score, Score):
        return edition
    mix = published_mix(scored.method)
    rules = rules_of(method=scored.method, questionnaire=scored.questionnaire)
    weights = _area_weights(rules, mix)
    shares = {name: weight for name, weight in zip(rules.areas, weights, strict=True) if weight > 0}
    if not shares or (len(shares) < 2 and len(mix) < 2):
        return edition
    areas = scored.run.areas.pivot_table(index="organisation", columns="area", values="score")
    of_areas = _Parts(areas, shares)
    of_channels = _Parts(_channels(scored.run.channels, mix), mix) if len(mix) > 1 else None
    rng = np.random.default_rng([seed, 1])
    played = {}
    for ranking in edition.classes:
        members = [row.organisation for row in ranking.rows]
        played[ranking.group] = weights_in_play(
            ranking=ranking,
            estimates=edition.estimates,
            areas=of_areas.of(members),
            channels=of_channels.of(members) if of_channels else None,
            rng=rng,
        )
    return replace(edition, weights=played)


class _Parts:
    """All organisations' scores in the parts that have a weight."""

    def __init__(self, scores: pd.DataFrame, weights: dict[str, float]) -> None:
        self._names = tuple(weights)
        self._weights = np.array(list(weights.values()))
        self._scores = scores.reindex(columns=list(weights)).to_numpy(dtype=np.float64)
        self._at = {str(name): at for at, name in enumerate(scores.index)}

    def of(self, members: Sequence[str]) -> Parts:
        """Those of some organisations, NaN for one without any."""
        nobody = np.full(len(self._names), np.nan)
        rows = [self._scores[self._at[name]] if name in self._at else nobody for name in members]
        return Parts(names=self._names, weights=self._weights, scores=np.array(rows))


def _area_weights(rules: Rules, mix: dict[str, float]) -> tuple[float, ...]:
    if rules.weights is not None:
        return rules.weights
    # Where points decide, an area weighs as many of the points as it brings, channel by channel.
    points = np.zeros((len(rules.areas), len(CHANNELS)))
    for rule in rules.rules:
        points[rule.area] += rule.points
    whole = points.sum(axis=0)
    share = np.divide(points, whole, out=np.zeros_like(points), where=whole > 0)
    each = np.array([mix.get(channel, 0.0) for channel in CHANNELS]) if mix else np.ones(len(CHANNELS))
    return tuple(float(weight) for weight in share @ (each * (whole > 0)))


def _channels(channels: pd.DataFrame, mix: dict[str, float]) -> pd.DataFrame:
    """Each organisation's channels as the mix counts them; two that stand for one, by their contacts."""
    table = channels[channels["score"].notna() & (channels["n"] > 0)].copy()
    table["channel"] = [stands_for(each, mix) for each in table["channel"]]
    table["points"] = table["score"] * table["n"]
    points, n = (
        table.pivot_table(index="organisation", columns="channel", values=column, aggfunc="sum")
        for column in ("points", "n")
    )
    return points / n
