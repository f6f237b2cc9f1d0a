"""Channels, areas and figures of each organisation of an edition, as they may be published."""

from __future__ import annotations

from collections.abc import Mapping
from statistics import median
from typing import Any

from scipy import stats

from benchmark.editions.public_names import PublicName
from benchmark.editions.small_cells import LEAST, hidden_parts
from benchmark.statistics.interval import tail
from results.models import RankingRun, Score

_LEVEL = 0.95
_MIDDLE = 1
"""Decimals of a class's middle, as pages show it: a second one moves with each answer of anybody in it."""


def public_parts(*, run: RankingRun, names: Mapping[int, PublicName]) -> dict[str, dict[str, Any]]:
    """Return the parts of each named organisation by its key; small ones are marked and have no value.

    Intervals are Student's t at 95 %, for few contacts make a part; `middle` is the median of the class.
    """
    rows = list(
        Score.objects.filter(
            run=run.score_run,
            contact__isnull=True,
            column="total",
            level__in=("channel", "area", "organisation"),
        ).order_by("organisation__slug", "pk")
    )
    middles = _middles(rows)
    figures = _figures(run)
    slugs = dict(Score.objects.filter(run=run.score_run, level="organisation").values_list(
        "organisation", "organisation__slug"
    ))  # fmt: skip
    found: dict[str, dict[str, Any]] = {}
    for pk, name in names.items():
        mine = [each for each in rows if each.organisation_id == pk]
        whole = next((each for each in mine if each.level == "organisation"), None)
        found[name.key] = {
            "answered_share": _rounded(whole.detail.get("reached_share"), 4) if whole else None,
            "worth_nothing": int(whole.detail.get("zeros") or 0) if whole else 0,
            "without_score": whole.missing if whole else 0,
            "channels": _parts(mine, "channel", middles),
            "areas": _parts(mine, "area", middles),
            "figures": figures.get(slugs.get(pk, ""), []),
        }
    return found


def _parts(mine: list[Score], level: str, middles: Mapping[tuple[Any, ...], float]) -> list[dict[str, Any]]:
    own = [each for each in mine if each.level == level]
    counts = {getattr(each, level): each.n for each in own}
    hidden = hidden_parts(counts, adds_up=level == "channel")
    return [_part(each, level, getattr(each, level) in hidden, middles) for each in own]


def _part(each: Score, level: str, hidden: bool, middles: Mapping[tuple[Any, ...], float]) -> dict[str, Any]:
    name = getattr(each, level)
    if hidden or each.value is None:
        return {
            "name": name, "status": "too_few" if hidden else each.status, "n": None if hidden else each.n,
            "value": None, "low": None, "high": None,
            "middle": _rounded(middles.get(_place(each, level)), _MIDDLE),
        }  # fmt: skip
    half = None
    if each.standard_error is not None and each.n > 1:
        half = float(stats.t.ppf(1 - tail(_LEVEL), each.n - 1)) * each.standard_error
    return {
        "name": name,
        "status": "scored",
        "n": each.n,
        "value": round(each.value, 2),
        "low": None if half is None else round(max(each.value - half, 0.0), 2),
        "high": None if half is None else round(min(each.value + half, 100.0), 2),
        "middle": _rounded(middles.get(_place(each, level)), _MIDDLE),
    }


def _middles(rows: list[Score]) -> dict[tuple[Any, ...], float]:
    """The median of each part among its class, where at least three organisations have it.

    Of two the median would tell the one what the other reached.
    """
    values: dict[tuple[Any, ...], list[float]] = {}
    for each in rows:
        if each.level in ("channel", "area") and each.value is not None and each.n >= LEAST:
            values.setdefault(_place(each, each.level), []).append(each.value)
    return {place: median(found) for place, found in values.items() if len(found) >= 3}


def _place(each: Score, level: str) -> tuple[Any, ...]:
    return (each.klass_id, level, getattr(each, level))


def _figures(run: RankingRun) -> dict[str, list[dict[str, Any]]]:
    """The method's own figures by the organisation's short name, of at least five answers."""
    table: dict[str, list[Any]] = run.score_run.summary.get("indicators") or {}
    found: dict[str, list[dict[str, Any]]] = {}
    for cells in zip(*table.values(), strict=True) if table else ():
        row = dict(zip(table, cells, strict=True))
        if row["value"] is None or row["n"] < LEAST:
            continue
        found.setdefault(row["organisation"], []).append(
            {
                "figure": row["indicator"],
                "value": _rounded(row["value"], 2),
                "low": _rounded(row["low"], 2),
                "high": _rounded(row["high"], 2),
                "unit": row["unit"],
                "n": int(row["n"]),
            }
        )
    return found


def _rounded(value: float | None, places: int) -> float | None:
    return None if value is None else round(float(value), places)
