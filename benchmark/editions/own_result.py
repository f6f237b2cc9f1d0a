"""What a released edition says of one organisation, as it may read it itself."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from statistics import median
from typing import Any

import pandas as pd
from django.db.models import Q
from scipy import stats

from benchmark.editions.own_figures import own_figures
from benchmark.editions.shown_names import with_shown_names
from benchmark.ranking.words import Language
from benchmark.statistics.interval import tail
from results.models import Organisation, OrganisationClass, RankingRow, RankingRun, Score


@dataclass(frozen=True, slots=True)
class Part:
    """A channel or an area: points with an interval, and the middle of the class beside it.

    `value`, `low` and `high` are None where there is no score; `status` says why. `missing` contacts should
    have counted and have no score.
    """

    name: str
    value: float | None
    low: float | None
    high: float | None
    n: int
    missing: int
    middle: float | None
    status: str


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of its own that the method names: a share, a mean, an index, with its interval."""

    name: str
    value: float
    low: float | None
    high: float | None
    unit: str
    n: int
    verdict: str


@dataclass(frozen=True, slots=True)
class OwnResult:
    """Everything that a released ranking says of one organisation; points at full precision.

    Attributes:
        among: `class:<slug>`, for the class's picture. klass: the class. size: who has a score in it.
        status: `ranked`, or why there is no score; then `score`, `low`, `high`, ranks are None.
        score: the official one; low, high: interval of the adjusted score; n: contacts it rests on.
        rank, best, worst: the place, and the places not ruled out.
        may_be_best: whether it is in the winner set.
        answered, agent: the other columns. zeros, missing: contacts worth nothing, and without a score.
        reached: share answered within the method's limits, 0 to 1.
        channels, areas, figures: the parts.
        verdict: the sentence by language, without a full stop; others are named by their slugs.
    """

    among: str
    klass: OrganisationClass
    size: int
    status: str
    score: float | None
    low: float | None
    high: float | None
    n: int
    rank: int | None
    best: int | None
    worst: int | None
    may_be_best: bool
    answered: float | None
    agent: float | None
    zeros: int
    missing: int
    reached: float | None
    channels: tuple[Part, ...]
    areas: tuple[Part, ...]
    figures: tuple[Figure, ...]
    verdict: dict[str, str]

    def says(self, language: Language, *, names: Mapping[int, str]) -> str:
        """Return the verdict as a sentence with the names that may be shown; "" where there is none."""
        sentence = self.verdict.get(language) or self.verdict.get("en", "")
        return f"{with_shown_names(sentence, names=names)}." if sentence else ""


def own_result(
    *, run: RankingRun, organisation: int, klass: OrganisationClass, level: float = 0.95
) -> OwnResult:
    """Read what a ranking and its scores say of an organisation. `level` is that of parts' intervals."""
    return own_results(run=run, organisations=[organisation], klass=klass, level=level)[organisation]


