"""What a number of contacts can tell, for the terminal and for `--json`."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from benchmark.ranking.power import Question, contacts_needed, detectable_difference, power_of

_ASKED = {
    Question.pair: "one pair, named beforehand",
    Question.winner: "the best of {p}",
    Question.all_pairs: "all pairs of {p}",
}


def power_rows(
    *,
    difference: float,
    deviations: Sequence[float],
    contacts: int,
    organisations: int,
    confidence: float,
    power: float,
) -> list[dict[str, Any]]:
    """Give, for each deviation and question: contacts needed, difference detectable, power."""
    rows = []
    for deviation in deviations:
        for question in Question:
            count = 2 if question is Question.pair else organisations
            asked: dict[str, Any] = {
                "deviation": deviation,
                "question": question,
                "organisations": count,
                "confidence": confidence,
            }
            needed = contacts_needed(difference=difference, power=power, **asked)
            detectable = detectable_difference(contacts=contacts, power=power, **asked)
            reached = power_of(difference=difference, contacts=contacts, **asked)
            rows.append(
                {
                    "sd": deviation,
                    "question": question.value,
                    "organisations": count,
                    "contacts_needed": ceil(needed - 1e-9),
                    "detectable_difference": round(detectable, 2),
                    "power": round(reached, 4),
                }
            )
    return rows


def print_power(
    rows: Sequence[dict[str, Any]],
    console: Console,
    *,
    difference: float,
    contacts: int,
    organisations: int,
    power: float,
) -> None:
    """Print the rows as a table."""
    drawn = Table(
        title=f"To tell {difference:g} points with a power of {100 * power:g} %",
        title_justify="left",
        title_style="bold",
        box=SIMPLE_HEAD,
    )
    drawn.add_column("SD", justify="right")
    drawn.add_column("question")
    drawn.add_column("contacts each", justify="right")
    drawn.add_column(f"{contacts} contacts tell", justify="right")
    drawn.add_column("their power", justify="right")
    for row in rows:
        drawn.add_row(
            f"{row['sd']:g}",
            _ASKED[Question(row["question"])].format(p=organisations),
            f"{row['contacts_needed']:,}",
            f"{row['detectable_difference']:.1f} points",
            f"{100 * row['power']:.0f} %",
        )
    console.print(drawn)
