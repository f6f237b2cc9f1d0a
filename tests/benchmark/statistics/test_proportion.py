from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmark.statistics.errors import BadArgument, TooFew
from benchmark.statistics.proportion import Verdict, clopper_pearson, target_verdict, wilson


def test_intervals_equal_the_reference(oracle):
    known = oracle("r_misc")["prop"]
    shown = wilson(successes=known["x"], trials=known["n"])
    exact = clopper_pearson(successes=known["x"], trials=known["n"])
    assert [shown.low, shown.high] == pytest.approx(known["wilson"], abs=1e-8)
    assert [exact.low, exact.high] == pytest.approx(known["cp"], abs=1e-8)
    assert target_verdict(successes=21, trials=25, target=0.7).p_above == pytest.approx(
        known["p_vs_70_greater"], abs=1e-8
    )


def test_what_a_target_of_seventy_per_cent_needs(oracle):
    for trials, known in oracle("planning")["fcr70"].items():
        assert target_verdict(successes=0, trials=int(trials), target=0.7).needed == known["k_needed"]


def test_the_three_verdicts():
    assert target_verdict(successes=22, trials=25, target=0.7).verdict is Verdict.MET
    assert target_verdict(successes=21, trials=25, target=0.7).verdict is Verdict.CANNOT_TELL
    assert target_verdict(successes=12, trials=25, target=0.7).verdict is Verdict.NOT_MET


def test_clustering_makes_a_verdict_harder():
    assert target_verdict(successes=22, trials=25, target=0.7, design_effect=2).verdict is Verdict.CANNOT_TELL


def test_where_even_all_are_too_few():
    assert target_verdict(successes=3, trials=3, target=0.9).needed is None


@given(st.integers(1, 400), st.data())
def test_intervals_hold_the_share_and_mirror(trials, data):
    successes = data.draw(st.integers(0, trials))
    for interval in (wilson, clopper_pearson):
        one = interval(successes=successes, trials=trials)
        other = interval(successes=trials - successes, trials=trials)
        assert 0 <= one.low <= successes / trials <= one.high <= 1
        assert one.low == pytest.approx(1 - other.high, abs=1e-9)


@given(st.integers(1, 200), st.floats(0.05, 0.95), st.data())
def test_a_verdict_agrees_with_what_it_needs(trials, target, data):
    successes = data.draw(st.integers(0, trials))
    verdict = target_verdict(successes=successes, trials=trials, target=target)
    assert (verdict.verdict is Verdict.MET) == (verdict.needed is not None and successes >= verdict.needed)


@pytest.mark.parametrize(
    ("arguments", "error", "words"),
    [
        ({"successes": 1, "trials": 0}, TooFew, "at least one contact"),
        ({"successes": 3, "trials": 2}, BadArgument, "3 successes of 2"),
        ({"successes": 1, "trials": 2, "level": 1.0}, BadArgument, "confidence level"),
    ],
)
def test_bad_counts(arguments, error, words):
    with pytest.raises(error, match=words):
        wilson(**arguments)


def test_bad_targets():
    with pytest.raises(BadArgument, match="target share"):
        target_verdict(successes=1, trials=2, target=70)
    with pytest.raises(BadArgument, match="design effect"):
        target_verdict(successes=1, trials=2, target=0.7, design_effect=0.5)
