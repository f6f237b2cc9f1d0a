"""What stands beside rank sets: probabilities, bars, letters, the winner's correction."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import norm, t

from benchmark.ranking.clear_winners import clear_winner_p, holm
from benchmark.ranking.comparison_bars import comparison_bars
from benchmark.ranking.comparisons import Comparisons
from benchmark.ranking.errors import BadEstimates
from benchmark.ranking.letters import compact_letters
from benchmark.ranking.normal_scale import normal_scale
from benchmark.ranking.rank_probabilities import rank_probabilities
from benchmark.ranking.shortlist import shortlist
from benchmark.ranking.winner_correction import corrected_for_rank
from benchmark.ranking.winner_set import winner_set
from benchmark.statistics.covariance import Covariance


def test_corrected_scores_agree_with_multiple_inference(oracle):
    known = oracle("winner_conditional")
    theta, covariance = np.array(known["mean"]), Covariance.independent(np.array(known["var"]))
    for which in range(theta.size):
        found = corrected_for_rank(theta=theta, covariance=covariance, which=which)
        wanted = [known["median_unbiased"][which], *known["ci95"][which]]
        np.testing.assert_allclose(found, wanted, atol=1e-6)


def test_a_lead_beyond_doubt_needs_no_correction():
    covariance = Covariance(own=np.array([4.0, 4.0]), shared=np.array([[1.0], [1.0]]))
    found = corrected_for_rank(theta=np.array([90.0, 20.0]), covariance=covariance, which=0)
    half = norm.ppf(0.975) * np.sqrt(5)
    np.testing.assert_allclose(found, [90, 90 - half, 90 + half], atol=1e-6)


def test_a_hair_of_a_lead_stays_on_the_scale():
    covariance = Covariance.independent(np.full(3, 6.0))
    theta = np.array([89.0 + 1e-7, 89.0, 70.0])
    found = corrected_for_rank(theta=theta, covariance=covariance, which=0, within=(0, 100))
    assert 0 <= found.low <= found.score <= found.high <= 100
    assert found.score < 89
    with pytest.raises(BadEstimates, match="tie"):
        corrected_for_rank(theta=np.array([89.0, 89.0]), covariance=covariance.take(np.arange(2)), which=0)


def test_what_is_known_exactly_is_not_corrected():
    covariance = Covariance.independent(np.zeros(2))
    assert corrected_for_rank(theta=np.array([80.0, 70.0]), covariance=covariance, which=0) == (80, 80, 80)


def test_shrunken_scores_agree_with_metafor(oracle, rng):
    known = oracle("r_misc")["eb"]
    found = rank_probabilities(
        theta=np.array(known["yi"]), covariance=Covariance.independent(np.array(known["vi"])), rng=rng
    )
    assert found.spread**2 == pytest.approx(known["tau2_reml"], abs=1e-4)
    assert found.mean == pytest.approx(known["mu_reml"], abs=1e-5)
    np.testing.assert_allclose(found.shrunken, known["blup"], atol=1e-5)
    # The posterior counts the uncertainty of the mean in, as metafor's standard errors do.
    np.testing.assert_allclose(found.deviation, known["blup_se"], rtol=0.03)


def test_rank_probabilities_add_up_and_follow_the_scores(rng):
    theta = np.array([90.0, 80.0, 70.0, 60.0])
    shared = rng.normal(0, 1, (4, 2))
    found = rank_probabilities(
        theta=theta, covariance=Covariance(own=np.full(4, 4.0), shared=shared), rng=rng
    )
    np.testing.assert_allclose(found.probability.sum(axis=0), 1)
    np.testing.assert_allclose(found.probability.sum(axis=1), 1)
    assert (np.diff(found.expected) > 0).all()
    np.testing.assert_allclose(found.sucra, (4 - found.expected) / 3)
    np.testing.assert_allclose(found.top(4), 1)
    assert found.best[0] > 0.95


def test_equal_scores_have_equal_probabilities(rng):
    found = rank_probabilities(
        theta=np.full(5, 80.0), covariance=Covariance.independent(np.full(5, 4.0)), rng=rng
    )
    np.testing.assert_array_equal(found.probability, 0.2)
    alone = rank_probabilities(theta=np.ones(1), covariance=Covariance.independent(np.ones(1)), rng=rng)
    assert (alone.best.tolist(), alone.sucra.tolist()) == ([1.0], [1.0])


def test_without_error_the_probabilities_are_certain(rng):
    found = rank_probabilities(
        theta=np.array([70.0, 80.0, 60.0]), covariance=Covariance.independent(np.zeros(3)), rng=rng
    )
    np.testing.assert_allclose(found.expected, [2, 1, 3])


def test_bars_of_equal_errors_have_the_known_length():
    np.testing.assert_allclose(
        comparison_bars(Covariance.independent(np.full(6, 4.0))), 2 * 1.3859, atol=1e-4
    )
    np.testing.assert_allclose(comparison_bars(Covariance.independent(np.ones(1))), 1.959964, atol=1e-6)
    np.testing.assert_array_equal(comparison_bars(Covariance.independent(np.zeros(3))), 0)


def test_bars_of_common_errors_shrink():
    plain = Covariance.independent(np.full(5, 5.0))
    common = Covariance(own=np.full(5, 4.0), shared=np.ones((5, 1)))
    assert (comparison_bars(common) < comparison_bars(plain)).all()


@given(st.integers(2, 9), st.integers(0, 2**31))
@settings(max_examples=60, deadline=None)
def test_a_letter_is_shared_exactly_by_those_that_are_level(size, seed):
    rng = np.random.default_rng(seed)
    theta = rng.normal(0, 1, size)
    gap = theta[:, None] - theta[None, :]
    beats = gap > rng.uniform(0.2, 1.5, (size, size))
    letters = compact_letters(beats, theta=theta)
    assert "a" in letters[theta.argmax()]
    for one in range(size):
        for other in range(size):
            apart = beats[one, other] or beats[other, one]
            assert bool(set(letters[one]) & set(letters[other])) is not bool(apart)


def test_letters_read_like_a_table():
    theta = np.array([86.4, 89.3, 84.1, 79.9, 91.0])
    letters = compact_letters((theta[:, None] - theta[None, :]) > 4.7, theta=theta)
    assert letters == ("ab", "a", "bc", "c", "a")
    with pytest.raises(BadEstimates, match="one class"):
        compact_letters(np.zeros((401, 401), dtype=bool), theta=np.zeros(401))


@pytest.mark.parametrize("df", [2.5, 5, 9.9, 10, 30, 200, np.inf])
def test_the_normal_scale_keeps_the_tail(df):
    statistic = np.array([-8.0, -3.0, -0.5, 0.0, 1.0, 2.5, 6.0])
    found = normal_scale(statistic, np.full(7, df))
    wanted = np.copysign(norm.isf(t.sf(np.abs(statistic), df)), statistic)
    np.testing.assert_allclose(found, wanted, atol=1e-6)
    assert normal_scale(np.array([np.inf, -np.inf]), np.array([5.0, 50.0])).tolist() == [np.inf, -np.inf]


@given(st.integers(0, 2**31))
@settings(max_examples=30, deadline=None)
def test_a_small_p_value_and_a_lone_winner_are_the_same(seed):
    rng = np.random.default_rng(seed)
    size = int(rng.integers(3, 8))
    comparisons = Comparisons.of(
        theta=rng.normal(80, 6, size),
        covariance=Covariance(own=rng.uniform(1, 6, size), shared=rng.normal(0, 1, (size, 2))),
        draws=2000,
        rng=rng,
    )
    p = clear_winner_p(comparisons)
    if abs(p - 0.05) > 0.005:
        assert bool(winner_set(comparisons).sum() == 1) is bool(p < 0.05)


def test_holm_stops_at_the_first_claim_that_fails():
    assert holm({"a": 0.001, "b": 0.04, "c": 0.02, "d": 0.04}) == {
        "a": True,
        "c": False,
        "b": False,
        "d": False,
    }
    assert holm({"a": 0.01, "b": 0.04}) == {"a": True, "b": True}


def test_a_shortlist_by_size_or_by_set(rng):
    theta = np.array([80.0, 90.0, 79.8, 60.0, 80.0])
    comparisons = Comparisons.of(theta=theta, covariance=Covariance.independent(np.full(5, 2.0)), rng=rng)
    assert shortlist(comparisons, order=theta, size=1, by="size").chosen.tolist() == [1]
    # The two with 80 are tied for the last place: both go.
    assert shortlist(comparisons, order=theta, size=2, by="size").chosen.tolist() == [1, 0, 4]
    assert shortlist(comparisons, order=theta, size=2).chosen.tolist() == [1, 0, 4, 2]
    assert shortlist(comparisons, order=theta, size=9).chosen.tolist() == [1, 0, 4, 2, 3]
