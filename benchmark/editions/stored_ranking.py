"""A class's ranking as it was kept, read back for those who may see it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from benchmark.ranking.class_ranking import ClassRanking, Row
from benchmark.ranking.verdict import Standing, Verdict
from results.models import RankingRow, RankingRun


def stored_ranking(
    *, run: RankingRun, among: str, title: str, names: Mapping[int, str]
) -> ClassRanking | None:
    """Read a kept ranking among `class:<slug>` or `all`, the best first; None where nobody was ranked.

    Args:
        run: the ranking. among: whose. title: what the class is called.
        names: by the organisation's id, as the reader may see them; whoever is missing in it is left out.

    What is not kept (critical values, correction for the winner's luck) is not in it: it is for drawing.
    """
    kept = RankingRow.objects.filter(run=run, among=among, column="total").order_by("rank", "-value", "pk")
    known = [each for each in kept if each.organisation_id in names]
    rows = tuple(_row(each, names[each.organisation_id]) for each in known if each.status == "ranked")
    if not rows:
        return None
    return ClassRanking(
        group=title,
        official="raw",
        confidence=_confidence(run),
        rows=rows,
        unscored=tuple(names[each.organisation_id] for each in known if each.status != "ranked"),
        critical=float("nan"),
        clear_p=float("nan"),
        corrected=None,
    )


def _row(kept: RankingRow, name: str) -> Row:
    detail: dict[str, Any] = kept.detail
    shares = tuple(float(each) for each in detail.get("p_ranks", ()))
    expected = sum(rank * share for rank, share in enumerate(shares, 1))
    value = float(kept.value or 0.0)
    own = detail.get("own_ranks") or [None, None]
    return Row(
        organisation=name,
        rank=kept.rank or 0,
        score=value,
        raw=float(detail.get("raw", value)),
        adjusted=float(detail.get("adjusted", value)),
        low=float(detail.get("low", value)),
        high=float(detail.get("high", value)),
        bar=float(detail.get("bar", 0.0)),
        contacts=int(detail.get("n", 0)),
        rank_low=kept.best or kept.rank or 0,
        rank_high=kept.worst or kept.rank or 0,
        own_rank_low=own[0],
        own_rank_high=own[1],
        may_be_best="may_be_best" in kept.labels,
        letters=str(detail.get("letters", "")),
        best=float(detail.get("p_best", 0.0)),
        expected_rank=expected,
        sucra=(len(shares) - expected) / (len(shares) - 1) if len(shares) > 1 else 1.0,
        rank_probabilities=shares,
        verdict=Verdict(name, Standing.unscored),
    )


def _confidence(run: RankingRun) -> float:
    found = run.parameters.get("confidence")
    return float(found) if isinstance(found, int | float) and 0 < found < 1 else 0.95
