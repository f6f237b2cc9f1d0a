"""A made-up edition with invented names, and every chart of it."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np

from benchmark.ranking.edition_ranking import EditionRanking, rank_edition
from benchmark.ranking.table_of_scores import table_of_scores
from benchmark.scoring.inputs import Fieldwork
from benchmark.scoring.run import score_run
from benchmark.scoring.score_run import ScoreRun
from benchmark.scoring.simulated import Design, simulate
from dashboards.charts.chart import Chart
from dashboards.charts.ranking_panel import ranking_panel
from dashboards.charts.words import Language
from scenarios.library_path import library_path
from scenarios.load import load_method, load_questionnaire
from scenarios.method import Method

_BEGINS = ("Fjord", "Sol", "Gran", "Elve", "Berg", "Myr", "Ask", "Lund", "Sjø", "Vind", "Bjørk", "Stein",
           "Furu", "Hegg", "Rogn")  # fmt: skip
_ENDS = ("vik", "dal", "nes", "heim", "stad", "berg", "vang", "øy", "li", "rud", "moen", "haug", "bu", "fors")
_KINDS = ("kommune", "kraft", "bank", "forsikring og pensjon")


class Example(NamedTuple):
    """A simulated edition with all that charts are made of."""

    method: Method
    fieldwork: Fieldwork
    run: ScoreRun
    edition: EditionRanking


@cache
def example(organisations: int) -> Example:
    """Simulate, score and rank one class of so many organisations; the same every time."""
    method = load_method(library_path() / "methods" / "kundeserviceprisen.yaml")
    questionnaire = load_questionnaire(library_path() / "questionnaires" / f"{method.questionnaire}.yaml")
    made = simulate(
        method=method,
        questionnaire=questionnaire,
        design=Design(
            organisations=organisations,
            classes=1,
            shoppers=24,
            own_shoppers=8,
            organisation_sd=8,
            answered=0.97,
            gives_up=0.1,
        ),
        rng=np.random.default_rng(7),
    ).fieldwork
    names = dict(zip(sorted(made.organisations["organisation"]), _names(organisations), strict=True))
    frames = {
        part: getattr(made, part).assign(
            organisation=lambda frame: frame["organisation"].astype(str).map(names)
        )
        for part in ("organisations", "offers", "contacts")
    }
    frames["organisations"] = frames["organisations"].assign(**{"class": "offentlig og privat"})
    fieldwork = Fieldwork(**frames, measurements=made.measurements, answers=made.answers)
    run = score_run(method=method, questionnaire=questionnaire, fieldwork=fieldwork)
    edition = rank_edition(table=table_of_scores(run=run, method=method), method=method, draws=2000)
    return Example(method, fieldwork, run, edition)


def example_charts(*, organisations: int, language: Language) -> list[Chart]:
    """Draw everything there is of the example."""
    made = example(organisations)
    return [ranking_panel(made.edition.classes[0], language=language)]


def _names(size: int) -> list[str]:
    rng = np.random.default_rng(3)
    found: dict[str, None] = {}
    while len(found) < size:
        parts = (rng.choice(_BEGINS), rng.choice(_ENDS), rng.choice(_KINDS))
        found[f"{parts[0]}{parts[1]} {parts[2]}"] = None
    return list(found)
