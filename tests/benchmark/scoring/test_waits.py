"""Value functions as methods say them, and the worth of waits that were given up: by the one integral."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmark.scoring.curve import Curve
from benchmark.scoring.errors import MethodDoesNotFit
from benchmark.scoring.run import score_run
from benchmark.statistics.value_integral import pseudo_values, value_integral
from scenarios.value_function import Lines, Steps

KNOTS = Curve(
    at=np.array([0, 15, 30, 60, 120, 180, 300.0]),
    worth=np.array([100, 100, 90, 70, 40, 20, 0.0]),
    unit="s",
    steps=False,
)
STEPS = Curve(at=np.array([30, 120, 300.0]), worth=np.array([100, 60, 20, 0.0]), unit="s", steps=True)


WAITS = st.lists(st.floats(0, 400), min_size=1, max_size=30)
CURVES = st.sampled_from([KNOTS, STEPS])


def _worth(amounts, ended, curve):
    watched = np.minimum(amounts, curve.horizon)
    return value_integral(seconds=watched, answered=ended, value=curve, horizon=curve.horizon).value


@given(waits=WAITS, curve=CURVES)
def test_no_censoring_equals_the_mean(waits, curve):
    amounts = np.array(waits)
    everyone = np.ones(amounts.size, dtype=bool)
    assert _worth(amounts, everyone, curve) == pytest.approx(curve(amounts).mean(), abs=1e-9)
    watched = np.minimum(amounts, curve.horizon)
    each = pseudo_values(seconds=watched, answered=everyone, value=curve, horizon=curve.horizon)
    assert each == pytest.approx(curve(amounts), abs=1e-9)


@given(waits=WAITS, curve=CURVES)
def test_waits_watched_to_the_end_are_worth_what_lies_beyond(waits, curve):
    amounts = np.array(waits) + 301
    assert _worth(amounts, np.zeros(amounts.size, dtype=bool), curve) == curve.beyond


def test_a_step_is_worth_its_points_at_its_very_end():
    ended = np.ones(1, dtype=bool)
    assert _worth(np.array([300.0]), ended, STEPS) == 20
    assert _worth(np.array([300.001]), ended, STEPS) == 0


def test_the_integral_is_right_where_other_ways_are_not():
    """Giving-up time as the wait overstates, nothing understates, leaving it out overstates most."""
    rng = np.random.default_rng(5)
    linear = Curve(at=np.array([0, 300.0]), worth=np.array([100.0, 0]), unit="s", steps=False)
    size, groups = 25, 4000
    wait = np.exp(4.7 + 0.9 * rng.standard_normal((groups, size)))
    patience = rng.exponential(200, (groups, size))
    watched, ended = np.minimum(wait, patience), wait <= patience
    truth = linear(np.exp(4.7 + 0.9 * rng.standard_normal(10**6))).mean()
    integral = np.mean([_worth(w, e, linear) for w, e in zip(watched[:400], ended[:400], strict=True)])
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


def test_waits_near_a_step_are_told(methods, questionnaires, make):
    """Straight lines have no cliffs, so the method's own function says nothing of them."""
    method = methods["kundeserviceprisen"]
    stepped = Steps(area="waiting", steps={"30 s": 100, "60 s": 50}, source="x")
    by_steps = method.model_copy(update={"values": {**method.values, "answer_time": stepped}})
    contacts = [{"measured": {"answer_time": wait}} for wait in (29.0, 31.9, 45.0, 58.0, 62.5)]
    notes = [
        score_run(
            method=each, questionnaire=questionnaires["kundeservice-40"], fieldwork=make(contacts)
        ).notes
        for each in (method, by_steps)
    ]
    told = "answer_time: 3 of 5 contacts lie within 2 s of a step of its points"
    assert [told in each for each in notes] == [False, True]


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
