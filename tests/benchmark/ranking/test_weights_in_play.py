"""What places owe to the weights, alone and together with sampling."""

from dataclasses import replace
from io import StringIO

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.console import Console

from benchmark.ranking.contact_table import ContactTable
from benchmark.ranking.edition_ranking import EditionRanking, rank_edition
from benchmark.ranking.edition_report import edition_json, print_edition
from benchmark.ranking.errors import BadEstimates
from benchmark.ranking.weights_in_play import Parts, weights_in_play
from benchmark.ranking.weights_sentence import weights_sentence

WEIGHTS = np.array([50.0, 30.0, 20.0])
NAMES = ("answers", "courtesy", "waiting")


def ranked(seed, *, size=4, contacts=25):
    """A class with areas: its ranking, its estimates, and the areas' means in the ranking's order."""
    rng = np.random.default_rng(seed)
    levels = rng.uniform(40, 90, (size, 3))
    areas = np.clip(levels[:, None, :] + rng.normal(0, 12, (size, contacts, 3)), 0, 100)
    score = areas @ WEIGHTS / 100
    frame = pd.DataFrame(
        {
            "organisation": np.repeat([f"org-{at}" for at in range(size)], contacts),
            "class": "one",
            "channel": "phone",
            "shopper": np.tile([f"s{at % 5}" for at in range(contacts)], size),
            "scenario": np.tile([f"q{at % 3}" for at in range(contacts)], size),
            "day": np.tile([f"2026-11-{1 + at:02d}" for at in range(contacts)], size),
            "score": score.ravel(),
        }
    )
    table = ContactTable(contacts=frame, classes={f"org-{at}": "one" for at in range(size)})
    edition = rank_edition(table=table, official="raw", draws=400, seed=seed)
    [ranking] = edition.classes
    order = [int(row.organisation[4:]) for row in ranking.rows]
    return ranking, edition.estimates, areas.mean(axis=1)[order]


@given(st.integers(0, 10_000))
@settings(max_examples=12, deadline=None)
def test_ranges_hold_the_published_places_and_widen_with_sampling(seed):
    ranking, estimates, means = ranked(seed)
    play = weights_in_play(
        ranking=ranking,
        estimates=estimates,
        areas=Parts(NAMES, WEIGHTS, means),
        rng=np.random.default_rng(seed),
    )
    for at, row in enumerate(ranking.rows):
        assert 1 <= play.wide_low[at] <= row.rank_low <= row.rank_high <= play.wide_high[at] <= 4
        assert 1 <= play.low[at] <= play.high[at] <= 4
    assert play.first.sum() == pytest.approx(1)
    if play.flip is not None:
        level = means + (np.array([row.score for row in ranking.rows]) - means @ WEIGHTS / 100)[:, None]
        there = level @ play.flip.weights
        assert there[0] == pytest.approx(there[play.flip.rival])
        assert play.flip.weights.sum() == pytest.approx(1)
        assert 0 <= play.moved <= 1


def test_weights_that_cannot_move_move_nothing():
    """With one area that counts the places are the published ones, and the sets those of sampling."""
    ranking, estimates, means = ranked(3)
    one = Parts(NAMES, np.array([0.0, 7.0, 0.0]), means)
    play = weights_in_play(ranking=ranking, estimates=estimates, areas=one, rng=np.random.default_rng(1))
    assert play.low.tolist() == play.high.tolist() == [row.rank for row in ranking.rows]
    assert play.wide_low.tolist() == [row.rank_low for row in ranking.rows]
    assert play.wide_high.tolist() == [row.rank_high for row in ranking.rows]
    assert play.first.tolist() == [1.0, 0.0, 0.0, 0.0]


