"""Channels and organisations: weights, missing channels, the published mix, reached × quality."""

import numpy as np
import pytest

from benchmark.scoring.choices import Choices
from benchmark.scoring.hurdle import hurdle_variance
from benchmark.scoring.run import score_run
from scenarios.score import NotOffered

PHONE = ("phone-answer", "phone-clear", "phone-courtesy")
EMAIL = ("email-answer", "email-language")
WEB = ("web-found", "web-complete")


def _contact(channel, answer, **more):
    items = {"phone": PHONE, "email": EMAIL, "web_form": EMAIL, "web_page": WEB}[channel]
    outcome = {"phone": "answered_by_person", "web_page": "looked_up"}.get(channel, "replied")
    return {"channel": channel, "outcome": outcome, "answers": dict.fromkeys(items, answer)} | more


@pytest.fixture
def kommunetest(methods, questionnaires, make):
    def run(contacts, *, choices=None, **more):
        return score_run(
            method=methods["kommunetest"],
            questionnaire=questionnaires["kommunetest"],
            fieldwork=make(contacts, **more),
            choices=choices,
        )

    return run


TWO = [
    _contact("phone", 0, organisation="all"),
    _contact("email", 1, organisation="all"),
    _contact("web_page", 2, organisation="all"),
    _contact("phone", 0, organisation="lacks-mail"),
    _contact("web_page", 1, organisation="lacks-mail"),
]


@pytest.mark.parametrize(
    ("policy", "scores"),
    [("renormalise", [50.0, 75.0]), ("zero", [50.0, 50.0]), ("common channels", [50.0, 75.0])],
)
def test_a_channel_that_is_not_offered(kommunetest, policy, scores):
    run = kommunetest(TWO, choices=Choices(not_offered=policy))
    assert run.organisations["score"].tolist() == pytest.approx(scores)


@pytest.mark.parametrize(
    ("rule", "scores"),
    [("renormalise", [50.0, 75.0]), ("zero", [50.0, 50.0]), ("common channels", [50.0, 75.0])],
)
def test_the_method_says_what_becomes_of_a_channel_that_is_not_offered(
    methods, questionnaires, make, rule, scores
):
    method = methods["kommunetest"]
    score = method.score.model_copy(update={"not_offered": NotOffered(rule=rule, source="x")})
    run = score_run(
        method=method.model_copy(update={"score": score}),
        questionnaire=questionnaires["kommunetest"],
        fieldwork=make(TWO),
    )
    assert run.organisations["score"].tolist() == pytest.approx(scores)
    assert run.provenance["choices"]["not_offered"] == rule


def test_common_channels_are_those_of_the_class(kommunetest):
    classes = {"all": "one", "lacks-mail": "two"}
    run = kommunetest(TWO, choices=Choices(not_offered="common channels"), classes=classes)
    assert run.organisations["score"].tolist() == pytest.approx([50.0, 75.0])
    # In one class, the e-mail of the one that has it counts for nobody.
    better = [*TWO[:1], _contact("email", 0, organisation="all"), *TWO[2:]]
    run = kommunetest(better, choices=Choices(not_offered="common channels"))
    assert run.organisations["score"].tolist() == pytest.approx([50.0, 75.0])


def test_a_form_stands_for_the_mailbox_that_is_missing(kommunetest):
    run = kommunetest([_contact("phone", 0), _contact("web_form", 1), _contact("web_page", 2)])
    assert run.organisations["score"].tolist() == pytest.approx([50.0])
    assert run.notes == ("contacts by web_form count as email",)
    assert run.channel_weights == pytest.approx({"phone": 1 / 3, "web_form": 1 / 3, "web_page": 1 / 3})


def test_one_unanswered_call_empties_the_whole_telephone_part(kommunetest):
    unanswered = {"channel": "phone", "outcome": "no_answer", "attempts": 2}
    run = kommunetest([_contact("phone", 0), unanswered, _contact("email", 0), _contact("web_page", 0)])
    table = run.channels.set_index("channel")
    assert table.loc["phone", ["score", "status", "zeros", "n"]].tolist() == [0.0, "zero by rule", 1, 2]
    assert run.organisations["score"].tolist() == pytest.approx([200 / 3])
    assert run.contacts["score"].tolist() == [100.0, 0.0, 100.0, 100.0]


def test_an_offered_channel_without_a_score_is_named_and_carried_by_the_others(kommunetest):
    run = kommunetest(
        [_contact("phone", 0), {"channel": "email", "outcome": "lost"}, _contact("web_page", 2)]
    )
    row = run.organisations.iloc[0]
    assert (row["score"], row["missing_channels"]) == (50.0, "email")
    assert run.channels.set_index("channel").loc["email", "status"] == "unscored:no contact has a score"


