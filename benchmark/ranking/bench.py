"""How fast scores become a ranking: what `svartid bench statistics` calls."""

from __future__ import annotations

import time

import numpy as np

from benchmark.ranking.comparisons import Comparisons
from benchmark.ranking.edition_ranking import rank_edition
from benchmark.ranking.rank_sets import simultaneous_rank_sets
from benchmark.ranking.table_of_scores import table_of_scores
from benchmark.scoring.inputs import Fieldwork
from benchmark.scoring.run import score_run
from benchmark.scoring.simulated import Design, simulate
from benchmark.statistics.covariance import Covariance
from scenarios.library_path import library_path
from scenarios.load import load_method, load_questionnaire
from scenarios.method import Method
from scenarios.questionnaire import Questionnaire


def rank_sets_seconds(size: int, *, draws: int = 10_000, seed: int = 1) -> float:
    """Give the wall time in s of simultaneous stepdown rank sets for `size` organisations, draws included."""
    rng = np.random.default_rng(seed)
    theta = rng.normal(75, 5, size)
    covariance = Covariance(
        own=144 / rng.integers(20, 31, size).astype(np.float64), shared=rng.normal(0, 0.12, (size, 40))
    )
    begun = time.perf_counter()
    comparisons = Comparisons.of(
        theta=theta, covariance=covariance, df=np.full(size, 45.0), draws=draws, rng=rng
    )
    simultaneous_rank_sets(comparisons)
    return time.perf_counter() - begun


def edition_seconds(*, organisations: int, contacts: int, classes: int, seed: int = 1) -> float:
    """Give the wall time in s from answers and measurements in memory to every ranking and prize.

    A simulated fieldwork is scored by `kundeserviceprisen`, fitted with the mixed model, every class ranked,
    and all its prizes given. Making up the fieldwork is not counted.
    """
    method, questionnaire, fieldwork = made_up(
        organisations=organisations, contacts=contacts, classes=classes, seed=seed
    )
    begun = time.perf_counter()
    run = score_run(method=method, questionnaire=questionnaire, fieldwork=fieldwork)
    rank_edition(table=table_of_scores(run=run, method=method), method=method)
    return time.perf_counter() - begun


def made_up(
    *, organisations: int, contacts: int, classes: int, seed: int = 1
) -> tuple[Method, Questionnaire, Fieldwork]:
    """Make up the fieldwork of an edition; `contacts` are those of one organisation."""
    method = load_method(library_path() / "methods" / "kundeserviceprisen.yaml")
    questionnaire = load_questionnaire(
        library_path() / "questionnaires" / f"{method.questionnaire or method.method}.yaml"
    )
    design = Design(
        organisations=organisations,
        contacts=contacts,
        classes=classes,
        shoppers=max(40, organisations // 2),
        scenarios=20,
    )
    rng = np.random.default_rng(seed)
    return (
        method,
        questionnaire,
        simulate(method=method, questionnaire=questionnaire, design=design, rng=rng).fieldwork,
    )
