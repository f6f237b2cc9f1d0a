from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmark.statistics.confidence_sequence import sequence_half_width, sequence_interval
from benchmark.statistics.critical_values import Purpose, critical_value
from benchmark.statistics.errors import BadArgument
from benchmark.statistics.group_sequential import group_sequential
from benchmark.statistics.sample_size import (
    Comparison,
    contacts_needed,
    pair_p_value,
    power,
    smallest_difference,
    target_power,
)
from benchmark.statistics.two_stage import two_stage

COMPARISONS = {
    "one pair": Comparison(),
    "winner set p=7": Comparison(purpose=Purpose.WINNER, organisations=7),
    "all pairs p=7": Comparison(purpose=Purpose.ALL_PAIRS, organisations=7),
    "winner set p=132": Comparison(purpose=Purpose.WINNER, organisations=132),
    "all pairs p=132": Comparison(purpose=Purpose.ALL_PAIRS, organisations=132),
}


def test_critical_values_come_out(oracle):
    for organisations, known in oracle("planning")["crit"].items():
        winner = critical_value(purpose=Purpose.WINNER, organisations=int(organisations))
        assert winner == pytest.approx(known["dunnett_one_sided"], abs=1e-4)
        pairs = critical_value(purpose=Purpose.ALL_PAIRS, organisations=int(organisations))
        if known["tukey_range_over_sqrt2"] is not None:
            assert pairs == pytest.approx(known["tukey_range_over_sqrt2"], abs=1e-4)
        assert winner < pairs < known["bonf_pairs"] + 1e-6
    assert critical_value(purpose=Purpose.PAIR, organisations=2) == pytest.approx(1.959964, abs=1e-6)


def test_the_planning_table_comes_out(oracle):
    for deviation, known in oracle("planning")["n_for_3_points"].items():
        sd = float(deviation)
        for name, comparison in COMPARISONS.items():
            found = contacts_needed(difference=3, deviation=sd, comparison=comparison)
            assert found == pytest.approx(known[name], abs=1)
        for contacts in (25, 100, 200):
            found = smallest_difference(contacts=contacts, deviation=sd, comparison=Comparison())
            assert found == pytest.approx(known[f"mdd_pair_n{contacts}"], abs=0.05)
        p = pair_p_value(difference=2.9, contacts=25, deviation=sd)
        assert p == pytest.approx(known["p(86.4vs89.3,n25)"], abs=5e-4)


def test_power_of_a_target_comes_out(oracle):
    for trials, known in oracle("planning")["fcr70"].items():
        for truth in (0.8, 0.85):
            found = target_power(trials=int(trials), target=0.7, truth=truth)
            assert found == pytest.approx(known[f"power_if_{round(100 * truth)}"], abs=5e-4)


def test_fewer_looks_at_a_target_than_needed():
    assert target_power(trials=3, target=0.9, truth=1.0) == 0


@given(st.floats(0.5, 20), st.floats(2, 30), st.sampled_from(list(COMPARISONS.values())))
def test_needed_contacts_give_the_wanted_power(difference, deviation, comparison):
    needed = contacts_needed(difference=difference, deviation=deviation, comparison=comparison)
    found = power(difference=difference, contacts=needed, deviation=deviation, comparison=comparison)
    assert found >= 0.8 - 1e-6
    if needed > 2:
        fewer = power(difference=difference, contacts=needed - 1, deviation=deviation, comparison=comparison)
        assert fewer < 0.8 + 1e-6


def test_private_shoppers_can_make_a_difference_unreachable():
    private = Comparison(fixed_variance=2 * 16 / 3)
    assert contacts_needed(difference=3, deviation=12, comparison=private) is None
    assert smallest_difference(contacts=10**9, deviation=12, comparison=private) == pytest.approx(
        2.8016 * np.sqrt(32 / 3), abs=1e-3
    )


