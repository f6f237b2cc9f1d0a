"""An award edition made up by chance, with the truth beside it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy.stats import beta

Floats = NDArray[np.float64]

_GRID = 2.5  # points come in steps, as questionnaires make them


@dataclass(frozen=True)
class Design:
    """What is made up. All numbers are the project's own choice, near those of real awards.

    Attributes:
        organisations, classes: how many; organisations are dealt out evenly.
        contacts: of each organisation.
        shoppers, scenarios: how many there are in all.
        shoppers_each: how many different shoppers an organisation sees; 0 lets anyone make any contact.
        level: mean score, points; spread: standard deviation of the organisations' true levels.
        within: standard deviation of a contact at that level, points; near 0 and 100 it shrinks.
        severity, difficulty: standard deviations of shoppers and scenarios, points.
        zeros: share of contacts that are worth nothing because nobody answered.
    """

    organisations: int = 132
    classes: int = 20
    contacts: int = 25
    shoppers: int = 40
    scenarios: int = 10
    shoppers_each: int = 0
    level: float = 80.0
    spread: float = 5.0
    within: float = 13.4
    severity: float = 4.0
    difficulty: float = 3.0
    zeros: float = 0.01


@dataclass(frozen=True)
class MadeUpEdition:
    """Contacts and truth.

    Attributes:
        contacts: a row a contact: organisation, class, shopper, scenario, score; ordered by organisation.
        names: organisations.
        classes: the class of each, as a number, shape (p,).
        truth: expected score of each for the average shopper and scenario, points, shape (p,).
    """

    contacts: pd.DataFrame
    names: tuple[str, ...]
    classes: NDArray[np.intp]
    truth: Floats


def make_up_edition(design: Design, *, rng: np.random.Generator) -> MadeUpEdition:
    """Draw an edition: beta-distributed scores, skewed and bounded, in steps, with some zeros."""
    size, each = design.organisations, design.contacts
    means = rng.normal(design.level, design.spread, size)
    organisation = np.repeat(np.arange(size), each)
    shopper = _shoppers(design, rng)
    # Every organisation meets all scenarios equally often, in an order of its own.
    scenario = rng.permuted(np.tile(np.arange(each) % design.scenarios, (size, 1)), axis=1).ravel()
    severity = rng.normal(0, design.severity, design.shoppers)
    difficulty = rng.normal(0, design.difficulty, design.scenarios)
    expected = _inside(means[organisation] + severity[shopper] + difficulty[scenario])
    a, b = _shape(expected, design)
    score = np.round(100 * rng.beta(a, b) / _GRID) * _GRID
    score[rng.random(score.size) < design.zeros] = 0.0
    names = tuple(f"organisation-{number:03}" for number in range(1, size + 1))
    classes = np.arange(size) % design.classes
    frame = pd.DataFrame(
        {
            "organisation": np.array(names)[organisation],
            "class": [f"class-{number + 1:02}" for number in classes[organisation]],
            "shopper": [f"S{number + 1:02}" for number in shopper],
            "scenario": [f"Q{number + 1:02}" for number in scenario],
            "score": score,
        }
    )
    return MadeUpEdition(contacts=frame, names=names, classes=classes, truth=_truth(means, design))


def _shoppers(design: Design, rng: np.random.Generator) -> NDArray[np.intp]:
    size, each = design.organisations, design.contacts
    if not design.shoppers_each:
        return rng.integers(0, design.shoppers, size * each)
    own = np.array([rng.choice(design.shoppers, design.shoppers_each, replace=False) for _ in range(size)])
    turns: NDArray[np.intp] = own[:, np.arange(each) % design.shoppers_each].ravel()
    return turns


def _inside(means: Floats) -> Floats:
    return np.clip(means, 5.0, 98.0)


def _shape(means: Floats, design: Design) -> tuple[Floats, Floats]:
    """Beta parameters with these means and a variance in proportion to m (100 − m)."""
    total = design.level * (100 - design.level) / design.within**2 - 1
    share = means / 100
    return share * total, (1 - share) * total


def _truth(means: Floats, design: Design) -> Floats:
    """Expected score with rounding, clipping and zeros counted in, by Gauss-Hermite quadrature."""
    fine = np.linspace(5.0, 98.0, 400)
    a, b = _shape(fine, design)
    steps = np.arange(0, 100 + _GRID, _GRID)
    edges = np.clip((steps[:-1] + _GRID / 2) / 100, 0, 1)
    reached = beta.cdf(edges[None, :], a[:, None], b[:, None])
    # E[score] = Σ step · P(score > step) over the grid.
    expected = _GRID * (1 - reached).sum(axis=1)
    nodes, weights = np.polynomial.hermite_e.hermegauss(40)
    off = np.hypot(design.severity, design.difficulty) * nodes
    at = np.interp(_inside(means[:, None] + off[None, :]), fine, expected)
    found: Floats = (1 - design.zeros) * (at @ weights) / weights.sum()
    return found
