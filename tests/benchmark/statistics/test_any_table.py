"""Whatever small table comes in: one clear error, or finite numbers; never a warning, never a NaN."""

from __future__ import annotations

import warnings
from contextlib import suppress

import numpy as np
import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmark.statistics.channel_mix import NotOffered
from benchmark.statistics.errors import StatisticsError
from benchmark.statistics.gates import gates
from benchmark.statistics.generalizability import g_study
from benchmark.statistics.mixed_model import fit_mixed_model
from benchmark.statistics.score_intervals import score_intervals
from benchmark.statistics.shopper_panel import shopper_panel
from benchmark.statistics.year_over_year import year_over_year


def _table(seed: int) -> pd.DataFrame:
    """A small table without sense: few levels, scores at the ends, gaps."""
    rng = np.random.default_rng(seed)
    size = int(rng.integers(1, 40))
    scores = [
        rng.choice([0.0, 50.0, 100.0], size),
        rng.uniform(0, 100, size),
        np.where(rng.random(size) < 0.1, 0.0, 100.0),
        np.full(size, 80.0),
    ][int(rng.integers(4))]
    return pd.DataFrame(
        {
            "organisation": rng.choice(list("ABCD")[: rng.integers(1, 5)], size),
            "channel": rng.choice(["phone", "chat"][: rng.integers(1, 3)], size),
            "shopper": rng.choice(["Sam", "Siv", "Sol"][: rng.integers(1, 4)], size),
            "scenario": rng.choice(list("xyz")[: rng.integers(1, 4)], size),
            "day": rng.integers(1, 4, size),
            "score": np.where(rng.random(size) < 0.1, np.nan, scores),
        }
    )


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10**6), st.sampled_from(NotOffered), st.booleans(), st.booleans())
def test_the_model_and_what_stands_on_it(seed, rule, weighted, fixed):
    frame = _table(seed)
    weights = {"phone": 0.7, "chat": 0.3} if weighted else None
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            fit = fit_mixed_model(
                frame,
                channel_weights=weights,
                not_offered=rule,
                refuse_disconnected=False,
                fixed_shoppers=fixed,
            )
        except StatisticsError:
            return
        for numbers in (
            fit.theta,
            fit.covariance.variances,
            fit.covariance_for_ranks.variances,
            fit.own_for_scores,
            fit.moderated,
            fit.facet_variances,
        ):
            assert np.isfinite(numbers).all()
        assert not np.isnan(fit.freedom_for_ranks).any()
        assert (fit.covariance_for_ranks.own > 0).all()
        for interval in score_intervals(fit):
            assert 0 <= interval.low <= interval.high <= 100
        for stands_on_it in (
            lambda: gates(fit),
            lambda: shopper_panel(frame, fit),
            lambda: g_study(frame),
            lambda: year_over_year(frame, frame, instruments=("a", "a")),
        ):
            with suppress(StatisticsError):
                assert "nan" not in repr(stands_on_it()).lower()
