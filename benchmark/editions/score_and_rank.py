"""A campaign scored and ranked by its own method, and both kept: what a release rests on."""

from __future__ import annotations

from typing import NamedTuple

from django.db import transaction

from benchmark.editions.errors import NotScorable
from benchmark.editions.play_weights import play_weights
from benchmark.editions.score_beside import score_beside
from benchmark.editions.score_campaign import Fresh
from benchmark.editions.store_ranking import store_ranking
from benchmark.ranking.edition_ranking import EditionRanking, rank_edition
from benchmark.ranking.errors import BadTable, Incomparable, RankingError
from benchmark.ranking.table_of_scores import table_of_scores
from benchmark.scoring.errors import BadFieldwork, MethodDoesNotFit, ScoringError
from benchmark.statistics.errors import Disconnected, NothingVaries, StatisticsError, TooFew
from results.models import Campaign

SEED, DRAWS = 1, 10_000
"""As `svartid rank` has them where nothing else is said, so that page and command line give the same."""

_WORDS: dict[type[Exception], str] = {
    MethodDoesNotFit: "method",
    BadFieldwork: "fieldwork",
    BadTable: "scores",  # of a table made here nothing else can be wrong
    TooFew: "few",
    NothingVaries: "alike",
    Disconnected: "apart",
    Incomparable: "apart",
}


class Ranked(NamedTuple):
    """The ids of the two runs."""

    scores: int
    ranking: int


@transaction.atomic
def score_and_rank(*, campaign: Campaign, actor: str) -> Ranked:
    """Score and rank a campaign by its own method and keep both, or neither.

    It is ranked while its scores are written; some seconds for 3,300 contacts. Raises NotScorable with one
    sentence where it cannot be done yet.
    """
    try:
        scored, edition = score_beside(campaign=campaign, make=_ranked, actor=actor)
    except (ScoringError, RankingError, StatisticsError) as error:
        raise NotScorable(_WORDS.get(type(error), "other"), str(error)) from error
    parameters = {"seed": SEED, "draws": DRAWS, "confidence": None, "official": None}
    ranking = store_ranking(scored=scored, edition=edition, parameters=parameters, actor=actor)
    return Ranked(scored.row.pk, ranking.pk)


def _ranked(fresh: Fresh) -> EditionRanking:
    edition = rank_edition(
        table=table_of_scores(run=fresh.run, method=fresh.method),
        method=fresh.method,
        draws=DRAWS,
        seed=SEED,
    )
    return play_weights(edition=edition, scored=fresh, seed=SEED)
