"""Waits that a shopper gave up too early: the total by the Kaplan–Meier masses of the waits."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmark.ranking.fit import fit_table
from benchmark.ranking.table_of_scores import table_of_scores
from benchmark.scoring.contact_state import ContactState
from benchmark.scoring.given_up import count_given_up
from benchmark.scoring.run import score_run
from benchmark.scoring.simulated import Design, simulate
from benchmark.statistics.value_integral import pseudo_values


def state(waits, early, zero):
    size = len(waits)
    early, zero = np.array(early, dtype=bool), np.array(zero, dtype=bool)
    void = np.where(early, "given up before the limit", "").astype(object)
    return ContactState(
        reached=~early & ~zero,
        void=void,
        zero=zero,
        empties_channel=np.zeros(size, dtype=bool),
        waited=np.array(waits, dtype=float),
        given_up=early,
    )


def counted(waits, early, zero, worth, groups=None):
    groups = np.zeros(len(waits), dtype=np.intp) if groups is None else np.array(groups)
    return count_given_up(
        worth=np.array(worth, dtype=float),
        state=state(waits, early, zero),
        groups=groups,
        channels=np.zeros(len(waits), dtype=np.intp),
    )


def test_a_given_up_wait_hands_its_weight_on_to_those_that_lasted_longer():
    """Four calls, one given up at 60 s: its quarter goes in halves to the two that lasted longer."""
    nan = np.nan
    found = counted([30, 60, 90, 300], [0, 1, 0, 0], [0, 0, 0, 1], [100, nan, 80, 0])
    assert found.mean() == pytest.approx((100 + 1.5 * 80 + 1.5 * 0) / 4)


def test_where_none_lasted_longer_those_of_others_stand_in():
    nan = np.nan
    both = counted(
        [30, 200, 40, 250, 300], [0, 1, 0, 0, 0], [0, 0, 0, 0, 1], [100, nan, 90, 60, 0], [0, 0, 1, 1, 1]
    )
    # Of the waits beyond 200 s in the channel one of two was answered, with 60 points.
    assert both[:2].mean() == pytest.approx((100 + 30) / 2)
    assert both[2:].tolist() == [90, 60, 0]
    alone = counted([30, 200], [0, 1], [0, 0], [100, nan])
    assert alone.mean() == pytest.approx(50)


@given(
    st.lists(
        st.tuples(st.integers(1, 299), st.sampled_from(["answered", "answered", "early", "never"])),
        min_size=1,
        max_size=20,
    )
)
def test_they_are_the_jackknife_of_the_kaplan_meier_integral(rows):
    """With worths that follow from the wait alone it is `pseudo_values`, where the end was seen."""
    rows = [*rows, (300, "never"), (300, "never")]
    waits = np.array([300.0 if how == "never" else wait for wait, how in rows])
    early = np.array([how == "early" for _, how in rows])
    never = np.array([how == "never" for _, how in rows])
    value = lambda t: np.interp(t, [0, 30, 300], [100, 100, 0])  # noqa: E731
    worth = np.where(early, np.nan, value(waits))
    found = counted(waits, early, never, worth)
    wanted = pseudo_values(seconds=waits, answered=~early & ~never, value=value, horizon=300)
    if not early.any():
        assert found.tolist() == worth.tolist()
    assert found == pytest.approx(wanted, abs=1e-7)


@pytest.fixture(scope="module")
def given_up(methods, questionnaires):
    """120 organisations; one wait in three is given up somewhere before the limit."""
    method, questionnaire = methods["kundeserviceprisen"], questionnaires["kundeservice-40"]
    made = simulate(
        method=method,
        questionnaire=questionnaire,
        design=Design(
            organisations=120, contacts=50, gives_up=0.35, answered=0.6, mix={"phone": 1}, applicable=1.0
        ),
        rng=np.random.default_rng(4),
    )
    return method, made, score_run(method=method, questionnaire=questionnaire, fieldwork=made.fieldwork)


def test_the_total_is_right_where_leaving_the_waits_out_is_not(given_up):
    _, made, run = given_up
    truth = made.truth.organisations.set_index("organisation")["score"]
    totals = run.organisations.set_index("organisation")
    scored = run.contacts.groupby("organisation", observed=True)["score"]
    off = (totals["score"] - truth).mean()
    left_out = (scored.mean() - truth).mean()
    as_nothing = (scored.sum() / 50 - truth).mean()
    error = (totals["score"] - truth).std() / np.sqrt(len(truth))
    assert abs(off) < 3 * error
    assert left_out > 2
    assert as_nothing < -4
    assert "given up before the method's limit" in " ".join(run.notes)


def test_the_model_takes_them_too_and_the_contacts_keep_their_scores(given_up):
    method, _, run = given_up
    assert run.contacts["score"].dropna().between(0, 100).all()
    assert run.contacts["score"].isna().sum() > 100
    assert (run.organisations["unscored"] > 0).any()
    estimates = fit_table(table_of_scores(run=run, method=method))
    totals = run.organisations.set_index("organisation")["score"]
    raw = dict(zip(estimates.organisations, estimates.raw, strict=True))
    assert [raw[name] for name in totals.index] == pytest.approx(totals.tolist())
    assert "NaN" not in run.to_json()
