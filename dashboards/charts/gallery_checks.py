"""The example's charts that check its ranking: adjustment, weights, a made-up last year, shoppers."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import pandas as pd

from benchmark.ranking.class_ranking import ClassRanking
from benchmark.ranking.edition_ranking import EditionRanking
from benchmark.ranking.pair import Pair, compare_pair
from benchmark.ranking.rank_acceptability import Acceptability, rank_acceptability
from benchmark.scoring.inputs import Fieldwork
from benchmark.scoring.score_run import ScoreRun
from benchmark.statistics.rasch import Rasch, fit_rasch
from benchmark.statistics.shopper_panel import ShopperSigns, shopper_panel
from benchmark.statistics.year_over_year import YearOverYear, year_over_year
from dashboards.charts.acceptability_chart import acceptability_chart
from dashboards.charts.adjustment_arrows import adjustment_arrows
from dashboards.charts.change_dumbbells import change_dumbbells
from dashboards.charts.chart import Chart
from dashboards.charts.duel_chart import duel_chart
from dashboards.charts.item_map import item_map
from dashboards.charts.shopper_signs_chart import shopper_signs_chart
from dashboards.charts.words import Language
from scenarios.method import Method


class Checks(NamedTuple):
    """What the charts are made of; `areas` are those of the acceptability, in the published order."""

    ranking: ClassRanking
    areas: tuple[str, ...]
    acceptability: Acceptability
    change: YearOverYear
    panel: tuple[ShopperSigns, ...]
    pair: Pair
    rasch: Rasch


def checks(*, method: Method, run: ScoreRun, edition: EditionRanking, fieldwork: Fieldwork) -> Checks:
    """Reckon everything once, in whatever language it is drawn."""
    rng = np.random.default_rng(5)
    areas = run.areas.pivot_table(index="organisation", columns="area", values="score").dropna()
    published = np.array([float(method.areas[str(area)].weight) for area in areas.columns])
    areas = areas.iloc[np.argsort(-(areas.to_numpy() @ published), kind="stable")]
    contacts = _contacts(run, fieldwork)
    return Checks(
        ranking=edition.classes[0],
        areas=tuple(str(name) for name in areas.index),
        acceptability=rank_acceptability(scores=areas.to_numpy(), weights=published, draws=1000, rng=rng),
        change=year_over_year(_last_year(contacts, rng), contacts, instruments=("1", "1")),
        panel=shopper_panel(contacts, edition.estimates),
        pair=_two(edition),
        rasch=fit_rasch(_ratings(fieldwork)),
    )


def check_charts(made: Checks, *, language: Language) -> list[Chart]:
    """Draw them."""
    return [
        duel_chart(made.pair, language=language),
        adjustment_arrows(made.ranking, language=language),
        acceptability_chart(made.acceptability, organisations=made.areas, language=language),
        change_dumbbells(made.change, language=language),
        shopper_signs_chart(made.panel, language=language),
        item_map(made.rasch, language=language),
    ]


def _two(edition: EditionRanking) -> Pair:
    rows = edition.classes[0].rows
    return compare_pair(
        estimates=edition.estimates, one=rows[0].organisation, other=rows[min(4, len(rows) - 1)].organisation
    )


def _ratings(fieldwork: Fieldwork) -> pd.DataFrame:
    """A quarter of the answers as ratings from 0: enough for a picture. A scale's best answer comes first."""
    whose = fieldwork.contacts[["contact", "organisation", "shopper"]].iloc[::4]
    given = fieldwork.answers[fieldwork.answers["status"] == "given"][["contact", "item", "value"]]
    table = given.merge(whose, on="contact").astype({"item": str, "organisation": str, "shopper": str})
    highest = table.groupby("item")["value"].transform("max")
    return table.assign(rating=highest - table["value"])


def _contacts(run: ScoreRun, fieldwork: Fieldwork) -> pd.DataFrame:
    """Contacts with the waits of machine and shopper beside each other."""
    columns = ["contact", "organisation", "scenario", "shopper", "day", "score", "not_applicable"]
    table = run.contacts[columns]
    waits = fieldwork.measurements
    waits = waits[(waits["name"] == "answer_time") & waits["value"].notna()]
    for source, column in (("machine", "machine_wait"), ("person", "reported_wait")):
        mine = waits[waits["source"] == source][["contact", "value"]]
        table = table.merge(mine.rename(columns={"value": column}), on="contact", how="left")
    return table.astype({"organisation": str, "scenario": str, "shopper": str})


def _last_year(contacts: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """The same contacts with other luck, and every organisation a little better or worse."""
    names = sorted(contacts["organisation"].unique())
    moved = dict(zip(names, rng.normal(0, 5, len(names)), strict=True))
    luck = rng.normal(0, 6, len(contacts))
    score = contacts["score"] + contacts["organisation"].map(moved) + luck
    return contacts.assign(score=score.clip(0, 100))