def test_an_organisation_with_no_contact_has_a_defined_result(kommunetest):
    run = kommunetest(TWO, organisations=["silent"], offers=[("silent", "phone")])
    row = run.organisations.set_index("organisation").loc["silent"]
    assert row[["contacts", "n", "status", "zero_words"]].tolist() == [0, 0, "unscored:no contact", "0 of 0"]
    assert np.isnan(row["score"])
    channel = run.channels.set_index("organisation").loc["silent"]
    assert (channel["channel"], channel["status"]) == ("phone", "unscored:no contact")


def test_post_stratification_undoes_what_fell_out(methods, questionnaires, make, good):
    """Half of the telephone contacts are lost: the mix of 13/6/6 still weighs the telephone 52 %."""

    def contact(channel, worth):
        outcome = "replied" if channel == "web_form" else "answered_by_person"
        answers = good("kundeservice-40", channel, worth)
        return {"channel": channel, "outcome": outcome, "answers": answers, "measured": {}}

    lost = {"channel": "phone", "outcome": "lost"}
    contacts = (
        [contact("phone", 100)] * 6 + [lost] * 7 + [contact("web_form", 0)] * 6 + [contact("chat", 0)] * 6
    )
    run = score_run(
        method=methods["kundeserviceprisen"],
        questionnaire=questionnaires["kundeservice-40"],
        fieldwork=make(contacts),
    )
    row = run.organisations.iloc[0]
    assert row["score"] == pytest.approx(100 * 6 / 18)
    assert row["post_stratified"] == pytest.approx(52.0)
    assert row["post_stratified_error"] == 0.0
    assert row["effective_n"] == pytest.approx(1 / (0.52**2 / 6 + 2 * 0.24**2 / 6))
    assert run.channel_weights == pytest.approx({"phone": 0.52, "web_form": 0.24, "chat": 0.24})


def test_pooled_points_weigh_contacts_by_what_applied(methods, questionnaires, make, good):
    method = methods["kundeserviceprisen"]
    score = method.score.model_copy(update={"organisation": "pooled points"})
    best, worst = good("kundeservice-40", "phone"), good("kundeservice-40", "phone", 0)
    contacts = [
        {"answers": best, "measured": {"answer_time": 1.0}},
        {
            "answers": worst | {"would-choose": None, "correct-answer": None},
            "measured": {"answer_time": 300.0},
        },
    ]
    run = score_run(
        method=method.model_copy(update={"score": score}),
        questionnaire=questionnaires["kundeservice-40"],
        fieldwork=make(contacts),
    )
    assert run.organisations["score"].tolist() == pytest.approx([100 * 100 / 191])


def test_reached_times_quality():
    found = hurdle_variance(
        reached=np.array([24, 25, 0, 0]),
        contacts=np.array([25, 25, 25, 0]),
        quality=np.array([90.0, 90.0, np.nan, np.nan]),
        spread=np.array([100.0, 100.0, np.nan, np.nan]),
    )
    share = 24 / 25
    assert found[0] == pytest.approx(share**2 * 100 / 24 + 90**2 * share * (1 - share) / 25)
    assert found[1] == pytest.approx(100 / 25)
    assert found[2] == 0
    assert np.isnan(found[3])


def test_total_is_reached_share_times_answered_score(simulated, methods, questionnaires):
    run = score_run(
        method=methods["kundeserviceprisen"],
        questionnaire=questionnaires["kundeservice-40"],
        fieldwork=simulated.fieldwork,
    )
    short = run.contacts[run.contacts["status"] == "unscored:given up before the limit"]["organisation"]
    whole = run.organisations
    # Where a wait was given up the total counts it by the waits that lasted longer, the two parts do not.
    table = whole[~whole["organisation"].isin(short.astype(str))]
    assert 2 < len(table) < len(whole)
    assert (table["reached_share"] * table["answered"]).tolist() == pytest.approx(table["score"].tolist())
    assert (table["score"] <= table["answered"] + 1e-9).all()
    assert (table["zeros"] > 0).any()
    assert (table["n"] + table["unscored"] == table["contacts"]).all()
    assert (table["hurdle_error"] / table["standard_error"]).between(0.9, 1.05).all()


def test_columns_that_the_others_read(simulated, methods, questionnaires):
    run = score_run(
        method=methods["kundeserviceprisen"],
        questionnaire=questionnaires["kundeservice-40"],
        fieldwork=simulated.fieldwork,
    )
    names = "contact organisation class channel scenario shopper day score status reached"
    assert list(run.contacts)[:10] == names.split()
    assert run.contacts["score"].notna().sum() == run.organisations["n"].sum()
    assert run.contacts["score"].dropna().between(0, 100).all()
    assert {status.split(":")[0] for status in run.contacts["status"]} == {"scored", "zero", "unscored"}
