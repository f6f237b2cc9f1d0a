"""What cannot be ranked is refused with one sentence, or has a defined answer; never a warning or a NaN."""

import numpy as np
import pandas as pd
import pytest

from benchmark.ranking.comparisons import Comparisons
from benchmark.ranking.contact_table import ContactTable, read_contact_table
from benchmark.ranking.contest import contest_of
from benchmark.ranking.edition_ranking import rank_edition
from benchmark.ranking.errors import BadEstimates, BadTable
from benchmark.ranking.leave_one_out import leave_one_out
from benchmark.ranking.letters import compact_letters
from benchmark.ranking.rank_acceptability import rank_acceptability
from benchmark.ranking.rank_decomposition import Settings, rank_decomposition
from benchmark.ranking.rank_probabilities import rank_probabilities
from benchmark.ranking.rule_grid import rule_grid
from benchmark.ranking.weight_flip import best_margin, nearest_flip
from benchmark.ranking.winner_correction import corrected_for_rank
from benchmark.statistics.covariance import Covariance

FEW = 1000
TWO = np.array([80.0, 70.0])
ERRORS = Covariance.independent(np.array([4.0, 4.0]))


def table(**more):
    frame = pd.DataFrame(
        {"organisation": ["Aker", "Bygd"] * 6, "score": [70.0, 60.0, 75.0, 66.0] * 3, **more}
    )
    frame["class"] = "one"
    return ContactTable(contacts=frame, classes={"Aker": "one", "Bygd": "one", "Dal": "two"})


REFUSED = {
    "freedom": (
        lambda rng: Comparisons.of(theta=TWO, covariance=ERRORS, df=np.array([3.0, 0.0]), draws=FEW, rng=rng),
        "degrees of freedom must be positive, one for each estimate",
    ),
    "covariance": (
        lambda rng: rank_probabilities(theta=TWO[:1], covariance=ERRORS, draws=FEW, rng=rng),
        "1 estimates do not fit a covariance of 2",
    ),
    "top": (
        lambda rng: rank_probabilities(theta=TWO, covariance=ERRORS, draws=FEW, rng=rng).top(0),
        "the probability of being among 0 cannot be given",
    ),
    "shapes": (
        lambda rng: rank_acceptability(scores=TWO[:, None], weights=TWO, draws=FEW, rng=rng),
        "scores of shape (2, 1) do not fit 2 weights",
    ),
    "flip": (
        lambda rng: nearest_flip(scores=TWO[:, None], weights=TWO, leader=0, rival=1),
        "scores of shape (2, 1) do not fit 2 weights",
    ),
    "margin": (
        lambda rng: best_margin(scores=TWO[None, :], weights=TWO, candidate=0),
        "a margin needs two organisations or more",
    ),
    "winner": (
        lambda rng: corrected_for_rank(theta=TWO, covariance=ERRORS, which=2),
        "there is no organisation number 2",
    ),
    "grid of one": (
        lambda rng: rule_grid(names=["Aker"], theta=lambda chosen: TWO, rules={"zero": [True]}),
        "a winner needs somebody to win against",
    ),
    "grid of two": (
        lambda rng: rule_grid(names=["Aker", "Bygd"], theta=lambda chosen: TWO[:1], rules={"zero": [True]}),
        "a variant must give one number for each organisation",
    ),
    "decomposition": (
        lambda rng: rank_decomposition(
            theta=lambda chosen: chosen["zero"] * np.array([np.nan, 1.0]),
            varied={"zero": [1.0, 2.0]},
            draws=4,
            rng=rng,
        ),
        "a variant must give one number for each organisation",
    ),
    "nobody of a class": (
        lambda rng: rank_edition(table=table(), only="two", draws=100),
        "no organisation of two has a score",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_wrong_question_has_one_sentence_for_an_answer(name, rng):
    ask, sentence = REFUSED[name]
    with pytest.raises(BadEstimates) as told:
        ask(rng)
    assert str(told.value) == sentence


def test_a_contest_among_those_without_a_score_is_none(rng):
    edition = rank_edition(table=table(), draws=100)
    for members in (("Dal",), ()):
        with pytest.raises(BadEstimates) as told:
            contest_of(
                estimates=edition.estimates, members=members, group="two", official="raw", draws=FEW, rng=rng
            )
        assert str(told.value) == "no organisation of two has a score"
    both = contest_of(
        estimates=edition.estimates,
        members=("Aker", "Bygd"),
        group="one",
        official="raw",
        draws=1000,
        rng=rng,
    )
    with pytest.raises(BadEstimates):
        both.only(("Dal",), group="two")


def test_a_refit_that_lost_an_organisation_is_refused():
    with pytest.raises(BadEstimates) as told:
        leave_one_out(
            names=["Aker", "Bygd"], theta=TWO, units={"shopper": ["s1"]}, refit=lambda kind, unit: TWO[:1]
        )
    assert str(told.value) == "without shopper s1 came 1 estimates, not 2"


def test_a_channel_is_looked_for_where_there_are_channels():
    with pytest.raises(BadTable) as told:
        table().only_channel("phone")
    assert str(told.value) == "the file has no column channel"
    with pytest.raises(BadTable) as told:
        table(channel="phone").only_channel("chat")
    assert str(told.value) == "there is no contact in the channel chat – there are phone"


def test_tables_that_are_none_are_told(tmp_path):
    parquet = tmp_path / "contacts.parquet"
    parquet.write_bytes(b"no parquet")
    twice = tmp_path / "contacts.csv"
    twice.write_text("organisation,score,Score \nAker,70,71\n", encoding="utf-8")
    for path in (parquet, twice):
        with pytest.raises(BadTable) as told:
            read_contact_table(path)
        assert str(told.value).startswith(f"{path}: ")


def test_more_groups_than_letters_go_on_with_two():
    size = 28
    theta = np.arange(size, 0, -1.0)
    found = compact_letters(np.triu(np.ones((size, size), dtype=bool), 1), theta=theta)
    assert (found[0], found[25], found[26], found[27]) == ("a", "z", "aa", "ab")


def test_settings_are_read_like_a_mapping():
    chosen = Settings({"zero": True, "weights": 2}, set())
    assert (list(chosen), len(chosen), dict(chosen)) == (["zero", "weights"], 2, {"zero": True, "weights": 2})


def test_who_are_surely_apart_share_no_letter():
    beats = np.triu(np.ones((3, 3), dtype=bool), 1)
    assert compact_letters(beats, theta=np.array([3.0, 2.0, 1.0])) == ("a", "b", "c")
