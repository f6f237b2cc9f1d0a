"""How fast a campaign of the record becomes a ranking: what `svartid bench statistics` calls."""

from __future__ import annotations

import time

from benchmark.fieldwork.bench import own_database
from benchmark.ranking.bench import made_up


def edition_from_record_seconds(*, times: int = 3) -> float:
    """Best wall time in s from a stored campaign of 132 × 25 contacts to its stored ranking.

    Read, scored by `kundeserviceprisen`, kept, modelled, ranked with all prizes, kept again. In a database
    of its own, which is dropped afterwards. Raises RecordError where no database can be opened.
    """
    method, questionnaire, fieldwork = made_up(organisations=132, contacts=25, classes=20)
    best = float("inf")
    with own_database():
        from benchmark.editions.made_up import keep_made_up
        from benchmark.editions.score_campaign import score_campaign
        from benchmark.editions.store_ranking import store_ranking
        from benchmark.ranking.edition_ranking import rank_edition
        from benchmark.ranking.table_of_scores import table_of_scores

        campaign = keep_made_up(slug="bench", method=method, questionnaire=questionnaire, fieldwork=fieldwork)
        for _ in range(times):
            begun = time.perf_counter()
            scored = score_campaign(campaign=campaign)
            table = table_of_scores(run=scored.run, method=scored.method)
            edition = rank_edition(table=table, method=scored.method)
            store_ranking(scored=scored, edition=edition, parameters={}, actor="bench")
            best = min(best, time.perf_counter() - begun)
    return best