def test_two_rounds_find_the_best_more_often():
    found = two_stage(
        organisations=7,
        spread=5,
        deviation=12,
        first=15,
        leaders=3,
        second=23,
        rng=np.random.default_rng(1),
        draws=40_000,
    )
    assert found.contacts == 174
    assert found.best_wins == pytest.approx(0.72, abs=0.015)
    more = two_stage(
        organisations=7,
        spread=5,
        deviation=12,
        first=25,
        leaders=3,
        second=50,
        rng=np.random.default_rng(2),
        draws=40_000,
    )
    assert more.best_wins == pytest.approx(0.80, abs=0.015)
    plain = two_stage(
        organisations=7,
        spread=5,
        deviation=12,
        first=25,
        leaders=3,
        second=0,
        rng=np.random.default_rng(3),
        draws=40_000,
    )
    assert plain.best_wins == pytest.approx(0.68, abs=0.015)
    assert plain.one_round_best_wins == pytest.approx(0.68, abs=0.015)


def test_the_sequence_costs_what_it_should(oracle):
    for name, known in oracle("extras")["conf_seq_ratio_to_1.96"].items():
        contacts, tuned = (int(part.replace("n=", "").replace("tuned ", "")) for part in name.split(","))
        half = sequence_half_width(contacts=contacts, deviation=1, tuned_to=tuned)
        assert half / (1.96 / np.sqrt(contacts)) == pytest.approx(known, abs=0.01)


def test_the_sequence_holds_at_all_looks_at_once():
    rng = np.random.default_rng(4)
    runs = np.cumsum(rng.standard_normal((2_000, 200)), axis=1) / np.arange(1, 201)
    half = np.array([sequence_half_width(contacts=n, deviation=1, tuned_to=50) for n in range(1, 201)])
    ever_outside = (np.abs(runs) > half).any(axis=1).mean()
    assert ever_outside < 0.05


def test_the_sequence_stays_on_the_scale():
    found = sequence_interval(mean=95, contacts=3, deviation=20, tuned_to=25)
    assert (found.high, found.low < 95) == (100.0, True)


def test_looks_have_the_bounds_of_obrien_and_fleming():
    """Bounds as specified; factors as Jennison and Turnbull (2000) print them, table 2.4."""
    assert group_sequential(looks=4).critical == pytest.approx((4.05, 2.86, 2.34, 2.02), abs=0.005)
    factors = {1: 1.0, 2: 1.008, 3: 1.017, 4: 1.024, 5: 1.028, 10: 1.040}
    for looks, factor in factors.items():
        assert group_sequential(looks=looks).inflation == pytest.approx(factor, abs=5e-4)
    assert group_sequential(looks=1).critical[0] == pytest.approx(1.959964, abs=1e-6)


def test_looks_err_together_as_seldom_as_one():
    rng = np.random.default_rng(6)
    walks = np.cumsum(rng.standard_normal((200_000, 4)), axis=1) / np.sqrt(np.arange(1, 5))
    ever_outside = (np.abs(walks) > group_sequential(looks=4).critical).any(axis=1).mean()
    assert ever_outside == pytest.approx(0.05, abs=0.002)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: group_sequential(looks=0), "looks must be from 1 to 50"),
        (lambda: group_sequential(looks=2, power=0.04), "power must lie between"),
        (lambda: group_sequential(looks=2, level=95), "confidence level"),
        (lambda: critical_value(purpose=Purpose.WINNER, organisations=1), "two organisations"),
        (lambda: critical_value(purpose=Purpose.PAIR, organisations=2, level=95), "confidence level"),
        (lambda: Comparison(power=1), "power must"),
        (lambda: Comparison(fixed_variance=-1), "cannot be negative"),
        (lambda: contacts_needed(difference=0, deviation=1, comparison=Comparison()), "difference must"),
        (lambda: power(difference=-1, contacts=9, deviation=1, comparison=Comparison()), "positive number"),
        (lambda: pair_p_value(difference=1, contacts=1, deviation=1), "contacts must"),
        (lambda: target_power(trials=9, target=0.7, truth=2), "true share"),
        (lambda: sequence_half_width(contacts=0, deviation=1, tuned_to=1), "first contact"),
        (lambda: sequence_half_width(contacts=1, deviation=-1, tuned_to=1), "not negative"),
        (
            lambda: two_stage(
                organisations=3,
                spread=5,
                deviation=12,
                first=15,
                leaders=4,
                second=1,
                rng=np.random.default_rng(1),
            ),
            "no second round",
        ),
    ],
)
def test_bad_questions(call, words):
    with pytest.raises(BadArgument, match=words):
        call()
