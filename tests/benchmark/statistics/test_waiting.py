from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmark.statistics.cox_regression import cox_regression
from benchmark.statistics.errors import BadArgument, BadTable, NotFound, TooFew
from benchmark.statistics.kaplan_meier import kaplan_meier
from benchmark.statistics.log_rank import log_rank
from benchmark.statistics.proportion import wilson
from benchmark.statistics.restricted_mean import mean_difference, restricted_mean
from benchmark.statistics.service_level import service_level
from benchmark.statistics.value_integral import pseudo_values, value_integral

WAITS = st.lists(st.tuples(st.integers(1, 60), st.booleans()), min_size=2, max_size=25)


@pytest.fixture
def waits(oracle):
    known = oracle("r_misc")["survival"]
    group = np.array(known["group"])
    seconds, answered = np.array(known["time"]), np.array(known["event"], dtype=bool)
    return {name: {"seconds": seconds[group == name], "answered": answered[group == name]} for name in "AB"}


@pytest.fixture
def points(oracle):
    known = oracle("extras")["km_points_def"]
    return lambda seconds: np.interp(seconds, known["xp"], known["fp"])


def test_curves_equal_r(oracle, waits):
    known = oracle("r_misc")["survival"]
    for at, (seconds, name) in enumerate(zip(known["km_at"]["times"], "AAABBB", strict=True)):
        curve = kaplan_meier(**waits[name])
        interval = curve.interval_at(seconds)
        found = [curve.at(seconds), curve.error_at(seconds), interval.low, interval.high]
        assert found == pytest.approx(
            [known["km_at"][k][at] for k in ("surv", "se", "lower", "upper")], abs=1e-7
        )


def test_medians_equal_r(oracle, waits):
    known = oracle("r_misc")["survival"]
    for at, name in enumerate("AB"):
        middle, interval = kaplan_meier(**waits[name]).median()
        assert [middle, interval.low, interval.high] == pytest.approx(
            [known["median"][at], known["median_lo"][at], known["median_hi"][at]], abs=1e-6
        )


def test_restricted_means_equal_r(oracle, waits):
    known = oracle("r_misc")["survival"]
    means = [restricted_mean(kaplan_meier(**waits[name]), limit=300) for name in "AB"]
    assert [mean.seconds for mean in means] == pytest.approx(known["rmst300"], abs=1e-6)
    assert [mean.error for mean in means] == pytest.approx(known["rmst300_se"], abs=1e-6)
    gap = mean_difference(*means)
    assert gap.seconds == pytest.approx(known["rmst300"][0] - known["rmst300"][1], abs=1e-6)
    assert 0 in gap.interval
    assert gap.p_value > 0.05


def test_log_rank_equals_r(oracle):
    known = oracle("r_misc")["survival"]
    plain = log_rank(seconds=known["time"], answered=known["event"], group=known["group"])
    strata = log_rank(
        seconds=known["time"], answered=known["event"], group=known["group"], stratum=known["strata"]
    )
    assert plain.statistic == pytest.approx(known["logrank_chisq"], abs=1e-7)
    assert plain.p_value == pytest.approx(known["logrank_p"], abs=1e-7)
    assert strata.statistic == pytest.approx(known["strat_logrank"], abs=1e-7)


def test_points_of_censored_waits_equal_the_reference(oracle, waits, points):
    for name, (value, error) in oracle("extras")["km_points"].items():
        found = value_integral(**waits[name], value=points, horizon=300)
        assert [found.value, found.error] == pytest.approx([value, error], abs=1e-6)
        assert found.unseen == 0


@given(WAITS)
def test_nothing_cut_short_gives_the_plain_mean(rows):
    seconds = np.array([row[0] for row in rows], dtype=float)
    everyone = np.ones(seconds.size, dtype=bool)
    value = lambda t: np.interp(t, [0, 10, 40], [100, 70, 0])  # noqa: E731
    found = value_integral(seconds=seconds, answered=everyone, value=value, horizon=40)
    assert found.value == pytest.approx(value(seconds).mean())
    assert found.error == pytest.approx(value(seconds).std() / np.sqrt(seconds.size), abs=1e-8)
    assert pseudo_values(seconds=seconds, answered=everyone, value=value, horizon=40) == pytest.approx(
        value(seconds)
    )
    assert restricted_mean(
        kaplan_meier(seconds=seconds, answered=everyone), limit=90
    ).seconds == pytest.approx(seconds.mean())


@given(WAITS)
def test_pseudo_values_are_the_jackknife(rows):
    seconds = np.array([row[0] for row in rows], dtype=float)
    answered = np.array([row[1] for row in rows])
    value = lambda t: np.where(t <= 20, 100.0, np.where(t < 45, 40.0, 0.0))  # noqa: E731
    arguments = {"value": value, "horizon": 45.0}
    whole = value_integral(seconds=seconds, answered=answered, **arguments).value
    found = pseudo_values(seconds=seconds, answered=answered, **arguments)
    for at in range(seconds.size):
        rest = np.arange(seconds.size) != at
        without = value_integral(seconds=seconds[rest], answered=answered[rest], **arguments).value
        assert found[at] == pytest.approx(seconds.size * whole - (seconds.size - 1) * without, abs=1e-7)


