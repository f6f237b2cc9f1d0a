from __future__ import annotations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from benchmark.statistics.bootstrap import bootstrap_contacts
from benchmark.statistics.errors import BadArgument, BadTable, NothingVaries, TooFew
from benchmark.statistics.gwet import gwet_ac
from benchmark.statistics.intraclass import intraclass
from benchmark.statistics.krippendorff import krippendorff_alpha

N = np.nan
# Krippendorff (2011), section E: four observers, twelve units.
CANONICAL = np.array(
    [
        [1, 2, 3, 3, 2, 1, 4, 1, 2, N, N, N],
        [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, N, 3],
        [N, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, N],
        [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, N],
    ]
).T
TABLES = arrays.arrays(
    np.float64, st.tuples(st.integers(3, 12), st.integers(2, 4)), elements=st.integers(0, 4)
)


@pytest.mark.parametrize(("metric", "known"), [("nominal", 0.743), ("ordinal", 0.815), ("interval", 0.849)])
def test_alpha_equals_the_printed_example(metric, known):
    assert krippendorff_alpha(CANONICAL, metric=metric) == pytest.approx(known, abs=5e-4)


def test_ac1_equals_the_printed_example():
    """Gwet (2014), the same twelve units: AC1 0.77544."""
    assert gwet_ac(CANONICAL) == pytest.approx(0.77544, abs=5e-6)


def test_intraclass_equals_shrout_and_fleiss(oracle):
    known = oracle("r_misc")["icc_shrout_fleiss"]
    found = intraclass(known["data"])
    each = [
        found.one_way,
        found.agreement,
        found.consistency,
        found.one_way_mean,
        found.agreement_mean,
        found.consistency_mean,
    ]
    assert [one.value for one in each] == pytest.approx(known["ICC"], abs=1e-7)
    assert [one.interval.low for one in each] == pytest.approx(known["lower"], abs=1e-4)
    assert [one.interval.high for one in each] == pytest.approx(known["upper"], abs=1e-4)


def test_skewed_answers_need_both_coefficients():
    """95 % alike: raters agree on 18 of 20, α says chance, AC1 does not."""
    ratings = np.ones((20, 2))
    ratings[0, 0] = ratings[1, 1] = 0
    assert krippendorff_alpha(ratings) < 0.05
    assert gwet_ac(ratings) > 0.85


@given(TABLES)
def test_agreement_is_one_only_where_all_agree_and_ignores_order_of_raters(table):
    assume(np.unique(table).size > 1)
    for measure in (krippendorff_alpha, gwet_ac):
        value = measure(table)
        assert value <= 1 + 1e-12
        assert measure(table[:, ::-1]) == pytest.approx(value)
        assert measure(table[::-1]) == pytest.approx(value)
        assert (value > 1 - 1e-12) == bool((table == table[:, :1]).all())


@given(TABLES, st.floats(0.5, 3), st.floats(-5, 5))
def test_scale_does_not_matter_where_only_distance_counts(table, scale, shift):
    assume(np.unique(table).size > 1)
    changed = scale * table + shift
    assert krippendorff_alpha(changed, metric="interval") == pytest.approx(
        krippendorff_alpha(table, metric="interval"), abs=1e-9
    )
    assert krippendorff_alpha(changed, metric="ordinal") == pytest.approx(
        krippendorff_alpha(table, metric="ordinal"), abs=1e-9
    )
    assert gwet_ac(changed, weighting="quadratic") == pytest.approx(gwet_ac(table, weighting="quadratic"))


@given(TABLES)
def test_intraclass_is_defined_or_refused(table):
    try:
        found = intraclass(table)
    except NothingVaries:
        assert np.unique(table).size == 1
        return
    for one in (found.agreement, found.consistency, found.one_way):
        assert np.isfinite(one.value)
        assert not np.isnan(one.interval.low)
        assert not np.isnan(one.interval.high)


def test_bootstrap_holds_the_value_and_repeats():
    found = bootstrap_contacts(CANONICAL, krippendorff_alpha, rng=np.random.default_rng(1), draws=300)
    again = bootstrap_contacts(CANONICAL, krippendorff_alpha, rng=np.random.default_rng(1), draws=300)
    assert found == again
    assert found.value in found.interval
    assert found.draws + found.empty == 300


def test_contacts_that_not_everybody_rated():
    found = intraclass([[1, 2], [3, 3], [4, N], [5, 4]])
    assert (found.contacts, found.left_out) == (3, 1)


def test_known_categories_make_equal_answers_agreement():
    assert gwet_ac(np.ones((5, 2)), categories=[0, 1]) == 1


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda: krippendorff_alpha(np.ones((5, 2))), NothingVaries, "all ratings are the same"),
        (lambda: krippendorff_alpha([[1, N], [N, 2]]), TooFew, "rated by two people"),
        (lambda: krippendorff_alpha([1, 2]), BadTable, "contacts × raters"),
        (lambda: krippendorff_alpha([["good", "bad"]]), BadTable, "no number"),
        (lambda: krippendorff_alpha([[1, np.inf]]), BadTable, "infinite"),
        (lambda: krippendorff_alpha([[1, 2]], metric="ratio"), BadArgument, "no such metric"),
        (lambda: gwet_ac([[1, 2]], weighting="cubic"), BadArgument, "no such weighting"),
        (lambda: gwet_ac([[1, 2]], categories=[0, 1]), BadArgument, "the answer 2"),
        (lambda: gwet_ac(np.ones((5, 2))), NothingVaries, "only one answer"),
        (lambda: intraclass([[1, 2]]), TooFew, "two contacts"),
        (lambda: intraclass(np.ones((5, 2))), NothingVaries, "nothing to agree about"),
        (
            lambda: bootstrap_contacts([[1, 2]], krippendorff_alpha, rng=np.random.default_rng(0)),
            TooFew,
            "at least two",
        ),
        (
            lambda: bootstrap_contacts(CANONICAL, krippendorff_alpha, rng=np.random.default_rng(0), draws=5),
            BadArgument,
            "too few",
        ),
    ],
)
def test_bad_ratings(call, error, words):
    with pytest.raises(error, match=words):
        call()
