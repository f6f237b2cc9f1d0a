"""One clear message for each way of being wrong, or a defined result."""

from dataclasses import fields

import numpy as np
import pandas as pd
import pytest

from benchmark.scoring.choices import Choices
from benchmark.scoring.errors import BadChoice, BadFieldwork, MethodDoesNotFit, ScoringError
from benchmark.scoring.inputs import Fieldwork
from benchmark.scoring.rules import rules_of
from benchmark.scoring.run import score_run
from benchmark.scoring.simulated import Design, simulate
from scenarios.checker import check
from scenarios.method import Method, Weight
from scenarios.questionnaire import Questionnaire
from scenarios.skeleton import skeleton
from scenarios.yaml_reader import read


@pytest.fixture
def frames(make):
    fieldwork = make(
        [
            {
                "channel": "phone",
                "answers": {"friendly": 0},
                "measured": {"answer_time": 10.0},
                "started": pd.Timestamp("2027-01-11T09:00", tz="UTC"),
            }
        ]
    )
    found = {field.name: getattr(fieldwork, field.name).copy() for field in fields(fieldwork)}
    for frame in found.values():
        for column in frame.columns:
            if isinstance(frame[column].dtype, pd.CategoricalDtype):
                frame[column] = frame[column].astype(str)
    return found


def _set(frame, column, value):
    def change(frames):
        frames[frame][column] = [value] * len(frames[frame])

    return change


def _without(frame, column):
    def change(frames):
        frames[frame] = frames[frame].drop(columns=column)

    return change


def _twice(frame):
    def change(frames):
        frames[frame] = pd.concat([frames[frame]] * 2)

    return change


WRONG = {
    "no column": (
        _without("contacts", "shopper"),
        "contacts: the column shopper is missing (found contact, ",
    ),
    "no organisation": (
        lambda f: f.update(organisations=f["organisations"].iloc[:0]),
        "offers: there is no organisation fjordvik in organisations",
    ),
    "strange channel": (
        _set("contacts", "channel", "fax"),
        "contacts: channel must be one of phone, web_form, email, chat, messenger, sms, desk, web_page",
    ),
    "strange outcome": (
        _set("contacts", "outcome", "engaged"),
        "contacts: outcome must be one of answered_by_person, ",
    ),
    "empty shopper": (_set("contacts", "shopper", None), "contacts: shopper is empty in row 1"),
    "number for a name": (_set("contacts", "scenario", 7), "contacts: scenario must be text (found 7)"),
    "no day": (_set("contacts", "day", None), "contacts: day is empty in row 1"),
    "no date": (_set("contacts", "day", "soon"), "contacts: day must be a date or moment (found 'soon')"),
    "half an attempt": (
        _set("contacts", "attempts", 1.5),
        "contacts: attempts must be a whole number from 0 (found 1.5)",
    ),
    "an attempt not run": (
        _set("contacts", "outcome", "not_run"),
        "contacts: 1 has the outcome not_run after 1 attempts",
    ),
    "a contact without an attempt": (
        _set("contacts", "attempts", 0),
        "contacts: 1 has the outcome answered_by_person after 0",
    ),
    "unknown contact": (_set("answers", "contact", 2), "answers: there is no contact 2 in contacts"),
    "contact of another kind": (
        _set("answers", "contact", "1"),
        "answers: there is no contact 1 in contacts",
    ),
    "unknown organisation": (
        _set("contacts", "organisation", "oslo"),
        "contacts: there is no organisation oslo",
    ),
    "twice": (_twice("contacts"), "contacts: 1 stands there twice"),
    "answered twice": (_twice("answers"), "answers: 1, friendly, sam stands there twice"),
    "strange measurement": (
        _set("measurements", "name", "mood"),
        "measurements: name must be one of post_dial_delay, ",
    ),
    "negative wait": (
        _set("measurements", "value", -1.0),
        "measurements: value must not be below 0 (found -1)",
    ),
    "endless wait": (
        _set("measurements", "value", float("inf")),
        "measurements: value must be a number (found inf)",
    ),
    "a wait in words": (
        _set("measurements", "value", "long"),
        "measurements: value must be a number (found long)",
    ),
    "seen without a value": (
        _set("measurements", "value", None),
        "measurements: contact 1 is observed with no value",
    ),
    "not seen with a value": (
        _set("measurements", "status", "not_observed"),
        "measurements: contact 1 is not_observed with the value 10",
    ),
    "open with a value": (
        _set("answers", "status", "missing"),
        "answers: contact 1 is missing with the value 0",
    ),
    "strange clock": (
        _set("organisations", "clock", "Oslo time"),
        "organisations: there is no clock Oslo time",
    ),
    "zoned day": (
        _set("contacts", "day", pd.Timestamp("2027-01-11", tz="UTC")),
        "contacts: day must be a date without a time zone",
    ),
}


