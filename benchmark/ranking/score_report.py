"""Organisations' scores for the terminal and for `--json`."""

from __future__ import annotations

from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from benchmark.ranking.contact_table import ContactTable
from benchmark.ranking.shown_points import shown_points
from benchmark.statistics.estimates import Estimates
from benchmark.statistics.score_intervals import score_intervals


def scores_json(table: ContactTable, estimates: Estimates, *, level: float) -> dict[str, Any]:
    """Give scores, intervals, zeros and variance components as plain values."""
    intervals = score_intervals(estimates, level=level)
    zeros = table.contacts[table.contacts["score"] == 0]["organisation"].value_counts()
    order = sorted(
        enumerate(estimates.organisations),
        key=lambda each: (table.classes[each[1]], -round(float(estimates.theta[each[0]]), 6), each[1]),
    )
    rows: list[dict[str, Any]] = [
        {
            "organisation": name,
            "class": table.classes[name],
            "raw": round(float(estimates.raw[at]), 6),
            "adjusted": round(shown_points(float(estimates.theta[at])), 6),
            "low": round(intervals[at].low, 6),
            "high": round(intervals[at].high, 6),
            "contacts": int(estimates.contacts[at]),
            "zeros": int(zeros.get(name, 0)),
        }
        for at, name in order
    ]
    return {
        "confidence": level,
        "organisations": rows,
        "unscored": sorted(set(table.classes) - set(estimates.organisations)),
        "standard_deviations": {part.name: round(part.deviation, 4) for part in estimates.components},
        "left_out": dict(estimates.dropped),
        "notes": list(estimates.notes),
    }


def print_scores(table: ContactTable, estimates: Estimates, console: Console, *, level: float) -> None:
    """Print a table and what varies."""
    plain = scores_json(table, estimates, level=level)
    drawn = Table(box=SIMPLE_HEAD)
    for heading in ("class", "organisation"):
        drawn.add_column(heading)
    for heading in ("score", "adjusted", f"{100 * level:g} %", "n", "zeros"):
        drawn.add_column(heading, justify="right")
    for row in plain["organisations"]:
        drawn.add_row(
            row["class"],
            row["organisation"],
            f"{row['raw']:.1f}",
            f"{row['adjusted']:.1f}",
            f"{row['low']:.1f}–{row['high']:.1f}",
            str(row["contacts"]),
            f"{row['zeros']} of {row['contacts']}" if row["zeros"] else "",
        )
    console.print(drawn)
    parts = ", ".join(f"{name} {value:.1f}" for name, value in plain["standard_deviations"].items())
    console.print(f"standard deviations, points: {parts}", highlight=False)
    if plain["unscored"]:
        console.print(f"unscored: {', '.join(plain['unscored'])}", highlight=False)
    for reason, count in plain["left_out"].items():
        console.print(f"left out, {reason}: {count}", highlight=False)
    for note in plain["notes"]:
        console.print(note, highlight=False)
