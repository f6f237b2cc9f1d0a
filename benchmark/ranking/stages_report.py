"""What more than one look, or more than one round, does to a fieldwork: for `svartid power`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import ceil
from typing import Any

import numpy as np
from rich.console import Console

from benchmark.statistics.critical_values import Purpose
from benchmark.statistics.group_sequential import group_sequential
from benchmark.statistics.two_stage import two_stage


def looks_json(
    *, looks: int, confidence: float, power: float, rows: Sequence[Mapping[str, Any]]
) -> dict[str, Any]:
    """Give the bounds of so many looks at a pair, and the contacts each that it then needs, by deviation.

    `rows` are those of `power_rows`. Raises BadArgument where looks and power make no plan.
    """
    plan = group_sequential(looks=looks, level=confidence, power=power)
    return {
        "looks": looks,
        "critical": [round(each, 4) for each in plan.critical],
        "p_values": [float(f"{each:.3g}") for each in plan.p_values],
        "contacts_needed": [
            {"sd": row["sd"], "contacts": ceil(plan.inflation * row["contacts_needed"])}
            for row in rows
            if row["question"] == Purpose.PAIR.value
        ],
    }


def rounds_json(
    *, rounds: tuple[int, int, int], organisations: int, spread: float, deviations: Sequence[float]
) -> list[dict[str, Any]]:
    """Give, by deviation, how often the best of a class wins after a second round for its leaders.

    `rounds` are contacts for all, leaders, further contacts for each of them. By simulation, always the same.
    Raises BadArgument where the rounds make no design.
    """
    first, leaders, second = rounds
    found = []
    for deviation in deviations:
        told = two_stage(
            organisations=organisations,
            spread=spread,
            deviation=deviation,
            first=first,
            leaders=leaders,
            second=second,
            rng=np.random.default_rng(1),
        )
        found.append(
            {
                "sd": deviation,
                "best_wins": round(told.best_wins, 4),
                "error": round(told.error, 4),
                "one_round_best_wins": round(told.one_round_best_wins, 4),
                "one_round_each": told.one_round_each,
                "contacts": told.contacts,
            }
        )
    return found


def print_stages(stages: Mapping[str, Any], console: Console) -> None:
    """Print the sentences of `looks` and `rounds`, where they were asked for."""
    if "looks" in stages:
        plan = stages["looks"]
        bounds = ", ".join(f"{each:.2f}" for each in plan["critical"])
        costs = ", ".join(f"{each['contacts']:,} at SD {each['sd']:g}" for each in plan["contacts_needed"])
        console.print(
            f"A pair looked at {plan['looks']} times, equally many contacts apart (O'Brien and Fleming), is"
            f" told apart beyond {bounds} standard errors of the difference. Contacts each: {costs}.",
            highlight=False,
        )
    for each in stages.get("rounds", ()):
        console.print(
            f"In two rounds ({each['contacts']} contacts a class) the truly best wins in"
            f" {100 * each['best_wins']:.0f} % of classes at SD {each['sd']:g};"
            f" in one round of {each['one_round_each']} each in {100 * each['one_round_best_wins']:.0f} %.",
            highlight=False,
        )
