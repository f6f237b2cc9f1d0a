from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from benchmark.statistics.copied_answers import copied_answers
from benchmark.statistics.errors import BadArgument, BadTable, TooFew
from benchmark.statistics.heaped_seconds import heaped_seconds
from benchmark.statistics.mixed_model import fit_mixed_model
from benchmark.statistics.overlapping_times import overlapping_times
from benchmark.statistics.shopper_panel import SIGNS, shopper_panel
from benchmark.statistics.unlike_others import unlike_others


@pytest.fixture
def campaign(contacts):
    """Eight shoppers who work well; the tests spoil S3."""
    frame = contacts(organisations=12, each=40, seed=11)
    rng = np.random.default_rng(12)
    frame["machine_wait"] = rng.exponential(80, len(frame)).round(1) + 10
    frame["reported_wait"] = (frame["machine_wait"] + rng.normal(0, 1, len(frame))).round()
    frame["started"] = np.arange(len(frame)) * 600.0
    frame["ended"] = frame["started"] + 300.0
    answers = pd.DataFrame(rng.integers(1, 6, (len(frame), 20)).astype(float))
    return frame, answers


def _flags(frame, answers=None):
    panel = shopper_panel(frame, fit_mixed_model(frame), answers=answers)
    return {each.shopper: each.flagged for each in panel}, panel


def test_good_work_is_hardly_flagged(campaign):
    flags, panel = _flags(*campaign)
    assert sum(len(flagged) for flagged in flags.values()) <= 1
    assert [sign.name for sign in panel[0].signs] == [
        "severity",
        "regularity",
        "straight lines",
        "copied answers",
        "highest marks",
        "rounded seconds",
        "overlap",
        "waits unlike the machine's",
    ]
    assert sum(each.contacts for each in panel) == len(campaign[0])


def test_a_shopper_who_makes_it_up_comes_first(campaign):
    frame, answers = campaign
    mine = (frame["shopper"] == "S3").to_numpy()
    frame.loc[mine, "score"] = 80.0
    frame.loc[mine, "reported_wait"] = (frame.loc[mine, "machine_wait"] / 30).round() * 30
    frame.loc[mine, "started"] = np.arange(mine.sum()) * 100.0
    frame.loc[mine, "ended"] = frame.loc[mine, "started"] + 300.0
    answers.loc[mine] = 4.0
    flags, panel = _flags(frame, answers)
    assert panel[0].shopper == "S3"
    assert set(flags["S3"]) >= {
        "regularity",
        "straight lines",
        "copied answers",
        "rounded seconds",
        "overlap",
        "waits unlike the machine's",
    }
    assert all("overlap" not in flagged for name, flagged in flags.items() if name != "S3")


def test_a_shopper_in_a_hurry_who_leaves_much_out(campaign):
    frame, answers = campaign
    rng = np.random.default_rng(13)
    frame["not_applicable"] = rng.uniform(0, 0.2, len(frame))
    frame["rating_s"] = rng.normal(240, 40, len(frame))
    mine = (frame["shopper"] == "S3").to_numpy()
    frame.loc[mine, "not_applicable"] += 0.1
    frame.loc[mine, "rating_s"] -= 60
    answers[mine] = answers[mine].mask(rng.random((mine.sum(), 20)) < 0.15, 5.0)
    infit = {name: 0.4 if name == "S3" else 1.0 for name in frame["shopper"].unique()}
    panel = shopper_panel(frame, fit_mixed_model(frame), answers=answers, infit=infit)
    assert panel[0].shopper == "S3"
    assert set(panel[0].flagged) >= {
        "too even ratings",
        "highest marks",
        "not applicable",
        "hurried ratings",
    }
    assert {sign.name for each in panel for sign in each.signs} == set(SIGNS)
    others = [name for each in panel[1:] for name in each.flagged]
    assert len(others) <= 1