def test_an_area_without_a_score_is_as_if_its_weight_went_to_the_others():
    ranking, estimates, means = ranked(5)
    gone = means.copy()
    gone[:, 2] = np.nan
    filled = means.copy()
    filled[:, 2] = means[:, :2] @ [5 / 8, 3 / 8]
    found = [
        weights_in_play(
            ranking=ranking,
            estimates=estimates,
            areas=Parts(NAMES, WEIGHTS, each),
            rng=np.random.default_rng(1),
        )
        for each in (gone, filled)
    ]
    assert found[0].low.tolist() == found[1].low.tolist()
    assert found[0].first.tolist() == found[1].first.tolist()


def test_the_sentence_names_the_nearest_change_in_three_languages():
    ranking, estimates, _ = ranked(7, size=2)
    lead = ranking.rows[0].score - ranking.rows[1].score
    # The rival is better in the second area by as much as makes ten weight points of a hundred decide.
    means = np.zeros((2, 3))
    means[0] = [lead / 0.5 * 0.6, 0.0, 0.0]
    means[1] = [0.0, lead / 0.3 * 0.2 * 1.0, 0.0]
    score = means @ WEIGHTS / 100
    assert score[0] > score[1]
    play = weights_in_play(
        ranking=ranking, estimates=estimates, areas=Parts(NAMES, WEIGHTS, means), rng=np.random.default_rng(1)
    )
    first, rival = (row.organisation for row in ranking.rows)
    for language, words in {
        "en": f"with weights drawn around the published ones {first} is the first in ",
        "nb": f"med vekter trukket rundt de kunngjorte er {first} først i ",
        "sv": f"med vikter dragna kring de offentliggjorda är {first} först i ",
    }.items():
        sentence = weights_sentence(play, language)
        assert sentence.startswith(words)
        assert rival in sentence
    assert "answers 50 → " in weights_sentence(play)


def test_where_nobody_can_draw_level_the_sentence_says_so():
    ranking, estimates, _ = ranked(7, size=2)
    lead = ranking.rows[0].score - ranking.rows[1].score
    everywhere = Parts(NAMES, WEIGHTS, np.array([[lead] * 3, [0.0] * 3]))
    play = weights_in_play(
        ranking=ranking,
        estimates=estimates,
        areas=everywhere,
        channels=Parts(("phone", "chat"), np.array([0.5, 0.5]), np.array([[lead] * 2, [0.0] * 2])),
        rng=np.random.default_rng(1),
    )
    assert (play.flip, play.moved, play.first.tolist()) == (None, float("inf"), [1.0, 0.0])
    assert weights_sentence(play).endswith("; no other weights of the areas would let anybody draw level")
    alone = replace(play, names=play.names[:1])
    assert weights_sentence(alone) == ""


def test_a_printed_ranking_has_both_columns_and_the_sentence():
    ranking, estimates, means = ranked(3)
    play = weights_in_play(
        ranking=ranking, estimates=estimates, areas=Parts(NAMES, WEIGHTS, means), rng=np.random.default_rng(1)
    )
    edition = EditionRanking(
        classes=(ranking,), overall=None, prizes=None, certificates={}, unscored_classes=("two",),
        notes=(), estimates=estimates, weights={"one": play},
    )  # fmt: skip
    console = Console(width=200, file=StringIO())
    print_edition(edition, console, language="sv")
    printed = console.file.getvalue()
    assert " weights   both " in printed
    assert "Med vikter dragna kring de offentliggjorda är " in printed
    assert "two: nobody has a score" in printed
    told = edition_json(edition, language="sv")["weights"]["one"]
    assert told["moved"] == round(play.moved, 6)
    assert [each["places"] for each in told["organisations"].values()] == [
        [int(low), int(high)] for low, high in zip(play.low, play.high, strict=True)
    ]


def test_shapes_and_weights_that_are_none_are_told():
    ranking, estimates, means = ranked(3)
    for parts in (Parts(NAMES, WEIGHTS, means[:2]), Parts(NAMES, np.zeros(3), means)):
        with pytest.raises(BadEstimates):
            weights_in_play(ranking=ranking, estimates=estimates, areas=parts, rng=np.random.default_rng(1))
