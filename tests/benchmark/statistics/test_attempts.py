from __future__ import annotations

import numpy as np
import pytest

from benchmark.statistics.attempts import attempts_to_reach
from benchmark.statistics.errors import BadArgument, BadTable, TooFew


def test_it_equals_the_geometric_regression(oracle):
    """cbind(1, extra calls) in R: the logit of the chance in either half is the coefficients' sum."""
    known = oracle("r_misc")["calls"]
    extra, half = np.array(known["extra_calls"]), np.array(known["z"])
    for z in (0, 1):
        made = [int(each) + 1 for each in extra[half == z]]
        found = attempts_to_reach(attempts=made, reached=[True] * len(made), cap=99)
        logit = known["geometric_logit_coef"][0] + z * known["geometric_logit_coef"][1]
        assert np.log(found.chance / (1 - found.chance)) == pytest.approx(logit, abs=1e-6)


def test_contacts_given_up_at_the_cap_count_their_attempts():
    found = attempts_to_reach(attempts=[1, 1, 2, 3], reached=[True, True, True, False], cap=3)
    assert (found.chance, found.expected, found.mean_made) == (3 / 7, 7 / 3, 1.75)
    assert found.within_one == 0.5
    assert found.by_attempt == ((1, 4, 2), (2, 2, 1), (3, 1, 0))
    assert found.expected_interval.low < 7 / 3 < found.expected_interval.high


def test_nobody_reached():
    found = attempts_to_reach(attempts=[3, 3], reached=[False, False], cap=3)
    assert found.expected is None
    assert found.expected_interval.high == float("inf")


def test_bad_attempts():
    with pytest.raises(TooFew, match="without a contact"):
        attempts_to_reach(attempts=[], reached=[], cap=3)
    with pytest.raises(BadTable, match="4 attempts cannot be"):
        attempts_to_reach(attempts=[4], reached=[True], cap=3)
    with pytest.raises(BadTable, match="1 counts of attempts but 0"):
        attempts_to_reach(attempts=[1], reached=[], cap=3)
    with pytest.raises(BadArgument, match="cap of 0"):
        attempts_to_reach(attempts=[1], reached=[True], cap=0)
