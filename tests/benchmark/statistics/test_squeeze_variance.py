from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmark.statistics.errors import TooFew
from benchmark.statistics.squeeze_variance import squeeze_variance


def test_it_equals_limma(oracle):
    known = oracle("r_misc")["squeezeVar"]
    found = squeeze_variance(variances=np.array(known["s2"]), freedom=np.array(known["df"], dtype=float))
    assert found.variances == pytest.approx(known["var.post"], abs=1e-6)
    assert found.prior == pytest.approx(known["var.prior"], abs=1e-6)
    assert found.prior_freedom == pytest.approx(known["df.prior"], abs=1e-6)


def test_variances_that_differ_no_more_than_chance_are_pooled():
    found = squeeze_variance(variances=np.array([4.0, 4.1, 3.9]), freedom=np.full(3, 10.0))
    assert found.prior_freedom == np.inf
    assert len(set(found.variances)) == 1


@given(st.lists(st.floats(0.0, 1e4), min_size=2, max_size=30), st.floats(1, 50))
def test_a_squeezed_variance_lies_between_its_own_and_the_prior(values, freedom):
    variances = np.array(values)
    if not (variances > 0).any():
        return
    found = squeeze_variance(variances=variances, freedom=np.full(variances.size, freedom))
    low, high = np.minimum(variances, found.prior), np.maximum(variances, found.prior)
    assert ((found.variances >= low * (1 - 1e-9)) & (found.variances <= high * (1 + 1e-9))).all()


def test_too_few():
    with pytest.raises(TooFew, match="at least two organisations"):
        squeeze_variance(variances=np.array([1.0, 2.0]), freedom=np.array([0.0, 5.0]))