def test_steps_and_lines_are_integrated_alike(waits):
    """The by-parts sum equals ∫ v′S for a straight line."""
    line = value_integral(**waits["A"], value=lambda t: 100 - t / 3, horizon=300)
    mean = restricted_mean(kaplan_meier(**waits["A"]), limit=300)
    assert line.value == pytest.approx(100 - mean.seconds / 3)
    assert line.error == pytest.approx(mean.error / 3)


@given(WAITS)
def test_curves_fall_from_one_and_stay_inside_their_bands(rows):
    curve = kaplan_meier(seconds=[row[0] for row in rows], answered=[row[1] for row in rows])
    assert (np.diff(np.concatenate([[1.0], curve.survival])) <= 0).all()
    for seconds in (0, 5, 30, 100):
        interval = curve.interval_at(seconds)
        assert 0 <= interval.low <= curve.at(seconds) <= interval.high <= 1


def test_rate_ratios_do_not_depend_on_labels_or_units():
    rng = np.random.default_rng(3)
    waits, second = rng.exponential(80, 60).round() + 1, rng.integers(0, 2, 60)
    ended, who = rng.random(60) < 0.8, rng.integers(0, 6, 60)
    fit = cox_regression(seconds=waits, answered=ended, covariates=second, cluster=list(who))
    other = cox_regression(
        seconds=waits / 60, answered=ended, covariates=5 - 2.0 * second, cluster=[f"S{each}" for each in who]
    )
    assert other.coefficients == pytest.approx(fit.coefficients / -2)
    assert other.clustered_errors == pytest.approx(fit.clustered_errors / 2)
    assert cox_regression(seconds=waits, answered=ended, covariates=second).clustered_errors is None


@pytest.mark.parametrize(
    ("covariates", "cluster", "error", "words"),
    [
        ([1.0, 1, 1, 1], None, NotFound, "does not vary"),
        ([0.0, 0, 1, 1], None, NotFound, "parts the answered"),
        ([0.0, 1], None, BadTable, "do not fit 4 waits"),
        ([0.0, 1, 0, 1], ["a"] * 4, TooFew, "one cluster alone"),
        ([0.0, 1, 0, 1], ["a", "b"], BadTable, "equally many"),
    ],
)
def test_bad_regressions(covariates, cluster, error, words):
    with pytest.raises(error, match=words):
        cox_regression(seconds=[1.0, 2, 3, 4], answered=[True] * 4, covariates=covariates, cluster=cluster)
    with pytest.raises(TooFew, match="nobody was answered"):
        cox_regression(seconds=[1.0, 2], answered=[False, False], covariates=[0.0, 1])


def test_nobody_was_answered():
    curve = kaplan_meier(seconds=[30, 60], answered=[False, False])
    assert curve.at(50) == 1
    assert curve.median() == (None, None)
    found = value_integral(seconds=[30, 60], answered=[False, False], value=lambda t: 100 - t, horizon=100)
    assert (found.value, found.error, found.unseen) == (0, 0, 1)


def test_service_level_is_wilson_where_all_is_known(waits):
    found = service_level(seconds=[5, 10, 20, 40], answered=[True, True, True, False], within=30)
    assert (found.share, found.unknown) == (0.75, 0)
    assert found.interval == wilson(successes=3, trials=4)
    partly = service_level(seconds=[5, 10, 12, 20, 40], answered=[True, True, False, True, False], within=30)
    assert partly.unknown == 1
    assert partly.share == pytest.approx(1 - 0.6 * 0.5)
    assert partly.interval.low < partly.share < partly.interval.high


@pytest.mark.parametrize(
    ("seconds", "answered", "error", "words"),
    [
        ([], [], TooFew, "at least one wait"),
        ([-1.0], [True], BadTable, "-1 s cannot be"),
        ([np.nan], [True], BadTable, "nan s cannot be"),
        ([1.0, 2.0], [True], BadTable, "2 waits but 1 endings"),
    ],
)
def test_bad_waits(seconds, answered, error, words):
    with pytest.raises(error, match=words):
        kaplan_meier(seconds=seconds, answered=answered)


def test_bad_questions():
    curve = kaplan_meier(seconds=[1.0], answered=[True])
    with pytest.raises(BadArgument, match="limit of a mean wait"):
        restricted_mean(curve, limit=0)
    with pytest.raises(BadArgument, match="cannot be compared"):
        mean_difference(restricted_mean(curve, limit=1), restricted_mean(curve, limit=2))
    with pytest.raises(BadArgument, match="service level"):
        service_level(seconds=[1.0], answered=[True], within=0)
    with pytest.raises(BadArgument, match="horizon"):
        value_integral(seconds=[1.0], answered=[True], value=lambda t: t, horizon=0)
    with pytest.raises(TooFew, match="two groups"):
        log_rank(seconds=[1.0, 2.0], answered=[True, True], group=["a", "a"])
    with pytest.raises(TooFew, match="nobody was answered"):
        log_rank(seconds=[1.0, 2.0], answered=[False, False], group=["a", "b"])
