"""What a number of contacts can tell, for the terminal and for `--json`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from benchmark.statistics.critical_values import Purpose
from benchmark.statistics.sample_size import Comparison, contacts_needed, smallest_difference
from benchmark.statistics.sample_size import power as power_of

_ASKED = {
    Purpose.PAIR: "one pair, named beforehand",
    Purpose.WINNER: "the best of {p}",
    Purpose.ALL_PAIRS: "all pairs of {p}",
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
        for purpose in Purpose:
            count = 2 if purpose is Purpose.PAIR else organisations
            comparison = Comparison(purpose=purpose, organisations=count, level=confidence, power=power)
            planned: dict[str, Any] = {
                "contacts": contacts,
                "deviation": deviation,
                "comparison": comparison,
            }
            rows.append(
                {
                    "sd": deviation,
                    "question": purpose.value,
                    "organisations": count,
                    "contacts_needed": contacts_needed(
                        difference=difference, deviation=deviation, comparison=comparison
                    ),
                    "detectable_difference": round(smallest_difference(**planned), 2),
                    "power": round(power_of(difference=difference, **planned), 4),
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
            _ASKED[Purpose(row["question"])].format(p=organisations),
            f"{row['contacts_needed']:,}",
            f"{row['detectable_difference']:.1f} points",
            f"{100 * row['power']:.0f} %",
        )
    console.print(drawn)
