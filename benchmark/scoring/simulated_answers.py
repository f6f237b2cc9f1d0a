"""What the shoppers of a simulated fieldwork answer."""

from __future__ import annotations

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import special

from benchmark.scoring.curve import Floats
from benchmark.scoring.fieldwork_check import ANSWERS, OUTCOMES
from benchmark.scoring.rules import Rules, worths
from benchmark.scoring.simulated_contacts import Codes, SimulatedContacts
from benchmark.scoring.simulated_design import Design
from benchmark.scoring.simulated_truth import Truth
from benchmark.scoring.words import named
from scenarios.item import Item
from scenarios.questionnaire import Questionnaire

_RATED = [OUTCOMES.index(word) for word in ("answered_by_person", "replied", "looked_up")]
_GIVEN, _NOT_APPLICABLE = ANSWERS.index("given"), ANSWERS.index("not_applicable")


def simulated_answers(
    *,
    contacts: SimulatedContacts,
    world: Truth,
    questionnaire: Questionnaire,
    rules: Rules,
    design: Design,
    rng: np.random.Generator,
) -> pd.DataFrame:
    """Rate every answered contact by its own shopper, and some by a second one; returns the answers frame."""
    quality = world.organisations["quality"].to_numpy()[contacts.organisation]
    difficulty = world.scenarios["effect"].to_numpy()[contacts.scenario]
    rated = np.flatnonzero(np.isin(contacts.outcome, _RATED))
    mean = (quality + difficulty)[rated]
    own = contacts.shopper[rated]
    shapes = _shapes(mean, own, world, design)
    seen = rng.beta(*shapes)
    parts = [_rating(contacts, rated, own, 100 * seen, world, questionnaire, rules, design, rng)]
    if design.double_rated and design.shoppers > 1:
        again = np.flatnonzero(rng.random(rated.size) < design.double_rated)
        second = (own[again] + rng.integers(1, design.shoppers, again.size)) % design.shoppers
        # The contact was as good as it was: the second rater sees the same quantile of his own distribution.
        quantile = special.betainc(shapes[0][again], shapes[1][again], seen[again])
        other = special.betaincinv(*_shapes(mean[again], second, world, design), quantile)
        parts.append(
            _rating(contacts, rated[again], second, 100 * other, world, questionnaire, rules, design, rng)
        )
    return pd.concat(parts, ignore_index=True) if len(parts) > 1 else parts[0]


def _shapes(mean: Floats, rater: Codes, world: Truth, design: Design) -> tuple[Floats, Floats]:
    """Parameters of the beta distribution of what a rater sees, by the mean and the rater's severity."""
    centre = np.clip(mean + world.shoppers["effect"].to_numpy()[rater], 2.0, 98.0) / 100
    return centre * design.precision, (1 - centre) * design.precision


def _rating(
    contacts: SimulatedContacts,
    rows: Codes,
    rater: Codes,
    seen: Floats,
    world: Truth,
    questionnaire: Questionnaire,
    rules: Rules,
    design: Design,
    rng: np.random.Generator,
) -> pd.DataFrame:
    timed = {rule.item for rule in rules.rules if rule.curve is not None}
    items = sorted(
        (
            item
            for item in questionnaire.items
            if _is_answered(item, questionnaire) and item.item not in timed
        ),
        key=lambda item: item.item,
    )
    channel = contacts.channel[rows]
    value = np.full((rows.size, len(items)), np.nan)
    status = np.full((rows.size, len(items)), -1, dtype=np.int8)
    for column, item in enumerate(items):
        asked = np.array([item.channels is None or name in item.channels for name in contacts.channels])[
            channel
        ]
        some = np.flatnonzero(asked)
        status[some, column] = _GIVEN
        value[some, column] = _answers(item, questionnaire, seen[some], rng)
        if item.not_applicable:
            leaves = some[rng.random(some.size) >= design.applicable]
            status[leaves, column], value[leaves, column] = _NOT_APPLICABLE, np.nan
    # Row by row, items in the order of their names: the order that a fieldwork keeps anyway.
    row, column_of = np.nonzero(status >= 0)
    return pd.DataFrame(
        {
            "contact": rows[row] + 1,
            "item": named(column_of, [item.item for item in items]),
            "rater": named(rater[row], list(world.shoppers["shopper"])),
            "value": value[row, column_of],
            "status": named(status[row, column_of], ANSWERS),
        }
    )


def _is_answered(item: Item, questionnaire: Questionnaire) -> bool:
    return bool(worths(item=item, questionnaire=questionnaire)[1].size)


def _answers(item: Item, questionnaire: Questionnaire, seen: Floats, rng: np.random.Generator) -> Floats:
    """One of the two answers whose worths lie around what was seen, with chances that give it on average."""
    first, worth = worths(item=item, questionnaire=questionnaire)
    order = np.argsort(worth, kind="stable")
    levels = worth[order]
    place = np.clip(np.searchsorted(levels, seen, side="right") - 1, 0, levels.size - 2)
    low, high = levels[place], levels[place + 1]
    chance: NDArray[np.float64] = np.divide(seen - low, high - low, out=np.zeros_like(seen), where=high > low)
    up = rng.random(seen.size) < chance
    return first + order[place + up].astype(np.float64)
