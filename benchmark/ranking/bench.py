"""How fast scores become a ranking: what `svartid bench statistics` calls."""

from __future__ import annotations

import time

import numpy as np

from benchmark.ranking.comparisons import Comparisons
from benchmark.ranking.rank_sets import simultaneous_rank_sets
from benchmark.ranking.winner_set import winner_set
from benchmark.scoring.run import score_run
from benchmark.scoring.simulated import Design, simulate
from benchmark.statistics.covariance import Covariance
from benchmark.statistics.mixed_model import fit_mixed_model
from scenarios.library_path import library_path
from scenarios.load import load_method, load_questionnaire


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
    """Give the wall time in s from answers and measurements in memory to the ranking of every class.

    A simulated fieldwork is scored by `kundeserviceprisen`, fitted with the mixed model, and each class gets
    its simultaneous rank sets and winner set. Making up the fieldwork is not counted.
    """
    rng = np.random.default_rng(seed)
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
    fieldwork = simulate(method=method, questionnaire=questionnaire, design=design, rng=rng).fieldwork
    begun = time.perf_counter()
    run = score_run(method=method, questionnaire=questionnaire, fieldwork=fieldwork)
    pairs = run.organisations[["organisation", "class"]].astype(str)
    of_class = dict(zip(pairs["organisation"], pairs["class"], strict=True))
    fit = fit_mixed_model(run.contacts, classes=of_class, refuse_disconnected=False)
    for group in sorted(set(of_class.values())):
        members = np.flatnonzero([of_class[name] == group for name in fit.organisations])
        comparisons = Comparisons.of(
            theta=fit.theta[members],
            covariance=fit.covariance_for_ranks.take(members),
            df=fit.freedom_for_ranks[members],
            rng=rng,
        )
        simultaneous_rank_sets(comparisons)
        winner_set(comparisons)
    return time.perf_counter() - begun