def test_unlike_others_is_the_rank_test():
    values = [3.0, 4, 5, 6, 7, 1, 2, 2.5, 8, 0.5, np.nan]
    found = unlike_others(values, shopper=["a"] * 5 + ["b"] * 6, conspicuous="high")
    known = stats.mannwhitneyu(values[:5], values[5:10], alternative="greater", method="asymptotic")
    assert found["a"] == (5.0, pytest.approx(known.pvalue))
    assert found["b"][0] == pytest.approx(2.8)
    assert unlike_others([1.0] * 12, shopper=["a"] * 6 + ["b"] * 6, conspicuous="low")["a"] == (1.0, 1.0)
    assert unlike_others([1.0, 2, 3], shopper=["a", "a", "b"], conspicuous="low") == {}
    with pytest.raises(BadTable, match="one for each"):
        unlike_others([1.0], shopper=["a", "b"], conspicuous="low")


def test_the_panel_takes_what_there_is(contacts):
    panel = shopper_panel(contacts(), fit_mixed_model(contacts()))
    assert {sign.name for each in panel for sign in each.signs} == {"severity", "regularity"}


def test_the_highest_match_and_its_pair():
    answers = [[1, 2, 3, 4, 5, 1], [5, 4, 3, 2, 1, 1], [1, 2, 3, 4, 5, 2], [1, 1, 1, 1, 1, 1]]
    found = copied_answers(answers, shopper=["a", "a", "a", "b"])
    assert found["a"].highest_match == pytest.approx(5 / 6)
    assert found["a"].pair == (0, 2)
    assert found["a"].straight == 0
    assert (found["b"].highest_match, found["b"].straight) == (None, 1)


def test_chance_matches_stay_far_from_copying():
    rng = np.random.default_rng(1)
    found = copied_answers(rng.integers(0, 5, (200, 40)), shopper=["a"] * 200)
    assert 0.4 < found["a"].highest_match < 0.6


def test_unanswered_items_do_not_match():
    answers = np.full((2, 8), np.nan)
    answers[:, :4] = 1
    assert copied_answers(answers, shopper=["a", "a"])["a"].highest_match is None


def test_last_digits():
    assert heaped_seconds([3, np.nan]) is None
    plain = heaped_seconds(np.arange(10, 110))
    assert (plain.rounded, plain.chi_squared) == (0.2, 0)
    heaped = heaped_seconds([30, 45, 60, 60, 90, 30, 120, 15])
    assert heaped.rounded == 1
    assert heaped.p_value == pytest.approx(0.2**8)


def test_overlaps_touching_is_none():
    found = overlapping_times(
        started=pd.Series([0.0, 10, 20, 0, 5, 6]),
        ended=pd.Series([10.0, 20, 30, 100, 8, 7]),
        shopper=pd.Series(["a", "a", "a", "b", "b", "b"]),
    )
    assert found == {"a": 0, "b": 3}


def test_bad_panels(contacts):
    frame = contacts()
    fit = fit_mixed_model(frame)
    with pytest.raises(BadTable, match="no column 'shopper'"):
        shopper_panel(frame.drop(columns="shopper"), fit)
    with pytest.raises(BadTable, match="2 rows of answers"):
        shopper_panel(frame, fit, answers=pd.DataFrame([[1.0], [2.0]]))
    with pytest.raises(BadArgument, match="tolerance"):
        shopper_panel(frame, fit, tolerance=-1)
    with pytest.raises(TooFew, match="two of them"):
        shopper_panel(frame.assign(shopper="Sam"), fit)
    with pytest.raises(BadTable, match="no number"):
        copied_answers([["good"]], shopper=["a"])
    with pytest.raises(BadTable, match="one row for each"):
        copied_answers([[1.0]], shopper=["a", "b"])
    with pytest.raises(BadTable, match="cannot be"):
        heaped_seconds([-1])
    one = pd.Series([5.0])
    with pytest.raises(BadTable, match="ends before"):
        overlapping_times(started=one, ended=one - 1, shopper=pd.Series(["a"]))
    with pytest.raises(BadTable, match="equally many"):
        overlapping_times(started=one, ended=one[:0], shopper=pd.Series(["a"]))
