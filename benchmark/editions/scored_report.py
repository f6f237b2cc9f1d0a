"""A campaign's scores by its method, for the terminal."""

from __future__ import annotations

from typing import Any

import pandas as pd
from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from benchmark.scoring.score_run import ScoreRun

_COLUMNS = {"score": "total", "answered": "answered", "agent": "agent"}


def print_scored(run: ScoreRun, console: Console) -> None:
    """Print total, answered-only and agent score side by side, zeros, what is unscored, indicators."""
    totals = run.organisations
    if totals["score"].notna().any():
        for name, group in totals.groupby("class", sort=True, observed=True):
            console.print(_class(str(name), group))
        console.print("answered: only contacts that were answered · agent: what the agent did", style="dim")
    for name, found in run.indicators.groupby("indicator", sort=False, observed=True):
        console.print(_indicator(str(name), found))
    if _any_small(totals) or _any_small(run.indicators):
        console.print("* n is too small to rank", highlight=False)
    for note in run.notes:
        console.print(note, highlight=False)


def _class(name: str, totals: pd.DataFrame) -> Table:
    drawn = _table(name)
    for heading in (*_COLUMNS.values(), "reached", "n", "zeros", "unscored"):
        drawn.add_column(heading, justify="right", no_wrap=True)
    said = totals["passed"].astype(str).ne("").any()
    if said:
        drawn.add_column("")
    for row in totals.sort_values("score", ascending=False, kind="stable").to_dict("records"):
        drawn.add_row(
            str(row["organisation"]),
            *(_points(row[column]) for column in _COLUMNS),
            _share(row["reached_share"]),
            f"{row['n']}{'*' if row['label'] else ''}",
            str(row["zero_words"]) if row["zeros"] else "",
            str(row["unscored"] or ""),
            *([str(row["passed"] or "")] if said else []),
        )
    return drawn


def _indicator(name: str, found: pd.DataFrame) -> Table:
    drawn = _table(name)
    for heading in ("value", "95 %", "n"):
        drawn.add_column(heading, justify="right", no_wrap=True)
    said = found["verdict"].astype(str) + found["band"].astype(str)
    if said.ne("").any():
        drawn.add_column("")
    for row, words in zip(found.to_dict("records"), said, strict=True):
        interval = f"{row['low']:.1f}–{row['high']:.1f}" if pd.notna(row["low"]) else ""
        value = f"{row['value']:.1f} {row['unit']}".strip() if pd.notna(row["value"]) else str(row["status"])
        star = "*" if row["label"] else ""
        drawn.add_row(
            str(row["organisation"]),
            value,
            interval,
            f"{row['n']}{star}",
            *([str(words)] if said.ne("").any() else []),
        )
    return drawn


def _table(title: str) -> Table:
    drawn = Table(box=SIMPLE_HEAD, title=title, title_justify="left", padding=(0, 1), pad_edge=False)
    drawn.add_column("organisation", min_width=20, overflow="fold")
    return drawn


def _any_small(table: pd.DataFrame) -> bool:
    return not table.empty and bool(table["label"].astype(str).ne("").any())


def _points(value: Any) -> str:
    return f"{value:.1f}" if pd.notna(value) else "–"


def _share(value: Any) -> str:
    return f"{100 * value:.0f} %" if pd.notna(value) else "–"
