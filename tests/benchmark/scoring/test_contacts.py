"""Items, areas and contacts: what leaves, what counts nothing, what says nothing."""

import numpy as np
import pandas as pd
import pytest

from benchmark.scoring.run import score_run
from scenarios.counted import Counted
from scenarios.score import Score


@pytest.fixture
def ksp(methods, questionnaires, make):
    def run(contacts, *, choices=None, method=None, **more):
        return score_run(
            method=method or methods["kundeserviceprisen"],
            questionnaire=questionnaires["kundeservice-40"],
            fieldwork=make(contacts, **more),
            choices=choices,
        )

    return run


def test_points_obtained_of_points_obtainable(ksp, good):
    """All best, waited 2 min (60 % of 5 points): 98 of 100."""
    run = ksp([{"answers": good("kundeservice-40", "phone"), "measured": {"answer_time": 120.0}}])
    row = run.contacts.iloc[0]
    assert row[["score", "status", "reached", "obtained", "obtainable"]].tolist() == [
        98.0,
        "scored",
        True,
        98.0,
        100.0,
    ]
    areas = run.contact_areas.iloc[0]
    assert areas[["waiting", "welcome", "agent", "overall"]].tolist() == [60.0, 100.0, 100.0, 100.0]


def test_not_applicable_leaves_points_and_obtainable_points(ksp, good):
    """would-choose (3 points) and correct-answer (6) do not apply: 89 of 91."""
    answers = good("kundeservice-40", "phone") | {"would-choose": None, "correct-answer": None}
    run = ksp([{"answers": answers, "measured": {"answer_time": 120.0}}])
    row = run.contacts.iloc[0]
    assert (row["obtained"], row["obtainable"]) == (89.0, 91.0)
    assert row["score"] == pytest.approx(100 * 89 / 91)
    assert row["not_applicable"] == pytest.approx(0.09)
    assert row["missing"] == 0


def test_an_open_item_leaves_too_and_is_counted_apart(ksp, good):
    answers = good("kundeservice-40", "phone") | {"efficient": "missing"}
    run = ksp([{"answers": answers, "measured": {"answer_time": 1.0}}])
    assert run.contacts[["score", "not_applicable", "missing"]].iloc[0].tolist() == [
        100.0,
        0.0,
        pytest.approx(0.07),
    ]


def test_an_area_mostly_not_applicable_has_no_score(make, methods, questionnaires):
    """short: correct-answer is 14 of the agent's 50 points; the open items bring it under a half."""
    answers = {"first-person-helped": 0, "friendly": 0, "satisfied": 5, "understood": 0}
    answers |= {"clear": "missing", "solution": "missing", "correct-answer": None}
    run = score_run(
        method=methods["kundeserviceprisen"],
        questionnaire=questionnaires["short"],
        fieldwork=make([{"answers": answers, "measured": {"answer_time": 1.0}}]),
    )
    assert np.isnan(run.contact_areas["agent"].iloc[0])
    assert run.contacts["score"].tolist() == [100.0]
    assert run.organisations["agent"].isna().all()


def test_not_applicable_everywhere_is_unscored_and_not_nothing(ksp, good):
    answers = dict.fromkeys(good("kundeservice-40", "phone"))
    run = ksp([{"answers": answers}])
    assert run.contacts["score"].isna().all()
    assert run.contacts["status"].tolist() == ["unscored:too little answered"]
    assert run.organisations["status"].tolist() == ["unscored:no contact has a score"]
    assert "NaN" not in run.to_json()


@pytest.mark.parametrize(
    ("contact", "status"),
    [
        ({"outcome": "no_answer", "attempts": 2}, "zero"),
        ({"outcome": "closed"}, "zero"),
        ({"outcome": "wait_limit_reached", "measured": {"answer_time": (300.0, "censored")}}, "zero"),
        # 299.4 s: the clock of the call, not the shopper's patience, made the difference.
        ({"outcome": "wait_limit_reached", "measured": {"answer_time": (299.4, "censored")}}, "zero"),
        (
            {"outcome": "wait_limit_reached", "measured": {"answer_time": (60.0, "censored")}},
            "unscored:given up before the limit",
        ),
        ({"outcome": "answered_by_person", "measured": {"answer_time": 301.0}}, "zero"),
        ({"outcome": "answered_by_person", "attempts": 3, "measured": {"answer_time": 5.0}}, "zero"),
        ({"outcome": "answered_by_person", "measured": {"answer_time": 5.0}}, "unscored:not rated"),
        ({"outcome": "lost"}, "unscored:lost"),
        ({"outcome": "not_run", "attempts": 0}, "unscored:not run"),
        ({"outcome": "looked_up", "channel": "web_page"}, "unscored:not rated"),
        ({"outcome": "replied", "channel": "email"}, "unscored:not rated"),
        ({"outcome": "auto_reply_only", "channel": "email"}, "zero"),
    ],
)
def test_what_becomes_of_a_contact(ksp, contact, status):
    run = ksp([contact])
    assert run.contacts["status"].tolist() == [status]
    assert run.contacts["score"].fillna(-1).tolist() == [0.0 if status == "zero" else -1.0]
    assert run.organisations["zeros"].tolist() == [int(status == "zero")]
    assert run.organisations["unscored"].tolist() == [int(status != "zero")]


