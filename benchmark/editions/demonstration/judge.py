from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from scipy import special

from benchmark.scoring.rules import worths
from scenarios.questionnaire import NumberScale, Questionnaire

PRECISION = 30.0
"""How alike two answers of one organisation are: the beta distribution's precision. Project's own choice."""
_POOR = 30.0
"""Worth in per cent of an answer up to which words beside it are a complaint."""


def what_was_seen(*, quality: float, severity: float, quantile: float) -> float:
    """Return how good a contact looks to a shopper, 0–100.

    Drawn from a beta distribution around quality + severity; `quantile` in (0, 1) is the contact's own luck,
    the same for everybody who rates it.
    """
    centre = min(max(quality + severity, 2.0), 98.0) / 100
    return 100 * float(special.betaincinv(centre * PRECISION, (1 - centre) * PRECISION, quantile))


def judge(
    *,
    questionnaire: Questionnaire,
    channel: str,
    seen: float,
    noted: Mapping[str, float],
    words: Mapping[str, str],
    rng: np.random.Generator,
) -> dict[str, str]:
    """Fill in the form of a contact as somebody does to whom it looked `seen` good; return its fields.

    Each answer is one of the two whose worths lie around it, with chances that give it on average. What a
    shopper took the time of is answered by that: `noted` is the worth in per cent of each measurement.
    `words` has what is written beside a `good` and beside a `poor` answer.
    """
    fields: dict[str, str] = {}
    for item in questionnaire.asked(channel):
        first, worth = worths(item=item, questionnaire=questionnaire)
        if not worth.size:
            fields[f"w-{item.item}"] = words["poor" if seen <= _POOR else "good"]
            continue
        known = noted.get(str(item.measured)) if item.measured else None
        place = _nearest(worth, known) if known is not None else _either(worth, seen, rng)
        number = isinstance(questionnaire.scales[item.scale], NumberScale)
        fields[f"a-{item.item}"] = f"number:{first + place}" if number else f"option:{place}"
        if worth[place] == worth.min() and item.comment != "none":
            fields[f"c-{item.item}"] = words["poor"]
        elif item.comment == "required":
            fields[f"c-{item.item}"] = words["good"]
    return fields


def _nearest(worth: np.ndarray, known: float) -> int:
    return int(np.abs(worth - known).argmin())


def _either(worth: np.ndarray, seen: float, rng: np.random.Generator) -> int:
    order = np.argsort(worth, kind="stable")
    levels = worth[order]
    place = int(np.clip(np.searchsorted(levels, seen, side="right") - 1, 0, levels.size - 2))
    low, high = levels[place], levels[place + 1]
    up = high > low and rng.random() < (seen - low) / (high - low)
    return int(order[place + int(up)])
