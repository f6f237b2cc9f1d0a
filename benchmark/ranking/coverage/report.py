"""The coverage of many made-up editions, with the error of the simulation itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from benchmark.ranking.coverage.replication import Replication

SCORE_AIM = 0.95
SCORE_TOLERANCE = 0.01
RANKS_AIM = 0.95
FALSE_AIM = 0.05


@dataclass(frozen=True, slots=True)
class Figure:
    """A share and the Monte-Carlo standard error of it."""

    share: float
    error: float


@dataclass(frozen=True)
class Coverage:
    """What held, over all replications; each figure from 0 to 1.

    Attributes:
        replications: how many editions were made up.
        score_interval: organisations whose true level lies in the 95 % interval of their score.
        class_ranks: classes in which the simultaneous rank sets all hold the true rank.
        false_clear_winner: editions in which at least one class was given a clear winner wrongly.
        false_clear_winner_a_class: classes that were.
        clear_winner: classes with a clear winner.
        naive_…: the same by a percentile bootstrap of each organisation's contacts.
    """

    replications: int
    score_interval: Figure
    class_ranks: Figure
    false_clear_winner: Figure
    false_clear_winner_a_class: Figure
    clear_winner: Figure
    naive_score_interval: Figure
    naive_class_ranks: Figure
    naive_false_clear_winner: Figure
    naive_clear_winner: Figure

    @classmethod
    def of(cls, replications: Sequence[Replication], *, classes: int) -> Coverage:
        """Average the replications. Errors are taken over editions, within which nothing is independent."""
        return cls(
            replications=len(replications),
            score_interval=_figure([one.score_interval for one in replications]),
            class_ranks=_figure([one.class_ranks for one in replications]),
            false_clear_winner=_share([one.false_clear_winners > 0 for one in replications]),
            false_clear_winner_a_class=_figure([one.false_clear_winners / classes for one in replications]),
            clear_winner=_figure([one.clear_winners / classes for one in replications]),
            naive_score_interval=_figure([one.naive_score_interval for one in replications]),
            naive_class_ranks=_figure([one.naive_class_ranks for one in replications]),
            naive_false_clear_winner=_share([one.naive_false_clear_winners > 0 for one in replications]),
            naive_clear_winner=_figure([one.naive_clear_winners / classes for one in replications]),
        )

    def missed_aims(self) -> list[str]:
        """Aims that are missed by more than two Monte-Carlo errors, in words; empty when all are met."""
        missed = []
        off = abs(self.score_interval.share - SCORE_AIM) - SCORE_TOLERANCE
        if off > 2 * self.score_interval.error:
            missed.append(f"score intervals hold {100 * self.score_interval.share:.1f} %, aim 95 ± 1 %")
        if RANKS_AIM - self.class_ranks.share > 2 * self.class_ranks.error:
            missed.append(f"class rank sets hold {100 * self.class_ranks.share:.1f} %, aim 95 % or more")
        if self.false_clear_winner.share - FALSE_AIM > 2 * self.false_clear_winner.error:
            missed.append(
                f"editions with a false clear winner {100 * self.false_clear_winner.share:.1f} %, aim ≤ 5 %"
            )
        return missed

    def flat(self) -> dict[str, float | int]:
        """Flat keys for `--json`: shares, and `…_mc_error` for the error of each."""
        found: dict[str, float | int] = {}
        for name in (
            "score_interval",
            "class_ranks",
            "false_clear_winner",
            "false_clear_winner_a_class",
            "clear_winner",
            "naive_score_interval",
            "naive_class_ranks",
            "naive_false_clear_winner",
            "naive_clear_winner",
        ):
            figure: Figure = getattr(self, name)
            found[name] = round(figure.share, 4)
            found[f"{name}_mc_error"] = round(figure.error, 4)
        return {**found, "replications": self.replications}


def _figure(values: Sequence[float]) -> Figure:
    error = float(np.std(values, ddof=1) / np.sqrt(len(values))) if len(values) > 1 else 1.0
    return Figure(float(np.mean(values)), error)


def _share(values: Sequence[bool]) -> Figure:
    # Wilson's centre keeps the error above zero when nothing has happened yet.
    number = len(values)
    moved = (sum(values) + 2) / (number + 4)
    return Figure(sum(values) / number, float(np.sqrt(moved * (1 - moved) / (number + 4))))
