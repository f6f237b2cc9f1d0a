"""All methods of the library on the same stored contacts, and their figures."""

import json

import numpy as np
import pytest

from benchmark.scoring.run import score_run

METHODS = ("kundeserviceprisen", "kommunetest", "kkik", "first-contact", "en-iso-18295-external")


@pytest.fixture(scope="module")
def runs(simulated, methods, questionnaires):
    return {
        name: score_run(
            method=methods[name],
            questionnaire=questionnaires["kundeservice-40"],
            fieldwork=simulated.fieldwork,
        )
        for name in METHODS
    }


def test_the_same_contacts_serve_all(runs):
    assert {run.provenance["inputs"] for run in runs.values()} == {runs["kkik"].provenance["inputs"]}
    assert len({run.provenance["method_hash"] for run in runs.values()}) == len(METHODS)
    for name, run in runs.items():
        assert len(run.contacts) == 300, name
        assert run.organisations["organisation"].nunique() == 12
        json.loads(run.to_json())


def test_only_methods_with_a_total_give_one(runs):
    scored = {name: bool(run.organisations["score"].notna().any()) for name, run in runs.items()}
    assert scored == dict.fromkeys(METHODS, False) | {"kundeserviceprisen": True, "kommunetest": True}


def test_a_stricter_limit_reaches_fewer(runs):
    """60 s and no retry against five minutes and one."""
    phone = runs["kkik"].contacts["channel"] == "phone"
    assert (
        runs["kkik"].contacts["reached"][phone].sum()
        < runs["kundeserviceprisen"].contacts["reached"][phone].sum()
    )


def test_what_cannot_be_seen_from_outside_is_said_and_never_computed(runs, methods):
    table = runs["en-iso-18295-external"].indicators
    hidden = table[table["seen"] == "cannot be seen from outside"]
    assert hidden["value"].isna().all()
    assert set(hidden["status"]) == {"cannot be seen from outside"}
    assert set(table["seen"]) == {"established", "estimated", "cannot be seen from outside"}
    words = json.dumps(runs["en-iso-18295-external"].document(), ensure_ascii=False).lower()
    assert [word for word in methods["en-iso-18295-external"].never_say if word in words] == []


def test_intervals_hold_their_figures(runs):
    for name, run in runs.items():
        table = run.indicators
        told = table["low"].notna()
        assert (table["low"][told] <= table["value"][told] + 1e-9).all(), name
        assert (table["value"][told] <= table["high"][told] + 1e-9).all(), name
        share = told & (table["unit"] == "%")
        assert table["low"][share].ge(0).all()
        assert table["high"][share].le(100).all()
        points = told & (table["unit"] == "points")
        assert table["low"][points].ge(-100).all()


def test_quartile_bands_paint_a_quarter_green_and_a_quarter_red(make, methods, questionnaires):
    contacts = [
        {
            "organisation": f"kommune-{number}",
            "answers": {"direct-answer": int(i >= number), "courtesy": 2},
            "measured": {"answer_time": 30.0},
        }
        for number in range(8)
        for i in range(8)
    ]
    run = score_run(method=methods["kkik"], questionnaire=questionnaires["kkik"], fieldwork=make(contacts))
    table = run.indicators.set_index("organisation")
    shares = table[table["indicator"] == "direct-answer"]["band"].sort_index().tolist()
    assert shares == ["red"] * 2 + ["middle"] * 4 + ["green"] * 2
    # All alike: nobody is best and nobody is worst.
    assert set(table[table["indicator"] == "courtesy"]["band"]) == {"middle"}


def test_attempts_needed_by_mean_share_and_geometric_law(make, methods, questionnaires):
    """Reached at 1, 1, 2 and 5 tries, once not in five; a sixth try is none by this method."""
    contacts = [{"attempts": tries} for tries in (1, 1, 2, 5, 6)]
    contacts.append({"attempts": 5, "outcome": "no_answer"})
    run = score_run(
        method=methods["first-contact"], questionnaire=questionnaires["short"], fieldwork=make(contacts)
    )
    table = run.indicators.set_index("indicator")
    assert table.loc["reached-at-first-try", ["hits", "n"]].tolist() == [2, 6]
    assert table.loc["tries-needed", ["value", "n"]].tolist() == [2.25, 4]
    # Four reached in 1 + 1 + 2 + 5 + 5 + 5 tries.
    assert table.loc["tries-needed-model", ["value", "hits", "n"]].tolist() == [19 / 4, 4, 6]
    assert table.loc["tries-needed-model", "low"] < 19 / 4 < table.loc["tries-needed-model", "high"]


def test_transfers_that_were_not_seen_are_left_out(make, methods, questionnaires):
    contacts = [
        {"measured": {"transfers": (value, status, "reconciled")}}
        for value, status in [(0, "observed"), (2, "observed"), (None, "not_observed"), (0, "observed")]
    ]
    run = score_run(
        method=methods["first-contact"], questionnaire=questionnaires["short"], fieldwork=make(contacts)
    )
    row = run.indicators.set_index("indicator").loc["not-passed-on"]
    assert row[["hits", "n"]].tolist() == [2, 3]


def test_a_wait_given_up_after_the_time_in_question_was_not_in_time(make, methods, questionnaires):
    """Service level within 30 s: given up at 60 s is known to be late, given up at 20 s says nothing."""
    contacts = [
        {"measured": {"answer_time": 10.0}},
        {"measured": {"answer_time": 200.0}},
        {"outcome": "wait_limit_reached", "measured": {"answer_time": (60.0, "censored")}},
        {"outcome": "wait_limit_reached", "measured": {"answer_time": (20.0, "censored")}},
        {"outcome": "no_answer"},
        {"outcome": "lost"},
    ]
    run = score_run(
        method=methods["en-iso-18295-external"],
        questionnaire=questionnaires["short"],
        fieldwork=make(contacts),
    )
    row = run.indicators.set_index("indicator").loc["service-level"]
    assert row[["hits", "n"]].tolist() == [1, 4]


def test_a_median_has_an_exact_bootstrap_interval(make, methods, questionnaires):
    """Against half a million drawn samples."""
    waits = np.round(np.exp(4 + 0.5 * np.random.default_rng(3).standard_normal(25)), 1)
    run = score_run(
        method=methods["en-iso-18295-external"],
        questionnaire=questionnaires["short"],
        fieldwork=make([{"measured": {"answer_time": float(wait)}} for wait in waits]),
    )
    row = run.indicators.set_index("indicator").loc["time-to-answer"]
    drawn = np.median(np.random.default_rng(4).choice(waits, (500_000, 25)), axis=1)
    assert row["value"] == np.median(waits)
    assert row[["low", "high"]].tolist() == np.quantile(drawn, [0.025, 0.975], method="inverted_cdf").tolist()