def own_results(
    *,
    run: RankingRun,
    organisations: Collection[int],
    klass: OrganisationClass,
    level: float = 0.95,
    with_figures: bool = True,
) -> dict[int, OwnResult]:
    """Read the same of several organisations of a class, in as many queries as of one."""
    among = f"class:{klass.slug}"
    rows = list(RankingRow.objects.filter(run=run, among=among, column="total"))
    mine = {each.organisation_id: each for each in rows}
    scores = Score.objects.filter(run=run.score_run, klass=klass, contact__isnull=True)
    totals: dict[int, dict[str, Score]] = {}
    for each in scores.filter(level="organisation", organisation__in=organisations):
        if each.organisation_id is not None:
            totals.setdefault(each.organisation_id, {})[each.column] = each
    parts = list(scores.filter(Q(level="channel", column="total") | Q(level="area")).order_by("pk"))
    channels = _parts([each for each in parts if each.level == "channel"], "channel", organisations, level)
    areas = _parts([each for each in parts if each.level == "area"], "area", organisations, level)
    figures = _figures(run, organisations) if with_figures else {}
    found = {}
    for pk in organisations:
        row, columns = mine.get(pk), totals.get(pk, {})
        whole = columns.get("total")
        detail: dict[str, Any] = row.detail if row else {}
        found[pk] = OwnResult(
            among=among,
            klass=klass,
            size=sum(one.status == "ranked" for one in rows),
            status=row.status if row else "unscored",
            score=row.value if row else None,
            low=detail.get("low"),
            high=detail.get("high"),
            n=int(detail.get("n") or (whole.n if whole else 0)),
            rank=row.rank if row else None,
            best=row.best if row else None,
            worst=row.worst if row else None,
            may_be_best=row is not None and "may_be_best" in row.labels,
            answered=_value(columns.get("answered")),
            agent=_value(columns.get("agent")),
            zeros=int(whole.detail.get("zeros") or 0) if whole else 0,
            missing=whole.missing if whole else 0,
            reached=whole.detail.get("reached_share") if whole else None,
            channels=channels.get(pk, ()),
            areas=areas.get(pk, ()),
            figures=figures.get(pk, ()),
            verdict=detail.get("verdict", {}),
        )
    return found


def class_areas(*, run: RankingRun, klass: OrganisationClass) -> pd.DataFrame:
    """Return the areas of a class as charts take them, an organisation by its slug."""
    rows = Score.objects.filter(run=run.score_run, klass=klass, level="area", contact__isnull=True)
    values = rows.order_by("organisation__slug", "pk").values_list(
        "organisation__slug", "klass__slug", "area", "n", "value", "standard_error"
    )
    columns = ["organisation", "class", "area", "n", "score", "standard_error"]
    frame = pd.DataFrame(list(values), columns=columns)
    return frame.astype({"score": float, "standard_error": float})


def _parts(
    rows: Iterable[Score], name: str, organisations: Collection[int], level: float
) -> dict[int, tuple[Part, ...]]:
    own: list[tuple[int, str, Score]] = []
    others: dict[str, list[float]] = {}
    for each in rows:
        key, whose = getattr(each, name), each.organisation_id
        if each.value is not None:
            others.setdefault(key, []).append(each.value)
        if whose is not None and whose in organisations:
            own.append((whose, key, each))
    middles = {key: median(values) for key, values in others.items()}
    found: dict[int, tuple[Part, ...]] = {}
    for whose, key, each in own:
        # Few contacts make a part: Student's t, and no interval from one alone.
        half = None
        if each.standard_error is not None and each.n > 1:
            half = _quantile(level, each.n - 1) * each.standard_error
        part = Part(
            name=key,
            value=each.value,
            low=None if half is None or each.value is None else max(each.value - half, 0.0),
            high=None if half is None or each.value is None else min(each.value + half, 100.0),
            n=each.n,
            missing=each.missing,
            middle=middles.get(key),
            status=each.status,
        )
        found[whose] = (*found.get(whose, ()), part)
    return found


@cache
def _quantile(level: float, freedom: int) -> float:
    """Student's t; asked for each part of each organisation, of few different sizes."""
    return float(stats.t.ppf(1 - tail(level), freedom))


def _figures(run: RankingRun, organisations: Collection[int]) -> dict[int, tuple[Figure, ...]]:
    rows = own_figures(run)
    if not rows:
        return {}
    slugs = dict(Organisation.objects.filter(pk__in=organisations).values_list("slug", "pk"))
    found: dict[int, tuple[Figure, ...]] = {}
    for row in rows:
        pk = slugs.get(row["organisation"])
        if pk is None or row["value"] is None:
            continue
        figure = Figure(
            name=row["indicator"],
            value=row["value"],
            low=row["low"],
            high=row["high"],
            unit=row["unit"],
            n=row["n"],
            verdict=row["verdict"],
        )
        found[pk] = (*found.get(pk, ()), figure)
    return found


def _value(score: Score | None) -> float | None:
    return score.value if score else None
