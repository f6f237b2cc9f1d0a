from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from scipy import optimize

from benchmark.statistics.errors import BadTable, NothingVaries, TooFew
from benchmark.statistics.rasch import fit_rasch


def _ratings(*, organisations=8, items=6, shoppers=5, each=20, top=3, seed=1):
    """Ratings that follow the model, with what went into them."""
    rng = np.random.default_rng(seed)
    theta = rng.standard_normal(organisations)
    delta = rng.standard_normal(items)
    delta -= delta.mean()
    severity = 0.7 * rng.standard_normal(shoppers)
    severity -= severity.mean()
    tau = np.linspace(-1, 1, top) if top > 1 else np.zeros(1)
    tau -= tau.mean()
    o = np.repeat(np.arange(organisations), each * items)
    i = np.tile(np.arange(items), organisations * each)
    s = np.repeat(rng.integers(0, shoppers, organisations * each), items)
    logits = (theta[o] - delta[i] - severity[s])[:, None] * np.arange(top + 1) - np.concatenate(
        [[0], np.cumsum(tau)]
    )
    chance = np.exp(logits)
    chance /= chance.sum(axis=1, keepdims=True)
    rating = (rng.random((o.size, 1)) > np.cumsum(chance, axis=1)).sum(axis=1)
    frame = pd.DataFrame(
        {
            "organisation": [f"O{k}" for k in o],
            "item": [f"I{k}" for k in i],
            "shopper": [f"S{k}" for k in s],
            "rating": rating,
        }
    )
    return frame, theta, delta, severity, tau


def _measures(fit, facet):
    return np.array([level.measure for level in fit.facets[facet]])


def test_it_is_the_maximum_of_the_likelihood():
    """Against a general optimiser on the likelihood written out, no ridge to speak of."""
    frame, *_ = _ratings(organisations=3, items=3, shoppers=2, each=12)
    tiny = dict.fromkeys(("organisation", "item", "shopper"), 1e-9)
    fit = fit_rasch(frame, precision=tiny)
    codes = [pd.factorize(frame[name], sort=True)[0] for name in ("organisation", "item", "shopper")]

    def unpack(x):
        theta, delta = x[:3], np.append(x[3:5], -x[3:5].sum())
        severity, tau = np.array([x[5], -x[5]]), np.append(x[6:8], -x[6:8].sum())
        return theta, delta, severity, tau

    def loss(x):
        theta, delta, severity, tau = unpack(x)
        eta = theta[codes[0]] - delta[codes[1]] - severity[codes[2]]
        logits = eta[:, None] * np.arange(4) - np.concatenate([[0], np.cumsum(tau)])
        top = logits.max(axis=1)
        chosen = logits[np.arange(len(frame)), frame["rating"]]
        return -(chosen - top - np.log(np.exp(logits - top[:, None]).sum(axis=1))).sum()

    best = optimize.minimize(loss, np.zeros(8), method="BFGS", options={"gtol": 1e-7})
    theta, delta, severity, tau = unpack(best.x)
    assert _measures(fit, "organisation") == pytest.approx(theta, abs=5e-3)
    assert _measures(fit, "item") == pytest.approx(delta, abs=5e-3)
    assert _measures(fit, "shopper") == pytest.approx(severity, abs=5e-3)
    assert fit.thresholds[3] == pytest.approx(tau, abs=5e-3)


def test_it_finds_what_went_in():
    frame, theta, delta, severity, tau = _ratings(each=80)
    fit = fit_rasch(frame)
    for facet, truth in (("organisation", theta), ("item", delta), ("shopper", severity)):
        error = np.array([level.error for level in fit.facets[facet]])
        assert (np.abs(_measures(fit, facet) - truth) < 4 * error + 0.05).all()
    assert fit.thresholds[3] == pytest.approx(tau, abs=0.2)
    assert fit.disordered == ()
    assert all(level.fits for level in fit.facets["item"])
    assert [level.measure for level in fit.item_map] == sorted(_measures(fit, "item"))
    assert max(fit.fair_averages, key=fit.fair_averages.get) == f"O{theta.argmax()}"


def test_a_shopper_who_answers_by_dice_and_one_who_always_answers_alike():
    frame, *_ = _ratings(each=60, shoppers=6)
    rng = np.random.default_rng(2)
    dice, alike = frame["shopper"] == "S0", frame["shopper"] == "S1"
    frame.loc[dice, "rating"] = rng.integers(0, 4, int(dice.sum()))
    frame.loc[alike, "rating"] = 2
    fit = {level.name: level for level in fit_rasch(frame).facets["shopper"]}
    assert fit["S0"].infit > 1.4
    assert fit["S1"].infit < 0.5
    assert not fit["S1"].fits


def test_yes_no_items_beside_scales_and_a_gap():
    scales, *_ = _ratings(each=30)
    yes, *_ = _ratings(each=30, top=1, seed=2)
    frame = pd.concat([scales, yes.assign(item="Y" + yes["item"])], ignore_index=True)
    frame["rating"] = frame["rating"].astype(float)
    frame.loc[[0, 5], "rating"] = np.nan
    fit = fit_rasch(frame)
    assert fit.dropped == 2
    assert set(fit.thresholds) == {1, 3}
    assert fit.thresholds[1] == (0.0,)
    assert len(fit.facets["item"]) == 12


def test_full_marks_have_a_place():
    frame, *_ = _ratings()
    frame.loc[frame["organisation"] == "O0", "rating"] = 3
    fit = fit_rasch(frame)
    best = max(fit.facets["organisation"], key=lambda level: level.measure)
    assert best.name == "O0"
    assert np.isfinite(best.error)


@pytest.mark.parametrize(
    ("change", "error", "words"),
    [
        (lambda t: t.drop(columns="item"), BadTable, "no column 'item'"),
        (lambda t: t.assign(rating=0.5), BadTable, "whole number"),
        (lambda t: t.assign(rating="good"), BadTable, "no category"),
        (lambda t: t.assign(rating=1), NothingVaries, "alike"),
        (lambda t: t[t["organisation"] == "O0"], TooFew, "two organisations"),
        (lambda t: t[t["item"] == "I0"], TooFew, "two items"),
    ],
)
def test_bad_ratings(change, error, words):
    with pytest.raises(error, match=words):
        fit_rasch(change(_ratings()[0]))
