"""A method and a questionnaire, made ready to score whole columns of answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from benchmark.scoring.curve import Curve
from benchmark.scoring.errors import MethodDoesNotFit
from scenarios.base import Channel
from scenarios.item import Item
from scenarios.method import Method
from scenarios.questionnaire import NumberScale, OptionScale, Questionnaire, WordsScale
from scenarios.score import Score

CHANNELS: tuple[str, ...] = tuple(sorted(get_args(Channel)))


@dataclass(frozen=True)
class Rule:
    """One scored item.

    Attributes:
        item: its short name.
        area: the place of its area in `Rules.areas`.
        points: what it can bring in each channel, by the order of `CHANNELS`; 0 where it is not asked.
        worth: worth of each raw answer in per cent, from the raw answer `first` upwards; empty if only
            measured.
        first: the lowest raw answer.
        measured: the measurement that answers it, or None.
        curve: the method's value function of that measurement, or None where only the ticked answer counts.
    """

    item: str
    area: int
    points: tuple[float, ...]
    worth: NDArray[np.float64]
    first: int
    measured: str | None
    curve: Curve | None


@dataclass(frozen=True)
class Rules:
    """Everything about a method and a questionnaire that scoring a contact needs.

    Attributes:
        rules: the scored items.
        areas: names of the scored areas.
        weights: the areas' weights in per cent, or None where points decide.
        asked: names of all items of the questionnaire.
        notes: what a reader should know of how the two fit together, one sentence each.
    """

    rules: tuple[Rule, ...]
    areas: tuple[str, ...]
    weights: tuple[float, ...] | None
    asked: frozenset[str]
    notes: tuple[str, ...]


def rules_of(*, method: Method, questionnaire: Questionnaire) -> Rules:
    """Make a method ready for a questionnaire.

    A measurement with a value function that no item asks stands as an item of its own in its area, worth
    `out_of` points, if no item of that area is asked in any channel; else it counts nowhere, with a note.

    Raises:
        MethodDoesNotFit: an area without items or without weight, an item that nobody asks, weights that do
            not add up, knots out of order.
    """
    notes: list[str] = []
    curves: dict[str, Curve] = {
        str(name): Curve.of(function, name=f"values: {name}") for name, function in method.values.items()
    }
    scored = [area for area in questionnaire.areas if area.scored]
    areas = [area.area for area in scored]
    rules = [
        rule
        for place, area in enumerate(scored)
        for item in area.items
        if (rule := _rule(item, place, questionnaire, curves)) is not None
    ]
    used = {rule.measured for rule in rules}
    for name, function in method.values.items():
        if name in used:
            continue
        if function.area is None or function.area in areas:
            notes.append(f"the value function of {name} counts nowhere: no item asks for it")
            continue
        areas.append(function.area)
        rules.append(
            Rule(
                item=name,
                area=len(areas) - 1,
                points=(function.out_of,) * len(CHANNELS),
                worth=np.zeros(0),
                first=0,
                measured=name,
                curve=curves[name],
            )
        )
    _check_items(method, questionnaire, notes)
    weights = _weights(method, areas)
    if weights is None and method.areas and isinstance(method.score, Score):
        _compare(method, rules, areas, notes)
    return Rules(
        rules=tuple(rules),
        areas=tuple(areas),
        weights=weights,
        asked=frozenset(item.item for item in questionnaire.items),
        notes=tuple(notes),
    )


def worths(*, item: Item, questionnaire: Questionnaire) -> tuple[int, NDArray[np.float64]]:
    """Lowest raw answer of an item and the worth in per cent of each from there on; free words have none."""
    scale = questionnaire.scales[item.scale]
    if isinstance(scale, OptionScale):
        return 0, np.array([option.worth for option in scale.options], dtype=np.float64)
    if isinstance(scale, NumberScale):
        low, high = scale.numbers.from_, scale.numbers.to
        return low, np.linspace(0.0, 100.0, high - low + 1)
    return 0, np.zeros(0)


def _rule(item: Item, place: int, questionnaire: Questionnaire, curves: dict[str, Curve]) -> Rule | None:
    if isinstance(questionnaire.scales[item.scale], WordsScale) or not item.points:
        return None
    first, worth = worths(item=item, questionnaire=questionnaire)
    points = tuple(
        item.points if item.channels is None or channel in item.channels else 0.0 for channel in CHANNELS
    )
    curve = curves.get(str(item.measured)) if item.measured else None
    return Rule(
        item=item.item,
        area=place,
        points=points,
        worth=worth,
        first=first,
        measured=item.measured,
        curve=curve,
    )


def _check_items(method: Method, questionnaire: Questionnaire, notes: list[str]) -> None:
    items = {item.item for item in questionnaire.items}
    for name, indicator in method.indicators.items():
        # Measurements are written with an underscore, items with a hyphen or as one word.
        of = indicator.of
        if of is None or "_" in of or of in items or of in ("transfers", "attempts", "answered"):
            continue
        if method.questionnaire == questionnaire.questionnaire:
            raise MethodDoesNotFit(
                f"indicators: {name} is of {of}, which nobody asks in {questionnaire.questionnaire}"
                " – name one of its items or a measurement"
            )
        notes.append(f"the indicator {name} cannot be told: {questionnaire.questionnaire} does not ask {of}")


def _weights(method: Method, areas: list[str]) -> tuple[float, ...] | None:
    total = sum(weight.weight for weight in method.areas.values())
    if method.areas and abs(total - 100) > 1e-6:
        raise MethodDoesNotFit(
            f"areas: the weights add up to {total:g}, not to 100 – change them so that they do"
        )
    if not isinstance(method.score, Score) or method.score.contact != "weighted areas":
        return None
    unknown = [area for area in method.areas if area not in areas]
    if unknown:
        raise MethodDoesNotFit(
            f"areas: the questionnaire scores no area {unknown[0]} (it has {', '.join(areas)})"
            " – correct the name or leave it out"
        )
    unweighed = [area for area in areas if area not in method.areas]
    if unweighed:
        raise MethodDoesNotFit(
            f"areas: the area {unweighed[0]} has no weight – add it, 0 if it is not to count"
        )
    return tuple(method.areas[area].weight for area in areas)


def _compare(method: Method, rules: list[Rule], areas: list[str], notes: list[str]) -> None:
    """Note where the points of the questionnaire do not give the areas the method's weights."""
    for place, channel in enumerate(CHANNELS):
        total = sum(rule.points[place] for rule in rules)
        if not total or getattr(method.limits, channel, None) is None:
            continue
        for area, weight in method.areas.items():
            share = 100 * sum(r.points[place] for r in rules if areas[r.area] == area) / total
            if abs(share - weight.weight) > 0.05:
                notes.append(
                    f"{channel}: the questionnaire's points give {area} {share:.1f} %, the method names"
                    f" {weight.weight:g} %"
                )