def test_a_reply_after_the_limit_is_worth_nothing(ksp, good):
    sent = pd.Timestamp("2027-01-11T09:30", tz="UTC")
    contact = {
        "channel": "email",
        "outcome": "replied",
        "started": sent,
        "answers": good("kundeservice-40", "email"),
    }
    days = [contact | {"measured": {"reply_time": hours * 3600.0}} for hours in (5, 29, 53, 77)]
    run = ksp(days)
    assert run.contacts["score"].tolist() == [100.0, 98.5, 97.0, 0.0]
    assert run.contacts["reached"].tolist() == [True, True, True, False]


def test_the_tick_counts_where_no_machine_listened(ksp, good):
    answers = good("kundeservice-40", "phone") | {"answer-time": 2}
    run = ksp(
        [{"answers": answers}, {"answers": answers, "measured": {"answer_time": (None, "not_observed")}}]
    )
    assert run.contacts["score"].tolist() == [98.5, 98.5]
    assert run.flags.empty


def test_the_machine_counts_before_the_person_and_both_are_kept(ksp, good):
    answers = good("kundeservice-40", "phone") | {"answer-time": 0}
    run = ksp([{"answers": answers, "measured": {"answer_time": 240.0}}])
    assert run.contacts["score"].tolist() == [96.0]
    assert run.flags.to_dict("records") == [
        {
            "contact": 1,
            "measurement": "answer-time",
            "counted": 20.0,
            "counted_source": "measured, per cent",
            "other": 100.0,
            "other_source": "ticked, per cent",
        }
    ]


@pytest.fixture
def two_watches(make, good):
    """One call: 30 s by machine, 120 s by the shopper's watch, and the worst bracket ticked."""
    answers = good("kundeservice-40", "phone") | {"answer-time": 5}
    fieldwork = make([{"answers": answers, "measured": {"answer_time": 30.0}}])
    more = pd.DataFrame(
        [(1, "answer_time", 120.0, "observed", "person")],
        columns=["contact", "name", "value", "status", "source"],
    )
    return type(fieldwork)(
        organisations=fieldwork.organisations,
        offers=fieldwork.offers,
        contacts=fieldwork.contacts,
        measurements=pd.concat(
            [fieldwork.measurements.astype({"name": str, "status": str, "source": str}), more]
        ),
        answers=fieldwork.answers,
    )


@pytest.fixture
def by(methods, questionnaires, two_watches):
    """Score the call by the award's method with another rule for whose answer time counts."""

    def run(*counts, tolerance="15 s", answer_tolerance=30):
        rule = Counted(
            counts=counts, tolerance=tolerance, answer_tolerance=answer_tolerance, source="a test's choice"
        )
        method = methods["kundeserviceprisen"]
        measurements = {**method.measurements, "answer_time": rule}
        return score_run(
            method=method.model_copy(update={"measurements": measurements}),
            questionnaire=questionnaires["kundeservice-40"],
            fieldwork=two_watches,
        )

    return run


@pytest.mark.parametrize(
    ("counts", "score"),
    [
        (("reconciled", "machine", "person", "answer"), 100.0),
        (("machine",), 100.0),
        (("person", "machine"), 98.0),
        (("answer", "machine"), 95.0),
        (("machine", "answer"), 100.0),
        (("reconciled",), 95.0),  # nobody settled it, so what was ticked counts
        (("reconciled", "answer", "machine"), 95.0),
    ],
)
def test_the_method_says_whose_answer_time_counts(by, counts, score):
    assert by(*counts).contacts["score"].tolist() == [score]


