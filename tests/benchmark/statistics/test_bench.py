from __future__ import annotations

import numpy as np
import pytest

from benchmark.statistics.bench import FIVE_THOUSAND, MILLION, fit_seconds, invented_contacts, reml_benchmark
from benchmark.statistics.mixed_model import fit_mixed_model


def test_the_invented_contacts_have_the_variances_that_went_in():
    frame = invented_contacts(FIVE_THOUSAND, rng=np.random.default_rng(1))
    fit = fit_mixed_model(frame)
    assert fit.contacts.tolist() == [25] * 200
    shopper, scenario, rest = (part.deviation for part in fit.components)
    assert shopper == pytest.approx(4, abs=1)
    assert scenario == pytest.approx(3, abs=1.5)
    assert rest == pytest.approx(12.8, abs=0.6)


def test_the_small_benchmark_runs():
    result = reml_benchmark(million=False)
    assert set(result) == {"reml_5k_s", "peak_mb"}
    assert 0 < result["reml_5k_s"] < 20


@pytest.mark.proof
def test_a_million_contacts_are_fitted_in_time():
    assert fit_seconds(MILLION) < 60
