from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmark.statistics.between_variance import between_variance, paule_mandel, relative_variances
from benchmark.statistics.covariance import Covariance
from benchmark.statistics.errors import BadArgument, BadTable, TooFew
from benchmark.statistics.gates import gates
from benchmark.statistics.generalizability import Design, Sources, balanced_study, d_study, g_study
from benchmark.statistics.mixed_model import fit_mixed_model


def test_shrinkage_equals_metafor(oracle):
    known = oracle("r_misc")["eb"]
    found = between_variance(theta=known["yi"], variances=known["vi"])
    assert found.variance == pytest.approx(known["tau2_reml"], abs=1e-4)
    assert found.mean == pytest.approx(known["mu_reml"], abs=1e-5)
    assert found.shrunken == pytest.approx(known["blup"], abs=1e-5)
    assert found.shrunken_errors == pytest.approx(known["blup_se"], abs=1e-5)
    assert paule_mandel(theta=known["yi"], variances=known["vi"]).variance == pytest.approx(
        known["tau2_pm"], abs=1e-4
    )


def test_equal_estimates_have_no_variance_between():
    for estimate in (between_variance, paule_mandel):
        found = estimate(theta=[80.0, 80.0, 80.0], variances=[1.0, 2.0, 3.0])
        assert found.variance == 0
        assert found.shrunken == pytest.approx([80.0] * 3)


def test_what_all_share_does_not_tell_them_apart():
    own = np.array([2.0, 3.0, 4.0])
    shared = np.full((3, 1), 7.0)
    assert relative_variances(Covariance(own=own, shared=shared)) == pytest.approx(
        relative_variances(Covariance.independent(own))
    )
    assert relative_variances(Covariance.independent(np.full(5, 2.0))) == pytest.approx([2.0] * 5)


def test_the_balanced_study_equals_the_reference(oracle):
    raw, known = oracle("r_misc")["gtheory"], oracle("extras")["gstudy_org_x_shopper_x_item"]
    table = np.array(raw["y"]).reshape(5, 6, 10).transpose(2, 1, 0)
    found = balanced_study(table)
    assert [found.organisation, found.shopper, found.item] == pytest.approx(
        [known["o"], known["s"], known["i"]], abs=1e-4
    )
    assert [
        found.organisation_shopper,
        found.organisation_item,
        found.shopper_item,
        found.rest,
    ] == pytest.approx([known["os"], known["oi"], known["si"], known["osi"]], abs=1e-4)
    assert [found.relative, found.absolute] == pytest.approx([known["Erho2"], known["Phi"]], abs=1e-4)


def test_the_design_table_comes_out(oracle):
    sources = Sources(organisation=25, shopper=16, scenario=25, organisation_shopper=4, contact=144)
    for name, known in oracle("planning")["design"].items():
        n, shoppers, overlap, scenarios = (float(part.split("=")[1]) for part in name.split(","))
        design = Design(
            contacts=int(n),
            shoppers=int(shoppers),
            scenarios=10,
            shared_shoppers=overlap,
            shared_scenarios=scenarios,
        )
        assert d_study(sources, design).difference_error == pytest.approx(known, abs=0.01)


def test_the_g_study_finds_what_went_in(contacts):
    found = g_study(contacts(organisations=60, each=50, shoppers=30, scenarios=12, seed=5))
    assert found.contact == pytest.approx(144, rel=0.15)
    assert found.shopper == pytest.approx(16, rel=0.5)
    assert found.organisation == pytest.approx(25, rel=0.5)


@given(st.integers(1, 200), st.integers(1, 40), st.floats(0, 1))
def test_more_contacts_and_more_in_common_never_hurt(n, shoppers, shared):
    sources = Sources(organisation=25, shopper=16, scenario=9, contact=144, organisation_shopper=2)
    less = d_study(sources, Design(n, shoppers, 10, shared_shoppers=shared))
    more = d_study(sources, Design(n + 1, shoppers + 1, 10, shared_shoppers=1.0))
    assert more.difference_error < less.difference_error
    assert less.absolute <= less.relative + 1e-12


def test_gates_follow_the_number_of_contacts(contacts):
    few = gates(fit_mixed_model(contacts(organisations=30, each=25, seed=3)))
    many = gates(fit_mixed_model(contacts(organisations=30, each=200, seed=3)))
    assert np.mean([gate.reliability for gate in few]) < np.mean([gate.reliability for gate in many])
    assert all(gate.score for gate in many)
    for gate in few:
        assert gate.rank == (gate.reliability >= 0.9)
        assert gate.score == (gate.reliability >= 0.7)


def test_bad_questions(contacts):
    with pytest.raises(TooFew, match="fewer than two"):
        between_variance(theta=[80.0], variances=[1.0])
    with pytest.raises(BadTable, match="not positive"):
        between_variance(theta=[80.0, 81.0], variances=[1.0, 0.0])
    with pytest.raises(BadTable, match="2 estimates but 1"):
        paule_mandel(theta=[80.0, 81.0], variances=[1.0])
    with pytest.raises(TooFew, match="two of them"):
        relative_variances(Covariance.independent(np.ones(1)))
    with pytest.raises(BadArgument, match="must not be negative"):
        Sources(organisation=1, shopper=-1, scenario=1, contact=1)
    with pytest.raises(BadArgument, match="at least one contact"):
        Design(contacts=0, shoppers=1, scenarios=1)
    with pytest.raises(BadArgument, match="share of common"):
        Design(contacts=1, shoppers=1, scenarios=1, shared_shoppers=2)
    with pytest.raises(BadTable, match="complete table"):
        balanced_study([[1.0, 2.0]])
    with pytest.raises(TooFew, match="two organisations"):
        balanced_study(np.ones((1, 2, 2)))
    with pytest.raises(TooFew, match="one organisation"):
        g_study(contacts(organisations=1))
    with pytest.raises(BadArgument, match="gates must"):
        gates(fit_mixed_model(contacts()), score_from=0.9, rank_from=0.7)