def test_two_figures_that_disagree_are_flagged_and_both_are_kept(by):
    flags = by("machine", "person").flags
    columns = ["measurement", "counted", "counted_source", "other", "other_source"]
    assert flags[columns].to_numpy().tolist() == [
        ["answer-time", 100.0, "measured, per cent", 0.0, "ticked, per cent"],
        ["answer_time", 30.0, "machine", 120.0, "person"],
    ]
    flags = by("answer", "machine", "person").flags
    assert flags[columns].to_numpy().tolist() == [
        ["answer-time", 0.0, "ticked, per cent", 100.0, "measured, per cent"],
        ["answer_time", 30.0, "machine", 120.0, "person"],
    ]


def test_the_method_says_which_difference_is_one(by):
    told = by("machine", "person", tolerance="90 s", answer_tolerance=100)
    assert told.flags["measurement"].tolist() == []
    assert told.provenance["choices"]["measurements"]["answer_time"] == {
        "counts": ["machine", "person"],
        "tolerance": 90.0,
        "answer_tolerance": 100.0,
    }


def test_the_own_shopper_counts_and_another_only_where_it_left_the_item_open(ksp, good):
    own, other = good("kundeservice-40", "phone"), good("kundeservice-40", "phone", 0)
    measured = {"answer_time": 1.0}
    run = ksp(
        [
            {"ratings": {"sam": own, "siv": other}, "measured": measured},
            {"ratings": {"siv": other}, "measured": measured},
            {"ratings": {"sam": own | {"efficient": "missing"}, "siv": other}, "measured": measured},
            {"ratings": {"sam": own | {"would-choose": None}, "siv": other}, "measured": measured},
        ]
    )
    assert run.contacts["score"].tolist() == [100.0, 5.0, 93.0, 100.0]


def test_area_weights_are_renormalised_over_areas_with_a_score(ksp, good, methods):
    score = methods["kundeserviceprisen"].score.model_copy(update={"contact": "weighted areas"})
    method = methods["kundeserviceprisen"].model_copy(update={"score": score})
    half = good("kundeservice-40", "phone") | dict.fromkeys(
        ("efficient", "overall-impression", "felt-valued", "would-choose"), "missing"
    )
    run = ksp([{"answers": half, "measured": {"answer_time": 120.0}}], method=method)
    assert run.contacts["score"].iloc[0] == pytest.approx((5 * 60 + 20 * 100 + 50 * 100) / 75)


def test_difficulty_adjustment_fills_what_did_not_apply(ksp, good):
    """A hard item (everybody at 0) is skipped by one contact: raw it gains, adjusted it does not."""
    measured = {"answer_time": 1.0}
    hard = good("kundeservice-40", "phone") | {"correct-answer": 3}
    run = ksp(
        [{"answers": hard, "measured": measured}] * 9
        + [{"answers": hard | {"correct-answer": None}, "measured": measured}]
    )
    assert run.contacts["score"].tolist() == [94.0] * 9 + [100.0]
    assert run.contacts["adjusted"].tolist() == pytest.approx([94.0] * 10)


def test_waits_given_up_early_count_by_the_integral_and_leave_the_contact_unscored(ksp, good):
    contacts = [
        {"answers": good("kundeservice-40", "phone"), "measured": {"answer_time": wait}}
        for wait in (10.0, 60.0, 200.0)
    ]
    contacts.append({"outcome": "wait_limit_reached", "measured": {"answer_time": (100.0, "censored")}})
    run = ksp(contacts)
    row = run.waits.iloc[0]
    assert row[["n", "censored"]].tolist() == [4, 1]
    # 1/4 at 10 s and at 60 s are settled; the given-up one shares the fate of the 200 s.
    assert row["worth"] == pytest.approx(0.25 * 100 + 0.25 * 86.6666667 + 0.5 * 60 * (300 - 200) / 180)
    assert len(run.pseudo_waits) == 4
    assert run.contacts["status"].tolist()[-1] == "unscored:given up before the limit"


def test_score_is_none_for_a_method_without_total(make, methods, questionnaires):
    run = score_run(
        method=methods["first-contact"],
        questionnaire=questionnaires["short"],
        fieldwork=make([{"answers": {"first-person-helped": 0}}, {"outcome": "lost"}, {"channel": "email"}]),
    )
    assert run.contacts["status"].tolist() == [
        "unscored:the method has no total",
        "unscored:lost",
        "unscored:channel not in the method",
    ]
    assert not isinstance(methods["first-contact"].score, Score)
