"""References of R for what the libraries do, and for our own comparisons on the same data."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import stats
from statsmodels.discrete.discrete_model import NegativeBinomial
from statsmodels.stats.multitest import multipletests

from benchmark.ranking.comparisons import Comparisons
from benchmark.ranking.rank_sets import simultaneous_rank_sets
from benchmark.statistics.attempts import attempts_to_reach
from benchmark.statistics.covariance import Covariance
from benchmark.statistics.cox_regression import cox_regression


@pytest.fixture
def groups(oracle):
    known = oracle("r_misc")["multcomp"]
    values, names = np.array(known["y"]), np.array(known["group"])
    return known, {name: values[names == name] for name in "ABCD"}


def test_tukey_and_dunnett_equal_r(groups):
    known, by_name = groups
    tukey = stats.tukey_hsd(*by_name.values())
    for row in known["tukey"]:
        one, other = ("ABCD".index(name) for name in row["_row"].split("-"))
        assert tukey.statistic[one, other] == pytest.approx(row["diff"], abs=1e-4)
        assert tukey.pvalue[one, other] == pytest.approx(row["p adj"], abs=1e-4)
    control, *rest = by_name.values()
    dunnett = stats.dunnett(*rest, control=control, rng=np.random.default_rng(1))
    assert dunnett.pvalue == pytest.approx(known["dunnett_p"], abs=1e-3)


def test_welch_and_holm_equal_r(groups):
    known, by_name = groups
    pairs = [(one, other) for at, one in enumerate("ABCD") for other in "ABCD"[at + 1 :]]
    raw = [stats.ttest_ind(by_name[one], by_name[other], equal_var=False).pvalue for one, other in pairs]
    assert raw[0] == pytest.approx(known["t_AB_welch"], abs=1e-4)
    held = dict(zip(pairs, multipletests(raw, method="holm")[1], strict=True))
    for at, row in enumerate(known["holm_welch"], 1):
        for below, p in enumerate(row[:at]):
            assert held["ABCD"[below], "ABCD"[at]] == pytest.approx(p, abs=1e-4)


def test_our_stepdown_rejects_what_r_rejects(groups):
    """At 5 % both of D's differences to A and B, and nothing else."""
    known, by_name = groups
    theta = np.array([each.mean() for each in by_name.values()])
    freedom = sum(each.size - 1 for each in by_name.values())
    pooled = sum(((each - each.mean()) ** 2).sum() for each in by_name.values()) / freedom
    covariance = Covariance.independent(np.array([pooled / each.size for each in by_name.values()]))
    # A pooled variance has all degrees of freedom in every pair: half of them for each of the two.
    comparisons = Comparisons.of(
        theta=theta,
        covariance=covariance,
        df=np.full(4, freedom / 2),
        draws=40_000,
        rng=np.random.default_rng(1),
    )
    beats = simultaneous_rank_sets(comparisons).beats
    for name, p in zip(known["tukey_names"], known["free_stepdown_p"], strict=True):
        one, other = ("ABCD".index(each) for each in name.split("-"))
        assert bool(beats[one, other] or beats[other, one]) is (p < 0.05), name


def test_cox_regression_equals_r(oracle):
    known = oracle("r_misc")["survival"]
    cox = known["cox_efron"]
    fit = cox_regression(
        seconds=known["time"],
        answered=known["event"],
        covariates=(np.array(known["group"]) == "B").astype(float),
        cluster=known["strata"],
    )
    assert fit.coefficients[0] == pytest.approx(cox["coef"], abs=1e-6)
    assert fit.errors[0] == pytest.approx(cox["se"], abs=1e-6)
    assert fit.clustered_errors[0] == pytest.approx(known["cox_cluster_se"], abs=1e-6)
    assert [fit.null, fit.log_likelihood] == pytest.approx(cox["loglik"], abs=1e-6)


def test_attempts_by_negative_binomial_and_geometric_regression_equal_r(oracle):
    known = oracle("r_misc")["calls"]
    extra, half = np.array(known["extra_calls"]), np.array(known["z"])
    design = np.column_stack((np.ones(extra.size), half))
    fit = NegativeBinomial(extra, design).fit(disp=False, method="bfgs", maxiter=500)
    assert fit.params[:2] == pytest.approx(known["nb_coef"], abs=1e-4)
    assert 1 / fit.params[2] == pytest.approx(known["nb_theta"], abs=1e-3)
    assert fit.llf == pytest.approx(known["nb_loglik"], abs=1e-4)
    spread = []
    for z in (0, 1):
        made = [int(each) + 1 for each in extra[half == z]]
        found = attempts_to_reach(attempts=made, reached=[True] * len(made), cap=99)
        spread.append(1 / (found.attempts * found.chance * (1 - found.chance)))
    errors = [spread[0] ** 0.5, sum(spread) ** 0.5]
    assert errors == pytest.approx(known["geometric_se"], abs=1e-4)
