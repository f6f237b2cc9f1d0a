"""The Kaplan–Meier integral: R's survival for the reference, and what must hold for any waits."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmark.scoring.curve import Curve
from benchmark.scoring.errors import BadChoice, MethodDoesNotFit
from benchmark.scoring.waits import worth_of_waits
from scenarios.value_function import Lines, Steps

KNOTS = Curve(
    at=np.array([0, 15, 30, 60, 120, 180, 300.0]),
    worth=np.array([100, 100, 90, 70, 40, 20, 0.0]),
    unit="s",
    steps=False,
)
STEPS = Curve(at=np.array([30, 120, 300.0]), worth=np.array([100, 60, 20, 0.0]), unit="s", steps=True)

# Reference waits (s, + where the shopper gave up first) and R 4.2 survival 3.5-3 with the knots above.
A = (
    "77.2 300+ 6.9 300+ 226.7 81.8 12.7 120.5 47.1 18.3 77.2 80.1 108.3 103.5 255.5 129.8 120.7 5.9"
    " 95.3 125.6 180+ 61.3 30.6 77.1 251.3 69.5 267.9 87.9 29.8 300+"
)
B = (
    "5.8 32.4 123.6 142.1 241.3 32.2 210 75.7 254.1 27.4 75.4 263.8 180+ 38.5 57.1 121.9 31.2 148.2 165.9 204"
    " 7.3 239.8 273.4 46.7 92.7 234.5 180+ 217.8 29.4 180+"
)


def _waits(text):
    words = text.split()
    return np.array([float(word.rstrip("+")) for word in words]), np.array(
        ["+" not in word for word in words]
    )


@pytest.mark.parametrize(
    ("text", "mean", "error"),
    [(A, 49.627619047619035, 5.97461490362263), (B, 45.077777777777776, 6.285157112707121)],
)
def test_points_and_error_agree_with_the_reference(text, mean, error):
    amounts, ended = _waits(text)
    found = worth_of_waits(amounts=amounts, ended=ended, curve=KNOTS)
    assert found.mean == pytest.approx(mean, abs=1e-9)
    assert found.variance**0.5 == pytest.approx(error, abs=1e-9)
    assert found.each.mean() == pytest.approx(mean, abs=1e-9)


WAITS = st.lists(st.floats(0, 400), min_size=1, max_size=30)
CURVES = st.sampled_from([KNOTS, STEPS])


@given(waits=WAITS, curve=CURVES)
def test_no_censoring_equals_the_mean(waits, curve):
    amounts = np.array(waits)
    found = worth_of_waits(amounts=amounts, ended=np.ones(amounts.size, bool), curve=curve)
    assert found.mean == curve(amounts).mean()
    assert found.each.tolist() == curve(amounts).tolist()
    assert found.censored == 0


@given(waits=WAITS, curve=CURVES, data=st.data())
def test_the_integral_without_censoring_is_the_same_mean(waits, curve, data):
    """By the survival curve and by averaging: two ways to one number."""
    amounts = np.array(waits)
    at, deaths = np.unique(amounts, return_counts=True)
    survival = 1 - np.cumsum(deaths) / amounts.size
    assert curve.integral(at, survival)[0] == pytest.approx(curve(amounts).mean(), abs=1e-9)


@given(waits=WAITS, curve=CURVES)
def test_waits_watched_to_the_end_are_never_censored(waits, curve):
    amounts = np.array(waits) + 301
    found = worth_of_waits(amounts=amounts, ended=np.zeros(amounts.size, bool), curve=curve)
    assert (found.mean, found.variance, found.censored) == (0.0, 0.0, 0)


@given(
    waits=st.lists(st.tuples(st.integers(0, 320), st.booleans()), min_size=2, max_size=25),
    curve=CURVES,
    shuffle=st.randoms(use_true_random=False),
)
def test_order_makes_no_difference_and_pseudo_observations_average_to_the_mean(waits, curve, shuffle):
    def run(pairs):
        amounts, ended = (np.array(column) for column in zip(*pairs, strict=True))
        return worth_of_waits(amounts=amounts.astype(float), ended=ended.astype(bool), curve=curve)

    found = run(waits)
    mixed = list(enumerate(waits))
    shuffle.shuffle(mixed)
    other = run([pair for _, pair in mixed])
    assert other.mean == pytest.approx(found.mean, abs=1e-9)
    assert other.each == pytest.approx(found.each[[place for place, _ in mixed]], abs=1e-9)
    # Exact for jackknife pseudo-observations of a mean; for Kaplan–Meier up to their small bias.
    if not found.censored:
        assert found.each.mean() == pytest.approx(found.mean, abs=1e-9)
    assert -1e-9 <= found.mean <= 100 + 1e-9
    assert found.variance >= 0


def test_the_integral_is_right_where_other_ways_are_not():
    """Giving-up time as the wait overstates, nothing understates, leaving it out overstates most."""
    rng = np.random.default_rng(5)
    linear = Curve(at=np.array([0, 300.0]), worth=np.array([100.0, 0]), unit="s", steps=False)
    size, groups = 25, 4000
    wait = np.exp(4.7 + 0.9 * rng.standard_normal((groups, size)))
    patience = rng.exponential(200, (groups, size))
    watched, ended = np.minimum(wait, patience), wait <= patience
    truth = linear(np.exp(4.7 + 0.9 * rng.standard_normal(10**6))).mean()
    integral = np.mean(
        [
            worth_of_waits(amounts=w, ended=e, curve=linear).mean
            for w, e in zip(watched[:400], ended[:400], strict=True)
        ]
    )
    kept = np.where(ended, linear(watched.ravel()).reshape(watched.shape), np.nan)
    assert integral - truth == pytest.approx(0, abs=2.0)
    assert linear(watched.ravel()).mean() - truth > 5
    assert np.nanmean(kept) - truth > 8
    assert np.nan_to_num(kept).mean() - truth < -5


@given(amount=st.floats(0, 500))
def test_curves_say_what_the_method_says(amount, methods):
    for function in methods["kundeserviceprisen"].values.values():
        curve = Curve.of(function)
        assert curve(np.array([amount]))[0] == pytest.approx(
            100 * function(amount) / function.out_of, abs=1e-9
        )


def test_knots_out_of_order_are_refused():
    function = Lines.model_construct(
        line=dict(reversed(Lines(line={"0 s": 100, "30 s": 0}, source="x").line.items())),
        source="x",
        out_of=100,
    )
    with pytest.raises(MethodDoesNotFit, match=r"values: answer_time: the amounts do not rise – put them"):
        Curve.of(function, name="values: answer_time")


def test_points_beyond_what_can_be_obtained_are_refused():
    with pytest.raises(MethodDoesNotFit, match=r"worth less than 0 or more than out_of \(5\)"):
        Curve.of(Steps(steps={"1 working day": 6}, out_of=5, source="x"))


@pytest.mark.parametrize("amounts", [[], [-1.0], [float("nan")]])
def test_waits_that_cannot_be_are_refused(amounts):
    with pytest.raises(BadChoice, match="numbers from 0, and at least one"):
        worth_of_waits(amounts=np.array(amounts), ended=np.ones(len(amounts), bool), curve=KNOTS)
