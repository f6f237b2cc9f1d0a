"""A campaign scored and ranked by its own method, and both kept: what a release rests on."""

from __future__ import annotations

from typing import NamedTuple

from django.db import transaction

from benchmark.editions.errors import NotScorable
from benchmark.editions.score_campaign import score_campaign
from benchmark.editions.store_ranking import store_ranking
from benchmark.ranking.edition_ranking import rank_edition
from benchmark.ranking.errors import RankingError
from benchmark.ranking.table_of_scores import table_of_scores
from benchmark.scoring.errors import ScoringError
from benchmark.statistics.errors import StatisticsError
from results.models import Campaign

SEED, DRAWS = 1, 10_000
"""As `svartid rank` has them where nothing else is said, so that page and command line give the same."""


class Ranked(NamedTuple):
    """The ids of the two runs."""

    scores: int
    ranking: int


@transaction.atomic
def score_and_rank(*, campaign: Campaign, actor: str) -> Ranked:
    """Score and rank a campaign by its own method and keep both, or neither.

    Some seconds for 3,300 contacts. Raises NotScorable with one sentence where it cannot be done yet.
    """
    try:
        scored = score_campaign(campaign=campaign, actor=actor)
        edition = rank_edition(
            table=table_of_scores(run=scored.run, method=scored.method),
            method=scored.method,
            draws=DRAWS,
            seed=SEED,
        )
    except (ScoringError, RankingError, StatisticsError) as error:
        raise NotScorable(str(error)) from error
    parameters = {"seed": SEED, "draws": DRAWS, "confidence": None, "official": None}
    ranking = store_ranking(scored=scored, edition=edition, parameters=parameters, actor=actor)
    return Ranked(scored.row.pk, ranking.pk)
