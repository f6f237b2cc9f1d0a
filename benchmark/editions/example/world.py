"""What is true in an example: how good each organisation is in each year, how severe each shopper."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import pandas as pd

from benchmark.editions.example.organisations import example_organisations
from benchmark.editions.example.size import ExampleSize
from benchmark.scoring.rules import rules_of
from benchmark.scoring.simulated import Design, simulate
from benchmark.scoring.simulated_truth import Truth, simulated_truth
from scenarios.method import Method
from scenarios.questionnaire import Questionnaire

_SCENARIOS = 6
_MIX = {"phone": 11.0, "web_form": 4.0, "email": 4.0, "chat": 6.0}
_PERSISTENCE, _DRIFT_SD, _YEARLY_GAIN = 0.85, 2.6, 0.5
"""How much of an organisation's distance from the mean is left a year later, what chance adds to it, and by
how much everybody improves, points. Project's own choice."""


class ExampleYear(NamedTuple):
    """A year's fieldwork as frames of `benchmark.scoring.inputs.Fieldwork`, and the truth behind it."""

    year: int
    frames: dict[str, pd.DataFrame]
    truth: Truth


def example_years(
    *, size: ExampleSize, last: int, method: Method, questionnaire: Questionnaire, seed: int
) -> Iterator[ExampleYear]:
    """Make up the fieldwork of an example, year by year up to `last`; each ends in March of its year.

    Organisations change slowly, shoppers keep their severity. Same seed, same years: one year's draws do not
    hang on how much was drawn for another.
    """
    design = Design(
        organisations=size.organisations, contacts=size.contacts, shoppers=size.shoppers,
        scenarios=_SCENARIOS, classes=size.classes, mix=_MIX, quality=76.0, organisation_sd=5.5,
        answered=0.88, double_rated=0.05, days=112,
    )  # fmt: skip
    rules = rules_of(method=method, questionnaire=questionnaire)
    world = simulated_truth(method=method, rules=rules, design=design, rng=np.random.default_rng([seed, 0]))
    world = _named(world, size)
    for year in range(last - size.years + 1, last + 1):
        rng = np.random.default_rng([seed, year])
        world = _a_year_later(world, rng)
        made = simulate(
            method=method, questionnaire=questionnaire, rng=rng, world=world,
            design=replace(design, first_day=f"{year - 1}-12-01"),
        ).fieldwork  # fmt: skip
        names = ("organisations", "offers", "contacts", "measurements", "answers")
        yield ExampleYear(year, {name: getattr(made, name) for name in names}, world)


def _a_year_later(world: Truth, rng: np.random.Generator) -> Truth:
    quality = world.organisations["quality"].to_numpy()
    mean = quality.mean()
    moved = mean + _YEARLY_GAIN + _PERSISTENCE * (quality - mean)
    drawn = np.clip(moved + _DRIFT_SD * rng.standard_normal(quality.size), 30.0, 96.0)
    return replace(world, organisations=world.organisations.assign(quality=drawn))


def _named(world: Truth, size: ExampleSize) -> Truth:
    """Give the organisations of the simulation the names, classes and countries of the example's."""
    members = example_organisations(size)
    old = list(world.organisations["organisation"])
    names = [each.organisation for each in members]
    new = dict(zip(old, names, strict=True))
    labels = [f"{size.name[0]}{number:03}" for number in range(1, size.shoppers + 1)]
    return replace(
        world,
        organisations=world.organisations.assign(
            organisation=names, **{"class": [each.class_ for each in members]}
        ),
        channels=world.channels.assign(organisation=world.channels["organisation"].map(new)),
        shoppers=world.shoppers.assign(shopper=labels),
        places=pd.DataFrame(
            {
                "organisation": names,
                "class": [each.class_ for each in members],
                "country": [each.country for each in members],
                "clock": [each.clock for each in members],
            }
        ),
    )
