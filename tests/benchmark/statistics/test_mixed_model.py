from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmark.statistics.channel_mix import NotOffered
from benchmark.statistics.crossproducts import crossproducts
from benchmark.statistics.errors import (
    BadArgument,
    BadTable,
    Disconnected,
    NothingVaries,
    TooFew,
)
from benchmark.statistics.mixed_model import fit_mixed_model
from benchmark.statistics.reml import fit_reml
from benchmark.statistics.score_intervals import score_intervals


def test_organisations_fixed_equals_lme4(oracle, small_data):
    known = oracle("lme4_crossed")
    fixed = known["lme4_small_data.csv_orgfixed"]
    fit = fit_mixed_model(small_data, bounded=False)
    assert fit.organisations == tuple(str(at) for at in range(12))
    assert fit.theta == pytest.approx(fixed["fixef"], abs=1e-5)
    assert np.sqrt(fit.covariance.variances) == pytest.approx(fixed["se"], abs=1e-4)
    assert fit.covariance.dense() == pytest.approx(np.array(known["small_vcov_fixed"]), abs=1e-4)
    assert [level.effect for level in fit.severities] == pytest.approx(fixed["ranef_shopper"], abs=1e-4)
    assert fit.deviance == pytest.approx(fixed["REML"], abs=1e-5)
    found = {part.name: part.variance for part in fit.components}
    assert found["shopper"] == pytest.approx(fixed["var"]["shopper"], rel=1e-5)
    assert found["scenario"] == pytest.approx(fixed["var"]["scenario"], rel=1e-5)
    assert found["contact"] == pytest.approx(fixed["var"]["Residual"], rel=1e-5)


def test_organisations_random_equals_lme4(oracle, small_data):
    known = oracle("lme4_crossed")["lme4_small_data.csv_orgrandom"]
    codes = {name: small_data[name].to_numpy() for name in ("organisation", "shopper", "scenario")}
    cross = crossproducts(
        scores=small_data["score"].to_numpy(),
        cells=np.zeros(len(small_data), dtype=np.intp),
        facets=(codes["organisation"], codes["shopper"], codes["scenario"]),
    )
    fit = fit_reml(cross)
    assert fit.deviance == pytest.approx(known["REML"], abs=1e-5)
    assert fit.variances == pytest.approx(
        [known["var"][name] for name in ("org", "shopper", "scenario")], rel=1e-5
    )
    assert fit.estimates == pytest.approx([known["fixef"]], abs=1e-5)
    assert fit.effects[:12] == pytest.approx(known["ranef_org"], abs=1e-4)
    assert fit.effects[12:27] == pytest.approx(known["ranef_shopper"], abs=1e-4)


def test_it_equals_the_dense_equations(contacts):
    """Three facets and channels, against V = σ²I + ΣσZZ' written out."""
    frame = contacts(organisations=6, each=20)
    weights = {"phone": 0.5, "e-mail": 0.3, "chat": 0.2}
    fit = fit_mixed_model(frame, channel_weights=weights)
    cells = pd.factorize(frame["organisation"] + frame["channel"], sort=True)
    x = np.eye(len(cells[1]))[cells[0]]
    v = fit.sigma2 * np.eye(len(frame))
    for part in fit.components[:-1]:
        z = pd.get_dummies(frame[part.name]).to_numpy(float)
        v += part.variance * z @ z.T
    inverse = np.linalg.inv(v)
    covariance = np.linalg.inv(x.T @ inverse @ x)
    means = covariance @ x.T @ inverse @ frame["score"].to_numpy()
    mix = np.zeros((6, len(cells[1])))
    for at, label in enumerate(cells[1]):
        organisation = label[: len("Fjordvik 000")]
        mix[fit.at(organisation), at] = weights[label[len("Fjordvik 000") :]]
    assert fit.theta == pytest.approx(mix @ means, abs=1e-8)
    assert fit.covariance.dense() == pytest.approx(mix @ covariance @ mix.T, abs=1e-8)
    assert fit.facet_variances.sum(axis=1) + fit.covariance.own == pytest.approx(fit.covariance.variances)


