from __future__ import annotations

from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmark.statistics.differential_severity import differential_severity
from benchmark.statistics.errors import BadArgument, BadTable, TooFew
from benchmark.statistics.funnel import funnel, share_limits
from benchmark.statistics.year_over_year import year_over_year

SAME = ("v3", "v3")


def test_severity_that_drifted_is_not_a_change(contacts):
    """Next year only the lenient half serves again: raw means rise, levels do not."""
    before = contacts(organisations=10, each=60, seed=1)
    lenient = before["shopper"].isin(["S0", "S1", "S2", "S3"])
    before["score"] = (0.8 * before["score"] + np.where(lenient, 8, -8)).clip(0, 100)
    after = before[lenient]
    found = year_over_year(before, after, instruments=SAME)
    assert [change.organisation for change in found.changes] == sorted(before["organisation"].unique())
    raw = after.groupby("organisation")["score"].mean() - before.groupby("organisation")["score"].mean()
    assert raw.mean() > 6
    assert abs(np.mean([change.change for change in found.changes])) < 1
    assert not any(change.changed for change in found.changes)


def test_a_large_change_is_found_and_the_rest_is_not(contacts):
    before, after = contacts(organisations=10, each=40, seed=1), contacts(organisations=10, each=40, seed=1)
    rng = np.random.default_rng(3)
    after["score"] = np.clip(after["score"] + 3 * rng.standard_normal(len(after)), 0, 100)
    fell = after["organisation"] == "Fjordvik 004"
    after.loc[fell, "score"] = (after.loc[fell, "score"] - 25).clip(lower=0)
    found = year_over_year(before, after, instruments=SAME)
    assert [change.organisation for change in found.changes if change.changed] == ["Fjordvik 004"]
    worst = found.changes[4]
    assert worst.change == pytest.approx(worst.after - worst.before)
    assert worst.change in worst.interval
    assert worst.q_value >= worst.p_value


def test_organisations_of_one_year_only_are_named(contacts):
    before, after = contacts(organisations=4), contacts(organisations=5)
    found = year_over_year(before, after[after["organisation"] != "Fjordvik 000"], instruments=SAME)
    assert (found.only_before, found.only_after) == (("Fjordvik 000",), ("Fjordvik 004",))
    assert len(found.changes) == 3


def test_the_band_of_chance(contacts):
    """132 organisations, SD of a change 3.4: the largest apparent change is about 9.6 points."""
    rng = np.random.default_rng(5)
    size = 132 * 25
    frames = [
        pd.DataFrame(
            {
                "organisation": np.repeat([f"K{at:03d}" for at in range(132)], 25),
                "score": np.clip(70 + 12 * rng.standard_normal(size), 0, 100),
            }
        )
        for _ in range(2)
    ]
    found = year_over_year(*frames, instruments=SAME)
    assert found.chance_band == pytest.approx(9.6, abs=0.4)
    assert sum(change.changed for change in found.changes) == 0


def test_bad_years(contacts):
    frame = contacts()
    with pytest.raises(BadArgument, match="different instruments"):
        year_over_year(frame, frame, instruments=("v2", "v3"))
    with pytest.raises(BadArgument, match="false-discovery"):
        year_over_year(frame, frame, instruments=SAME, false_discovery_rate=5)
    with pytest.raises(TooFew, match="in both years"):
        year_over_year(frame, frame.assign(organisation="Other " + frame["organisation"]), instruments=SAME)
    with pytest.raises(BadTable, match="no column"):
        year_over_year(frame.drop(columns="organisation"), frame, instruments=SAME)


def test_liking_for_a_class_is_found_and_its_absence_too(contacts):
    frame = contacts(organisations=12, each=60, shoppers=10, seed=7)
    classes = {name: f"class {int(name[-1]) % 3}" for name in frame["organisation"].unique()}
    assert differential_severity(frame, classes=classes).p_value > 0.01
    rng = np.random.default_rng(8)
    liking = dict(
        zip(
            sorted({(s, c) for s in set(frame["shopper"]) for c in set(classes.values())}),
            12 * rng.standard_normal(30),
            strict=True,
        )
    )
    extra = [liking[s, classes[o]] for s, o in zip(frame["shopper"], frame["organisation"], strict=True)]
    biased = differential_severity(frame.assign(score=(frame["score"] + extra).clip(0, 100)), classes=classes)
    assert biased.p_value < 1e-4
    assert biased.variance > 20
    assert differential_severity(frame).levels <= 120


def test_bad_differential_severity(contacts):
    frame = contacts()
    with pytest.raises(TooFew, match="two shoppers"):
        differential_severity(frame.assign(shopper="Sam"))
    with pytest.raises(BadArgument, match="has no class"):
        differential_severity(frame, classes={})
    with pytest.raises(TooFew, match="single class"):
        differential_severity(frame, classes=dict.fromkeys(frame["organisation"], "one"))
    once = frame.drop_duplicates(["organisation", "shopper"])
    with pytest.raises(TooFew, match="twice"):
        differential_severity(once)


def test_a_field_without_excess_keeps_plain_limits():
    rng = np.random.default_rng(9)
    variances = rng.uniform(2, 8, 200)
    theta = 80 + np.sqrt(variances) * rng.standard_normal(200)
    found = funnel(theta=theta, variances=variances)
    assert found.overdispersion < 1.1
    assert (found.outside != 0).mean() == pytest.approx(0.05, abs=0.03)
    wide = funnel(theta=80 + 3 * (theta - 80), variances=variances)
    assert wide.between > 0
    assert (wide.outside != 0).mean() < 0.15
    assert wide.limits_at(2.0)[1].width > found.limits_at(2.0)[1].width


def test_one_outlier_is_outside():
    theta = np.array([80.0, 81, 79, 80.5, 79.5, 80, 81, 79, 80, 55])
    found = funnel(theta=theta, variances=np.full(10, 2.0), target=80)
    assert found.outside[-1] == -2
    assert (found.outside[:-1] == 0).all()


def test_share_limits_are_smooth_and_cover():
    widths = [share_limits(target=0.7, trials=n).width for n in range(10, 200, 10)]
    assert all(a > b for a, b in pairwise(widths))
    limits = share_limits(target=0.7, trials=25)
    assert 0.48 < limits.low < 0.56 < 0.84 < limits.high < 0.9


@given(st.lists(st.floats(1, 99), min_size=2, max_size=30), st.floats(-20, 20))
def test_a_funnel_moves_with_its_scores(values, shift):
    variances = np.full(len(values), 4.0)
    one = funnel(theta=values, variances=variances)
    other = funnel(theta=np.array(values) + shift, variances=variances)
    assert other.centre == pytest.approx(one.centre + shift, abs=1e-6)
    assert other.low == pytest.approx(one.low + shift, abs=1e-5)
    assert (one.low[:, 0] >= one.low[:, 1]).all()


def test_bad_funnels():
    with pytest.raises(TooFew, match="two organisations"):
        funnel(theta=[80.0], variances=[1.0])
    with pytest.raises(BadTable, match="positive variance"):
        funnel(theta=[80.0, 81.0], variances=[1.0, 0.0])
    with pytest.raises(BadArgument, match="confidence level"):
        funnel(theta=[80.0, 81.0], variances=[1.0, 1.0], levels=(95.0,))
    with pytest.raises(BadArgument, match="target share"):
        share_limits(target=70, trials=25)
    with pytest.raises(TooFew, match="one contact"):
        share_limits(target=0.7, trials=0)
