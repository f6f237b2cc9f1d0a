"""A ranking written into the record beside the score run that it rests on."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from django.db import transaction

from benchmark.editions.score_campaign import Scored
from benchmark.ranking.class_ranking import ClassRanking
from benchmark.ranking.edition_ranking import EditionRanking
from benchmark.ranking.report import prizes_json
from benchmark.ranking.shown_points import shown_points
from benchmark.scoring.code_version import code_version
from results.audit import audit
from results.models import Organisation, RankingRow, RankingRun, Shopper, ShopperSeverity


@transaction.atomic
def store_ranking(
    *, scored: Scored, edition: EditionRanking, parameters: dict[str, Any], actor: str
) -> RankingRun:
    """Keep a ranking: it is never changed, another one is another run. Ranks rest on full precision.

    `parameters` are seed, draws and confidence: with them and the score run it can be made again.
    """
    asked = json.dumps({"scores": scored.row.pk, **parameters}, sort_keys=True)
    run = RankingRun.objects.create(
        score_run=scored.row,
        method=scored.row.method,
        code_version=code_version(),
        inputs_hash=hashlib.sha256(f"{scored.row.inputs_hash} {asked}".encode()).hexdigest(),
        parameters=parameters,
        summary={language: _prizes(edition, language) for language in ("nb", "sv", "en")}
        | {"notes": list(edition.notes), "weights": _flips(edition)},
        made_by=actor,
    )
    known = dict(Organisation.objects.values_list("slug", "pk"))
    rankings = [(f"class:{each.group}", each) for each in edition.classes]
    if edition.overall is not None:
        rankings.append(("all", edition.overall))
    for among, ranking in rankings:
        RankingRow.objects.bulk_create(
            _rows(run, among, ranking, known, _by_weights(edition, among, ranking))
        )
    ShopperSeverity.objects.bulk_create(_severities(scored, edition), ignore_conflicts=True)
    audit(
        actor=actor,
        action="campaign.ranked",
        subject=f"campaign:{scored.row.campaign.slug}",
        detail={"run": run.pk, "scores": scored.row.pk},
    )
    return run


def _severities(scored: Scored, edition: EditionRanking) -> Iterable[ShopperSeverity]:
    """What the mixed model says of each shopper; the same for every ranking of one score run."""
    levels = {each.name: each for each in edition.estimates.severities}
    for shopper in Shopper.objects.filter(label__in=levels):
        level = levels[shopper.label]
        yield ShopperSeverity(
            run=scored.row,
            shopper=shopper,
            source="fieldwork",
            effect=level.effect,
            error=level.error,
            contacts=level.contacts,
            raters=len(levels),
        )


def _prizes(edition: EditionRanking, language: str) -> list[dict[str, Any]] | None:
    return None if edition.prizes is None else prizes_json(edition.prizes, language=language)


def _flips(edition: EditionRanking) -> dict[str, dict[str, Any]]:
    """By class: how much of the areas' weights has to move for whom to draw level, and to which weights."""
    found = {}
    for group, play in edition.weights.items():
        if play.flip is not None and play.flip.weights is not None:
            found[group] = {
                "rival": play.names[play.flip.rival],
                "moved": play.moved,
                "published": dict(zip(play.areas, play.published.tolist(), strict=True)),
                "there": dict(zip(play.areas, play.flip.weights.tolist(), strict=True)),
            }
    return found


def _by_weights(edition: EditionRanking, among: str, ranking: ClassRanking) -> dict[str, dict[str, Any]]:
    """By organisation what its place owes to the weights; empty where that was not looked at."""
    play = edition.weights.get(ranking.group)
    if play is None or among == "all":
        return {}
    return {
        name: {
            "weights": [int(play.low[at]), int(play.high[at])],
            "weights_and_sampling": [int(play.wide_low[at]), int(play.wide_high[at])],
            "first_by_weights": float(play.first[at]),
        }
        for at, name in enumerate(play.names)
    }


def _rows(
    run: RankingRun,
    among: str,
    ranking: ClassRanking,
    known: dict[str, int],
    by_weights: dict[str, dict[str, Any]],
) -> Iterable[RankingRow]:
    for row in ranking.rows:
        yield RankingRow(
            run=run,
            among=among,
            organisation_id=known[row.organisation],
            value=shown_points(row.score),
            rank=row.rank,
            best=row.rank_low,
            worst=row.rank_high,
            labels=[
                *(["may_be_best"] if row.may_be_best else ()),
                *(["nominee"] if row.organisation in ranking.nominees else ()),
            ],
            detail={
                "raw": row.raw,
                "adjusted": shown_points(row.adjusted),
                "low": row.low,
                "high": row.high,
                "bar": row.bar,
                "n": row.contacts,
                "own_ranks": [row.own_rank_low, row.own_rank_high],
                "letters": row.letters,
                "p_best": row.best,
                "p_ranks": list(row.rank_probabilities),
                "verdict": {language: row.verdict.say(language) for language in ("nb", "sv", "en")},
                **by_weights.get(row.organisation, {}),
            },
        )
    for name in ranking.unscored:
        yield RankingRow(run=run, among=among, organisation_id=known[name], status="unscored")