def test_the_variances_are_the_best_there_are(contacts):
    frame = contacts()
    fit = fit_mixed_model(frame, facets=("shopper", "scenario"))
    codes = [pd.factorize(frame[name])[0] for name in ("organisation", "shopper", "scenario")]
    cross = crossproducts(scores=frame["score"].to_numpy(), cells=codes[0], facets=tuple(codes[1:]))
    best = fit_reml(cross)
    from benchmark.statistics.reml import _evaluate

    for shift in ((0.01, 0), (-0.01, 0), (0, 0.005), (0, -0.005)):
        there = np.maximum(best.ratios + np.array(shift), 0)
        assert _evaluate(cross, there).deviance >= best.deviance - 1e-9
    assert fit.deviance == pytest.approx(best.deviance, abs=1e-8)


def test_fixed_shoppers_equal_least_squares(contacts):
    frame = contacts(organisations=5)
    fit = fit_mixed_model(frame, facets=("shopper",), fixed_shoppers=True)
    x = pd.get_dummies(frame["organisation"]).to_numpy(float)
    z = pd.get_dummies(frame["shopper"]).to_numpy(float)
    z = z[:, 1:] - z[:, :1]
    both = np.hstack([x, z])
    found, squares, *_ = np.linalg.lstsq(both, frame["score"].to_numpy(), rcond=None)
    assert fit.theta == pytest.approx(found[:5], abs=1e-8)
    assert [level.effect for level in fit.severities[1:]] == pytest.approx(found[5:], abs=1e-8)
    sigma2 = squares[0] / (len(frame) - both.shape[1])
    assert fit.covariance.dense() == pytest.approx(np.linalg.inv(both.T @ both)[:5, :5] * sigma2, abs=1e-8)


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 1000), st.floats(-10, 10), st.floats(0.3, 1.0))
def test_renaming_shuffling_and_affine_scores(contacts, seed, shift, scale):
    frame = contacts(organisations=5, each=12, seed=seed)
    before = fit_mixed_model(frame, bounded=False)
    names = {name: f"{9 - at} Nordby" for at, name in enumerate(sorted(frame["organisation"].unique()))}
    changed = frame.sample(frac=1, random_state=seed).assign(
        organisation=lambda table: table["organisation"].map(names),
        score=lambda table: scale * table["score"] + shift,
    )
    after = fit_mixed_model(changed, bounded=False)
    assert after.theta[::-1] == pytest.approx(scale * before.theta + shift, abs=1e-3)
    assert after.covariance.dense()[::-1, ::-1] == pytest.approx(
        scale**2 * before.covariance.dense(), rel=1e-2, abs=1e-4
    )


def test_missing_scores_are_dropped_and_counted(contacts):
    frame = contacts()
    frame.loc[[3, 7, 11], "score"] = np.nan
    frame.loc[[20], "shopper"] = None
    fit = fit_mixed_model(frame)
    assert dict(fit.dropped) == {"no score": 3, "no shopper": 1}
    assert int(fit.contacts.sum()) == len(frame) - 4


def test_a_channel_of_no_weight_equals_absence(contacts):
    frame = contacts()
    weights = {"phone": 0.6, "e-mail": 0.4, "chat": 0.0}
    with_chat = fit_mixed_model(frame, channel_weights=weights)
    without = fit_mixed_model(frame[frame["channel"] != "chat"], channel_weights=weights)
    assert with_chat.theta == pytest.approx(without.theta, abs=1e-12)
    assert dict(with_chat.dropped) == {"channel without weight": int((frame["channel"] == "chat").sum())}


def test_a_channel_that_is_not_offered(contacts):
    frame = contacts(organisations=4, each=40)
    frame = frame[~((frame["organisation"] == "Fjordvik 000") & (frame["channel"] == "chat"))]
    weights = {"phone": 0.5, "e-mail": 0.3, "chat": 0.2}
    found = {
        rule: fit_mixed_model(frame, channel_weights=weights, facets=(), not_offered=rule).theta[:2]
        for rule in NotOffered
    }
    means = frame.pivot_table(index="organisation", columns="channel", values="score")
    first, second = means.iloc[0], means.iloc[1]
    assert found[NotOffered.ZERO] == pytest.approx(
        [0.5 * first["phone"] + 0.3 * first["e-mail"], float(second @ pd.Series(weights)[second.index])]
    )
    assert found[NotOffered.RENORMALISE] == pytest.approx(
        [found[NotOffered.ZERO][0] / 0.8, found[NotOffered.ZERO][1]]
    )
    assert found[NotOffered.COMMON][1] == pytest.approx(
        (0.5 * second["phone"] + 0.3 * second["e-mail"]) / 0.8
    )