@pytest.mark.parametrize(("change", "message"), WRONG.values(), ids=WRONG)
def test_a_wrong_frame_has_one_message(frames, change, message):
    change(frames)
    with pytest.raises(BadFieldwork) as wrong:
        Fieldwork(**frames)
    assert str(wrong.value).startswith(message)
    assert " – " in str(wrong.value)
    assert "\n" not in str(wrong.value)


def test_no_organisation_at_all_is_refused(frames):
    with pytest.raises(BadFieldwork, match="organisations: there is none – add a row"):
        Fieldwork(**{name: frame.iloc[:0] for name, frame in frames.items()})


def test_further_columns_are_dropped_and_make_no_difference(frames):
    plain = Fieldwork(**frames)
    frames["contacts"]["note"] = "a word"
    assert Fieldwork(**frames).digest() == plain.digest()


@pytest.mark.parametrize(
    ("item", "value", "message"),
    [
        ("friendly", 4, "friendly cannot be answered with 4 – its answers are the whole numbers 0 to 3"),
        ("friendly", 0.5, "friendly cannot be answered with 0.5"),
        ("satisfied", 0, "satisfied cannot be answered with 0 – its answers are the whole numbers 1 to 5"),
        ("mood", 1, "the questionnaire has no item mood – name the questionnaire that was answered"),
    ],
)
def test_an_answer_that_the_questionnaire_does_not_know(make, methods, questionnaires, item, value, message):
    fieldwork = make([{"answers": {item: value}}])
    with pytest.raises(BadFieldwork, match=f"^answers: {message}"):
        score_run(
            method=methods["kundeserviceprisen"], questionnaire=questionnaires["short"], fieldwork=fieldwork
        )


def test_weights_that_do_not_add_up(methods, questionnaires):
    areas = methods["kundeserviceprisen"].areas | {"agent": Weight(weight=40, source="x")}
    method = methods["kundeserviceprisen"].model_copy(update={"areas": areas})
    with pytest.raises(MethodDoesNotFit, match=r"^areas: the weights add up to 90, not to 100 – change them"):
        rules_of(method=method, questionnaire=questionnaires["short"])


def _weighted(method, **weights):
    score = method.score.model_copy(update={"contact": "weighted areas"})
    areas = {name: Weight(weight=weight, source="x") for name, weight in weights.items()}
    return method.model_copy(update={"score": score, "areas": areas})


def test_an_area_that_nobody_scores_and_one_without_weight(methods, questionnaires):
    ksp, short = methods["kundeserviceprisen"], questionnaires["short"]
    with pytest.raises(MethodDoesNotFit, match=r"^areas: the questionnaire scores no area charm"):
        rules_of(method=_weighted(ksp, waiting=5, welcome=20, agent=50, charm=25), questionnaire=short)
    with pytest.raises(MethodDoesNotFit, match=r"^areas: the area overall has no weight"):
        rules_of(method=_weighted(ksp, waiting=5, welcome=45, agent=50), questionnaire=short)


def test_an_item_that_nobody_asks(methods, questionnaires):
    indicator = methods["first-contact"].indicators["helped-by-the-first"]
    method = methods["first-contact"].model_copy(
        update={"indicators": {"helped": indicator.model_copy(update={"of": "charm"})}}
    )
    with pytest.raises(
        MethodDoesNotFit, match=r"^indicators: helped is of charm, which nobody asks in short"
    ):
        rules_of(method=method, questionnaire=questionnaires["short"])
    # By another questionnaire it cannot be told; the others can.
    rules = rules_of(method=methods["kkik"], questionnaire=questionnaires["short"])
    assert rules.notes == (
        "the indicator direct-answer cannot be told: short does not ask direct-answer",
        "the indicator courtesy cannot be told: short does not ask courtesy",
    )


