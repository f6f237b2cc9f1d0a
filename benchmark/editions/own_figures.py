from __future__ import annotations

import datetime as dt
from functools import lru_cache
from typing import Any

from results.models import RankingRun, ScoreRun


def own_figures(run: RankingRun) -> list[dict[str, Any]]:
    """Return the figures that a ranking's scores have beside the score: an indicator and organisation a row.

    A run never changes, and its summary is as large as its edition: this process reads it once. Nobody may
    change what is returned.
    """
    return _read(run.score_run_id, run.score_run.made_at)


@lru_cache(maxsize=16)
def _read(score_run: int, _made_at: dt.datetime) -> list[dict[str, Any]]:
    summary = ScoreRun.objects.values_list("summary", flat=True).get(pk=score_run)
    table: dict[str, list[Any]] = summary.get("indicators") or {}
    return [dict(zip(table, cells, strict=True)) for cells in zip(*table.values(), strict=True)]
