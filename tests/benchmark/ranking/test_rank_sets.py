"""Rank sets, winner set and nominee set: reference numbers and what must hold of any data."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import norm, t

from benchmark.ranking.comparisons import Comparisons
from benchmark.ranking.errors import BadEstimates
from benchmark.ranking.marginal_sets import marginal_rank_sets
from benchmark.ranking.maxima import Maxima
from benchmark.ranking.rank_sets import simultaneous_rank_sets
from benchmark.ranking.winner_set import nominee_set, winner_set
from benchmark.statistics.covariance import Covariance

SEEDS = st.integers(0, 2**31)
few = settings(max_examples=25, deadline=None)


def field(seed, *, size=None, shared=True):
    """Made-up estimates with unequal and (some) correlated errors."""
    rng = np.random.default_rng(seed)
    size = size or int(rng.integers(2, 9))
    theta = rng.normal(75, rng.choice([0.1, 3, 10]), size)
    loadings = rng.normal(0, 1, (size, 2 if shared else 0))
    return theta, Covariance(own=rng.uniform(0.5, 9, size), shared=loadings), rng


def compared(theta, covariance, *, df=None, draws=1500, seed=1):
    return Comparisons.of(
        theta=theta, covariance=covariance, df=df, draws=draws, rng=np.random.default_rng(seed)
    )


@pytest.mark.parametrize(
    ("name", "sets", "stepdown"),
    [
        ("simul_stepdown", simultaneous_rank_sets, True),
        ("marg_stepdown", marginal_rank_sets, True),
        ("simul_onestep", simultaneous_rank_sets, False),
        ("marg_onestep", marginal_rank_sets, False),
    ],
)
def test_sets_agree_with_csranks(oracle, rng, name, sets, stepdown):
    known = oracle("csranks_small")
    comparisons = Comparisons.of(
        theta=np.array(known["x"], dtype=float),
        covariance=Covariance.independent(np.square(known["se"])),
        draws=20_000,
        rng=rng,
    )
    found = sets(comparisons, stepdown=stepdown)
    # Monte-Carlo noise may move one edge by one.
    assert np.abs(found.lower - known[name]["L"]).sum() + np.abs(found.upper - known[name]["U"]).sum() <= 1


def test_correlated_errors_agree_with_csranks(oracle, rng):
    known = oracle("csranks_small")
    se = np.array(known["se"])
    # A correlation of 0.6 throughout, as own and shared part.
    covariance = Covariance(own=0.4 * se**2, shared=(np.sqrt(0.6) * se)[:, None])
    comparisons = Comparisons.of(
        theta=np.array(known["x"], dtype=float), covariance=covariance, draws=20_000, rng=rng
    )
    found = simultaneous_rank_sets(comparisons)
    wanted = known["Sigma_corr0.6_simul_stepdown"]
    assert np.abs(found.lower - wanted["L"]).sum() + np.abs(found.upper - wanted["U"]).sum() <= 1


@pytest.mark.parametrize("size", [7, 37, 132])
def test_one_step_critical_value_is_the_studentised_range(oracle, size):
    known = oracle("planning")["crit"][str(size)]
    comparisons = compared(np.zeros(size), Covariance.independent(np.ones(size)), draws=20_000)
    found = simultaneous_rank_sets(comparisons, stepdown=False).critical
    assert found == pytest.approx(known["tukey_range_over_sqrt2"], abs=0.04)


@given(SEEDS)
@few
def test_relabelling_changes_nothing(seed):
    theta, covariance, rng = field(seed)
    comparisons = compared(theta, covariance)
    order = rng.permutation(theta.size)
    moved = comparisons.take(order)
    for sets in (simultaneous_rank_sets, marginal_rank_sets):
        before, after = sets(comparisons), sets(moved)
        np.testing.assert_array_equal(after.lower, before.lower[order])
        np.testing.assert_array_equal(after.upper, before.upper[order])
    np.testing.assert_array_equal(winner_set(moved), winner_set(comparisons)[order])


@given(SEEDS, st.floats(0.1, 50), st.floats(-300, 300))
@few
def test_another_scale_changes_nothing(seed, factor, shift):
    theta, covariance, _ = field(seed)
    scaled = Covariance(own=factor**2 * covariance.own, shared=factor * covariance.shared)
    before = compared(theta, covariance)
    after = compared(factor * theta + shift, scaled)
    np.testing.assert_array_equal(simultaneous_rank_sets(after).beats, simultaneous_rank_sets(before).beats)
    np.testing.assert_array_equal(winner_set(after), winner_set(before))


@given(SEEDS)
@few
def test_stepdown_lies_inside_one_step_and_marginal_inside_simultaneous(seed):
    theta, covariance, _ = field(seed)
    comparisons = compared(theta, covariance)
    simultaneous, marginal = simultaneous_rank_sets(comparisons), marginal_rank_sets(comparisons)
    rank = 1 + (theta[None, :] > theta[:, None]).sum(axis=1)
    for narrow, wide in (
        (simultaneous, simultaneous_rank_sets(comparisons, stepdown=False)),
        (marginal, marginal_rank_sets(comparisons, stepdown=False)),
        (marginal, simultaneous),
    ):
        assert (narrow.lower >= wide.lower).all()
        assert (narrow.upper <= wide.upper).all()
    assert ((marginal.lower <= rank) & (rank <= marginal.upper)).all()


@given(SEEDS)
@few
def test_the_leader_may_always_be_the_best_and_nominees_only_grow(seed):
    theta, covariance, _ = field(seed)
    comparisons = compared(theta, covariance)
    winners = winner_set(comparisons)
    assert winners[theta.argmax()]
    for places in range(1, theta.size + 1):
        nominees = nominee_set(comparisons, places=places)
        assert nominees.sum() >= places
        assert (nominees[np.argsort(-theta)[:places]]).all()


def test_without_error_the_ranks_are_exact():
    theta = np.array([70.0, 90.0, 80.0, 80.0])
    found = simultaneous_rank_sets(compared(theta, Covariance.independent(np.zeros(4))))
    np.testing.assert_array_equal(found.lower, [4, 1, 2, 2])
    np.testing.assert_array_equal(found.upper, [4, 1, 3, 3])
    tiny = simultaneous_rank_sets(compared(theta, Covariance.independent(np.full(4, 1e-6))))
    np.testing.assert_array_equal(tiny.lower, found.lower)
    np.testing.assert_array_equal(tiny.upper, found.upper)


@pytest.mark.parametrize("sets", [simultaneous_rank_sets, marginal_rank_sets])
def test_equal_scores_may_have_any_rank(sets):
    found = sets(compared(np.full(6, 80.0), Covariance.independent(np.full(6, 4.0))))
    np.testing.assert_array_equal(found.lower, 1)
    np.testing.assert_array_equal(found.upper, 6)


@pytest.mark.parametrize("df", [None, 12.0])
def test_a_pair_is_the_one_sided_test(df):
    own = np.array([4.0, 4.0])
    edge = np.sqrt(8) * (norm.ppf(0.95) if df is None else t.ppf(0.95, 2 * df))
    for lead, expected in ((edge - 1e-4, True), (edge + 1e-4, False)):
        comparisons = compared(
            np.array([80 + lead, 80.0]),
            Covariance.independent(own),
            df=None if df is None else np.full(2, df),
        )
        assert winner_set(comparisons).tolist() == [True, expected]


def test_a_class_of_one():
    comparisons = compared(np.array([80.0]), Covariance.independent(np.array([4.0])))
    for sets in (simultaneous_rank_sets, marginal_rank_sets):
        found = sets(comparisons)
        assert (found.lower.tolist(), found.upper.tolist()) == ([1], [1])
    assert winner_set(comparisons).tolist() == [True]
    assert nominee_set(comparisons, places=3).tolist() == [True]


@pytest.mark.parametrize("shared", [0, 30])
def test_the_quick_maximum_is_the_true_maximum(rng, shared):
    size = 150
    own = 144 / rng.integers(10, 40, size)
    covariance = Covariance(own=own, shared=rng.normal(0, 0.4, (size, shared)))
    comparisons = compared(rng.normal(75, 6, size), covariance, draws=1000)
    kept = ~np.eye(size, dtype=bool) & (comparisons.deviates < 2)
    maxima = Maxima(errors=comparisons.errors, scale=comparisons.scale, own=own)
    gaps = [(draw[:, None] - draw[None, :]) * comparisons.scale for draw in comparisons.errors]
    plain = np.quantile([gap.max(where=kept, initial=0) for gap in gaps], 0.95, method="higher")
    assert maxima.critical(kept, 0.95) == pytest.approx(plain, abs=1e-5)
    row = np.quantile([max(gap[3].max(), gap[:, 3].max()) for gap in gaps], 0.95, method="higher")
    everyone = np.arange(size) != 3
    found = maxima.critical_of(3, forward=everyone, backward=everyone, confidence=0.95)
    assert found == pytest.approx(row, abs=1e-5)
    # Draws that are passed over change no bit of what is found, nor of how often somebody is ahead.
    scaled = (comparisons.errors[:, [3]] - comparisons.errors) * comparisons.scale[3].astype(np.float32)
    for forward, backward in (
        (everyone, everyone),
        (everyone & kept[3], everyone),
        (everyone & False, everyone),
    ):
        largest = np.maximum(scaled[:, forward].max(axis=1, initial=0), -scaled[:, backward].min(axis=1))
        exact = np.quantile(largest, 0.9, method="higher")
        for _ in range(2):  # the second begins from what the first has found
            assert maxima.critical_of(3, forward=forward, backward=backward, confidence=0.9) == exact
    behind = np.sort(-scaled.min(axis=1))
    for deviate in map(float, behind[[870, 890, 898, 899, 900, 901, 902, 910, 930]]):
        ordinary = deviate <= np.quantile(behind, 0.9, method="higher")
        assert maxima.is_ordinary(3, deviate, confidence=0.9) == ordinary


def test_the_quick_maximum_of_one_among_many_is_the_true_one(rng):
    size = 520
    own = 144 / rng.integers(10, 40, size)
    covariance = Covariance(own=own, shared=rng.normal(0, 0.4, (size, 5)))
    comparisons = compared(rng.normal(75, 6, size), covariance, draws=400)
    maxima = Maxima(errors=comparisons.errors, scale=comparisons.scale, own=own)
    others, nobody = np.arange(size) != 7, np.zeros(size, dtype=bool)
    scaled = (comparisons.errors[:, [7]] - comparisons.errors) * comparisons.scale[7]
    for forward, backward in ((others, others), (others, nobody), (nobody, others), (nobody, nobody)):
        up, down = (
            scaled.max(axis=1, where=forward, initial=0),
            (-scaled).max(axis=1, where=backward, initial=0),
        )
        true = np.quantile(np.maximum(up, down), 0.9, method="higher")
        found = maxima.critical_of(7, forward=forward, backward=backward, confidence=0.9)
        assert found == pytest.approx(true, abs=1e-5)


def test_without_any_error_nothing_is_ahead_by_chance():
    still = np.zeros((200, 3))
    maxima = Maxima(errors=still, scale=np.zeros((3, 3)), own=np.zeros(3))
    assert maxima.critical(~np.eye(3, dtype=bool), 0.95) == 0.0


def test_two_thousand_organisations_have_rank_sets(rng):
    size = 2000
    comparisons = Comparisons.of(
        theta=rng.normal(75, 5, size),
        covariance=Covariance.independent(144 / rng.integers(20, 31, size)),
        df=np.full(size, 45.0),
        draws=2000,
        rng=rng,
    )
    found = simultaneous_rank_sets(comparisons)
    assert (found.lower <= found.upper).all()


def test_estimates_that_do_not_fit_are_refused(rng):
    two = Covariance.independent(np.ones(2))
    for theta, message in (
        (np.ones(3), "do not fit"),
        (np.array([1.0, np.nan]), "leave unscored organisations out"),
    ):
        with pytest.raises(BadEstimates, match=message):
            Comparisons.of(theta=theta, covariance=two, rng=rng)
    with pytest.raises(BadEstimates, match="no organisation"):
        Comparisons.of(theta=np.ones(0), covariance=Covariance.independent(np.ones(0)), rng=rng)
    with pytest.raises(BadEstimates, match="too few"):
        Comparisons.of(theta=np.ones(2), covariance=two, draws=5, rng=rng)
    with pytest.raises(BadEstimates, match="1 or more"):
        nominee_set(compared(np.ones(2), two), places=0)