def test_one_shopper_only_is_a_defined_result(contacts):
    frame = contacts().assign(shopper="Sam")
    fit = fit_mixed_model(frame)
    assert fit.severities == ()
    assert fit.notes == (
        (
            "Only one shopper: what it adds cannot be told from the level of all scores, "
            "so the results hold for this shopper only."
        ),
    )
    assert all(0 <= each.low < each.high <= 100 for each in score_intervals(fit))


def test_one_organisation_and_one_with_a_single_contact(contacts):
    assert fit_mixed_model(contacts(organisations=1)).theta.shape == (1,)
    frame = contacts()
    lone = frame[frame["organisation"] == "Fjordvik 000"].index[1:]
    fit = fit_mixed_model(frame.drop(index=lone))
    assert fit.contacts[0] == 1
    assert np.isfinite(fit.covariance_for_ranks.own).all()
    assert fit.covariance_for_ranks.own[0] > 5 * fit.covariance_for_ranks.own[1]


def test_parts_that_nobody_links_are_refused(contacts):
    frame = contacts(organisations=4)
    east = frame["organisation"] < "Fjordvik 002"
    frame["shopper"] = np.where(east, "east ", "west ") + frame["shopper"]
    with pytest.raises(
        Disconnected, match="fall into 2 parts that no shopper links: Fjordvik 000, Fjordvik 001;"
    ):
        fit_mixed_model(frame)
    notes = fit_mixed_model(frame, refuse_disconnected=False).notes
    assert len(notes) == 1
    classes = {name: "east" if name < "Fjordvik 002" else "west" for name in frame["organisation"]}
    across = fit_mixed_model(frame, classes=classes).notes
    assert across == (f"Across classes: {notes[0]}",)


def test_a_shopper_for_each_organisation_cannot_be_told_apart(contacts):
    frame = contacts(organisations=4)
    frame["shopper"] = "of " + frame["organisation"]
    fit = fit_mixed_model(frame, refuse_disconnected=False)
    assert fit.facets == ("scenario", "day")
    assert any("of its own" in note for note in fit.notes)


@pytest.mark.parametrize(
    ("change", "error", "words"),
    [
        (lambda t: t.assign(score=80.0), NothingVaries, "same score"),
        (lambda t: t.assign(score=np.nan), TooFew, "no contact has a score"),
        (lambda t: t.drop_duplicates("organisation"), TooFew, "nothing to measure spread with"),
        (lambda t: t.drop(columns="organisation"), BadTable, "no column 'organisation'"),
        (lambda t: t.assign(score=t["score"] + 100), BadTable, "outside 0–100"),
        (lambda t: t.assign(score="eighty"), BadTable, "no number"),
        (lambda t: t.head(0), TooFew, "no contact has a score"),
    ],
)
def test_bad_tables(contacts, change, error, words):
    with pytest.raises(error, match=words):
        fit_mixed_model(change(contacts()))


@pytest.mark.parametrize(
    ("weights", "error", "words"),
    [
        ({"phone": 0.5, "e-mail": 0.2, "chat": 0.2}, BadArgument, "add up to 0.9"),
        ({"phone": 1.5, "e-mail": -0.5, "chat": 0.0}, BadArgument, "negative"),
        ({"phone": 0.5, "e-mail": 0.5}, BadTable, "'chat' has no weight"),
    ],
)
def test_bad_weights(contacts, weights, error, words):
    with pytest.raises(error, match=words):
        fit_mixed_model(contacts(), channel_weights=weights)


def test_intervals_stay_inside_and_widen_with_the_level(contacts):
    frame = contacts()
    frame.loc[frame["organisation"] == "Fjordvik 003", "score"] = 100.0
    fit = fit_mixed_model(frame)
    wide = score_intervals(fit, level=0.99)
    for theta, inner, outer in zip(fit.theta, score_intervals(fit), wide, strict=True):
        assert 0 <= outer.low <= inner.low <= min(theta, 100) <= inner.high + 1e-9
        assert inner.high <= outer.high <= 100


def test_two_organisations_alike_in_all_scores_and_the_rest_not(contacts):
    """A variance of zero in one organisation is lifted to what the others have."""
    frame = contacts()
    frame.loc[frame["organisation"] == "Fjordvik 003", "score"] = 90.0
    fit = fit_mixed_model(frame)
    assert np.isfinite(fit.moderated).all()
    assert (fit.moderated > 0).all()