@pytest.mark.parametrize("n", [1, 2, 25])
def test_all_scores_equal_give_a_spread_of_nothing(make, good, methods, questionnaires, n):
    contact = {"answers": good("kundeservice-40", "phone"), "measured": {"answer_time": 1.0}}
    run = score_run(
        method=methods["kundeserviceprisen"],
        questionnaire=questionnaires["kundeservice-40"],
        fieldwork=make([contact] * n),
    )
    row = run.organisations.iloc[0]
    assert (row["score"], row["zeros"]) == (100.0, 0)
    assert np.isnan(row["standard_error"]) if n == 1 else row["standard_error"] == 0
    mean = run.indicators.set_index("indicator").loc["satisfaction"]
    assert mean["value"] == 100
    assert np.isnan(mean["low"]) if n == 1 else mean["low"] == mean["high"] == 100


def test_a_fieldwork_without_any_contact_is_scored_as_nothing(make, methods, questionnaires):
    fieldwork = make([], organisations=["fjordvik", "lillsjo"], offers=[("fjordvik", "phone")])
    for name, method in methods.items():
        run = score_run(method=method, questionnaire=questionnaires["short"], fieldwork=fieldwork)
        total = "unscored:no contact" if method.score != "none" else "unscored:the method has no total"
        assert run.organisations["status"].tolist() == [total] * 2, name
        assert "NaN" not in run.to_json()


@pytest.mark.parametrize(
    ("choices", "message"),
    [
        (
            {"not_offered": "guess"},
            "not_offered must be one of renormalise, zero, common channels (found guess)",
        ),
        (
            {"sources": ("oracle",)},
            "sources must be some of machine, person, reconciled, answer, each once (found oracle)",
        ),
        (
            {"sources": ()},
            "sources must be some of machine, person, reconciled, answer, each once (found none)",
        ),
        ({"tolerance_s": -1.0}, "tolerance_s must be a number from 0 (found -1)"),
        ({"applicable": 2.0}, "applicable must be a share from 0 to 1 (found 2)"),
        ({"bootstrap": 1}, "bootstrap must be from 100 to 100000 draws (found 1)"),
    ],
)
def test_choices_that_cannot_be(choices, message):
    with pytest.raises(BadChoice) as wrong:
        Choices(**choices)
    assert str(wrong.value) == message


@pytest.mark.parametrize(
    ("design", "message"),
    [
        ({"organisations": 0}, "organisations must be at least 1 (found 0)"),
        ({"void": 1.5}, "void must be a share from 0 to 1 (found 1.5)"),
        ({"mix": {}}, "mix must name channels with a share above 0"),
    ],
)
def test_designs_that_cannot_be(design, message):
    with pytest.raises(BadChoice) as wrong:
        Design(**design)
    assert str(wrong.value) == message


def test_a_channel_without_a_limit_cannot_be_simulated(methods, questionnaires):
    with pytest.raises(BadChoice, match=r"^mix: the method first-contact has no limit for chat"):
        simulate(
            method=methods["first-contact"],
            questionnaire=questionnaires["short"],
            design=Design(mix={"chat": 1}),
            rng=np.random.default_rng(1),
        )


def test_errors_are_one_tree():
    assert {BadFieldwork, BadChoice, MethodDoesNotFit} == set(ScoringError.__subclasses__())


def test_the_skeletons_of_method_and_questionnaire_fit_one_another():
    """Whoever begins with both has the machine's waits counted: no value function counts nowhere."""
    method, questionnaire = (
        check(read(skeleton(kind=kind, name="ours").encode(), "ours.yaml"))
        for kind in ("method", "questionnaire")
    )
    assert isinstance(method, Method)
    assert isinstance(questionnaire, Questionnaire)

    rules = rules_of(method=method, questionnaire=questionnaire)

    assert rules.notes == ()
    assert {rule.measured for rule in rules.rules} == {None, "answer_time", "reply_time"}
