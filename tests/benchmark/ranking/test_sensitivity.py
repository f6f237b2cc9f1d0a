"""Weights, rules, and units left out."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import minimize

from benchmark.ranking.certificate_sentence import certificate_sentence
from benchmark.ranking.errors import BadEstimates, BadPerturbation
from benchmark.ranking.leave_one_out import leave_one_out
from benchmark.ranking.power_mean import power_mean
from benchmark.ranking.rank_acceptability import rank_acceptability
from benchmark.ranking.rank_decomposition import rank_decomposition
from benchmark.ranking.rule_grid import rule_grid
from benchmark.ranking.weight_flip import best_margin, nearest_flip


@pytest.fixture
def weights(oracle):
    known = oracle("extras")["weights"]
    return np.array(known["area_scores"]), np.array(known["w"]), known


def test_flips_agree_with_the_reference(weights):
    scores, published, known = weights
    for pair, wanted in known["flip"].items():
        leader, rival = map(int, pair.split(">"))
        found = nearest_flip(scores=scores, weights=published, leader=leader, rival=rival)
        assert found.distance == pytest.approx(wanted["l2"], abs=1e-4)
        assert found.gap == pytest.approx(wanted["score_gap"], abs=1e-4)
        np.testing.assert_allclose(found.weights, wanted["w_at_flip"], atol=1e-4)


def test_margins_agree_with_the_reference(weights):
    scores, published, known = weights
    found = [best_margin(scores=scores, weights=published, candidate=at) for at in range(3)]
    np.testing.assert_allclose(found, known["lp_best_margin_within_25pct"], atol=1e-4)


@given(st.integers(0, 2**31))
@settings(max_examples=20, deadline=None)
def test_a_flip_draws_level_and_none_is_nearer(seed):
    rng = np.random.default_rng(seed)
    scores = rng.uniform(50, 100, (2, 4))
    published = rng.dirichlet(np.full(4, 3.0))
    leader = int(scores[1] @ published > scores[0] @ published)
    found = nearest_flip(scores=scores, weights=published, leader=leader, rival=1 - leader)
    difference = scores[leader] - scores[1 - leader]
    if found.weights is None:
        assert (difference > 0).all()
        return
    assert found.weights @ difference == pytest.approx(0, abs=1e-9)
    assert found.weights.sum() == pytest.approx(1)
    assert (found.weights >= 0).all()
    other = minimize(
        lambda w: ((w - published) ** 2).sum(),
        published,
        bounds=[(0, 1)] * 4,
        constraints=[
            {"type": "eq", "fun": lambda w: w.sum() - 1},
            {"type": "eq", "fun": lambda w: w @ difference},
        ],
        method="SLSQP",
        options={"ftol": 1e-14, "maxiter": 500},
    )
    if other.success:
        assert found.distance <= np.sqrt(other.fun) + 1e-4


def test_who_is_behind_in_every_area_can_never_win():
    scores, even = np.array([[90.0, 80.0], [70.0, 60.0]]), np.array([0.5, 0.5])
    found = nearest_flip(scores=scores, weights=even, leader=0, rival=1)
    assert (found.distance, found.weights) == (np.inf, None)
    assert best_margin(scores=scores, weights=even, candidate=1) < 0


def test_acceptability_agrees_with_the_reference(weights, rng):
    scores, published, known = weights
    found = rank_acceptability(scores=scores, weights=published, rng=rng)
    np.testing.assert_allclose(found.share[:, 0], known["smaa_win_prob_dirichlet40"], atol=0.02)
    np.testing.assert_allclose(found.share.sum(axis=0), 1)
    np.testing.assert_allclose(found.share.sum(axis=1), 1)


def test_a_weight_of_zero_equals_absence(weights):
    scores, published, _ = weights
    wider = np.column_stack([scores, [0.0, 100.0, 50.0]])
    zero = np.append(published, 0.0)
    with_it = rank_acceptability(scores=wider, weights=zero, draws=500, rng=np.random.default_rng(1))
    without = rank_acceptability(scores=scores, weights=published, draws=500, rng=np.random.default_rng(1))
    np.testing.assert_array_equal(with_it.share, without.share)


def test_a_power_mean_punishes_imbalance_more_and_more():
    """By hand: √(90·50) = 67.08, and 2/(1/90 + 1/50) = 64.29."""
    scores, weights = np.array([[90.0, 50.0], [70.0, 70.0], [80.0, 0.0]]), np.array([1.0, 1.0])
    found = {
        exponent: power_mean(scores=scores, weights=weights, exponent=exponent)
        for exponent in (1, 0.5, 0, -1)
    }
    np.testing.assert_allclose([found[each][0] for each in (1, 0, -1)], [70, 67.0820, 64.2857], atol=1e-4)
    np.testing.assert_allclose([each[1] for each in found.values()], 70)
    assert found[1][0] > found[0.5][0] > found[0][0] > found[-1][0]
    assert found[0][2] == pytest.approx(np.sqrt(80))
    np.testing.assert_allclose(power_mean(scores=scores, weights=weights, exponent=1e-6), found[0], rtol=1e-4)
    for wrong, words in (
        ({"weights": np.ones(3)}, "do not fit"),
        ({"weights": np.zeros(2)}, "one must count"),
        ({"exponent": 2}, "from −1 to 1"),
    ):
        with pytest.raises(BadEstimates, match=words):
            power_mean(**{"scores": scores, "weights": weights, "exponent": 0, **wrong})


def test_equal_organisations_share_the_ranks(rng):
    found = rank_acceptability(scores=np.full((3, 2), 80.0), weights=np.ones(2), draws=200, rng=rng)
    np.testing.assert_array_equal(found.share[:, 1], 1)
    np.testing.assert_array_equal(found.shift, 0)


def test_weights_that_are_none_are_refused(rng):
    scores = np.ones((2, 2))
    for bad in (np.array([-1.0, 2.0]), np.zeros(2)):
        with pytest.raises(BadEstimates, match="must not be negative"):
            nearest_flip(scores=scores, weights=bad, leader=0, rival=1)
        with pytest.raises(BadEstimates, match="must not be negative"):
            rank_acceptability(scores=scores, weights=bad, rng=rng)


def test_the_variance_of_ranks_is_shared_out(rng):
    base = np.array([80.0, 80.0, 60.0])
    found = rank_decomposition(
        theta=lambda chosen: base + chosen["sampling"] + chosen["zero_rule"],
        varied={"sampling": list(rng.normal(0, 3, (200, 3))), "zero_rule": [0.0, np.array([0.01, 0, 0])]},
        rng=rng,
    )
    assert found.factors == ("sampling", "zero_rule")
    assert found.overall[0] > 0.95
    assert found.overall[1] < 0.05
    assert found.variance[2] < found.variance[0]


def test_only_one_factor_takes_all(rng):
    found = rank_decomposition(
        theta=lambda chosen: np.array([1.0, 2.0]) * chosen["sign"],
        varied={"sign": [-1, 1]},
        rng=rng,
    )
    np.testing.assert_allclose(found.alone, 1, atol=0.15)
    np.testing.assert_allclose(found.total, 1, atol=0.15)


def test_a_perturbation_that_does_not_exist_or_is_not_heeded_is_an_error(rng):
    scores = np.array([1.0, 2.0])
    with pytest.raises(BadPerturbation, match="no perturbation 'wieghts' – varied are weights"):
        rank_decomposition(theta=lambda chosen: chosen["wieghts"], varied={"weights": [scores]}, rng=rng)
    with pytest.raises(BadPerturbation, match="'rule' changes nothing"):
        rank_decomposition(
            theta=lambda chosen: chosen["weights"], varied={"weights": [scores], "rule": [1]}, rng=rng
        )
    with pytest.raises(BadPerturbation, match="has no values"):
        rank_decomposition(theta=lambda chosen: scores, varied={"weights": []}, rng=rng)
    with pytest.raises(BadPerturbation, match="nothing is varied"):
        rank_decomposition(theta=lambda chosen: scores, varied={}, rng=rng)


def leads(kind, unit):
    if unit == "Q3":
        return None
    return np.array([80 + {"S17": 0.8, "S2": 3.0, "Q1": 2.0}[unit], 80.0, 60.0])


def test_a_winner_that_stands(oracle):
    found = leave_one_out(
        names=["Fjordvik kommune", "Elvemo kommune", "Solbygd kommune"],
        theta=np.array([82.5, 80.0, 60.0]),
        units={"shopper": ["S17", "S2"], "scenario": ["Q1", "Q3"]},
        refit=leads,
    )
    assert (found.winner, found.lead, found.refits, found.unchanged) == ("Fjordvik kommune", 2.5, 3, 3)
    assert found.impossible == (("scenario", "Q3"),)
    assert [certificate_sentence(found, language) for language in ("en", "nb", "sv")] == [
        "winner unchanged in 3 of 3 refits, smallest lead 0.8 with shopper S17 removed",
        "vinneren er den samme i 3 av 3 nye beregninger, minste forsprang 0,8 uten testkunde S17",
        "vinnaren är densamma i 3 av 3 nya beräkningar, minsta försprång 0,8 utan testkund S17",
    ]


def test_a_winner_that_falls():
    found = leave_one_out(
        names=["Fjordvik kommune", "Elvemo kommune"],
        theta=np.array([82.5, 80.0]),
        units={"day": ["2026-12-01", "2026-12-02"]},
        refit=lambda kind, unit: np.array([80.0, 81.2 if unit == "2026-12-02" else 70]),
    )
    assert [removal.unit for removal in found.upsets] == ["2026-12-02"]
    assert certificate_sentence(found) == (
        "winner unchanged in 1 of 2 refits; with day 2026-12-02 removed Elvemo kommune leads by 1.2"
    )


def test_a_certificate_needs_a_rival_and_known_kinds():
    with pytest.raises(BadEstimates, match="two organisations"):
        leave_one_out(names=["A"], theta=np.ones(1), units={}, refit=leads)
    with pytest.raises(BadPerturbation, match="weather cannot be left out"):
        leave_one_out(names=["A", "B"], theta=np.ones(2), units={"weather": ["rain"]}, refit=leads)
    nothing = leave_one_out(names=["A", "B"], theta=np.ones(2), units={}, refit=leads)
    assert certificate_sentence(nothing) == "nothing could be left out"


def test_every_combination_of_rules_has_its_winner():
    found = rule_grid(
        names=["A", "B"],
        theta=lambda chosen: np.array([80.0, 79.0 + chosen["zero"] + chosen["mix"]]),
        rules={"zero": [0, 2], "mix": [0, 0.5]},
    )
    assert [(variant.winner, variant.lead) for variant in found.variants] == [
        ("A", 1.0),
        ("A", 0.5),
        ("B", 1.0),
        ("B", 1.5),
    ]
    assert (found.unchanged, len(found.variants)) == (2, 4)
    assert found.variants[0].chosen == {"zero": 0, "mix": 0}


def test_a_rule_that_is_unknown_or_not_heeded_is_an_error():
    scores = np.array([2.0, 1.0])
    with pytest.raises(BadPerturbation, match="no perturbation 'zeros'"):
        rule_grid(names=["A", "B"], theta=lambda chosen: scores * chosen["zeros"], rules={"zero": [1]})
    with pytest.raises(BadPerturbation, match="'mix' changes nothing"):
        rule_grid(
            names=["A", "B"], theta=lambda chosen: scores * chosen["zero"], rules={"zero": [1], "mix": [1, 2]}
        )
    with pytest.raises(BadPerturbation, match="too many"):
        rule_grid(names=["A", "B"], theta=lambda chosen: scores, rules={str(n): [0, 1] for n in range(11)})
    with pytest.raises(BadPerturbation, match="without any choice"):
        rule_grid(names=["A", "B"], theta=lambda chosen: scores, rules={"zero": []})
