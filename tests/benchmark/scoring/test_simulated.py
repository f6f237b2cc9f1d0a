"""The simulated fieldwork has the truth that it says it has."""

import resource
import time

import numpy as np
import pytest

from benchmark.scoring.item_worth import raw_answers
from benchmark.scoring.run import score_run
from benchmark.scoring.simulated import Design, simulate


@pytest.fixture
def run(methods, questionnaires):
    def simulated(design, *, seed=1, name="kundeserviceprisen", questionnaire="short"):
        made = simulate(
            method=methods[name],
            questionnaire=questionnaires[questionnaire],
            design=design,
            rng=np.random.default_rng(seed),
        )
        return made, score_run(
            method=methods[name], questionnaire=questionnaires[questionnaire], fieldwork=made.fieldwork
        )

    return simulated


@pytest.mark.parametrize(
    ("channel", "questionnaire"),
    [
        *(
            (channel, name)
            for channel in ("phone", "web_form", "chat")
            for name in ("kundeservice-40", "short")
        ),
        ("messenger", "kundeservice-40"),
    ],
)
def test_scores_average_to_the_truth(run, channel, questionnaire):
    design = Design(
        organisations=4,
        contacts=1500,
        applicable=1.0,
        organisation_sd=8,
        answered=0.8,
        void=0,
        mix={channel: 1},
    )
    made, scored = run(design, questionnaire=questionnaire)
    table, truth = scored.organisations, made.truth.organisations
    z = (table["score"] - truth["score"]) / table["standard_error"]
    assert z.abs().max() < 4
    channels = made.truth.channels
    assert table["reached_share"].tolist() == pytest.approx(channels["reached"].tolist(), abs=0.05)
    assert table["agent"].tolist() == pytest.approx(truth["quality"].tolist(), abs=2.5)


def test_same_seed_same_fieldwork(run):
    first, second, third = (run(Design(organisations=3), seed=seed)[0] for seed in (1, 1, 2))
    assert first.fieldwork.digest() == second.fieldwork.digest() != third.fieldwork.digest()


def test_severe_shoppers_give_less(run):
    design = Design(organisations=10, contacts=400, shoppers=8, severity_sd=8, answered=1.0, void=0)
    made, scored = run(design)
    means = scored.contacts.groupby("shopper", observed=True)["score"].mean()
    effects = made.truth.shoppers.set_index("shopper")["effect"]
    assert np.corrcoef(means, effects.loc[means.index.astype(str)])[0, 1] > 0.95
    assert abs(effects.mean()) < 1e-9


def test_every_kind_of_contact_occurs(run):
    design = Design(
        organisations=10, contacts=100, gives_up=0.2, answered=0.7, double_rated=0.2, by_person=1.0
    )
    made, scored = run(design, questionnaire="kundeservice-40")
    assert set(scored.contacts["status"]) == {
        "scored",
        "zero",
        "unscored:lost",
        "unscored:given up before the limit",
    }
    assert set(made.fieldwork.measurements["status"]) == {"observed", "censored", "not_observed"}
    assert made.fieldwork.answers.groupby("contact")["rater"].nunique().max() == 2
    assert scored.waits["censored"].sum() > 10


def test_two_raters_of_a_contact_agree_more_than_raters_of_two(run):
    made, _ = run(Design(organisations=4, contacts=400, double_rated=1.0), questionnaire="kundeservice-40")
    answers = made.fieldwork.answers
    mine = answers[(answers["item"] == "csat")].merge(
        made.fieldwork.contacts[["contact", "shopper"]].astype({"shopper": str}), on="contact"
    )
    own = mine["rater"].astype(str) == mine["shopper"]
    pairs = (
        mine[own].set_index("contact")["value"].to_frame("own").join(mine[~own].set_index("contact")["value"])
    )
    assert pairs.corr().iloc[0, 1] > 0.5
    raw = raw_answers(fieldwork=made.fieldwork, item="csat")
    assert np.array_equal(raw[~np.isnan(raw)], pairs["own"].sort_index())


@pytest.mark.parametrize("name", ["kommunetest", "kkik", "first-contact", "en-iso-18295-external"])
def test_any_method_can_be_simulated(run, name):
    mix = {"kommunetest": {"phone": 2, "email": 3, "web_page": 24}, "first-contact": {"phone": 1}}
    design = Design(organisations=3, contacts=29, mix=mix.get(name, {"phone": 1, "email": 1}))
    questionnaire = {"kommunetest": "kommunetest", "kkik": "kkik"}.get(name, "short")
    made, scored = run(design, name=name, questionnaire=questionnaire)
    assert len(scored.contacts) == 87
    assert made.truth.organisations["score"].between(0, 100).all()


@pytest.mark.proof
@pytest.mark.timeout(600)
def test_a_million_contacts_of_eight_items(run):
    """In under 30 s of computing and 4 GB; the clock on the wall depends on who shares the machine."""
    before = time.process_time()
    made, scored = run(Design(organisations=2000, contacts=500, shoppers=1000, scenarios=50, classes=100))
    spent = time.process_time() - before
    assert len(scored.contacts) == 1_000_000
    assert len(made.fieldwork.answers) > 7_500_000
    assert spent < 30
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss < 4 * 1024**2
    gap = scored.organisations["score"] - made.truth.organisations["score"]
    assert abs(gap.mean()) < 0.2
