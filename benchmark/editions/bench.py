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
        from benchmark.editions.score_and_rank import score_and_rank

        campaign = keep_made_up(slug="bench", method=method, questionnaire=questionnaire, fieldwork=fieldwork)
        for _ in range(times):
            begun = time.perf_counter()
            score_and_rank(campaign=campaign, actor="bench")
            best = min(best, time.perf_counter() - begun)
    return best
